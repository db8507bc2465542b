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
  /** "… public.orders is not allowed here." */
  readonly doing: string;
  readonly instead: string;
}

const operations = {
  read: {
    kinds: ['db.read'],
    attribute: 'table',
    doing: 'Reading',
    instead: 'Ask the user for the figures that are needed.',
  },
  insert: {
    kinds: ['db.rows.insert'],
    attribute: 'table',
    doing: 'Inserting into',
    instead: 'Show the rows to the user instead of inserting them.',
  },
  update: {
    kinds: ['db.rows.update'],
    attribute: 'table',
    doing: 'Updating',
    instead: 'Show the change to the user instead of making it.',
  },
  delete: {
    kinds: ['db.rows.delete'],
    attribute: 'table',
    doing: 'Deleting from',
    instead: 'Leave the rows; mark them by a column that may be updated, or ask the user.',
  },
  export: {
    kinds: ['db.export'],
    attribute: 'table',
    doing: 'Exporting',
    instead: 'Query the few rows that are needed.',
  },
  schema: {
    kinds: ['db.schema.alter', 'db.schema.drop'],
    attribute: 'name',
    doing: 'Changing the schema of',
    instead: 'Write a migration for people to review.',
  },
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
    id: `${tableRulesPrefix(table)}${name}`,
    effects: [...kinds],
    when: { [attribute]: table },
    ...(grant.for && { for: grant.for }),
  };
}

/** What the ids of all rules of a table begin with. */
export function tableRulesPrefix(table: string): string {
  return `tables/${idOf(table)}/`;
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
  if (decide === 'allow') return { ...base, decide, because: allowedBecause };
  const { doing, instead } = operations[name];
  const because = grant.because ?? `${doing} ${table} is not allowed here.`;
  return { ...base, decide, because, instead: grant.instead ?? instead };
}

const allowedBecause = 'The grant on the table allows it.';

function allowed(base: Omit<RuleSource, 'decide' | 'because'>, narrowing: Narrowing): RuleSource {
  const { columns, where, maxRows } = narrowing;
  return {
    ...base,
    when: {
      ...base.when,
      ...(columns && { column: withNone(columns) }),
      ...(where && { where }),
      ...(maxRows !== undefined && { rows: { atMost: maxRows } }),
    },
    decide: 'allow',
    because: allowedBecause,
  };
}

/** A statement that looks at no column's value (`count(*)`) has an empty column. */
function withNone(columns: readonly string[]): string[] {
  return [...columns, ''];
}

function refusals(
  base: Omit<RuleSource, 'decide' | 'because'>,
  table: string,
  name: OperationName,
  { columns, where, maxRows }: Narrowing,
  grant: TableSource,
): readonly RuleSource[] {
  const { doing } = operations[name];
  const refusal = (part: string, when: ConditionsSource, because: string, instead: string): RuleSource => ({
    ...base,
    id: `${base.id}-${part}`,
    when: { ...base.when, ...when },
    decide: 'deny',
    because: grant.because ?? because,
    instead: grant.instead ?? instead,
  });
  return [
    ...(columns
      ? [
          refusal(
            'columns',
            { column: { not: withNone(columns) } },
            `${doing} column {column} of ${table} is not allowed here.`,
            `Keep to the columns that are allowed: ${columns.join(', ')}.`,
          ),
        ]
      : []),
    ...(where
      ? [
          refusal(
            'where',
            { where: { not: where } },
            `${doing} ${table} needs a WHERE by ${where.join(' or ')} here.`,
            'Name the rows by their key: WHERE id = …',
          ),
        ]
      : []),
    ...(maxRows === undefined ? [] : rowRefusals(refusal, table, doing, maxRows)),
  ];
}

/** More rows than granted are refused; an unknown number is a question. */
function rowRefusals(
  refusal: (part: string, when: ConditionsSource, because: string, instead: string) => RuleSource,
  table: string,
  doing: string,
  maxRows: number,
): readonly RuleSource[] {
  const when = { rows: { atLeast: maxRows + 1 } };
  const because = `${doing} ${table} is allowed for at most ${maxRows} rows at once here.`;
  const instead = 'Name fewer rows, by their keys.';
  return [
    { ...refusal('rows', when, because, instead), onUnknown: 'ignore' },
    { ...refusal('rows-unknown', when, because, instead), decide: 'ask' },
  ];
}
