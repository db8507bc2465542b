/** The reads of a query: one effect per table and column. */
import type { EffectDraftOf, Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { UNKNOWN } from '../../effects/value';
import type { Expression } from './expression';
import type { Target } from './key-column';
import type { Name } from './names';
import type { Tail } from './read-tail';
import type { Reader } from './reader';
import type { Scope, Source } from './scope';
import { whereFormOf } from './where-form';

/** More reads than this are stated as "every column" of each table. */
const MAX_READS = 60;

interface QueryFacts {
  readonly where: Expression | undefined;
  readonly tail: Tail | undefined;
  readonly span: Span;
  /** The result is one row, whatever the tables hold. */
  readonly single: boolean;
  /** Clauses follow of which nothing is known. */
  readonly unseen?: boolean;
}

export function readEffects(r: Reader, facts: QueryFacts): void {
  const { scope } = r;
  const tables = scope.sources.filter((source) => source.table !== undefined);
  if (tables.length === 0) {
    passOutward(scope);
    return;
  }
  const where = whereFormOf(facts.where, targetOf(scope.sources));
  const rows = facts.single ? 1 : smaller(facts.tail?.limit, where.rows);
  const limited = facts.single || (facts.tail?.limited ?? false);
  const bound = facts.unseen && !limited ? UNKNOWN : limited;
  const shape = {
    where: where.form,
    limited: bound,
    rows: rows ?? UNKNOWN,
    undo: 'none-needed',
    span: facts.span,
  } as const;
  const extent = where.form === 'none' && !limited ? 'unbounded' : 'bounded';
  for (const [table, columns] of columnsByTable(scope, tables))
    for (const column of columns)
      r.add({ kind: 'db.read', table, column, ...shape, extent } satisfies EffectDraftOf<'db.read'>);
}

/** The first source, for telling its key from other columns. */
export function targetOf(sources: readonly Source[]): Target {
  const [first] = sources;
  return {
    table: typeof first?.table === 'string' ? first.table : undefined,
    alias: first?.alias,
    alone: sources.length === 1,
  };
}

export function smaller(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}

/** What a writing statement reads from the tables it joins. */
export function readEffectsOfOthers(r: Reader, targets: Source | readonly Source[], span: Span): void {
  const written = Array.isArray(targets) ? (targets as readonly Source[]) : [targets as Source];
  for (const source of r.scope.sources) {
    if (source.table === undefined || written.some((target) => isSameTable(target, source))) continue;
    const columns = new Set(r.scope.uses.filter((use) => use.qualifier === source.alias).map((use) => use.name));
    if (columns.size === 0) columns.add('');
    for (const column of columns)
      r.add({
        kind: 'db.read',
        table: source.table,
        column,
        where: 'other',
        limited: false,
        undo: 'none-needed',
        span,
      });
  }
}

/** The target itself, or the alias it was named by. */
function isSameTable(target: Source, source: Source): boolean {
  return target === source || target.table === source.table || source.table === target.alias;
}

/** A query without tables of its own uses those around it (a correlated sub-query). */
function passOutward(scope: Scope): void {
  for (const use of scope.uses)
    if (!scope.sources.some((source) => source.alias === use.qualifier)) scope.outer?.uses.push(use);
}

/** A column without qualifier may be any of the tables'; `''` says that no column's value is looked at. */
function columnsByTable(scope: Scope, tables: readonly Source[]): Map<Text, Set<Name>> {
  const byTable = new Map<Text, Set<Name>>();
  for (const source of tables) if (!byTable.has(source.table as Text)) byTable.set(source.table as Text, new Set());
  for (const use of scope.uses) {
    if (use.qualifier === undefined) for (const columns of byTable.values()) columns.add(use.name);
    else {
      const own = scope.sources.find((source) => source.alias === use.qualifier);
      if (own) {
        if (own.table !== undefined) byTable.get(own.table)?.add(use.name);
      } else if (scope.outer?.find(use.qualifier)) scope.outer.uses.push(use);
      else for (const columns of byTable.values()) columns.add(use.name);
    }
  }
  let count = 0;
  for (const columns of byTable.values()) {
    if (columns.size === 0) columns.add('');
    count += columns.size;
  }
  if (count > MAX_READS) for (const table of byTable.keys()) byTable.set(table, new Set(['*']));
  return byTable;
}
