/** VS Code's server: started for one profile on one port, and asked to install extensions as a user would. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Editor } from './vscode';

const readyText = 'Extension host agent listening';
const readyWithinMs = 60_000;
const stopWithinMs = 2_000;

export interface ServerOptions {
  /** Folder for everything this editor writes: extensions, settings, logs. */
  readonly profile: string;
  /** Home folder of the editor, its terminals and its agents; keep it away from the developer's own. */
  readonly home: string;
  readonly port?: number;
  /** Ask for workspace trust as VS Code normally does; off, every folder is trusted. */
  readonly askForTrust?: boolean;
  /** Added to the environment that terminals and hooks inherit. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningEditor {
  readonly editor: Editor;
  readonly port: number;
  readonly authority: string;
  readonly log: string;
  stop(): Promise<void>;
}

/** Starts the server and returns when it takes connections. */
export async function startEditor(editor: Editor, options: ServerOptions): Promise<RunningEditor> {
  mkdirSync(options.profile, { recursive: true });
  prepareHome(options);
  const port = options.port ?? (await freePort());
  const log = path.join(options.profile, 'server.log');
  const server = launch(editor, options, port, log);
  await untilReady(server, log);
  return { editor, port, authority: `127.0.0.1:${port}`, log, stop: () => stop(server) };
}

/** Installs a VSIX into the profile, by the editor's own command line. */
export async function installExtension(editor: Editor, options: ServerOptions, vsix: string): Promise<void> {
  mkdirSync(options.profile, { recursive: true });
  const args = [editor.server, ...profileFlags(options), '--install-extension', vsix, '--force'];
  const { stdout, stderr } = await promisify(execFile)(editor.node, args, { env: serverEnvironment(options) });
  if (!/successfully installed/.test(stdout)) throw new Error(`${vsix} was not installed:\n${stdout}\n${stderr}`);
}

function launch(editor: Editor, options: ServerOptions, port: number, log: string): ChildProcess {
  const output = openSync(log, 'a');
  const flags = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  const testing = ['--enable-smoke-test-driver', '--telemetry-level', 'off'];
  const trust = options.askForTrust ? [] : ['--disable-workspace-trust'];
  const args = [editor.server, ...flags, ...profileFlags(options), ...testing, ...trust];
  const server = spawn(editor.node, args, {
    stdio: ['ignore', output, output],
    env: serverEnvironment(options),
    detached: true,
  });
  closeSync(output);
  process.once('exit', () => killGroup(server));
  return server;
}

function profileFlags(options: ServerOptions): string[] {
  return ['--server-data-dir', options.profile, '--accept-server-license-terms'];
}

/** VS Code asks a login shell for the environment, and /etc/profile resets the search path: the home sets it again. */
function prepareHome(options: ServerOptions): void {
  mkdirSync(options.home, { recursive: true });
  const searchPath = serverEnvironment(options).PATH ?? '';
  const startup = `export PATH='${searchPath.replaceAll("'", "'\\''")}'\n`;
  for (const file of ['.bash_profile', '.bashrc']) writeFileSync(path.join(options.home, file), startup);
}

/** Nothing of the developer's session gets in but what a terminal needs. */
function serverEnvironment(options: ServerOptions): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LANG', 'LC_ALL', 'TERM', 'TMPDIR', 'USER', 'LOGNAME', 'CI'];
  const inherited = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  return { ...inherited, SHELL: '/bin/bash', HOME: options.home, ...options.env };
}

async function untilReady(server: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!readFileSync(log, 'utf8').includes(readyText)) {
    if (server.exitCode !== null) throw new Error(`VS Code's server ended at once:\n${readFileSync(log, 'utf8')}`);
    if (Date.now() > deadline) throw new Error(`VS Code's server did not start within a minute; see ${log}`);
    await sleep(50);
  }
}

/** The server starts extension hosts and terminals in its process group: all of it goes. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.pid !== undefined) {
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    process.kill(-server.pid, 'SIGTERM');
    await Promise.race([ended, sleep(stopWithinMs)]);
  }
  killGroup(server);
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
