/** Table grants are sugar: this makes the rules that they stand for (`guardrails expand` prints them). */
import type { EffectKind } from '../effects/catalogue';
import type { ConditionsSource, RuleSource, TableSource } from './schema';
import type { Verdict } from './verdict';

type Operation = NonNullable<TableSource['update']>;
type Narrowing = Exclude<Operation, Verdict>;

interface OperationSpec {
  readonly kinds: readonly EffectKind[];
  /** The attribute that holds the table's name. */
  readonly attribute: 'table' | 'name';
  /** "Rows of {table} may not be …". */
  readonly words: string;
}

const operations = {
  read: { kinds: ['db.read'], attribute: 'table', words: 'read' },
  insert: { kinds: ['db.rows.insert'], attribute: 'table', words: 'inserted into' },
  update: { kinds: ['db.rows.update'], attribute: 'table', words: 'updated' },
  delete: { kinds: ['db.rows.delete'], attribute: 'table', words: 'deleted from' },
  export: { kinds: ['db.export'], attribute: 'table', words: 'exported' },
  schema: { kinds: ['db.schema.alter', 'db.schema.drop'], attribute: 'name', words: 'altered or dropped' },
} as const satisfies Record<string, OperationSpec>;

type OperationName = keyof typeof operations;

export function tableRules(table: string, grant: TableSource): readonly RuleSource[] {
  return (Object.keys(operations) as OperationName[]).flatMap((name) => operationRules(table, name, grant));
}

function operationRules(table: string, name: OperationName, grant: TableSource): readonly RuleSource[] {
  const operation = grant[name];
  if (operation === undefined) return [];
  const base = baseRule(table, name, grant);
  if (typeof operation === 'string') return [plainRule(base, table, name, operation, grant)];
  return [allowed(base, operation), ...refusals(base, table, name, operation, grant)];
}

function baseRule(table: string, name: OperationName, grant: TableSource): Omit<RuleSource, 'decide' | 'because'> {
  const { kinds, attribute } = operations[name];
  return {
    id: `tables/${idOf(table)}/${name}`,
    effects: [...kinds],
    when: { [attribute]: table },
    ...(grant.for && { for: grant.for }),
  };
}

function idOf(table: string): string {
  return (
    table
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '') || 'table'
  );
}

function plainRule(
  base: Omit<RuleSource, 'decide' | 'because'>,
  table: string,
  name: OperationName,
  decide: Verdict,
  grant: TableSource,
): RuleSource {
  const because =
    decide === 'allow' ? `The grant on ${table} allows it.` : `${table} may not be ${operations[name].words} here.`;
  return { ...base, decide, because: grant.because ?? because, ...(decide !== 'allow' && withInstead(grant)) };
}

function allowed(base: Omit<RuleSource, 'decide' | 'because'>, narrowing: Narrowing): RuleSource {
  const { columns, where, maxRows } = narrowing;
  return {
    ...base,
    when: {
      ...base.when,
      ...(columns && { column: columns }),
      ...(where && { where }),
      ...(maxRows !== undefined && { rows: { atMost: maxRows } }),
    },
    decide: 'allow',
    because: 'The grant on the table allows it.',
  };
}

function refusals(
  base: Omit<RuleSource, 'decide' | 'because'>,
  table: string,
  name: OperationName,
  { columns, where, maxRows }: Narrowing,
  grant: TableSource,
): readonly RuleSource[] {
  const { words } = operations[name];
  const refusal = (part: string, when: ConditionsSource, because: string, rest?: Partial<RuleSource>): RuleSource => ({
    ...base,
    id: `${base.id}-${part}`,
    when: { ...base.when, ...when },
    decide: 'deny',
    because: grant.because ?? because,
    ...withInstead(grant),
    ...rest,
  });
  const rules: RuleSource[] = [];
  if (columns) {
    const list = columns.join(', ');
    rules.push(
      refusal('columns', { column: { not: columns } }, `Column {column} of ${table} may not be ${words} here.`, {
        instead: grant.instead ?? `Keep to the columns that may be: ${list}.`,
      }),
    );
  }
  if (where) {
    rules.push(
      refusal(
        'where',
        { where: { not: where } },
        `Rows of ${table} may be ${words} only with a WHERE by ${where.join(' or ')}.`,
        {
          instead: grant.instead ?? 'Name the rows by their key: WHERE id = …',
        },
      ),
    );
  }
  if (maxRows !== undefined) rules.push(...rowRefusals(refusal, table, words, maxRows));
  return rules;
}

/** More rows than granted are refused; an unknown number is a question. */
function rowRefusals(
  refusal: (part: string, when: ConditionsSource, because: string, rest?: Partial<RuleSource>) => RuleSource,
  table: string,
  words: string,
  maxRows: number,
): readonly RuleSource[] {
  const when = { rows: { atLeast: maxRows + 1 } };
  const because = `At most ${maxRows} rows of ${table} may be ${words} at once.`;
  return [
    refusal('rows', when, because, { onUnknown: 'ignore' }),
    refusal('rows-unknown', when, because, { decide: 'ask' }),
  ];
}

function withInstead(grant: TableSource): Pick<RuleSource, 'instead'> {
  return grant.instead === undefined ? {} : { instead: grant.instead };
}
