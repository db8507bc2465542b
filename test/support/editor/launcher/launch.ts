/**
 * Runs a Mocha suite inside the extension host of the npm-shipped VS Code, and ends with the suite's exit code.
 * Understands the arguments that @vscode/test-electron gives to a desktop VS Code; others don't apply here.
 */
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../browser';
import { projectRoot } from '../paths';
import { startEditor } from '../server';
import { exitOnSignals } from '../signals';
import { ensureEditor } from '../vscode';
import { openWindow, suitePayload } from '../window';

const suiteWithinMs = 10 * 60_000;
const followEveryMs = 200;
const audibleSuite = path.join(projectRoot, 'test/support/editor/launcher/audible-suite.cjs');
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});

exitOnSignals();
process.exitCode = await runSuite(
  existing(values.extensionDevelopmentPath, 'extensionDevelopmentPath'),
  existing(values.extensionTestsPath, 'extensionTestsPath'),
);

async function runSuite(extension: string, suite: string): Promise<number> {
  const [editor, browser] = [await ensureEditor(), await ensureBrowser()];
  const scratch = mkdtempSync(path.join(tmpdir(), 'guardrails-editor-'));
  const options = { profile: path.join(scratch, 'profile'), home: path.join(scratch, 'home') };
  const log = path.join(scratch, 'suite.log');
  const env = { ...inheritedVariables(), GUARDRAILS_SUITE: suite, GUARDRAILS_SUITE_LOG: log };
  const running = await startEditor(editor, { ...options, env, askForTrust: wantsTrust() });
  const output = followFile(log);
  const finished = deferred<number>();
  try {
    const window = await openWindow(running, browser, {
      workspace: positionals[0] ?? scratch,
      payload: suitePayload(running, extension, audibleSuite),
      // The workbench calls this function of the page when the suite, or the extension host, has ended.
      prepare: async (page) => {
        await page.exposeFunction('codeAutomationExit', (code: number) => finished.resolve(code));
      },
    });
    const code = await Promise.race([finished.promise, timeout(suiteWithinMs)]);
    await window.close();
    return code;
  } finally {
    output.stop();
    await running.stop();
    // An extension host that is ending may still write into its home.
    rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Copies what is appended to a file to our own output. */
function followFile(file: string): { stop(): void } {
  writeFileSync(file, '');
  const descriptor = openSync(file, 'r');
  const copy = () => {
    const chunk = readFileSync(descriptor);
    if (chunk.length > 0) process.stdout.write(chunk);
  };
  const timer = setInterval(copy, followEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      copy();
      closeSync(descriptor);
    },
  };
}

function existing(file: unknown, option: string): string {
  if (typeof file === 'string' && existsSync(file)) return path.resolve(file);
  throw new Error(`--${option} must name an existing path, not ${file}.`);
}

/** Suites read which cases to run, and where to put figures, from variables with this prefix. */
function inheritedVariables(): Record<string, string> {
  const chosen = Object.entries(process.env).filter(([name]) => /^(GUARDRAILS_|MOCHA_)/.test(name));
  return Object.fromEntries(chosen) as Record<string, string>;
}

function wantsTrust(): boolean {
  return values['enable-workspace-trust'] === true;
}

function timeout(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The suite did not end within ${ms / 60_000} minutes.`)), ms).unref();
  });
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
