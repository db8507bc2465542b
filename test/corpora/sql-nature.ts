/** Compares what the SQL analysis derives with the nature that public corpora state. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseSql } from '../../server/analysis/sql/analyse-sql';
import type { EffectDraft } from '../../server/effects/effect';
import type { Providers } from '../../server/providers';
import { type SqlDialect, sqlDialects } from '../../server/request';

interface Row {
  readonly source: string;
  readonly command: string;
  readonly dialect?: string;
  readonly nature?: readonly string[];
}

export interface NatureReport {
  readonly file: string;
  readonly rows: number;
  /** Every stated nature is among the effects, and a statement said to read only has none that writes. */
  readonly agree: number;
  readonly disagreements: readonly {
    readonly command: string;
    readonly nature: readonly string[];
    readonly kinds: readonly string[];
  }[];
}

export function sqlNatureReport(folder: string, providers: Providers): readonly NatureReport[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith('sql-') && name.endsWith('.jsonl') && name !== 'sql-in-shell.jsonl')
    .map((name) => reportOf(folder, name, providers));
}

/** One line for every corpus of which fewer rows agree than last time, as `natures.json` holds it. */
export function fewerThanHeld(reports: readonly NatureReport[], root: string): readonly string[] {
  const held = JSON.parse(readFileSync(join(root, 'test/corpora/natures.json'), 'utf8')) as Record<string, number>;
  return reports.flatMap(({ file, agree }) => {
    const before = held[file];
    if (before === undefined) return [`${file}: natures.json holds no figure`];
    return agree < before ? [`${file}: the nature of ${agree} statements agrees, held are ${before}`] : [];
  });
}

function reportOf(folder: string, file: string, providers: Providers): NatureReport {
  const rows = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => (row.nature ?? []).length > 0);
  const disagreements = [];
  for (const row of rows) {
    const effects = analyseSql(row.command, connectionOf(row), providers).effects;
    const nature = row.nature ?? [];
    if (!agrees(nature, effects, row.command))
      disagreements.push({ command: row.command, nature, kinds: effects.map(describe) });
  }
  return { file, rows: rows.length, agree: rows.length - disagreements.length, disagreements };
}

const dialectNames: Readonly<Record<string, SqlDialect>> = {
  mssql: 'tsql',
  tidb: 'mysql',
  ansi: 'unknown',
  mixed: 'unknown',
};

function connectionOf(row: Row) {
  const name = dialectNames[row.dialect ?? ''] ?? row.dialect ?? 'unknown';
  const dialect = (sqlDialects as readonly string[]).includes(name) ? (name as SqlDialect) : 'unknown';
  return { engine: null, dialect, evidence: {} };
}

function describe(effect: EffectDraft): string {
  return effect.kind;
}

function agrees(nature: readonly string[], effects: readonly EffectDraft[], command: string): boolean {
  const stated = nature.every((one) => (tests[one] ?? unknownNature)(effects, command));
  const readsOnly = nature.every((one) => one === 'read' || one === 'session' || one === 'transaction');
  return stated && (!readsOnly || effects.every(isHarmless) || nature.includes('session'));
}

function isHarmless(effect: EffectDraft): boolean {
  return effect.kind === 'db.read';
}

type Test = (effects: readonly EffectDraft[], command: string) => boolean;

const has =
  (...kinds: readonly EffectDraft['kind'][]): Test =>
  (effects) =>
    effects.some((effect) => kinds.includes(effect.kind));

const always: Test = () => true;
const unknownNature: Test = () => false;
const isExplain = (command: string) => /^\s*explain\b(?!\s+analy)/i.test(command);

const tests: Readonly<Record<string, Test>> = {
  read: always,
  session: always,
  transaction: always,
  notify: always,
  write: has('db.rows.insert', 'db.rows.update', 'db.rows.delete'),
  modify: (effects, command) => isExplain(command) || has('db.rows.update')(effects, command),
  delete: (effects, command) => isExplain(command) || has('db.rows.delete')(effects, command),
  bulk_delete: (effects, command) =>
    isExplain(command) || effects.some((effect) => effect.kind === 'db.rows.delete' && isBulk(effect.where)),
  bulk_update: (effects, command) =>
    isExplain(command) || effects.some((effect) => effect.kind === 'db.rows.update' && isBulk(effect.where)),
  truncate: has('db.rows.delete'),
  schema_create: has('db.schema.create', 'db.schema.alter', 'db.grant', 'db.exec'),
  schema_alter: has('db.schema.alter', 'db.schema.create', 'db.schema.drop', 'db.admin', 'db.grant'),
  schema_destroy: has('db.schema.drop', 'db.rows.delete', 'db.grant'),
  privilege: has('db.grant', 'db.admin'),
  bulk_export: has('db.export'),
  bulk_load: has('db.rows.insert'),
  unsafe_io: has('db.exec', 'db.export', 'db.schema.alter', 'db.schema.drop'),
  maintenance: always,
  procedural: has('db.exec'),
  unknown: has('code.opaque'),
};

function isBulk(where: unknown): boolean {
  return where === 'none' || where === 'tautology';
}
