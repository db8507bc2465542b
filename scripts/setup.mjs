/** What `npm start` and `npm test` need before anything else: a Node that is new enough, and the packages. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const heartbeatMs = 5000;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Installs the packages when they are missing or older than the lock file. */
export async function setUp() {
  process.chdir(root);
  requireNode();
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) await npm('Installing packages', ['ci']);
  else if (isNewer(join(root, 'package-lock.json'), installed)) await npm('Updating packages', ['install']);
}

/** Runs an npm command, with its output shown only when it fails. */
export async function npm(label, args) {
  process.stderr.write(`• ${label} (npm ${args.join(' ')})\n`);
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const heartbeat = setInterval(() => process.stderr.write(`  … ${seconds()}\n`), heartbeatMs);
  try {
    await run(args);
  } finally {
    clearInterval(heartbeat);
  }
  process.stderr.write(`  done in ${seconds()}\n`);
}

async function run(args) {
  const [program, ...prefix] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const quiet = args[0] === 'run' ? [] : ['--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(program, [...prefix, ...args, ...quiet], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`${Buffer.concat(output)}\nnpm ${args.join(' ')} failed (exit code ${code}).`);
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= oldestNode) return;
  process.stderr.write(`Node ${oldestNode} or newer is needed; this is ${process.version}.\n`);
  process.exit(1);
}

/** npm touches the hidden lock file last, so that it is the newer of the two after every installation. */
function isNewer(file, than) {
  return statSync(file).mtimeMs > statSync(than).mtimeMs;
}
