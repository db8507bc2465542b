/** What an expression stands for, as far as it is built out of literals: sums, choices, paths that are joined or listed. */
import { isPattern, type Text, UNKNOWN } from '../../effects/value';
import { concat } from '../shell/text';
import { listOf } from './lists';
import type { Names } from './names';
import { oneOf } from './one-of';
import { closingOf, opensAt, splitByComma } from './token-ranges';
import type { Token } from './tokens';

/** Longer expressions, and calls within more calls, are not looked into. */
const MAX_TOKENS = 200;
const MAX_DEPTH = 4;

/** Without names, only strings are known. A list stands for any of its elements. */
export function textOf(tokens: readonly Token[], names?: Names): Text {
  return evaluated(tokens, { names, depth: 0 });
}

interface Here {
  readonly names: Names | undefined;
  readonly depth: number;
}

function evaluated(tokens: readonly Token[], outside: Here): Text {
  if (tokens.length === 0 || outside.depth > MAX_DEPTH) return UNKNOWN;
  if (tokens.length > MAX_TOKENS) return concat(stringsAt(tokens, 0, outside).value, UNKNOWN);
  const here = { ...outside, depth: outside.depth + 1 };
  const { names } = here;
  let { value, end } = operandAt(tokens, 0, here);
  while (end < tokens.length) {
    const operator = tokens[end]!;
    if (CHOICE.test(operator.text) && operator.type !== 'string') return chosen(value, tokens.slice(end), here);
    if (operator.text === '%' && names?.hasMembers)
      return formatted(value, PLACES, givenTo(tokens.slice(end + 1), here));
    const isAdjacent = operator.type === 'string';
    if (!isAdjacent && !(JOINS.test(operator.text) && operator.type === 'punct')) return concat(value, UNKNOWN);
    const next = operandAt(tokens, isAdjacent ? end : end + 1, here);
    value = operator.text === '/' ? joined(value, next.value) : concat(value, next.value);
    end = next.end;
  }
  return value;
}

const PLACES = /%[#0\-+ \d.]*[a-zA-Z]/;

/** `'…' % x`, `'…' % (x, y)` */
function givenTo(tokens: readonly Token[], here: Here): readonly Text[] {
  return (here.names && listOf(tokens, here.names)) ?? [evaluated(tokens, here)];
}

const JOINS = /^[+./]$/;
const CHOICE = /^(if|or|\|\||\|\?|\?\??)$/;

/** `a if x else b`, `x ? a : b`, `a or b`, `a || b`. */
function chosen(left: Text, rest: readonly Token[], here: Here): Text {
  const operator = rest[0]!.text;
  const after = (text: string) => rest.slice(rest.findIndex((token) => token.text === text) + 1);
  if (operator === 'if') return oneOf(left, evaluated(after('else'), here));
  if (operator !== '?' || rest[1]?.text === '?')
    return oneOf(left, evaluated(rest.slice(rest[1]?.text === operator ? 2 : 1), here));
  const colon = rest.findIndex((token) => token.text === ':');
  return colon < 0 ? UNKNOWN : oneOf(evaluated(rest.slice(1, colon), here), evaluated(rest.slice(colon + 1), here));
}

/** A path and what is below it; what comes last may be absolute, so it has to be known to begin otherwise. */
export function joined(left: Text, right: Text): Text {
  if (typeof right === 'string' && right.startsWith('/')) return right;
  const begins = typeof right === 'string' || (isPattern(right) && (right.glob || /^[^/]/.test(right.prefix)));
  return begins ? concat(concat(left, '/'), right) : UNKNOWN;
}

/** A template with something put in its place-holders. */
export function formatted(template: Text, placeholder: RegExp, given: readonly Text[]): Text {
  if (typeof template !== 'string') return UNKNOWN;
  return template
    .split(placeholder)
    .reduce<Text>((text, part, at) => (at === 0 ? part : concat(concat(text, given[at - 1] ?? UNKNOWN), part)), '');
}

interface Operand {
  readonly value: Text;
  /** Index of the token behind it. */
  readonly end: number;
}

function operandAt(tokens: readonly Token[], from: number, here: Here): Operand {
  const first = tokens[from];
  if (!first) return { value: UNKNOWN, end: from + 1 };
  if (first.type === 'name' && /^(await|new)$/.test(first.text)) return operandAt(tokens, from + 1, here);
  if (first.type === 'string') return withMembers(tokens, stringsAt(tokens, from, here), from, here);
  if (first.type === 'name') return withMembers(tokens, { ...named(first, here), end: from + 1 }, from, here);
  if (!opensAt(tokens, from)) return { value: UNKNOWN, end: from + 1 };
  const close = closingOf(tokens, from);
  const inside = tokens.slice(from + 1, close);
  const value = first.text === '(' ? evaluated(inside, here) : first.text === '[' ? anyOf(inside, here) : UNKNOWN;
  return withMembers(tokens, { value, end: close + 1 }, from, here);
}

function named(token: Token, here: Here): Pick<Member, 'value' | 'callee'> {
  return { value: here.names?.valueOf(token.text) ?? UNKNOWN, callee: token.text };
}

function anyOf(inside: readonly Token[], here: Here): Text {
  const [first, ...others] = splitByComma(inside).map((part) => evaluated(part, here));
  return first === undefined ? UNKNOWN : others.reduce(oneOf, first);
}

/** Adjacent strings are one. */
function stringsAt(tokens: readonly Token[], from: number, here: Here): Operand {
  let end = from;
  let value: Text = '';
  for (; tokens[end]?.type === 'string'; end++) value = concat(value, stringAt(tokens[end]!, here));
  return { value, end };
}

/** With a single name in it, a template is known as far as that is. */
function stringAt({ value = UNKNOWN, inner = [] }: Token, here: Here): Text {
  const [only, ...others] = inner;
  const filled =
    others.length === 0 && only !== undefined && /^\w+$/.test(only) ? here.names?.valueOf(only) : undefined;
  return filled !== undefined && isPattern(value) ? concat(concat(value.prefix, filled), value.suffix) : value;
}

interface Member extends Operand {
  /** The names that lead to it, when nothing else does. */
  readonly callee?: string;
  /** What the last of them is a member of. */
  readonly object?: Text;
}

/** `.parent`, `.joinpath('x')`, `[0]` behind an operand. Where a dot joins texts, there are no members. */
function withMembers(tokens: readonly Token[], start: Member, from: number, here: Here): Operand {
  const { names } = here;
  let member = start;
  for (;;) {
    const [sign, name] = [tokens[member.end], tokens[member.end + 1]];
    if (sign?.type !== 'punct' || !names) return member;
    if (MEMBER.test(sign.text) && name?.type === 'name' && names.hasMembers) {
      const value = names.made(`${member.callee ?? ''}.${name.text}`, [], member.value);
      member = { value, object: member.value, callee: `${member.callee ?? ''}.${name.text}`, end: member.end + 2 };
    } else if (sign.text === '(' && member.callee !== undefined) {
      const close = closingOf(tokens, member.end);
      const args = splitByComma(tokens.slice(member.end + 1, close)).map((part) => evaluated(part, here));
      const pieces = /\.join$/.test(member.callee)
        ? joinedPieces(tokens.slice(from, close + 1), member, names)
        : undefined;
      const value = pieces ?? names.made(member.callee, args, member.object);
      member = { value, callee: moduleLoaded(member.callee, args), end: close + 1 };
    } else if (sign.text === '[') {
      const close = closingOf(tokens, member.end);
      const key = tokens.slice(member.end + 1, close);
      member = { value: elementOf(member, key, here), callee: '', end: close + 1 };
    } else return member;
  }
}

/** `require('os').homedir` is a member of `os`. */
function moduleLoaded(callee: string, [module]: readonly Text[]): string {
  return /^(require|__import__)$/.test(callee) && typeof module === 'string' ? module.replace(/^node:/, '') : '';
}

const MEMBER = /^(\.|\?\.|::|->)$/;

/** Of names that were listed, one is like the other; of a text, a part is not the whole. */
function elementOf({ value, callee }: Member, key: readonly Token[], { names }: Here): Text {
  if (/^(os\.environ|process\.env|ENV)$/.test(names?.canonical(callee ?? '') ?? ''))
    return key[0]?.value === 'HOME' ? (names?.home ?? UNKNOWN) : UNKNOWN;
  if (typeof value === 'string' && key.map(({ text }) => text).join('') === '::-1')
    return [...value].reverse().join('');
  return isPattern(value) && value.glob ? value : UNKNOWN;
}

/** `' '.join([…])`, `[…].join(' ')` */
function joinedPieces(tokens: readonly Token[], { object }: Member, names: Names): Text | undefined {
  const open = tokens.findLastIndex(({ type, text }, at) => type === 'name' && text === 'join' && at > 0) + 1;
  const own = listOf(tokens.slice(0, open - 2), names);
  const given = tokens.slice(open + 1, -1);
  const list = own ?? (tokens[0]?.type === 'string' ? listOf(given, names) : undefined);
  const separator = own ? (given.length === 0 ? ',' : textOf(given, names)) : (object ?? UNKNOWN);
  return list?.reduce<Text>((text, piece, at) => (at === 0 ? piece : concat(concat(text, separator), piece)), '');
}
