/**
 * Runs the editor suites (test/editor) with @vscode/test-electron: in the npm-shipped VS Code through our launcher,
 * or with `--desktop` in a desktop VS Code that it downloads.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { commitAll } from '../commit-all';
import { projectRoot } from './paths';
import { step } from './progress';

const sources = path.join(projectRoot, 'test/editor');
const built = path.join(projectRoot, 'out/editor');
const launcher = path.join(projectRoot, 'test/support/editor/launcher/code');

const desktop = process.argv.includes('--desktop');
if (desktop && process.platform === 'linux' && !process.env.DISPLAY) {
  process.stderr.write(
    'No display: start this with xvfb-run -a (Debian package xvfb) on a machine without a screen.\n',
  );
  process.exit(1);
}
await step('Bundling the editor suites', bundleSuites);
const failed = [
  await runInEditor('suite'),
  desktop ? 0 : await runInEditor('restricted', ['--enable-workspace-trust']),
];
// test-electron always switches workspace trust off in a desktop VS Code, so nothing is restricted there.
process.exitCode = Math.max(...failed);

async function bundleSuites(): Promise<void> {
  rmSync(built, { recursive: true, force: true });
  const entries = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.d.ts'),
  );
  await build({
    entryPoints: entries.map((file) => path.join(sources, file)),
    outdir: built,
    outbase: sources,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Mocha keeps its state in its module: the suites and their index must share one.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** Opens a fresh copy of `test/editor/workspace`, committed, so that suites may change it. */
async function runInEditor(suite: string, args: readonly string[] = []): Promise<number> {
  const workspace = mkdtempSync(path.join(tmpdir(), 'guardrails-workspace-'));
  const fixture = path.join(sources, 'workspace');
  if (existsSync(fixture)) cpSync(fixture, workspace, { recursive: true });
  commitAll(workspace);
  try {
    return await runTests({
      ...(desktop ? {} : { vscodeExecutablePath: launcher }),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(built, suite, 'index.js'),
      launchArgs: [workspace, ...args],
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
