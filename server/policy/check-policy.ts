/** Checks over a whole policy: packs, parameters, waivers, ids that must be one of a kind. */
import { checkFor } from './check-conditions';
import { checkExtends } from './check-extends';
import { checkKinds, checkSelection } from './check-rule';
import { checkRules } from './check-rules';
import { checkWaivers } from './check-waivers';
import { listScope, type PlacedRule, type PolicyPart, type PolicyParts, placedRules } from './compile';
import type { Scope } from './compile-rule';
import type { PackLibrary } from './packs';
import type { Complaint, PathStep } from './problem';
import type { FragmentSource, PolicySource } from './schema';
import { tableRules } from './tables';

export interface PartComplaints {
  readonly part: PolicyPart;
  readonly complaints: readonly Complaint[];
}

export function checkPolicy(policy: PolicyParts, library: PackLibrary, now: Date): readonly PartComplaints[] {
  const scope = listScope(policy.parts);
  const extended = checkExtends(policy.root.extends ?? [], library);
  const rules = extended.some(isError) ? [] : placedRules(policy, library);
  const waivable = [...rules.map(({ compiled }) => compiled), ...(library.upper?.policy.rules ?? [])];
  const seen = new Map<string, string>();
  for (const rule of rules) if (!isOwn(rule, policy)) seen.set(rule.compiled.id, 'a pack');
  return policy.parts.map((part, index) => ({
    part,
    complaints: [
      ...(index === 0 ? [...extended, ...checkGrants(policy.root.grants)] : []),
      ...checkPart(part.data, scope),
      ...checkIds(part, seen),
      ...checkWaivers(part.data.waivers ?? [], waivable, scope, now),
    ],
  }));
}

function isError(complaint: Complaint): boolean {
  return complaint.severity !== 'warning';
}

function isOwn(rule: PlacedRule, policy: PolicyParts): boolean {
  return policy.parts.some((part) => part.file === rule.compiled.location?.source);
}

function checkPart(data: FragmentSource, scope: Scope): readonly Complaint[] {
  return [
    ...checkRules(data, scope),
    ...checkTables(data, scope),
    ...(data.properties ?? []).flatMap((property, index) => checkSelection(property, ['properties', index], scope)),
  ];
}

function checkGrants(grants: PolicySource['grants']): readonly Complaint[] {
  return Object.entries(grants ?? {}).flatMap(([layer, grant]) => checkKinds(grant?.allow, ['grants', layer, 'allow']));
}

function checkTables(data: FragmentSource, scope: Scope): readonly Complaint[] {
  return Object.entries(data.tables ?? {}).flatMap(([table, grant]) => {
    const path: PathStep[] = ['tables', table];
    const nothing = tableRules(table, grant).length === 0;
    const empty: Complaint = { code: 'never-matches', path, onKey: true, message: 'This grant says nothing.' };
    return [
      ...(nothing ? [empty] : []),
      ...checkFor(grant.for, [...path, 'for'], scope),
      ...misplacedColumns(grant, path),
    ];
  });
}

/** Only reads, inserts and updates are told apart by column, and inserts have no WHERE. */
function misplacedColumns(
  grant: NonNullable<FragmentSource['tables']>[string],
  path: readonly PathStep[],
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const refuse = (operation: 'delete' | 'insert', key: 'columns' | 'where') => {
    const value = grant[operation];
    if (typeof value === 'object' && value[key] !== undefined) {
      const message = `"${operation}" cannot be narrowed by ${key}.`;
      complaints.push({ code: 'unknown-key', path: [...path, operation, key], onKey: true, message });
    }
  };
  refuse('delete', 'columns');
  refuse('insert', 'where');
  return complaints;
}

/** Every id stands once, whatever it names and in whichever file. */
function checkIds({ file, data }: PolicyPart, seen: Map<string, string>): readonly Complaint[] {
  const named = (['rules', 'limits', 'sequences', 'properties'] as const).flatMap((key) =>
    (data[key] ?? []).map((item, index) => ({ id: item.id, path: [key, index, 'id'] as PathStep[] })),
  );
  const keyed = (['lists', 'tables'] as const).flatMap((key) =>
    Object.keys(data[key] ?? {}).map((id) => ({ id: `${key}/${id}`, path: [key, id] as PathStep[] })),
  );
  return [...named, ...keyed].flatMap(({ id, path }): readonly Complaint[] => {
    const where = seen.get(id);
    seen.set(id, file);
    if (where === undefined) return [];
    const message = `"${id}" is already used${where === file ? ' in this file' : ` in ${where}`}.`;
    return [{ code: 'duplicate-id', path, onKey: typeof path.at(-1) === 'string' && path.length === 2, message }];
  });
}
