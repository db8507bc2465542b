/** The command lines shown in the README, run with the built CLI: each is understood. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

describe('README command lines', () => {
  it('are there', () => expect(lines.length).toBeGreaterThan(5));

  it.each(lines)('guardrails %s', (rest) => {
    const command = `"${process.execPath}" "${join(root, 'dist/cli.js')}" ${rest}`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: shop,
      env: { ...process.env, HOME: home },
      encoding: 'utf8',
    });
    expect(understood, stderr).toContain(status);
    expect(stdout).not.toBe('');
  });
});
