/** A user with a workspace, and the built hook to call in it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { acceptAsPerson } from './accept-policy';
import { type ProgramOptions, type ProgramResult, runProgram } from './run-program';

export const dist = join(__dirname, '../../dist');
export const launcher = join(__dirname, '../../agent-plugin/hook.sh');

export interface HookReply extends ProgramResult {
  /** Parsed standard output, `undefined` when nothing was printed. */
  readonly reply: Record<string, unknown> | undefined;
}

export class HookWorld {
  readonly home: string;
  readonly workspace: string;
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'guardrails-hook-')));

  constructor() {
    this.home = join(this.folder, 'home');
    this.workspace = join(this.folder, 'shop');
    mkdirSync(this.home);
    mkdirSync(join(this.workspace, '.guardrails'), { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.workspace, path)), { recursive: true });
    writeFileSync(join(this.workspace, path), text);
  }

  /** The policy as it is now, in force in whole. */
  async acceptPolicy(): Promise<void> {
    await acceptAsPerson(this.workspace, this.home);
  }

  /** A worker answers only hooks of its own time zone. */
  get env(): Record<string, string> {
    const { PATH = '', TZ } = process.env;
    return { HOME: this.home, PATH, GIT_CONFIG_NOSYSTEM: '1', ...(TZ !== undefined && { TZ }) };
  }

  /** As VS Code's own Copilot sends a tool call. */
  toolCall(tool: string, input: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      timestamp: '2026-01-15T12:00:00.000Z',
      hook_event_name: 'PreToolUse',
      session_id: 'session-1',
      transcript_path: '',
      cwd: this.workspace,
      tool_name: tool,
      tool_input: input,
      tool_use_id: `call-${Math.random()}`,
      ...more,
    };
  }

  terminalCall(command: string, more: Record<string, unknown> = {}): Record<string, unknown> {
    return this.toolCall('run_in_terminal', { command, explanation: 'Do it', isBackground: false }, more);
  }

  /** Calls the hook as it is registered for an event. */
  call(payload: unknown, event = 'PreToolUse', options: CallOptions = {}): Promise<HookReply> {
    const { nodeArgs = [], registration = 'plugin', folder = dist, ...rest } = options;
    const args = [...nodeArgs, join(folder, 'hook.js'), registration, event];
    return this.run(process.execPath, args, payload, rest);
  }

  /** Calls it by the launcher, from the runtime that is installed in the user's home. */
  launch(payload: unknown, event = 'PreToolUse'): Promise<HookReply> {
    return this.run('sh', [launcher, 'plugin', event], payload, {});
  }

  private async run(
    program: string,
    args: readonly string[],
    payload: unknown,
    options: ProgramOptions,
  ): Promise<HookReply> {
    const isRaw = typeof payload === 'string' || payload instanceof Uint8Array;
    const input = isRaw ? payload : JSON.stringify(payload);
    const result = await runProgram(program, args, { input, cwd: this.workspace, env: this.env, ...options });
    return { ...result, reply: result.stdout === '' ? undefined : JSON.parse(result.stdout) };
  }

  /** Records of the workspace's audit log, oldest first, without those about the log itself. */
  records(): AuditRecord[] {
    const audit = join(this.workspace, '.guardrails/audit');
    if (!existsSync(audit)) return [];
    return readdirSync(audit, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.jsonl'))
      .sort()
      .flatMap((path) => readFileSync(join(audit, path), 'utf8').trim().split('\n'))
      .map((line) => JSON.parse(line) as AuditRecord)
      .filter(({ action }) => !action.startsWith('log.'));
  }

  decisions(): AuditRecord[] {
    return this.records().filter(({ action }) => action === 'command.decision');
  }
}

export interface CallOptions extends Pick<ProgramOptions, 'keepOpen' | 'cwd' | 'env'> {
  readonly nodeArgs?: readonly string[];
  /** Where the hook's bundle is: as built when left out. Only an installed one asks a worker. */
  readonly folder?: string;
  readonly registration?: string;
}

export interface AuditRecord {
  readonly action: string;
  readonly id: string;
  readonly actor?: { readonly kind: string; readonly pid?: number };
  readonly agent?: { readonly name: string };
  readonly command?: { readonly raw: string };
  readonly decision?: {
    readonly verdict: string;
    readonly rules: readonly string[];
    readonly reason: string;
    readonly permissions?: readonly object[];
    readonly counted?: Readonly<Record<string, number>>;
  };
  /** What an event is about, as JSON. */
  readonly ext?: string;
  readonly outcome?: { readonly status: string; readonly exit_code?: number };
  readonly session?: { readonly id?: string; readonly tool_call_id?: string };
  readonly policy?: { readonly source: string };
}
