/**
 * A real VS Code from the npm registry: the `code-server` package carries the whole of it, the built-in Copilot
 * included. We start VS Code's own server from it, with the Node it was made for.
 */
import path from 'node:path';
import { cached } from './cache';
import { npmInstall } from './npm';

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
const supportedArchitectures = ['x64', 'arm64'];

export interface Editor {
  readonly node: string;
  /** VS Code's server program. */
  readonly server: string;
  /** Folder of the built-in extensions. */
  readonly extensions: string;
  readonly version: string;
}

/** The editor, installed into the cache when it isn't there. */
export async function ensureEditor(): Promise<Editor> {
  const node = await ensureNode();
  const folder = await cached(`vscode-${codeServerVersion}`, installVsCode);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  return {
    node,
    server: path.join(vscode, 'out/server-main.js'),
    extensions: path.join(vscode, 'extensions'),
    version: codeServerVersion.replace(/^4\./, '1.'),
  };
}

async function installVsCode(folder: string): Promise<void> {
  await npmInstall(folder, [`code-server@${codeServerVersion}`]);
  await npmInstall(path.join(folder, 'node_modules/code-server/lib/vscode'), []);
}

/** The editor's own Node (24), whatever the machine's Node is. */
export async function ensureNode(): Promise<string> {
  const name = `node-linux-${architecture()}`;
  const folder = await cached(`${name}-${nodeVersion}`, (at) => npmInstall(at, [`${name}@${nodeVersion}`]));
  return path.join(folder, 'node_modules', name, 'bin/node');
}

function architecture(): string {
  const supported = process.platform === 'linux' && supportedArchitectures.includes(process.arch);
  if (supported) return process.arch;
  throw new Error(
    `The editor from npm runs on Linux (${supportedArchitectures.join(', ')}), not on ${process.platform} ${process.arch}. Use npm run test:desktop here.`,
  );
}
