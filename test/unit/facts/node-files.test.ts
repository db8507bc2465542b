import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeFiles as files, filesOfOneMoment } from '../../../server/facts/node-files';

let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-files-')));
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real/text.sh'), 'echo ä\n');
  writeFileSync(join(folder, 'binary'), Buffer.from([1, 0, 2]));
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  symlinkSync('real/not-yet', join(folder, 'dangling'));
  symlinkSync('loop', join(folder, 'loop'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('reads text with the digest of its bytes', () => {
  expect(files.read(join(folder, 'link/text.sh'), 100)).toEqual({
    text: 'echo ä\n',
    digest: 'sha256:d619111e7c247f83d1f17e89d4b7a62ff4439fce62b181599660d629929f77db',
  });
});

test.each(['binary', 'absent', 'real', 'loop', 'pipe'])('does not read %s, nor wait for it', (name) => {
  expect(files.read(join(folder, name), 100)).toBeUndefined();
});

test('does not read more than asked for', () => {
  expect(files.read(join(folder, 'real/text.sh'), 7)).toBeUndefined();
  expect(files.read(join(folder, 'real/text.sh'), 8)?.text).toBe('echo ä\n');
});

test('resolves the deepest ancestor that exists, and links to what does not exist yet', () => {
  expect(files.resolve(join(folder, 'link/a/b'))).toBe(join(folder, 'real/a/b'));
  expect(files.resolve(join(folder, 'dangling'))).toBe(join(folder, 'real/not-yet'));
  expect(files.resolve(join(folder, 'loop/x'))).toBe(join(folder, 'loop/x'));
});

test('remembers where paths lead for one decision only', () => {
  const once = filesOfOneMoment();
  expect(once.resolve(join(folder, 'later/x'))).toBe(join(folder, 'later/x'));
  symlinkSync(join(folder, 'real'), join(folder, 'later'));
  expect(once.resolve(join(folder, 'later/x'))).toBe(join(folder, 'later/x'));
  expect(files.resolve(join(folder, 'later/x'))).toBe(join(folder, 'real/x'));
});

test('says what a path is and lists folders within bounds', () => {
  expect(['real', 'binary', 'absent', 'pipe', 'loop'].map((name) => files.kind(join(folder, name)))).toEqual([
    'directory',
    'file',
    'absent',
    'other',
    'other',
  ]);
  expect(files.list(join(folder, 'real'), 10)).toEqual(['text.sh']);
  expect(files.list(folder, 2)).toHaveLength(2);
  expect(files.list(join(folder, 'binary'), 10)).toBeUndefined();
});
