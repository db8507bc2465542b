import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversBetween, matchesGlob, reachesBetween } from '../../../server/policy/glob';

describe('globs', () => {
  it.each([
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/sub/a.ts', false],
    ['src/**', 'src/sub/a.ts', true],
    ['src/**', 'src', false],
    ['**/dist', 'dist', true],
    ['**/dist', 'packages/web/dist', true],
    ['**/dist', 'packages/mydist', false],
    ['/a/**/z', '/a/z', true],
    ['/a/**/z', '/a/b/c/z', true],
    ['release/*', 'release/2.0', true],
    ['release/*', 'release/2.0/fix', false],
    ['**prod**', 'db1.prod.acme', true],
    ['v?', 'v1', true],
    ['v?', 'v/', false],
    ['', '', true],
    ['*', '', true],
    ['a', 'ab', false],
  ])('%s on %s: %s', (glob, text, expected) => {
    expect(matchesGlob(glob, text, '/')).toBe(expected);
  });

  it('stops at dots in dotted names', () => {
    expect(matchesGlob('*.prod.acme', 'db1.prod.acme', '.')).toBe(true);
    expect(matchesGlob('*.prod.acme', 'a.b.prod.acme', '.')).toBe(false);
  });

  it('agrees with the regular expression it stands for', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '**', '?', '/**/');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), text, (pieces, candidate) => {
        const glob = pieces.join('');
        expect(matchesGlob(glob, candidate, '/')).toBe(asRegExp(glob).test(candidate));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['**/migrations/**', '/repo/src/', '.ts', true],
    ['/repo/db/migrations/**', '/repo/src/', '.ts', false],
    ['/repo/**/migrations', '/repo/', '.ts', false],
    ['/tmp/*', '/tmp/a/', '.log', false],
    ['/tmp/*.log', '/tmp/a-', '.log', true],
    ['/tmp/ab', '/tmp/a', 'b', true],
    ['/tmp/ab', '/tmp/ab', 'b', false],
  ])('%s may match something from %s to %s: %s', (glob, prefix, suffix, expected) => {
    expect(reachesBetween(glob, prefix, suffix, '/')).toBe(expected);
  });

  it('finds what may match wherever there is such a text', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '**', '?', '/**/');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, text, text, (pieces, prefix, middle, suffix) => {
        const glob = pieces.join('');
        fc.pre(asRegExp(glob).test(prefix + middle + suffix));
        expect(reachesBetween(glob, prefix, suffix, '/')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no more than linear time on a hostile pattern', () => {
    const started = performance.now();
    matchesGlob('*a'.repeat(40), 'a'.repeat(5000), '/');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

function asRegExp(glob: string): RegExp {
  const source = glob.replace(/(?<=^|\/)\*\*\/|\*\*|\*|\?/g, (part) => {
    if (part === '**') return '[^]*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return '(?:[^]*/)?';
  });
  return new RegExp(`^${source}$`);
}

describe('covering what stands between two known ends', () => {
  const cases: readonly [glob: string, prefix: string, suffix: string, covers: boolean][] = [
    ['/w/**/*.pyc', '/w/', '.pyc', true],
    ['/w/**/*.pyc', '/w/src/a', '.pyc', true],
    ['/w/**/*.pyc', '/w/', '', false],
    ['/w/**/*.pyc', '/', '.pyc', false],
    ['/w/*.pyc', '/w/', '.pyc', false],
    ['/w/**/dist', '/w/', '/dist', true],
    ['/w/**/dist', '/w/', 'dist', false],
    ['/w/**/a*.pyc', '/w/', '.pyc', false],
    ['/w/**', '/w/x', '.log', true],
    ['/w/**/*', '/w/', '', true],
  ];
  it.each(cases)('%s over %s…%s', (glob, prefix, suffix, covers) => {
    expect(coversBetween(glob, prefix, suffix, '/')).toBe(covers);
  });

  it('never covers more than it says', () => {
    const segments = fc
      .array(fc.constantFrom('a', 'b', '/', '.pyc', 'dist'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    const globs = fc
      .array(fc.constantFrom('**', '*', '/', 'a', '.pyc', 'dist', '**/'), { maxLength: 5 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(globs, segments, segments, segments, (glob, prefix, middle, suffix) => {
        fc.pre(coversBetween(glob, prefix, suffix, '/'));
        expect(matchesGlob(glob, prefix + middle + suffix, '/')).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
