import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../server/audit/canonical';
import { chainedLine, isWholeRecord, leafHash, noPrevious, readHead } from '../../../server/audit/chain';

describe('canonical JSON', () => {
  test.each([
    [
      'sorts members by UTF-16 code units',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    ],
    ['sorts integer-like members as text', { 10: 1, 9: 2, a: 3 }, '{"10":1,"9":2,"a":3}'],
    [
      'writes numbers as ECMAScript does',
      [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    ],
    ['leaves out what is undefined', { a: undefined, b: () => 1, c: null }, '{"c":null}'],
    ['keeps places in lists', [undefined, 1], '[null,1]'],
    ['writes what is no number as text', [Number.NaN, Number.POSITIVE_INFINITY, 10n], '["NaN","Infinity","10"]'],
    ['replaces lone surrogates', { 'a\ud800': 'b\udfff' }, '{"a\ufffd":"b\ufffd"}'],
    ['keeps an own member named __proto__', JSON.parse('{"__proto__":{"x":1}}'), '{"__proto__":{"x":1}}'],
    ['writes dates', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('ends the endless', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(canonicalJson(circle)).toContain('[too deep]');
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(canonicalJson(deep)).toContain('[too deep]');
  });

  test('of any value is JSON, and canonical already', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a line of the chain', () => {
  test('has the leaf hash of RFC 6962', () => {
    const empty = Buffer.from('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'hex');
    expect(leafHash(Buffer.alloc(0))).toBe(empty.toString('base64url'));
    expect(leafHash(Buffer.from('a'))).toBe(createHash('sha256').update('\0a').digest('base64url'));
  });

  test('leads with hash, number and action, and is canonical', () => {
    const line = chainedLine(noPrevious, 7, canonicalJson({ action: 'x.y', actor: 1, Z: 2, '1': 3 }));
    expect(line.toString()).toBe(canonicalJson(JSON.parse(line.toString())));
  });

  test('is read by its head', () => {
    const line = chainedLine(noPrevious, 7, '{"action":"x.y","z":1}');
    expect(readHead(line)).toEqual({ prev: noPrevious, seq: 7, action: 'x.y' });
    expect(isWholeRecord(line)).toBe(true);
    expect(isWholeRecord(line.subarray(0, -1))).toBe(false);
    expect(readHead(Buffer.from('{"$prev":"short","$seq":7,"action":"x"'))).toBeUndefined();
    expect(readHead(Buffer.from(line.toString().replace('"$seq":7', '"$seq":07')))).toBeUndefined();
  });
});
