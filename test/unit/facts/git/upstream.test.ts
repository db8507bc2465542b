import { expect, test } from 'vitest';
import { isPlainFetch } from '../../../../server/facts/git/upstream';

test.each([
  ['fetch: fast-forward', true],
  ['fetch --all --prune: forced-update', true],
  ['fetch origin: fast-forward', true],
  ['fetch origin main: fast-forward', true],
  ['pull --tags origin main: fast-forward', true],
  ['pull --rebase=true: fast-forward', true],
  ['fetch other: fast-forward', false],
  ['fetch --refmap=+refs/heads/x:refs/remotes/origin/main origin x: fast-forward', false],
  ['fetch --upload-pack=evil origin: fast-forward', false],
  ['fetch --stdin origin: fast-forward', false],
  ['fetch /tmp/x +x:refs/remotes/origin/main: forced-update', false],
  ['update by push', false],
  ['', false],
])('the log of a ref saying "%s" tells of a plain fetch: %s', (by, plain) => {
  expect(isPlainFetch(by, 'origin')).toBe(plain);
});
