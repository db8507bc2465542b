import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byteString } from '../../../../server/facts/git/byte-string';
import { type IdLength, IndexFile } from '../../../../server/facts/git/index-file';
import { git } from './repository';

const names = ['a-b', 'a.txt', 'a/1', 'a/b/2', 'a0', `${'long/'.repeat(900)}name`, 'z', 'ä'].sort();

const formats = { sha1: 20, sha256: 32 } as const;

interface Sample {
  readonly idLength: IdLength;
  readonly version2: Buffer;
  readonly version4: Buffer;
  readonly tree: string;
}

let folder: string;
const samples = new Map<string, Sample>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardrails-index-'));
  for (const [format, idLength] of Object.entries(formats)) samples.set(format, makeSample(format, idLength));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeSample(format: string, idLength: IdLength): Sample {
  const root = join(folder, format);
  mkdirSync(root);
  git(root, 'init', '-q', `--object-format=${format}`);
  const empty = git(root, 'hash-object', '-w', '--stdin').trim();
  git(root, 'update-index', '--add', ...names.flatMap((path) => ['--cacheinfo', `100644,${empty},${path}`]));
  const tree = git(root, 'write-tree').trim();
  const version2 = readFileSync(join(root, '.git/index'));
  git(root, 'update-index', '--index-version', '4');
  return { idLength, version2, version4: readFileSync(join(root, '.git/index')), tree };
}

function sample(format = 'sha1'): Sample {
  const made = samples.get(format);
  if (made === undefined) throw new Error(`no sample of ${format}`);
  return made;
}

function namesIn(index: IndexFile | undefined): string[] {
  return Array.from({ length: index?.size ?? 0 }, (_, position) => index?.entry(position).name ?? '');
}

test.each(Object.keys(formats))('reads the names and the tree with %s, in versions 2 and 4', (format) => {
  const { version2, version4, idLength, tree } = sample(format);
  for (const bytes of [version2, version4]) {
    const index = IndexFile.read(bytes, idLength, 0);
    expect(namesIn(index)).toEqual(names.map(byteString).sort());
    expect(index?.tree).toBe(tree);
  }
  expect([version2, version4].map((bytes) => bytes.readUInt32BE(4))).toEqual([2, 4]);
});

test('finds what has a name, and what is below a folder', () => {
  const index = IndexFile.read(sample().version2, 20, 0);
  expect(index?.find('a/1')?.mode).toBe(0o100644);
  expect(index?.find('a')).toBeUndefined();
  expect(index?.find(byteString('ä'))?.name).toBe(byteString('ä'));
  const [from = 0, to = 0] = index?.below('a') ?? [];
  expect(namesIn(index).slice(from, to)).toEqual(['a/1', 'a/b/2']);
  expect(index?.below('')).toEqual([0, names.length]);
});

test('what is cut off anywhere is no index', () => {
  for (const bytes of [sample().version2, sample().version4]) {
    for (let length = 0; length < bytes.length; length += length < 600 ? 1 : 97) {
      expect(IndexFile.read(bytes.subarray(0, length), 20, 0)).toBeUndefined();
    }
  }
});

test('what is spoiled anywhere is read or refused, and never ends the process', () => {
  fc.assert(
    fc.property(fc.constantFrom(sample().version2, sample().version4), fc.nat(), fc.nat(255), (whole, at, byte) => {
      const bytes = Buffer.from(whole);
      bytes[at % bytes.length] = byte;
      const index = IndexFile.read(bytes, 20, 0);
      expect(namesIn(index)).toHaveLength(index?.size ?? 0);
    }),
    { numRuns: 2000 },
  );
});

test('an extension that must be understood makes git be asked', () => {
  const root = join(folder, 'split');
  git(folder, 'init', '-q', root);
  writeFileSync(join(root, 'one'), 'one');
  git(root, 'add', '-A');
  git(root, 'update-index', '--split-index');
  expect(IndexFile.read(readFileSync(join(root, '.git/index')), 20, 0)).toBeUndefined();
});
