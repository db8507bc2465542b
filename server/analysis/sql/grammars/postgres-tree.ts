/** Effects from the tree of PostgreSQL's own grammar: reads, writes and calls, wherever in the tree they stand. */
import type { EffectDraft } from '../../../effects/effect';
import { UNKNOWN } from '../../../effects/value';
import { dangerOf } from '../functions/dangerous';
import { isHarmlessFunction } from '../functions/harmless';

type Node = Readonly<Record<string, unknown>>;

/** Nodes whose effects are read here; a statement that holds any other statement is not refined. */
const statements: Readonly<Record<string, readonly string[]>> = {
  SelectStmt: ['select', 'with', 'values'],
  InsertStmt: ['insert', 'with'],
  UpdateStmt: ['update', 'with'],
  DeleteStmt: ['delete', 'with'],
  MergeStmt: ['merge', 'with'],
};

/** `undefined` unless the tree is one statement with the verb and everything in it is understood. */
export function postgresEffects(tree: unknown, verb: string): EffectDraft[] | undefined {
  const list = (tree as { stmts?: readonly { stmt?: Node }[] }).stmts;
  const statement = list?.length === 1 ? list[0]?.stmt : undefined;
  const type = statement && Object.keys(statement)[0];
  if (!statement || !type || !statements[type]?.includes(verb)) return undefined;
  const walk = new Walk();
  walk.visit(statement);
  return walk.understood ? walk.effects : undefined;
}

class Walk {
  readonly effects: EffectDraft[] = [];
  understood = true;
  private readonly ctes = new Set<string>();

  visit(value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    for (const [type, inner] of Object.entries(node)) this.enter(type, inner as Node);
  }

  private enter(type: string, node: Node): void {
    if (type.endsWith('Stmt') && !Object.hasOwn(statements, type)) this.understood = false;
    if (typeof node?.withClause === 'object') this.declare(node.withClause as Node);
    const own = Object.hasOwn(visitors, type) ? visitors[type] : undefined;
    const skipped = own?.(this, node);
    for (const [name, child] of Object.entries(typeof node === 'object' && node !== null ? node : {}))
      if (!skipped?.includes(name)) this.visitChild(name, child);
  }

  /** Some children are nodes without their type's name around them. */
  private visitChild(name: string, child: unknown): void {
    if (Array.isArray(child) || typeof child !== 'object' || child === null) this.visit(child);
    else this.enter(name, child as Node);
  }

  private declare(node: Node): void {
    for (const cte of (node.ctes as readonly Node[] | undefined) ?? [])
      this.ctes.add(String((cte.CommonTableExpr as Node).ctename));
  }

  isCte(relation: Node): boolean {
    return relation.schemaname === undefined && this.ctes.has(String(relation.relname));
  }
}

/** Reads what a node says and tells which of its children need no visit. */
type Visitor = (walk: Walk, node: Node) => readonly string[];

const visitors: Readonly<Record<string, Visitor>> = {
  RangeVar(walk, node) {
    if (!walk.isCte(node)) walk.effects.push({ kind: 'db.read', table: tableOf(node), undo: 'none-needed' });
    return [];
  },
  FuncCall(walk, node) {
    const names = ((node.funcname as readonly Node[] | undefined) ?? []).map((part) =>
      String((part.String as Node).sval),
    );
    const name = names.at(-1) ?? '';
    const schema = names.at(-2);
    if (dangerOf(name, schema)) walk.understood = false;
    else if (!isHarmlessFunction(name, schema))
      walk.effects.push({ kind: 'db.exec', what: 'function', name: names.join('.') });
    return ['funcname'];
  },
  intoClause(walk, node) {
    walk.effects.push({ kind: 'db.schema.create', object: 'table', name: tableOf(node.rel as Node) });
    return ['rel'];
  },
  InsertStmt(walk, node) {
    const table = tableOf(node.relation as Node);
    const conflict = node.onConflictClause as Node | undefined;
    const updated = columnsOf(conflict?.targetList);
    const inserted = columnsOf(node.cols);
    for (const column of inserted.length > 0 ? inserted : ['*'])
      walk.effects.push({ kind: 'db.rows.insert', table, column, upsert: updated.length > 0, extent: 'unbounded' });
    for (const column of updated)
      walk.effects.push({
        kind: 'db.rows.update',
        table,
        column,
        where: 'key',
        extent: 'bounded',
        undo: 'irreversible',
      });
    return ['relation'];
  },
  UpdateStmt(walk, node) {
    for (const column of columnsOf(node.targetList))
      walk.effects.push({
        kind: 'db.rows.update',
        table: tableOf(node.relation as Node),
        column,
        where: node.whereClause ? UNKNOWN : 'none',
        extent: 'unbounded',
        undo: 'irreversible',
      });
    return ['relation'];
  },
  DeleteStmt(walk, node) {
    walk.effects.push({
      kind: 'db.rows.delete',
      table: tableOf(node.relation as Node),
      where: node.whereClause ? UNKNOWN : 'none',
      method: 'delete',
      cascade: false,
      extent: 'unbounded',
      undo: 'irreversible',
    });
    return ['relation'];
  },
  MergeStmt(walk, node) {
    const table = tableOf(node.relation as Node);
    for (const wrapped of (node.mergeWhenClauses as readonly Node[] | undefined) ?? [])
      mergeBranch(walk, table, wrapped.MergeWhenClause as Node);
    return ['relation'];
  },
};

function mergeBranch(walk: Walk, table: string, clause: Node): void {
  const columns = columnsOf(clause.targetList);
  if (clause.commandType === 'CMD_DELETE')
    walk.effects.push({ kind: 'db.rows.delete', table, where: 'other', method: 'delete', extent: 'unbounded' });
  if (clause.commandType === 'CMD_UPDATE')
    for (const column of columns)
      walk.effects.push({ kind: 'db.rows.update', table, column, where: 'other', extent: 'unbounded' });
  if (clause.commandType === 'CMD_INSERT')
    for (const column of columns.length > 0 ? columns : ['*'])
      walk.effects.push({ kind: 'db.rows.insert', table, column, upsert: false, extent: 'unbounded' });
}

function columnsOf(targets: unknown): readonly string[] {
  return ((targets as readonly Node[] | undefined) ?? []).map((target) => String((target.ResTarget as Node).name));
}

/** The same form as stage 0's (names.ts). */
function tableOf(relation: Node): string {
  return [relation.schemaname, relation.relname]
    .filter((part) => part !== undefined)
    .map((part) => (String(part).includes('.') ? `"${part}"` : String(part)))
    .join('.');
}
