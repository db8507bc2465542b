/** EXPLAIN plans a statement; EXPLAIN ANALYZE runs it. */
import type { Reader } from '../reader';
import { readStatement } from './statement';

export function readExplain(r: Reader): void {
  r.expect('explain');
  const runs = readOptions(r);
  const mark = r.mark();
  if (isTableDescription(r)) return;
  r.accept('query', 'plan');
  readStatement(r);
  if (!runs) forget(r, mark);
}

/** The plan does nothing, but the statement must be one. */
function forget(r: Reader, mark: ReturnType<Reader['mark']>): void {
  const { index } = r;
  r.rewind(mark);
  r.index = index;
}

/** MySQL's `EXPLAIN t` is DESCRIBE. */
function isTableDescription(r: Reader): boolean {
  if (r.dialect.postgresGrammar || r.isType('(')) return false;
  const ends = r.peek().type === 'end' || r.peek().type === ';';
  if (!ends || (!r.isType('word') && !r.isType('name'))) return false;
  r.advance();
  return true;
}

function readOptions(r: Reader): boolean {
  if (r.isType('(') && r.peek().type === 'word' && !['select', 'with', 'values'].includes(r.peek().text))
    return readOptionList(r);
  let runs = false;
  for (;;) {
    if (r.accept('analyze') || r.accept('analyse')) runs = true;
    else if (r.accept('verbose')) continue;
    else if (r.dialect.postgresGrammar || !readForeignOption(r)) return runs;
  }
}

function readForeignOption(r: Reader): boolean {
  if (r.accept('plan')) {
    r.accept('set') && r.advance();
    r.accept('for');
    return true;
  }
  if (r.isOneOf(['extended', 'partitions', 'using']) && r.peek().type === 'word') {
    r.advance();
    if (r.previous?.text === 'using') r.advance();
    return true;
  }
  if (r.accept('format') || r.accept('for', 'connection')) {
    r.acceptOp('=');
    r.advance();
    return true;
  }
  return false;
}

/** `(ANALYZE true, FORMAT json)`. */
function readOptionList(r: Reader): boolean {
  let runs = false;
  r.parenthesised(() =>
    r.commaList(() => {
      const analyze = r.isOneOf(['analyze', 'analyse']);
      r.advance();
      const ends = r.isType(',') || r.isType(')');
      const value = ends ? 'true' : r.advance().text.toLowerCase();
      if (analyze) runs = !['false', 'off', '0'].includes(value);
    }),
  );
  return runs;
}
