/**
 * Reads from the trees of node-sql-parser. Only a plain SELECT is believed: for writes its trees leave things out,
 * and its own lists of tables are wrong, so the tree itself is walked.
 */
import type { EffectDraft } from '../../../effects/effect';
import { UNKNOWN } from '../../../effects/value';
import { dangerOf } from '../functions/dangerous';
import { isHarmlessFunction } from '../functions/harmless';

type Node = Readonly<Record<string, unknown>>;

export function sqlParserEffects(tree: unknown, verb: string): EffectDraft[] | undefined {
  const list = Array.isArray(tree) ? tree : [tree];
  const [statement] = list as readonly Node[];
  if (list.length !== 1 || statement?.type !== 'select' || (verb !== 'select' && verb !== 'with')) return undefined;
  const walk = new Walk();
  walk.visit(statement, 0);
  return walk.understood ? walk.effects : undefined;
}

const MAX_DEPTH = 200;
const values = new Set(
  'select column_ref string single_quote_string double_quote_string backticks_quote_string number bool boolean null star param binary_expr unary_expr function aggr_func case when else cast expr_list interval default var origin regex_string hex_string bit_string date time timestamp datetime extract full_hex_string natural_string bigint array'.split(
    ' ',
  ),
);

class Walk {
  readonly effects: EffectDraft[] = [];
  understood = true;
  private readonly ctes = new Set<string>();

  visit(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) this.understood = false;
    if (!this.understood || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, depth + 1);
      return;
    }
    this.enter(value as Node);
    for (const child of Object.values(value)) this.visit(child, depth + 1);
  }

  private enter(node: Node): void {
    const { type } = node;
    if (typeof type === 'string' && !values.has(type) && 'expr' in node === false && 'value' in node === false)
      this.check(type);
    if (type === 'select') this.select(node);
    if (type === 'function' || type === 'aggr_func') this.call(node);
    if (typeof node.table === 'string' && ('as' in node || 'db' in node) && type === undefined) this.table(node);
  }

  /** A statement inside the statement that is no query. */
  private check(type: string): void {
    if (/^(insert|update|delete|replace|drop|truncate|alter|create|call|exec|set|merge)/.test(type))
      this.understood = false;
  }

  private select(node: Node): void {
    const into = node.into as Node | null | undefined;
    if (into && (into.position !== null || into.expr)) this.understood = false;
    for (const cte of (node.with as readonly Node[] | null | undefined) ?? []) {
      const name = (cte.name as Node | string | undefined) ?? '';
      this.ctes.add(String(typeof name === 'string' ? name : (name.value ?? '')).toLowerCase());
    }
  }

  private table(node: Node): void {
    const name = String(node.table).toLowerCase();
    const schema = node.db ?? node.schema;
    if (!schema && this.ctes.has(name)) return;
    this.effects.push({
      kind: 'db.read',
      table: typeof schema === 'string' && schema !== '' ? `${schema.toLowerCase()}.${name}` : name,
      column: UNKNOWN,
      undo: 'none-needed',
    });
  }

  private call(node: Node): void {
    const parts = nameParts(node.name);
    const name = parts.at(-1);
    if (name === undefined || dangerOf(name, parts.at(-2))) this.understood = false;
    else if (!isHarmlessFunction(name, parts.at(-2)))
      this.effects.push({ kind: 'db.exec', what: 'function', name: parts.join('.') });
  }
}

/** `'COUNT'`, or `{ name: [{ value: 'f' }], schema: { value: 's' } }`. */
function nameParts(name: unknown): readonly string[] {
  if (typeof name === 'string') return [name.toLowerCase()];
  if (typeof name !== 'object' || name === null) return [];
  const { name: inner, schema } = name as { name?: unknown; schema?: unknown };
  const parts = Array.isArray(inner) ? inner : [];
  return [schema, ...parts]
    .map((part) => (part as { value?: unknown } | null | undefined)?.value)
    .filter((part): part is string => typeof part === 'string')
    .map((part) => part.toLowerCase());
}
