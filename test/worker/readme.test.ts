/** The command lines shown in the README, run with the built CLI: each is understood. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(__dirname, '../..');
const shop = mkdtempSync(join(tmpdir(), 'guardrails-readme-'));
const home = mkdtempSync(join(tmpdir(), 'guardrails-home-'));
cpSync(join(root, 'demo/shop'), shop, { recursive: true });
execFileSync('git', ['init', '-q'], { cwd: shop });
afterAll(() => {
  for (const folder of [shop, home]) rmSync(folder, { recursive: true, force: true });
});

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const lines = [...readme.matchAll(/^\$ guardrails (.+)$/gm)].map(([, rest]) => rest!);

const understood = [0, 1, 2];

describe('the line for CI', () => {
  const [, unpack = '', run = ''] = /^(unzip .+) && node (.+)$/m.exec(readme) ?? [];

  it('unpacks a VSIX, in which the command line is', () => {
    expect(unpack).toMatch(/^unzip -q access-guardrails\.vsix -d guardrails$/);
    expect(readFileSync(join(root, '.vscodeignore'), 'utf8')).toContain('!dist/**/*.js\n');
  });

  it.each([
    ['deny', 0],
    ['ask', 1],
  ])('tests the policy of the repository (%s: %i)', (verdict, code) => {
    const repository = mkdtempSync(join(tmpdir(), 'guardrails-ci-'));
    // As `vsce` lays out what .vscodeignore lets through.
    cpSync(join(root, 'dist'), join(repository, 'guardrails/extension/dist'), { recursive: true });
    mkdirSync(join(repository, '.guardrails'));
    const rule = `{ id: a/b, effects: [fs.delete], decide: deny, because: b, instead: i, tests: { ${verdict}: [{ run: rm a }] } }`;
    writeFileSync(
      join(repository, '.guardrails/policy.yaml'),
      `apiVersion: guardrails/v1\nid: a/b\nrules:\n  - ${rule}\n`,
    );
    const { status, stderr } = spawnSync(process.execPath, run.split(' '), {
      cwd: repository,
      env: { ...process.env, HOME: home },
      encoding: 'utf8',
    });
    rmSync(repository, { recursive: true, force: true });
    expect(status, stderr).toBe(code);
  });
});

describe('README command lines', () => {
  it('are there', () => expect(lines.length).toBeGreaterThan(5));

  it.each(lines)('guardrails %s', (rest) => {
    const command = `"${process.execPath}" "${join(root, 'dist/cli.js')}" ${rest}`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: shop,
      env: { ...process.env, HOME: home },
      encoding: 'utf8',
    });
    // Understood as well: only nobody is there who could say yes.
    if (status === 64) expect(stderr).toMatch(/ needs a person at a terminal\n/);
    else {
      expect(understood, stderr).toContain(status);
      expect(stdout).not.toBe('');
    }
  });
});
