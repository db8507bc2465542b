import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byteString } from '../../../../server/facts/git/byte-string';
import { type IdLength, IndexFile } from '../../../../server/facts/git/index-file';
import { git } from './random-changes';

const names = ['a-b', 'a.txt', 'a/1', 'a/b/2', 'a0', `${'long/'.repeat(900)}name`, 'z', 'ä'].sort();

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardrails-index-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeIndex(name: string, ...options: string[]): Buffer {
  const root = join(folder, name);
  mkdirSync(root);
  git(root, 'init', '-q', ...options);
  const empty = git(root, 'hash-object', '-w', '--stdin').trim();
  git(root, 'update-index', '--add', ...names.flatMap((path) => ['--cacheinfo', `100644,${empty},${path}`]));
  git(root, 'write-tree');
  return readFileSync(join(root, '.git/index'));
}

function inVersion4(name: string): Buffer {
  git(join(folder, name), 'update-index', '--index-version', '4');
  return readFileSync(join(folder, name, '.git/index'));
}

function namesIn(index: IndexFile | undefined): string[] {
  return Array.from({ length: index?.size ?? 0 }, (_, position) => index?.entry(position).name ?? '');
}

const formats: readonly [string, IdLength][] = [
  ['sha1', 20],
  ['sha256', 32],
];

test.each(formats)('reads the names and the tree with %s, in versions 2 and 4', (format, idLength) => {
  const version2 = makeIndex(format, `--object-format=${format}`);
  const version4 = inVersion4(format);
  const tree = git(join(folder, format), 'write-tree').trim();
  for (const bytes of [version2, version4]) {
    const index = IndexFile.read(bytes, idLength, 0);
    expect(namesIn(index)).toEqual(names.map(byteString).sort());
    expect(index?.tree).toBe(tree);
  }
  expect(version4.readUInt32BE(4)).toBe(4);
});

test('finds what has a name, and what is below a folder', () => {
  const index = IndexFile.read(makeIndex('find'), 20, 0);
  expect(index?.find('a/1')?.mode).toBe(0o100644);
  expect(index?.find('a')).toBeUndefined();
  expect(index?.find(byteString('ä'))?.name).toBe(byteString('ä'));
  const [from = 0, to = 0] = index?.below('a') ?? [];
  expect(namesIn(index).slice(from, to)).toEqual(['a/1', 'a/b/2']);
  expect(index?.below('')).toEqual([0, names.length]);
});

test('what is cut off anywhere is no index', () => {
  for (const bytes of [makeIndex('cut'), inVersion4('cut')]) {
    for (let length = 0; length < bytes.length; length += length < 600 ? 1 : 97) {
      expect(IndexFile.read(bytes.subarray(0, length), 20, 0)).toBeUndefined();
    }
  }
});

test('what is spoiled anywhere is read or refused, and never ends the process', () => {
  const samples = [makeIndex('spoiled'), inVersion4('spoiled')];
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(255), (sample, at, byte) => {
      const bytes = Buffer.from(sample);
      bytes[at % bytes.length] = byte;
      const index = IndexFile.read(bytes, 20, 0);
      expect(namesIn(index)).toHaveLength(index?.size ?? 0);
    }),
    { numRuns: 2000 },
  );
});

test('an extension that must be understood makes git be asked', () => {
  const root = join(folder, 'split');
  makeIndex('split');
  writeFileSync(join(root, 'one'), 'one');
  git(root, 'add', '-A');
  git(root, 'update-index', '--split-index');
  expect(IndexFile.read(readFileSync(join(root, '.git/index')), 20, 0)).toBeUndefined();
});
