/**
 * The last resort for a statement that is not understood: what its words give away. Nothing here lowers a verdict;
 * every effect is `possible`, and the statement is opaque besides.
 */
import type { EffectDraft, Span } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { UNKNOWN } from '../../effects/value';
import type { DialectTraits } from './dialect';
import { foldName } from './names';
import { objectKinds } from './statements/object-kind';
import { HOLE, type Token } from './token';

export function coarseEffects(tokens: readonly Token[], dialect: DialectTraits): EffectDraft[] {
  const effects: EffectDraft[] = [];
  const span = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.type !== 'word') continue;
    const spot = { tokens, index, dialect, span };
    const found = Object.hasOwn(signs, token.text) ? signs[token.text]?.(spot) : undefined;
    if (found) effects.push({ ...found, certainty: 'possible', span } as EffectDraft);
    else if (token.text.startsWith('xp_') || token.text === 'sp_oacreate')
      effects.push({ kind: 'db.exec', what: 'os-program', name: token.text, certainty: 'possible', span });
  }
  return effects;
}

interface Spot {
  readonly tokens: readonly Token[];
  readonly index: number;
  readonly dialect: DialectTraits;
  readonly span: Span;
}

type Sign = (spot: Spot) => EffectDraft | undefined;

const signs: Readonly<Record<string, Sign>> = {
  drop: dropSign,
  truncate: truncateSign,
  delete: deleteSign,
  update: updateSign,
  insert: insertSign,
  replace: (spot) => (word(spot, 1) === 'into' ? insertSign(spot) : undefined),
  alter: alterSign,
  grant: (spot) => (isFirst(spot) ? { kind: 'db.grant', op: 'grant', object: UNKNOWN, grantee: UNKNOWN } : undefined),
  revoke: (spot) => (isFirst(spot) ? { kind: 'db.grant', op: 'revoke', object: UNKNOWN, grantee: UNKNOWN } : undefined),
  merge: (spot) =>
    word(spot, 1) === 'into' ? { kind: 'db.rows.update', table: nameAt(spot, 2), where: 'other' } : undefined,
  shutdown: (spot) => (isFirst(spot) && spot.tokens.length < 4 ? { kind: 'db.admin', op: 'shutdown' } : undefined),
};

function dropSign(spot: Spot): EffectDraft | undefined {
  const kind = objectKinds.get(word(spot, 1) ?? '');
  if (kind === undefined || kind === 'other') return undefined;
  if (kind === 'role') return { kind: 'db.grant', op: 'drop-role', object: 'role', grantee: nameAt(spot, 2) };
  const object = kind === 'table' || kind === 'view' || kind === 'schema' || kind === 'database' ? kind : undefined;
  const at = word(spot, 2) === 'if' ? 4 : 2;
  return { kind: 'db.schema.drop', ...(object ? { object } : {}), name: nameAt(spot, at), undo: 'irreversible' };
}

function truncateSign(spot: Spot): EffectDraft | undefined {
  const table = word(spot, 1) === 'table';
  if (!table && !isFirst(spot)) return undefined;
  return {
    kind: 'db.rows.delete',
    table: nameAt(spot, table ? 2 : 1),
    where: 'none',
    method: 'truncate',
    extent: 'unbounded',
  };
}

function deleteSign(spot: Spot): EffectDraft | undefined {
  if (word(spot, 1) !== 'from' && !isFirst(spot)) return undefined;
  const where = hasWhere(spot) ? {} : ({ where: 'none' } as const);
  return { kind: 'db.rows.delete', table: nameAt(spot, word(spot, 1) === 'from' ? 2 : 1), method: 'delete', ...where };
}

/** UPDATE counts when a SET follows within a few words. */
function updateSign(spot: Spot): EffectDraft | undefined {
  const set = [2, 3, 4, 5, 6].find((ahead) => word(spot, ahead) === 'set');
  if (set === undefined) return undefined;
  const where = hasWhere(spot) ? {} : ({ where: 'none' } as const);
  return { kind: 'db.rows.update', table: nameAt(spot, 1), column: UNKNOWN, ...where };
}

function insertSign(spot: Spot): EffectDraft | undefined {
  if (word(spot, 1) !== 'into') return undefined;
  return { kind: 'db.rows.insert', table: nameAt(spot, 2), column: UNKNOWN };
}

function alterSign(spot: Spot): EffectDraft | undefined {
  if (objectKinds.get(word(spot, 1) ?? '') === undefined) return undefined;
  return { kind: 'db.schema.alter', name: nameAt(spot, 2), change: UNKNOWN, lossy: UNKNOWN };
}

function isFirst({ tokens, index }: Spot): boolean {
  const before = tokens[index - 1];
  return before === undefined || before.type === ';' || before.text === 'begin' || before.text === 'then';
}

function word({ tokens, index }: Spot, ahead: number): string | undefined {
  const token = tokens[index + ahead];
  return token?.type === 'word' ? token.text : undefined;
}

/** Is there a WHERE, or text that may hold one? */
function hasWhere({ tokens, index }: Spot): boolean {
  for (let at = index; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.type === ';') return false;
    if (token.type === 'hole' || token.text.includes(HOLE)) return true;
    if (token.type === 'word' && (token.text === 'where' || token.text === 'limit')) return true;
  }
  return false;
}

function nameAt({ tokens, index, dialect }: Spot, ahead: number): Text {
  const parts: string[] = [];
  for (let at = index + ahead; at < tokens.length; at += 2) {
    const token = tokens[at] as Token;
    if (token.type !== 'word' && token.type !== 'name') return UNKNOWN;
    parts.push(foldName(token, dialect));
    if (tokens[at + 1]?.type !== '.') break;
  }
  return parts.length > 0 ? parts.slice(-2).join('.') : UNKNOWN;
}
