import { expect, test } from 'vitest';
import { isIgnoredBy, parseIgnoreFile } from '../../../../server/facts/git/ignore-file';

const ignored = (text: string, path: string, ignoreCase = false) => {
  const rules = parseIgnoreFile(text);
  const candidate = { path: path.replace(/\/$/, ''), isFolder: path.endsWith('/'), ignoreCase };
  return rules === undefined ? 'not understood' : isIgnoredBy(rules, candidate);
};

test('capitals make a difference only where they do to git', () => {
  expect(ignored('Build/', 'build/')).toBeUndefined();
  expect(ignored('Build/', 'build/', true)).toBe(true);
  expect(ignored('*.LOG', 'x.log', true)).toBe(true);
});

test.each([
  ['node_modules/', 'node_modules/', true],
  ['node_modules/', 'packages/api/node_modules/', true],
  ['node_modules/', 'node_modules', undefined],
  ['/dist', 'dist/', true],
  ['/dist', 'src/dist', undefined],
  ['docs/*.html', 'docs/index.html', true],
  ['docs/*.html', 'docs/api/index.html', undefined],
  ['**/cache', 'a/b/cache', true],
  ['logs/**', 'logs/a/b', true],
  ['logs/**', 'logs/', undefined],
  ['a/**/z', 'a/z', true],
  ['*.py[co]', 'lib/main.pyc', true],
  ['*.py[co]', 'lib/main.py', undefined],
  ['[Bb]in/', 'Bin/', true],
  ['*.log\n!keep.log', 'keep.log', false],
  ['!keep.log\n*.log', 'keep.log', true],
  ['# a comment\n\n*.tmp  \r\n', 'x.tmp', true],
  ['\uFEFF*.tmp', 'x.tmp', true],
])('%j of %s', (text, path, expected) => {
  expect(ignored(text, path)).toBe(expected);
});

test.each(['\\#file', 'a**b', 'a**/b', '[a-z]', '[!a]', '[[:alpha:]]', 'a[', '[ab][cd][ef][gh][ij][kl][mn]'])(
  'leaves %s to git',
  (text) => expect(ignored(text, 'a')).toBe('not understood'),
);
