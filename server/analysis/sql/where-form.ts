/**
 * The form of a WHERE clause: how far it narrows a statement.
 *
 * - `none`: there is none.
 * - `tautology`: every row passes, however it is dressed up (`1=1`, `id = id`, `… OR true`, `id > 0`, `name LIKE '%'`).
 * - `key`: a row is named by its key: `=` or `IN (…)` on a column that is one by its name (`id`, `uuid`, `orders.order_id`).
 * - `range`: bounded by a comparison, BETWEEN or a prefix.
 * - `other`: anything else; how many rows pass is not known.
 *
 * Text that is not known (`id = $X` in a shell) is taken for one value as to the form, since that is what it is meant
 * to be; it may as well be `7 OR 1=1`, so the number of rows is not known, and the statement states `db.exec` of
 * dynamic SQL besides. Where the whole clause may stand in such text, its form is not known either.
 */
import type { WhereForm } from '../../effects/catalogue';
import { UNKNOWN, type Unknown } from '../../effects/value';
import { evaluate, truth } from './constant';
import type { Expression } from './expression';
import { isKeyColumn, type Target } from './key-column';
import { hasComplements, isAlwaysTrue, partsOf } from './tautology';

export interface Where {
  readonly form: WhereForm | Unknown;
  /** At most this many rows pass; `undefined` when not known. */
  readonly rows: number | undefined;
}

const NONE: Where = { form: 'none', rows: undefined };
const TAUTOLOGY: Where = { form: 'tautology', rows: undefined };
const RANGE: Where = { form: 'range', rows: undefined };
const OTHER: Where = { form: 'other', rows: undefined };
const NOTHING: Where = { form: 'other', rows: 0 };
const UNSURE: Where = { form: UNKNOWN, rows: undefined };

export function whereFormOf(condition: Expression | undefined, target: Target): Where {
  return condition === undefined ? NONE : formOf(condition, target, false);
}

function formOf(condition: Expression, target: Target, negated: boolean): Where {
  if (condition.type === 'uncertain')
    return condition.condition ? { ...formOf(condition.condition, target, negated), rows: undefined } : UNSURE;
  if (condition.type === 'unseen') return UNSURE;
  if (condition.type === 'binary' && (condition.op === 'and' || condition.op === 'or'))
    return chainForm(condition.op, condition, target, negated);
  if (isAlwaysTrue(condition, target, negated)) return TAUTOLOGY;
  const value = truth(evaluate(condition));
  if (value !== undefined && (value === null || value === negated)) return NOTHING;
  if (condition.type === 'not') return formOf(condition.operand, target, !negated);
  return negated ? negatedForm(condition) : simpleForm(condition, target);
}

/** `a AND b AND c`, however long: each part is looked at once. */
function chainForm(op: 'and' | 'or', chain: Expression, target: Target, negated: boolean): Where {
  const parts = partsOf(op, chain);
  const conjunctive = (op === 'and') !== negated;
  if (!conjunctive && hasComplements(parts, target)) return TAUTOLOGY;
  return parts.map((part) => formOf(part, target, negated)).reduce(conjunctive ? conjunction : disjunction);
}

function conjunction(a: Where, b: Where): Where {
  if (a.rows === 0 || b.rows === 0) return NOTHING;
  if (a.form === 'tautology') return b;
  if (b.form === 'tautology') return a;
  const rows = a.rows === undefined ? b.rows : b.rows === undefined ? a.rows : Math.min(a.rows, b.rows);
  if (a.form === 'key' || b.form === 'key') return { form: 'key', rows };
  if (a.form === 'range' || b.form === 'range') return RANGE;
  return a.form === UNKNOWN && b.form === UNKNOWN ? UNSURE : OTHER;
}

function disjunction(a: Where, b: Where): Where {
  if (a.rows === 0) return b;
  if (b.rows === 0) return a;
  if (a.form === 'tautology' || b.form === 'tautology') return TAUTOLOGY;
  if (a.form === UNKNOWN || b.form === UNKNOWN) return UNSURE;
  if (a.form === 'key' && b.form === 'key')
    return { form: 'key', rows: a.rows === undefined || b.rows === undefined ? undefined : a.rows + b.rows };
  return a.form === 'range' && b.form === 'range' ? RANGE : OTHER;
}

function negatedForm(condition: Expression): Where {
  return condition.type === 'binary' && isInequality(condition.op) ? RANGE : OTHER;
}

function isInequality(op: string): boolean {
  return op === '<' || op === '>' || op === '<=' || op === '>=' || op === '!<' || op === '!>';
}

function simpleForm(condition: Expression, target: Target): Where {
  switch (condition.type) {
    case 'binary':
      return comparisonForm(condition.op, condition.left, condition.right, target);
    case 'in':
      return condition.negated ? OTHER : membershipForm(condition.operand, condition.set, target);
    case 'between':
      return condition.negated || condition.operand.type !== 'column' ? OTHER : RANGE;
    default:
      return OTHER;
  }
}

function comparisonForm(op: string, left: Expression, right: Expression, target: Target): Where {
  if (op === '=') return equalityForm(left, right, target);
  if (isInequality(op)) return hasColumn(left) !== hasColumn(right) ? RANGE : OTHER;
  if (op === 'like' && left.type === 'column' && right.type === 'constant')
    return /^[^%_]+%$/.test(String(right.value)) ? RANGE : OTHER;
  return OTHER;
}

function hasColumn(expression: Expression): boolean {
  return expression.type === 'column';
}

function equalityForm(left: Expression, right: Expression, target: Target): Where {
  if (left.type === 'list' && right.type === 'list' && left.items.length === right.items.length)
    return left.items
      .map((item, index) => equalityForm(item, right.items[index] as Expression, target))
      .reduce(conjunction);
  const key = isKeyColumn(left, target) ? right : isKeyColumn(right, target) ? left : undefined;
  return key && isOneValue(key) ? { form: 'key', rows: 1 } : OTHER;
}

/** One value that does not depend on the row. */
function isOneValue(expression: Expression): boolean {
  switch (expression.type) {
    case 'constant':
    case 'value':
    case 'unseen':
      return true;
    case 'call':
      return expression.args.every(isOneValue);
    case 'query':
      return !expression.exists && !expression.query.correlated;
    case 'binary':
      return isOneValue(expression.left) && isOneValue(expression.right);
    default:
      return false;
  }
}

function membershipForm(operand: Expression, set: Expression, target: Target): Where {
  if (operand.type === 'list') return OTHER;
  if (!isKeyColumn(operand, target)) return OTHER;
  if (set.type === 'query') {
    const { limit } = set.query;
    return limit === undefined ? OTHER : { form: 'key', rows: limit };
  }
  return set.type === 'list' ? listForm(set.items) : OTHER;
}

/** `IN (1, 2, 3)`, `= ANY (ARRAY[1, 2])`, `= ANY ('{1,2}')`, `= ANY ($1)`. */
function listForm(items: readonly Expression[]): Where {
  const [only] = items;
  if (items.length === 1 && only?.type === 'list') return listForm(only.items);
  if (items.length === 1 && only?.type === 'constant' && typeof only.value === 'string' && only.value.startsWith('{'))
    return { form: 'key', rows: only.value.split(',').length };
  return items.every(isOneValue) ? { form: 'key', rows: items.length } : OTHER;
}
