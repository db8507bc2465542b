/** Names of types: `int`, `numeric(10,2)[]`, `timestamp with time zone`, `double precision`, `array<struct<…>>`. */
import { isReserved } from './keywords';
import type { Reader } from './reader';

const secondWords: Readonly<Record<string, readonly string[]>> = {
  double: ['precision'],
  character: ['varying'],
  char: ['varying'],
  national: ['character', 'char', 'varchar'],
  bit: ['varying'],
  long: ['raw', 'varchar'],
  unsigned: ['integer', 'int'],
  signed: ['integer', 'int'],
};

export function readTypeName(r: Reader): void {
  r.accept('setof');
  const isTime = r.isWord('timestamp') || r.isWord('time');
  readBase(r);
  if (r.isType('(')) readArguments(r);
  if (isTime || !r.dialect.postgresGrammar) readTimeZone(r);
  if (!r.dialect.postgresGrammar && r.isOp('<') && generics.has(r.previous?.text ?? '')) readAngles(r);
  if (r.accept('character', 'set') || r.accept('charset')) r.advance();
  if (!r.dialect.postgresGrammar) r.accept('unsigned');
  while (r.isType('[')) {
    r.advance();
    if (r.isType('number')) r.advance();
    r.expectType(']');
  }
  if (r.accept('array') && r.acceptType('[')) {
    r.acceptType('number');
    r.expectType(']');
  }
}

const generics = new Set(['array', 'struct', 'map', 'range', 'object', 'table']);

function readBase(r: Reader): void {
  const first = r.current;
  if (first.type !== 'word' && first.type !== 'name') r.fail();
  if (first.type === 'word' && (notTypes.has(first.text) || isForbidden(r, first.text))) r.fail();
  r.advance();
  const seconds = secondWords[first.text];
  if (seconds && r.isOneOf(seconds)) r.advance();
  if (first.text === 'national' && r.accept('varying')) return;
  if (first.text === 'interval') readIntervalFields(r);
  while (r.acceptType('.')) {
    if (r.current.type !== 'word' && r.current.type !== 'name') r.fail();
    r.advance();
  }
  if (r.isOp('%') && r.isOneOf(['type', 'rowtype'], 1)) r.index += 2;
}

const notTypes = new Set(
  `from where select and or not null in is as then else end when order group between coalesce exists extract greatest
  grouping inout least nullif out overlay position precision row setof substring treat trim values`.split(/\s+/),
);
const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'];

export function readIntervalFields(r: Reader): void {
  if (!r.isOneOf(fields)) return;
  r.advance();
  if (r.accept('to')) r.advance();
}

function isForbidden(r: Reader, word: string): boolean {
  return r.dialect.postgresGrammar && isReserved(word);
}

/** Types of which PostgreSQL's grammar takes nothing but a number. */
const measuredTypes = new Set('char character varchar varying nchar float time timestamp interval second'.split(' '));

function readArguments(r: Reader): void {
  const measured = r.dialect.postgresGrammar && measuredTypes.has(r.previous?.text ?? '');
  r.parenthesised(() =>
    r.commaList(() => {
      r.acceptOp('-');
      if (measured && !r.isType('number')) r.fail();
      if (!r.isType('number') && !r.isType('word') && !r.isType('string')) r.fail();
      if (r.isType('word') && isForbidden(r, r.current.text)) r.fail();
      r.advance();
      r.accept('char') || r.accept('byte');
    }),
  );
}

function readTimeZone(r: Reader): void {
  if (r.accept('with', 'time', 'zone') || r.accept('without', 'time', 'zone')) return;
  r.accept('with', 'local', 'time', 'zone');
}

/** BigQuery's `array<int64>`; operators may glue the closing marks together. */
function readAngles(r: Reader): void {
  let depth = 0;
  do {
    const token = r.advance();
    if (token.type === 'op') {
      for (const char of token.text) {
        if (char === '<') depth++;
        else if (char === '>') depth--;
        else r.fail();
      }
    } else if (!['word', 'name', ',', '(', ')', 'number'].includes(token.type)) r.fail();
  } while (depth > 0);
}
