/** What a statement writes, read off the syntax tree of PostgreSQL's own grammar. Independent of the analysis. */
import { parsePlPgSQLSync, parseSync } from 'libpg-query';

type Node = Record<string, unknown>;

/** `insert t.a`, `update t.a`, `delete t`, `truncate t`, `drop table t`, … sorted; `undefined` when rejected. */
export function writeSetOf(sql: string): readonly string[] | undefined {
  // No text that is sent to the server holds a zero byte; the packaged grammar would take it for the end.
  if (sql.includes('\0')) return undefined;
  let statements: readonly { stmt?: unknown }[];
  try {
    statements = (parseSync(sql) as { stmts?: { stmt?: unknown }[] }).stmts ?? [];
  } catch {
    return undefined;
  }
  const writes = new Set<string>();
  for (const { stmt } of statements) visit(stmt, writes);
  return [...writes].sort();
}

/** What the statements of a PL/pgSQL block write together; `undefined` when the parser rejects it. */
export function writeSetOfBlock(sql: string): readonly string[] | undefined {
  const texts: string[] = [];
  try {
    JSON.stringify(parsePlPgSQLSync(sql), (key, value) => {
      if (key === 'sqlstmt') texts.push(value.PLpgSQL_expr.query);
      return value;
    });
  } catch {
    return undefined;
  }
  const writes = texts.map(writeSetOf);
  if (writes.length === 0 || writes.includes(undefined)) return undefined;
  return [...new Set(writes.flatMap((set) => set ?? []))].sort();
}

/** What these hold does not run when they are executed. */
const latent = new Set([
  'ViewStmt',
  'CreateFunctionStmt',
  'RuleStmt',
  'CreateTrigStmt',
  'CreatePolicyStmt',
  'AlterTableStmt',
  'CreateStmt',
  'IndexStmt',
]);

function visit(value: unknown, writes: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, writes);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [type, inner] of Object.entries(value)) {
    const node = inner as Node;
    visitors[type]?.(node, writes);
    if (type === 'ExplainStmt' && !analyzes(node)) continue;
    if (!latent.has(type)) visit(inner, writes);
  }
}

type Visitor = (node: Node, writes: Set<string>) => void;

const visitors: Readonly<Record<string, Visitor>> = {
  InsertStmt(node, writes) {
    const table = nameOf(node.relation);
    const columns = names(node.cols);
    for (const column of columns.length > 0 ? columns : ['*']) writes.add(`insert ${table}.${column}`);
    const conflict = node.onConflictClause as Node | undefined;
    for (const column of names(conflict?.targetList)) writes.add(`update ${table}.${column}`);
  },
  UpdateStmt(node, writes) {
    for (const column of names(node.targetList)) writes.add(`update ${nameOf(node.relation)}.${column}`);
  },
  DeleteStmt(node, writes) {
    writes.add(`delete ${nameOf(node.relation)}`);
  },
  MergeStmt(node, writes) {
    const table = nameOf(node.relation);
    for (const wrapped of node.mergeWhenClauses as Node[]) {
      const clause = wrapped.MergeWhenClause as Node;
      const columns = names(clause.targetList);
      if (clause.commandType === 'CMD_DELETE') writes.add(`delete ${table}`);
      if (clause.commandType === 'CMD_UPDATE') for (const column of columns) writes.add(`update ${table}.${column}`);
      if (clause.commandType === 'CMD_INSERT')
        for (const column of columns.length > 0 ? columns : ['*']) writes.add(`insert ${table}.${column}`);
    }
  },
  TruncateStmt(node, writes) {
    for (const relation of node.relations as Node[]) writes.add(`truncate ${nameOf(relation.RangeVar)}`);
  },
  DropStmt(node, writes) {
    const kind = dropKinds[node.removeType as string];
    for (const object of node.objects as Node[])
      writes.add(`drop ${kind ?? '?'} ${kind ? dropName(object, kind) : '?'}`);
  },
  DropdbStmt(node, writes) {
    writes.add(`drop database ${node.dbname}`);
  },
  DropRoleStmt(node, writes) {
    for (const role of node.roles as Node[]) writes.add(`drop role ${(role.RoleSpec as Node).rolename}`);
  },
  intoClause(node, writes) {
    writes.add(`create table ${nameOf(node.rel)}`);
  },
  CreateStmt(node, writes) {
    writes.add(`create table ${nameOf(node.relation)}`);
  },
  CreateTableAsStmt(node, writes) {
    const kind = node.objtype === 'OBJECT_MATVIEW' ? 'view' : 'table';
    writes.add(`create ${kind} ${nameOf((node.into as Node).rel)}`);
  },
  CopyStmt(node, writes) {
    if (!node.relation) {
      writes.add('export');
      return;
    }
    const table = nameOf(node.relation);
    const columns = ((node.attlist as Node[]) ?? []).map((item) => (item.String as Node).sval as string);
    if (node.is_from)
      for (const column of columns.length > 0 ? columns : ['*']) writes.add(`insert ${table}.${column}`);
    else writes.add('export');
  },
  AlterTableStmt(node, writes) {
    for (const wrapped of node.cmds as Node[]) {
      const command = wrapped.AlterTableCmd as Node;
      if (command.subtype === 'AT_DropColumn' && node.objtype === 'OBJECT_TABLE')
        writes.add(`drop column ${nameOf(node.relation)}.${quoteDots(String(command.name))}`);
    }
  },
};

const dropKinds: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_INDEX: 'index',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
};

function dropName(object: Node, kind: string): string {
  if (kind === 'schema') return String((object.String as Node).sval);
  const list = kind === 'type' ? ((object.TypeName as Node).names as Node[]) : ((object.List as Node).items as Node[]);
  return list
    .map((item) => quoteDots(String((item.String as Node).sval)))
    .slice(-2)
    .join('.');
}

function analyzes(node: Node): boolean {
  let runs = false;
  for (const option of (node.options as Node[]) ?? []) {
    const element = option.DefElem as Node;
    if (element.defname !== 'analyze') continue;
    const argument = JSON.stringify(element.arg ?? '');
    runs = !/"(?:false|off)"|"ival":\{\}|"boolval":\{\}/i.test(argument);
  }
  return runs;
}

/** Names of assigned or listed columns. */
function names(targets: unknown): readonly string[] {
  return ((targets as Node[]) ?? []).map((target) => quoteDots(String((target.ResTarget as Node).name)));
}

function nameOf(relation: unknown): string {
  const { schemaname, relname } = relation as { schemaname?: string; relname: string };
  return [schemaname, relname]
    .filter((part) => part !== undefined)
    .map((part) => quoteDots(part ?? ''))
    .join('.');
}

function quoteDots(part: string): string {
  return part.includes('.') ? `"${part}"` : part;
}

/**
 * What the grammar rejects although nothing is wrong with it. Empty text. psql's commands and its quoted variables,
 * which are for psql. A comment between words that the packaged grammar's scanner looks ahead for (NULLS, comment, LAST): the server does not
 * stumble over it. So the statement counts as rejected only if the grammar rejects it without these, too.
 */
export function mayBeHarmless(sql: string): boolean {
  const bare = withoutCommandsAndComments(sql);
  if (bare === undefined) return false;
  return bare.replace(/;/g, '').trim() === '' || (bare !== sql && writeSetOf(bare) !== undefined);
}

const pieces =
  /(?<kept>[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])(?<tag>\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\k<tag>)|(?<variable>(?<!:):'[^'\n]*')|--[^\n]*|(?<comment>\/\*)|(?<command>\\[^\n]*)/g;

/** `undefined` where the text ends inside a comment. */
function withoutCommandsAndComments(sql: string): string | undefined {
  let bare = '';
  let from = 0;
  pieces.lastIndex = 0;
  for (let found = pieces.exec(sql); found; found = pieces.exec(sql)) {
    if (found.groups?.kept !== undefined) continue;
    let end = pieces.lastIndex;
    if (found.groups?.comment !== undefined) {
      end = endOfComment(sql, found.index);
      if (end < 0) return undefined;
    }
    bare += sql.slice(from, found.index) + standIn(found.groups);
    from = end;
    pieces.lastIndex = end;
  }
  return bare + sql.slice(from);
}

/** A command of psql's that sends what stands before it ends a statement. */
function standIn(groups: RegExpExecArray['groups']): string {
  if (groups?.variable !== undefined) return " 'x'";
  return groups?.command === undefined ? ' ' : ' ; ';
}

function endOfComment(sql: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(sql); mark; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return -1;
}
