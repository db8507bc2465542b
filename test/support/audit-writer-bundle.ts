/** The writer process of the audit tests, built once for a test file and removed after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/** Registers building and removal; answers where the program is while tests run. */
export function auditWriter(): () => string {
  let folder = '';
  const program = () => join(folder, 'writer.js');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guardrails-writer-'));
    await esbuild.build({
      entryPoints: [join(__dirname, 'audit-writer.ts')],
      outfile: program(),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return program;
}
