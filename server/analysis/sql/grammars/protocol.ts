/** What passes between the grammar provider and its thread. */

export interface GrammarThreadData {
  /** The folder with the grammars' files. */
  readonly folder: string;
  /** Holds the id of the task answered last. */
  readonly signal: Int32Array<SharedArrayBuffer>;
}

export interface GrammarTask {
  readonly id: number;
  /** `postgres`, `plpgsql`, or the name of a build of node-sql-parser. */
  readonly grammar: string;
  readonly sql: string;
}

export interface GrammarAnswer {
  readonly id: number;
  /** The grammar's tree; `undefined` when it has no answer. */
  readonly tree: unknown;
}
