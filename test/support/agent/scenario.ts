/** One thing an agent is asked to do, and how to see from outside whether it was done. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ToolCall } from '../../agent/model/protocol';
import type { Shop } from './shop';

/** `asked`: the host waits for a person with our reason. */
export type Expected = 'allowed' | 'denied' | 'asked';

/** What would be different after the action: the text of a file, or the answer to a query. */
export type Probe = { readonly file: string } | { readonly query: string } | { readonly uploads: true };

export interface Scenario {
  readonly name: string;
  /** What a person asks the agent. */
  readonly prompt: string;
  /** What the model says before it calls the tool. */
  readonly say: string;
  readonly call: ToolCall;
  readonly expected: Expected;
  /** Goes on in the chat that is open, as the same session; otherwise it begins a new one. */
  readonly sameChat?: boolean;
  /** For actions that change something. */
  readonly probe?: Probe;
  /** For actions that only read: what the model must get to see. */
  readonly output?: RegExp;
  /** What the reason must speak of. */
  readonly reason?: RegExp;
}

/** The command a scenario's call would run, or the file it would write: what people call "the command". */
export function subject({ call }: Scenario): string {
  const { command, id, filePath } = call.input;
  return String(command ?? id ?? filePath);
}

/** What the probe sees now. */
export function observe(shop: Shop, probe: Probe): string {
  if ('file' in probe) return digestOf(path.resolve(shop.folder, probe.file));
  if ('query' in probe) return shop.query(probe.query);
  return String(shop.uploads());
}

function digestOf(file: string): string {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'absent';
}

/** A command in Copilot's terminal. */
export function terminal(command: string, explanation: string): ToolCall {
  const input = { command, explanation, goal: explanation, isBackground: false, mode: 'sync', timeout: 15_000 };
  return { tool: 'run_in_terminal', input };
}

/** A task of the workspace's tasks.json. */
export function task(shop: Shop, label: string): ToolCall {
  return { tool: 'run_task', input: { workspaceFolder: shop.folder, id: `shell: ${label}` } };
}
