/** Which tables the columns of a query come from. */
import type { Text } from '../../effects/value';
import type { Name } from './names';

export interface Source {
  /** Alias, or the table's own name; folded. */
  readonly alias: string | undefined;
  /** The real table; `undefined` for a sub-query, a common table expression or a function. */
  readonly table: Text | undefined;
}

export interface ColumnUse {
  readonly qualifier: string | undefined;
  /** `*` for every column. */
  readonly name: Name;
}

export class Scope {
  readonly sources: Source[] = [];
  readonly uses: ColumnUse[] = [];
  private ctes: Set<string> | undefined;

  constructor(readonly outer?: Scope) {}

  declareCte(name: string): void {
    this.ctes ??= new Set();
    this.ctes.add(name);
  }

  isCte(name: string): boolean {
    return this.ctes?.has(name) || this.outer?.isCte(name) || false;
  }

  use(qualifier: string | undefined, name: Name): void {
    this.uses.push({ qualifier, name });
  }

  /** The innermost source that goes by the alias. */
  find(alias: string): Source | undefined {
    return this.sources.find((source) => source.alias === alias) ?? this.outer?.find(alias);
  }
}
