import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandLineOf } from '../../../server/cli/shell-words';
import { oneLine, paint, visible } from '../../../server/cli/terminal';

describe('words of a command line', () => {
  test.each([
    [['rm -rf build && make'], 'rm -rf build && make'],
    [['rm', '-rf', 'build'], 'rm -rf build'],
    [['echo', 'two words'], "echo 'two words'"],
    [['echo', "it's"], "echo 'it'\\''s'"],
    [['echo', ''], "echo ''"],
    [['echo', '$HOME', '*'], "echo '$HOME' '*'"],
  ])('%j are %s', (words, line) => {
    expect(commandLineOf(words)).toBe(line);
  });

  test('mean the same to a shell', () => {
    const word = fc.string({ unit: 'binary-ascii', maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 4 }), (words) => {
        const { stdout } = spawnSync('sh', [
          '-c',
          `for word in ${commandLineOf(words)}; do printf '%s\\0' "$word"; done`,
        ]);
        expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });
});

describe('text for a terminal', () => {
  test('shows control characters instead of sending them', () => {
    expect(visible('a\u001b[31mb\u0007\u202ec\u009b1m')).toBe('a\\u001b[31mb\\u0007\\u202ec\\u009b1m');
  });

  test('fits on one line', () => {
    expect(oneLine('a\n  b\tc', 10)).toBe('a b c');
    expect(oneLine('abcdef', 4)).toBe('abc…');
  });

  test('has no colours where there is no terminal', () => {
    expect(process.stdout.isTTY).not.toBe(true);
    expect(paint('red', 'x')).toBe('x');
  });
});
