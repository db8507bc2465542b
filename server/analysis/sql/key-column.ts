/** Columns that name a row, as far as a name can tell. */
import type { Expression } from './expression';

const keys = new Set('id uuid guid _id pk rowid _rowid_ oid ctid rid'.split(' '));

/** The table whose rows are named, and how the statement calls it. */
export interface Target {
  readonly table: string | undefined;
  readonly alias: string | undefined;
  /** No other table is in sight, so unqualified columns are its own. */
  readonly alone: boolean;
}

/** `id`, `uuid`, and the table's own name with `_id`: `order_id` in `orders`, `orderid` in `shop.orders`. */
export function isKeyColumn(expression: Expression, target: Target): boolean {
  if (expression.type !== 'column' || !belongsTo(expression.qualifier, target)) return false;
  const { table } = target;
  const name = expression.name.toLowerCase();
  if (keys.has(name)) return true;
  const suffix = /^(.+?)_?(?:id|uuid|guid|pk)$/.exec(name)?.[1];
  return suffix !== undefined && table !== undefined && isNameOf(suffix, table);
}

function belongsTo(qualifier: string | undefined, target: Target): boolean {
  return target.alone || (qualifier !== undefined && qualifier === target.alias);
}

function isNameOf(singular: string, table: string): boolean {
  const last = table.slice(table.lastIndexOf('.') + 1).toLowerCase();
  return last === singular || last === `${singular}s` || last === `${singular}es` || last === plural(singular);
}

function plural(singular: string): string {
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
