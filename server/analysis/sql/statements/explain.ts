/** EXPLAIN plans a statement; EXPLAIN ANALYZE runs it. */
import { isReserved } from '../keywords';
import type { Reader } from '../reader';
import { readStatement } from './statement';

export function readExplain(r: Reader): void {
  r.expect('explain');
  const runs = readOptions(r);
  const mark = r.mark();
  if (isTableDescription(r)) return;
  if (!r.dialect.postgresGrammar) r.accept('query', 'plan');
  if (r.isWord('explain') || (r.dialect.postgresGrammar && !r.isType('(') && !r.isOneOf(explainable))) r.fail();
  readStatement(r);
  if (!runs) forget(r, mark);
}

const explainable = new Set(
  'select with values table insert update delete merge declare create refresh execute'.split(' '),
);

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
  if (r.dialect.postgresGrammar) {
    const analyze = r.accept('analyze') || r.accept('analyse');
    r.accept('verbose');
    return analyze;
  }
  let runs = false;
  for (;;) {
    if (r.accept('analyze') || r.accept('analyse')) runs = true;
    else if (r.accept('verbose')) continue;
    else if (!readForeignOption(r)) return runs;
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
      if (!analyze && (!r.isType('word') || isReserved(r.current.text))) r.fail();
      r.advance();
      const value = readOptionValue(r);
      if (analyze) runs = !['false', 'off', '0'].includes(value);
    }),
  );
  return runs;
}

const booleans = ['on', 'true', 'false'];

function readOptionValue(r: Reader): string {
  if (r.isType(',') || r.isType(')')) return 'true';
  const { type, text } = r.current;
  const plain = type === 'string' || type === 'number' || type === 'name';
  if (!plain && !(type === 'word' && (booleans.includes(text) || !isReserved(text)))) r.fail();
  return r.advance().text.toLowerCase();
}
