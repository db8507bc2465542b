/** Conditions that every row passes, and their common disguises. */
import { evaluate, truth } from './constant';
import type { Expression } from './expression';
import { isKeyColumn, type Target } from './key-column';

/** `negated` asks whether the condition's opposite always holds. */
export function isAlwaysTrue(condition: Expression, target: Target, negated = false): boolean {
  if (condition.type === 'binary' && (condition.op === 'and' || condition.op === 'or'))
    return chainIsTrue(condition.op, condition, target, negated);
  const value = truth(evaluate(condition));
  if (typeof value === 'boolean') return value !== negated;
  switch (condition.type) {
    case 'uncertain':
      return condition.condition !== undefined && isAlwaysTrue(condition.condition, target, negated);
    case 'not':
      return isAlwaysTrue(condition.operand, target, !negated);
    case 'binary':
      return binaryIsTrue(condition.op, condition.left, condition.right, target, negated);
    case 'is':
      return isTestIsTrue(condition, target, negated);
    case 'in':
      return condition.negated === negated && membershipIsTrue(condition.operand, condition.set, target);
    case 'between':
      return condition.negated === negated && coversAll(condition.operand, condition.low, condition.high, target);
    case 'query':
      return condition.exists && !negated && condition.query.plain && condition.query.where === undefined;
    default:
      return false;
  }
}

/** The parts of `a AND b AND c`; the tree leans to the left and may be deep. */
export function partsOf(op: 'and' | 'or', chain: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  let rest = chain;
  while (rest.type === 'binary' && rest.op === op) {
    parts.push(rest.right);
    rest = rest.left;
  }
  parts.push(rest);
  return parts.reverse();
}

function chainIsTrue(op: 'and' | 'or', chain: Expression, target: Target, negated: boolean): boolean {
  const parts = partsOf(op, chain);
  if ((op === 'and') !== negated) return parts.every((part) => isAlwaysTrue(part, target, negated));
  return hasComplements(parts, target) || parts.some((part) => isAlwaysTrue(part, target, negated));
}

/** Opposites are looked for among few parts only: a disguise is short. */
const MAX_COMPARED = 12;

export function hasComplements(parts: readonly Expression[], target: Target): boolean {
  if (parts.length > MAX_COMPARED) return false;
  return parts.some((part, index) => parts.slice(index + 1).some((other) => isComplement(part, other, target)));
}

function binaryIsTrue(op: string, left: Expression, right: Expression, target: Target, negated: boolean): boolean {
  const asked = negated ? opposite[op] : op;
  if (asked === undefined) return false;
  if (isSame(left, right, target))
    return asked === '=' || asked === '<=' || asked === '>=' || asked === 'like' || asked === '<=>';
  return comparisonIsTrue(asked, left, right, target);
}

const opposite: Readonly<Record<string, string>> = {
  '=': '<>',
  '<>': '=',
  '!=': '=',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
};
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** `id IS NULL OR id IS NOT NULL`, `a = 1 OR a <> 1`, `x OR NOT x`. */
function isComplement(left: Expression, right: Expression, target: Target): boolean {
  if (left.type === 'is' && right.type === 'is')
    return left.what === right.what && left.negated !== right.negated && isSame(left.operand, right.operand, target);
  if (right.type === 'not') return isSame(left, right.operand, target);
  if (left.type === 'not') return isSame(left.operand, right, target);
  if (left.type === 'binary' && right.type === 'binary') {
    const same = isSame(left.left, right.left, target) && isSame(left.right, right.right, target);
    return same && complements(left.op, right.op);
  }
  return false;
}

/** Do two comparisons of the same operands cover every case? */
function complements(a: string, b: string): boolean {
  const pair = `${a} ${b}`;
  return opposite[a] === b || opposite[b] === a || ['<= >=', '>= <=', '< >=', '> <=', '<= >', '>= <'].includes(pair);
}

function comparisonIsTrue(op: string, left: Expression, right: Expression, target: Target): boolean {
  if (left.type === 'constant' && right.type !== 'constant' && mirrored[op] !== undefined)
    return comparisonIsTrue(mirrored[op], right, left, target);
  if (left.type === 'constant' && right.type === 'column' && (op === '<>' || op === '!='))
    return comparisonIsTrue(op, right, left, target);
  if (op === 'like') return right.type === 'constant' && /^%+$/.test(String(right.value)) && left.type !== 'other';
  if (op === 'rlike' || op === 'regexp' || op === '~' || op === '~*')
    return right.type === 'constant' && /^(\^?\.\*\$?|\^|\$|\.?)$/.test(String(right.value));
  if (op === 'glob') return right.type === 'constant' && /^\*+$/.test(String(right.value));
  if (right.type !== 'constant') return false;
  return (
    isBelowAll(op, left, right.value, target) ||
    isAboveAll(op, left, right.value) ||
    isOddOneOut(op, left, right.value, target)
  );
}

/** Bounds below every value a column of its kind holds: keys are positive, dates are after 1970, lengths not negative. */
function isBelowAll(op: string, left: Expression, bound: string | number | boolean | null, target: Target): boolean {
  if (op !== '>' && op !== '>=') return false;
  if (left.type === 'call') return isNonNegative(left.name) && Number(bound) <= 0 && (op === '>=' || Number(bound) < 0);
  if (left.type !== 'column' && left.type !== 'value') return false;
  if (isAncient(bound)) return true;
  if (bound === '') return op === '>=';
  const number = typeof bound === 'boolean' || bound === null ? Number.NaN : Number(bound);
  if (Number.isNaN(number) || bound === '') return false;
  return isKeyColumn(left, target) ? number <= (op === '>' ? 0 : 1) : number <= -1_000_000;
}

function isNonNegative(name: string): boolean {
  return ['length', 'char_length', 'len', 'abs', 'octet_length', 'random', 'rand', 'count'].includes(name);
}

function isAncient(bound: string | number | boolean | null): boolean {
  return (
    typeof bound === 'string' && /^(0\d{3}|1[0-8]\d\d|19[0-6]\d|1970-0?1-0?1)\b/.test(bound) && bound.includes('-')
  );
}

function isFarFuture(bound: string | number | boolean | null): boolean {
  return typeof bound === 'string' && /^(2[1-9]\d\d|[3-9]\d{3})-/.test(bound);
}

/** Bounds above every value: `id < 999999999`, `created_at < '9999-12-31'`, `random() < 2`. */
function isAboveAll(op: string, left: Expression, bound: string | number | boolean | null): boolean {
  if (op !== '<' && op !== '<=') return false;
  if (left.type === 'call') return (left.name === 'random' || left.name === 'rand') && Number(bound) >= 1;
  if (left.type !== 'column' && left.type !== 'value') return false;
  if (isFarFuture(bound)) return true;
  return typeof bound === 'number' && bound >= 99_999_999;
}

/** `id <> 0`, `id != -1`, `id <> ''`: a key never has these values. */
function isOddOneOut(op: string, left: Expression, value: string | number | boolean | null, target: Target): boolean {
  if ((op !== '<>' && op !== '!=') || !isKeyColumn(left, target)) return false;
  return value === '' || (typeof value === 'number' && value <= 0);
}

function isTestIsTrue(test: Extract<Expression, { type: 'is' }>, target: Target, negated: boolean): boolean {
  const positive = test.negated === negated;
  if (test.what === 'null') return !positive && isKeyColumn(test.operand, target);
  if (test.what === 'true' || test.what === 'false')
    return positive && isAlwaysTrue(test.operand, target, test.what === 'false');
  return false;
}

/** `id IN (id, …)`, `id IN (SELECT id FROM the same target)`. */
function membershipIsTrue(operand: Expression, set: Expression, target: Target): boolean {
  if (set.type === 'list') return operand.type === 'column' && set.items.some((item) => isSame(item, operand, target));
  if (set.type !== 'query' || operand.type !== 'column') return false;
  const { query } = set;
  if (!query.plain || query.output?.type !== 'column' || query.table !== target.table) return false;
  const everything =
    query.where === undefined || isAlwaysTrue(query.where, { table: query.table, alias: undefined, alone: true });
  return everything && query.output.name === operand.name;
}

function coversAll(operand: Expression, low: Expression, high: Expression, target: Target): boolean {
  if (low.type !== 'constant' || high.type !== 'constant') return false;
  return isBelowAll('>=', operand, low.value, target) && isAboveAll('<=', operand, high.value);
}

/** Equal texts of columns; two calls of `random()` are not the same value. */
function isSame(a: Expression, b: Expression, target: Target): boolean {
  if (a.type === 'column' && b.type === 'column')
    return a.name === b.name && ownerOf(a.qualifier, target) === ownerOf(b.qualifier, target);
  if (a.type === 'constant' && b.type === 'constant') return a.value === b.value;
  if (a.type === 'call' && b.type === 'call')
    return (
      a.name === b.name &&
      a.args.length > 0 &&
      a.args.length === b.args.length &&
      a.args.every((arg, index) => isSame(arg, b.args[index] as Expression, target))
    );
  if (a.type === 'binary' && b.type === 'binary')
    return a.op === b.op && isSame(a.left, b.left, target) && isSame(a.right, b.right, target);
  if (a.type === 'is' && b.type === 'is')
    return a.what === b.what && a.negated === b.negated && isSame(a.operand, b.operand, target);
  return false;
}

/** An unqualified column is the target's when no other table is in sight. */
function ownerOf(qualifier: string | undefined, target: Target): string | undefined {
  return qualifier ?? (target.alone ? target.alias : undefined);
}
