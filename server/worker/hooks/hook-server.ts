/** Answers hooks of this user over a local socket, so that they need not load what decides. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { isPrivate, socketPath, type WorkerAddress, workersFolder } from '../../hook/worker-address';
import { folderNameOf, readManifest } from '../../runtime/manifest';
import { AddressFiles } from './address-files';
import { converse } from './conversation';
import { removeLeftovers } from './leftovers';

/** Hooks of one user at one moment. More are turned away, and decide by themselves. */
const maxConnections = 64;
/** Bytes in the path of a socket, as macOS has it; Linux has four more. */
const maxPathBytes = 103;
/** Another window may have gone that answered for the same workspace. */
const renewMs = 30_000;
const onWindows = process.platform === 'win32';

export interface HookServerOptions {
  readonly home: string;
  /** Folder with the build of this worker. */
  readonly dist: string;
  /** Told why hooks are not answered, when they are not. */
  readonly report: (problem: string) => void;
}

export class HookServer {
  private readonly socket = onWindows ? randomBytes(16).toString('hex') : `${randomBytes(4).toString('hex')}.sock`;
  private readonly path: string;
  private state: 'new' | 'starting' | 'listening' | 'failed' = 'new';
  private files: AddressFiles | undefined;
  private workspaces: readonly string[] = [];

  constructor(private readonly options: HookServerOptions) {
    this.path = socketPath(options.home, this.socket);
  }

  /** Answers for these workspaces from now on, and for no others. */
  serve(workspaces: readonly string[]): void {
    this.workspaces = workspaces;
    if (this.state === 'new' && workspaces.length > 0) this.start();
    else this.announce();
  }

  private start(): void {
    const { home, dist } = this.options;
    this.state = 'starting';
    try {
      prepareFolder(home, this.path);
      const build = folderNameOf(readManifest(dist));
      this.listen({ socket: this.socket, build, password: randomBytes(16).toString('hex') });
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private listen(address: WorkerAddress): void {
    this.files = new AddressFiles(this.options.home, address);
    const desk = { password: address.password, workspaces: () => this.workspaces };
    const server = createServer((socket) => converse(socket, desk));
    server.maxConnections = maxConnections;
    server.on('error', (error) => this.fail(error));
    server.listen(this.path, () => this.listening());
  }

  private listening(): void {
    this.state = 'listening';
    if (!onWindows) chmodSync(this.path, 0o600);
    process.once('exit', () => this.leave());
    setInterval(() => this.announce(), renewMs).unref();
    this.announce();
    void removeLeftovers(this.options.home);
  }

  private announce(): void {
    if (this.state !== 'listening') return;
    if (onWindows || existsSync(this.path)) this.files?.keep(this.workspaces).catch((error) => this.fail(error));
    else this.fail(new Error(`${this.path} has been removed. Reload the window to have it again.`));
  }

  private leave(): void {
    this.files?.remove();
    if (!onWindows) rmSync(this.path, { force: true });
  }

  private fail({ message }: Error): void {
    this.state = 'failed';
    this.options.report(`Agent hooks are not answered by this window and decide by themselves: ${message}`);
  }
}

/** Throws when no socket can be there. Systems cut a path that is too long for a socket without a word. */
function prepareFolder(home: string, path: string): void {
  const folder = workersFolder(home);
  if (!onWindows && Buffer.byteLength(path) > maxPathBytes) throw new Error(`${path} is too long for a socket`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isPrivate(folder)) throw new Error(`${folder} is not a folder for this user alone (chmod 700 makes it one)`);
}
