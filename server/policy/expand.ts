/** Writes the rules that table grants stand for as a policy file of their own: to read, or to go on from. */
import { Document, isMap, isScalar, type Pair, visit } from 'yaml';
import type { PolicyParts } from './compile';
import type { FragmentSource, RuleSource } from './schema';
import { tableRules } from './tables';

/**
 * A fragment that decides as the tables do: included, or its rules pasted, in place of every `tables` of the policy.
 * It keeps the ids of the rules, so that waivers and audit logs still name them.
 */
export function expandTables(policy: PolicyParts): string {
  const grants = policy.parts.flatMap((part) =>
    Object.entries(part.data.tables ?? {}).map(([table, grant]) => ({
      rules: tableRules(table, grant),
      from: ` ${oneLine(table)}, from ${part.file}:${part.locate(['tables', table]).line}`,
    })),
  );
  const taken = new Set(policy.parts.flatMap((part) => idsOf(part.data)));
  const rules = grants.flatMap((grant) => grant.rules.map((rule) => withOwnId(rule, taken)));
  const document = new Document({ apiVersion: 'guardrails/v1', rules }, { aliasDuplicateObjects: false });
  let next = 0;
  for (const grant of grants) {
    const first = document.getIn(['rules', next], true);
    if (isMap(first)) first.commentBefore = grant.from;
    next += grant.rules.length;
  }
  visit(document, { Pair: (_, pair) => writeOnOneLine(pair) });
  return document.toString({ lineWidth: 120 });
}

/** Grants on `Orders` and `"orders"` share ids, which written rules may not. */
function withOwnId(rule: RuleSource, taken: Set<string>): RuleSource {
  let id = rule.id;
  for (let number = 2; taken.has(id); number += 1) id = `${rule.id}-${number}`;
  taken.add(id);
  return { ...rule, id };
}

function idsOf(data: FragmentSource): string[] {
  return (['rules', 'limits', 'sequences', 'properties'] as const).flatMap((key) =>
    (data[key] ?? []).map(({ id }) => id),
  );
}

/** Conditions as people write them: `when: { table: orders, column: [status] }`. */
function writeOnOneLine({ key, value }: Pair): void {
  const short = isScalar(key) && ['effects', 'when', 'for'].includes(String(key.value));
  if (short && typeof value === 'object' && value !== null) Object.assign(value, { flow: true });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
