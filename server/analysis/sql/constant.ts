/** Works out expressions that contain no columns: `1 = 1`, `NOT false`, `'a' || 'b' = 'ab'`, `2 > 1`. */
import type { Expression } from './expression';

export type Constant = string | number | boolean | null;

/** The value; `undefined` when it cannot be known from the text. */
export function evaluate(expression: Expression): Constant | undefined {
  switch (expression.type) {
    case 'constant':
      return expression.value;
    case 'not':
      return negate(truth(evaluate(expression.operand)));
    case 'binary':
      return evaluateBinary(expression.op, expression.left, expression.right);
    case 'in':
      return evaluateIn(expression.operand, expression.set, expression.negated);
    case 'between':
      return evaluateBetween(expression.operand, expression.low, expression.high, expression.negated);
    case 'is':
      return evaluateIs(expression.operand, expression.what, expression.negated);
    case 'call':
      return evaluateCall(expression.name, expression.args);
    case 'query':
      return evaluateQuery(expression.query, expression.exists);
    default:
      return undefined;
  }
}

/** Is a value true as a condition? `null` is neither true nor false. */
export function truth(value: Constant | undefined): boolean | null | undefined {
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = value.trim().toLowerCase();
  if (/^(t|true|y|yes|on)$/.test(text)) return true;
  if (/^(f|false|n|no|off)$/.test(text)) return false;
  const number = Number.parseFloat(text);
  return Number.isNaN(number) ? false : number !== 0;
}

function negate(value: boolean | null | undefined): boolean | null | undefined {
  return typeof value === 'boolean' ? !value : value;
}

function evaluateBinary(op: string, left: Expression, right: Expression): Constant | undefined {
  if (op === 'and' || op === 'or') return logical(op, truth(evaluate(left)), truth(evaluate(right)));
  const a = evaluate(left);
  const b = a === undefined ? undefined : evaluate(right);
  if (a === undefined || b === undefined) return undefined;
  if (op === '<=>') return a === b;
  if (a === null || b === null) return null;
  return compare(op, a, b) ?? arithmetic(op, a, b);
}

function logical(op: 'and' | 'or', a: boolean | null | undefined, b: boolean | null | undefined) {
  const deciding = op === 'or';
  if (a === deciding || b === deciding) return deciding;
  if (a === undefined || b === undefined) return undefined;
  return a === null || b === null ? null : !deciding;
}

function compare(op: string, a: string | number | boolean, b: string | number | boolean): boolean | undefined {
  if (op === 'like') return likeMatches(String(a), String(b));
  const order = orderOf(a, b);
  if (order === undefined) return undefined;
  switch (op) {
    case '=':
      return order === 0;
    case '<>':
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    default:
      return undefined;
  }
}

function orderOf(a: string | number | boolean, b: string | number | boolean): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : a < b ? -1 : 1;
  const x = Number(a);
  const y = Number(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return undefined;
  return x - y;
}

function arithmetic(op: string, a: string | number | boolean, b: string | number | boolean): Constant | undefined {
  if (op === '||') return `${a}${b}`;
  const x = Number(a);
  const y = Number(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return undefined;
  if (op === '+') return x + y;
  if (op === '-') return x - y;
  if (op === '*') return x * y;
  if (op === '/' && y !== 0) return x / y;
  return (op === '%' || op === 'mod') && y !== 0 ? x % y : undefined;
}

/** Patterns short enough to try; the usual disguise is `'%'`. */
function likeMatches(text: string, pattern: string): boolean | undefined {
  if (/^%+$/.test(pattern)) return true;
  if (!/[%_\\]/.test(pattern)) return text.toLowerCase() === pattern.toLowerCase();
  return undefined;
}

function evaluateIn(operand: Expression, set: Expression, negated: boolean): boolean | undefined {
  if (set.type !== 'list') return undefined;
  const value = evaluate(operand);
  if (value === undefined || value === null) return undefined;
  let sure = true;
  for (const item of set.items) {
    const candidate = evaluate(item);
    if (candidate === undefined || candidate === null) sure = false;
    else if (orderOf(value, candidate) === 0) return !negated;
  }
  return sure ? negated : undefined;
}

function evaluateBetween(operand: Expression, low: Expression, high: Expression, negated: boolean) {
  const above = evaluateBinary('>=', operand, low);
  const below = evaluateBinary('<=', operand, high);
  const inside = logical('and', truth(above), truth(below));
  return negated ? negate(inside) : inside;
}

function evaluateIs(operand: Expression, what: 'null' | 'true' | 'false' | 'unknown', negated: boolean) {
  const value = evaluate(operand);
  if (value === undefined) return undefined;
  const held = what === 'null' || what === 'unknown' ? value === null : truth(value) === (what === 'true');
  return held !== negated;
}

function evaluateCall(name: string, args: readonly Expression[]): Constant | undefined {
  const values = args.map(evaluate);
  if (name === 'coalesce' || name === 'ifnull' || name === 'nvl' || name === 'isnull') {
    const first = values.find((value) => value !== null);
    return values.length > 0 && values[0] !== undefined ? first : undefined;
  }
  const [only] = values;
  if (values.length !== 1 || only === undefined || only === null) return undefined;
  if (name === 'length' || name === 'char_length' || name === 'len') return String(only).length;
  if (name === 'abs') return Math.abs(Number(only));
  if (name === 'lower' || name === 'lcase') return String(only).toLowerCase();
  return name === 'upper' || name === 'ucase' ? String(only).toUpperCase() : undefined;
}

function evaluateQuery(
  query: { hasFrom: boolean; where: Expression | undefined; output: Expression | undefined; plain: boolean },
  exists: boolean,
): Constant | undefined {
  if (query.hasFrom || !query.plain) return undefined;
  if (exists) return query.where ? truth(evaluate(query.where)) === true || undefined : true;
  return query.where || !query.output ? undefined : evaluate(query.output);
}
