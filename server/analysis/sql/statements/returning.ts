/** RETURNING and OUTPUT: what a writing statement gives back is read. */
import { UNKNOWN } from '../../../effects/value';
import { readExpression } from '../read-expression';
import { readSelectList } from '../read-select-list';
import type { Reader } from '../reader';
import { Scope, type Source } from '../scope';

/** Reads a RETURNING clause if there is one; its columns are read from the target. */
export function readReturning(r: Reader, target: Source, rows: number | undefined): void {
  if (!r.isWord('returning')) return;
  const start = r.index;
  r.advance();
  const outer = r.scope;
  r.scope = new Scope(outer);
  r.scope.sources.push(target);
  if (r.dialect.postgresGrammar && r.isWord('with') && r.peek().type === '(') {
    r.advance();
    r.skipGroup();
  }
  readSelectList(r);
  const columns = new Set(r.scope.uses.map((use) => use.name));
  r.scope = outer;
  if ((r.inBlock || !r.dialect.postgresGrammar) && r.accept('into')) r.commaList(() => readExpression(r));
  if (target.table === undefined) return;
  const span = r.spanFrom(start);
  for (const column of columns)
    r.add({
      kind: 'db.read',
      table: target.table,
      column,
      where: 'other',
      limited: rows !== undefined,
      rows: rows ?? UNKNOWN,
      undo: 'none-needed',
      span,
    });
}

/** T-SQL's `OUTPUT deleted.id INTO @t`. */
export function readOutput(r: Reader): void {
  if (r.dialect.postgresGrammar || !r.accept('output')) return;
  r.withScope(() => {
    readSelectList(r);
    if (!r.accept('into')) return;
    r.advance();
    if (r.isType('.')) while (r.acceptType('.')) r.advance();
    if (r.isType('(')) r.skipGroup();
  });
}
