/** Answers hooks of this user over a local socket, so that they need not load what decides. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { isPrivate, socketPath, type WorkerAddress, workersFolder } from '../../hook/worker-address';
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
  /** Of this worker: name of the runtime's folder. */
  readonly build: string;
  /** Told why hooks are not answered, when they are not. */
  readonly report: (problem: string) => void;
}

export class HookServer {
  private readonly address: WorkerAddress;
  private readonly path: string;
  private readonly files: AddressFiles;
  private state: 'new' | 'starting' | 'listening' | 'failed' = 'new';
  private workspaces: readonly string[] = [];

  constructor(private readonly options: HookServerOptions) {
    const socket = onWindows ? randomBytes(16).toString('hex') : `${randomBytes(4).toString('hex')}.sock`;
    this.address = { socket, build: options.build, password: randomBytes(16).toString('hex') };
    this.path = socketPath(options.home, socket);
    this.files = new AddressFiles(options.home, this.address);
  }

  /** Answers for these workspaces from now on, and for no others. */
  serve(workspaces: readonly string[]): void {
    this.workspaces = workspaces;
    if (this.state === 'new' && workspaces.length > 0) this.start();
    if (this.state === 'listening') this.announce();
  }

  private start(): void {
    const problem = this.prepareFolder();
    if (problem === undefined) this.listen();
    else this.fail(problem);
  }

  private listen(): void {
    this.state = 'starting';
    const desk = { password: this.address.password, workspaces: () => this.workspaces };
    const server = createServer((socket) => converse(socket, desk));
    server.maxConnections = maxConnections;
    server.on('error', ({ message }) => this.fail(message));
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
    void this.files.keep(this.workspaces);
  }

  private leave(): void {
    this.files.remove();
    if (!onWindows) rmSync(this.path, { force: true });
  }

  private fail(problem: string): void {
    this.state = 'failed';
    this.options.report(`Agent hooks are not answered by this window and decide by themselves: ${problem}`);
  }

  /** Says what is wrong with the folder; systems cut a path that is too long for a socket without a word. */
  private prepareFolder(): string | undefined {
    const folder = workersFolder(this.options.home);
    if (!onWindows && Buffer.byteLength(this.path) > maxPathBytes) return `${this.path} is too long for a socket`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      return (error as Error).message;
    }
    return isPrivate(folder) ? undefined : `${folder} is not a folder for this user alone (chmod 700 makes it one)`;
  }
}
