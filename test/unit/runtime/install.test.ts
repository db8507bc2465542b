import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkRuntime } from '../../../server/runtime/check';
import { installRuntime } from '../../../server/runtime/install';
import { readSettings } from '../../../server/runtime/settings';
import { isNewer } from '../../../server/runtime/version';

let folder: string;
let home: string;
const runtime = () => join(home, '.guardrails/runtime');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardrails-runtime-'));
  home = join(folder, 'home');
  mkdirSync(home);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build with two files, one in a folder. */
function build(version: string, hook = `// ${version}`): string {
  const source = join(folder, `build-${version}-${hook.length}`);
  const files = { 'hook.js': hook, 'grammars/one.wasm': 'wasm' };
  const digests = Object.entries(files).map(([path, text]) => {
    mkdirSync(join(source, 'grammars'), { recursive: true });
    writeFileSync(join(source, path), text);
    return [path, createHash('sha256').update(text).digest('hex')];
  });
  writeFileSync(join(source, 'runtime.json'), JSON.stringify({ version, files: Object.fromEntries(digests) }));
  return source;
}

function install(source: string, instantRun = true) {
  return installRuntime({ source, home, execPath: process.execPath, settings: { instantRun } });
}

test('installs once, and finds it current after that', () => {
  const source = build('1.2.3');
  const first = install(source);
  expect(first.state).toBe('installed');
  expect(readFileSync(join(first.path ?? '', 'grammars/one.wasm'), 'utf8')).toBe('wasm');
  expect(install(source)).toEqual({ ...first, state: 'current' });
  expect(checkRuntime(home)).toEqual({
    state: 'ok',
    path: first.path,
    version: '1.2.3',
    execPath: process.execPath,
    problems: [],
  });
  expect(statSync(runtime()).mode & 0o777).toBe(0o700);
});

test('the launcher reads folder and program from the lines of the pointer', () => {
  const { path } = install(build('1.2.3'));
  expect(readFileSync(join(runtime(), 'current'), 'utf8')).toBe(`${path?.split('/').at(-1)}\n${process.execPath}\n`);
});

test.each([
  ['changed', (file: string) => writeFileSync(file, 'evil')],
  ['missing', (file: string) => rmSync(file)],
  [
    'a folder',
    (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
])('repairs a file that is %s', (_, damage) => {
  const source = build('1.2.3');
  const { path } = install(source);
  damage(join(path ?? '', 'hook.js'));
  expect(checkRuntime(home)).toMatchObject({ state: 'damaged', problems: [`${path}/hook.js is not as it was built.`] });
  expect(install(source).state).toBe('repaired');
  expect(checkRuntime(home).state).toBe('ok');
  expect(readFileSync(join(path ?? '', 'hook.js'), 'utf8')).toBe('// 1.2.3');
});

test('a manifest that was changed along with a file does not hide it', () => {
  const source = build('1.2.3');
  const { path } = install(source);
  writeFileSync(join(path ?? '', 'hook.js'), 'evil');
  const digest = createHash('sha256').update('evil').digest('hex');
  writeFileSync(join(path ?? '', 'runtime.json'), JSON.stringify({ version: '1.2.3', files: { 'hook.js': digest } }));
  expect(install(source).state).toBe('repaired');
  expect(readFileSync(join(path ?? '', 'hook.js'), 'utf8')).toBe('// 1.2.3');
});

test('a newer version takes over; a window of the older one does not take it back', () => {
  const [old, recent] = [build('1.9.0'), build('1.10.0')];
  install(old);
  expect(install(recent).state).toBe('installed');
  expect(checkRuntime(home).version).toBe('1.10.0');
  expect(install(old).state).toBe('current');
  expect(checkRuntime(home).version).toBe('1.10.0');
});

test('the older version takes over again when the newer copy is damaged', () => {
  const [old, recent] = [build('1.9.0'), build('1.10.0')];
  install(old);
  const { path } = install(recent);
  rmSync(join(path ?? '', 'hook.js'));
  install(old);
  expect(checkRuntime(home)).toMatchObject({ state: 'ok', version: '1.9.0' });
});

test('another build of the same version gets a folder of its own', () => {
  const first = install(build('1.2.3'));
  const second = install(build('1.2.3', '// another'));
  expect(second.state).toBe('installed');
  expect(second.path).not.toBe(first.path);
  expect(readFileSync(join(first.path ?? '', 'hook.js'), 'utf8')).toBe('// 1.2.3');
});

test('removes copies that have been out of use for long, and no others', () => {
  const [first, second, third] = ['1.0.0', '1.1.0', '1.2.0'].map((version) => install(build(version)).path ?? '');
  utimesSync(first ?? '', new Date('2020-01-01'), new Date('2020-01-01'));
  install(build('1.2.0'));
  const folders = readdirSync(runtime(), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => join(runtime(), name)).sort()).toEqual([second, third]);
});

test('says what is wrong when it cannot install, and leaves nothing half done', () => {
  writeFileSync(join(home, '.guardrails'), 'a file in the way');
  const result = install(build('1.2.3'));
  expect(result.state).toBe('failed');
  expect(result.problem).toContain(runtime());
  expect(checkRuntime(home).state).toBe('missing');
});

test('does not install a build that is not as it was made', () => {
  const source = build('1.2.3');
  writeFileSync(join(source, 'hook.js'), 'changed after the build');
  expect(install(source).state).toBe('failed');
  expect(checkRuntime(home).state).toBe('missing');
});

test('a recorded program that has gone is told', () => {
  install(build('1.2.3'));
  const pointer = join(runtime(), 'current');
  writeFileSync(pointer, readFileSync(pointer, 'utf8').replace(process.execPath, '/nowhere/code'));
  expect(checkRuntime(home)).toMatchObject({ state: 'ok', problems: [expect.stringContaining('/nowhere/code')] });
});

test('keeps the settings that the hook needs; without them nothing skips a confirmation', () => {
  expect(readSettings(home)).toEqual({ instantRun: false });
  install(build('1.2.3'), true);
  expect(readSettings(home)).toEqual({ instantRun: true });
  install(build('1.2.3'), false);
  expect(readSettings(home)).toEqual({ instantRun: false });
});

test.each([
  ['1.10.0', '1.9.0', true],
  ['1.9.0', '1.10.0', false],
  ['1.0.0', '1.0.0', false],
  ['2.0.0-beta.1', '1.9.9', true],
])('%s is newer than %s: %s', (a, b, newer) => {
  expect(isNewer(a, b)).toBe(newer);
});
