/** Runs npm for the cache folder, away from the project's own package.json. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const errorTailLines = 15;

/** Installs exact package versions into `folder`, without running their install scripts. */
export async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await run(['install', ...flags, ...packages], folder);
}

function run(args: readonly string[], cwd: string): Promise<void> {
  const [program, ...prefix] = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...prefix, ...args], {
      cwd,
      env: npmEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const errors: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const tail = errors.join('').trim().split('\n').slice(-errorTailLines).join('\n');
      reject(new Error(`npm ${args.join(' ')} failed in ${cwd} (exit code ${code}):\n${tail}`));
    });
  });
}

/** The npm that started us when there is one: it needn't be on PATH. */
function npmCommand(): [string, ...string[]] {
  const running = process.env.npm_execpath;
  return running?.endsWith('.js') ? [process.execPath, running] : ['npm'];
}

/** What the outer `npm run` says about its own package would mislead the inner one. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const misleading = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.test(name)));
}
