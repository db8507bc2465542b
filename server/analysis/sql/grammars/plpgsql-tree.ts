/** The SQL in a block of PL/pgSQL, from the tree of PostgreSQL's own parser: what runs, piece by piece. */

type Node = Readonly<Record<string, unknown>>;

/** Text that stage 0 reads; some of it is SQL only inside a block (assignments, EXECUTE of text). */
export interface BlockPart {
  readonly text: string;
  readonly inBlock: boolean;
}

/** `undefined` when the tree is not of one block, or holds anything that is not known here. */
export function blockParts(tree: unknown): readonly BlockPart[] | undefined {
  const functions = (tree as { plpgsql_funcs?: readonly Node[] } | undefined)?.plpgsql_funcs;
  if (functions?.length !== 1) return undefined;
  const walk = new Walk();
  walk.visit(functions);
  return walk.understood && walk.sawBlock ? walk.parts : undefined;
}

const statements = new Set(
  `block assign if case loop while fori fors forc foreach_a exit return return_next return_query raise assert execsql
  dynexecute dynfors getdiag open fetch close perform call commit rollback`.split(/\s+/),
);

/** Fields that hold an expression whose value is run as SQL, by the nodes they belong to. */
const dynamicFields: Readonly<Record<string, string>> = {
  PLpgSQL_stmt_dynexecute: 'query',
  PLpgSQL_stmt_dynfors: 'query',
  PLpgSQL_stmt_return_query: 'dynquery',
  PLpgSQL_stmt_open: 'dynquery',
};

/** PostgreSQL's `RawParseMode`, which tells what kind of text an expression holds. */
const STATEMENT = 0;
const TYPE_NAME = 1;
const EXPRESSION = 2;
const LAST_ASSIGNMENT = 5;

class Walk {
  readonly parts: BlockPart[] = [];
  understood = true;
  /** Bodies in other languages come back empty. */
  sawBlock = false;

  visit(value: unknown, dynamic = false): void {
    if (Array.isArray(value)) for (const item of value) this.visit(item, dynamic);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) this.enter(name, inner, dynamic);
  }

  private enter(name: string, inner: unknown, dynamic: boolean): void {
    if (name === 'PLpgSQL_expr') this.expression(inner as Node, dynamic);
    else if (name.startsWith('PLpgSQL_')) this.node(name, inner as Node);
    else this.visit(inner);
  }

  private node(type: string, node: Node): void {
    const statement = /^PLpgSQL_stmt_(\w+)$/.exec(type)?.[1];
    if (statement !== undefined && !statements.has(statement)) this.understood = false;
    if (statement === 'block') this.sawBlock = true;
    const dynamic = Object.hasOwn(dynamicFields, type) ? dynamicFields[type] : undefined;
    for (const [field, value] of Object.entries(node)) this.visit(value, field === dynamic);
  }

  private expression({ query, parseMode }: Node, dynamic: boolean): void {
    const text = String(query);
    const mode = Number(parseMode ?? STATEMENT);
    if (dynamic) this.parts.push({ text: `EXECUTE ${text}`, inBlock: true });
    else if (mode === STATEMENT) this.parts.push({ text, inBlock: false });
    else if (mode === EXPRESSION) this.parts.push({ text: `SELECT ${text}`, inBlock: false });
    else if (mode > EXPRESSION && mode <= LAST_ASSIGNMENT) this.parts.push({ text, inBlock: true });
    else if (mode !== TYPE_NAME) this.understood = false;
  }
}
