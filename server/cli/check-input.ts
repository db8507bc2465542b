/** What `check` is asked, as a request. Shared by the arguments of the command and the lines of `--stdin`. */
import { resolve } from 'node:path';
import { readToolCall } from '../agents/tool-call';
import { workspaceOf } from '../facts/workspace';
import { type ActorKind, type Request, type SqlDialect, sqlDialects } from '../request';
import { UsageError } from './exit-codes';

export const actorKinds: readonly ActorKind[] = ['ai', 'human', 'ci'];

export interface CheckInput {
  readonly command?: string;
  readonly sql?: string;
  readonly dialect?: string;
  readonly tool?: string;
  readonly input?: unknown;
  readonly cwd?: string;
  readonly actor?: string;
  readonly agent?: string;
}

export interface CheckDefaults {
  /** Absolute. */
  readonly cwd: string;
  readonly actor: ActorKind;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

const stringMembers = ['command', 'sql', 'dialect', 'tool', 'cwd', 'actor', 'agent'] as const;

/** Checks the members of a line of `--stdin`; throws a UsageError that names what is wrong. */
export function checkInputFrom(value: unknown): CheckInput {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError('not a JSON object');
  const input = value as Record<string, unknown>;
  for (const name of stringMembers) {
    if (input[name] !== undefined && typeof input[name] !== 'string') throw new UsageError(`"${name}" is not a string`);
  }
  return input as CheckInput;
}

export function requestFrom(input: CheckInput, defaults: CheckDefaults): Request {
  const cwd = resolve(defaults.cwd, input.cwd ?? '.');
  const actor = actorFrom(input.actor ?? defaults.actor);
  return {
    ...asked(input, defaults),
    actor,
    ...(input.agent !== undefined && { agent: { name: input.agent } }),
    channel: input.tool === undefined ? 'terminal' : 'hook',
    cwd,
    workspace: workspaceOf(cwd),
    interactive: actor !== 'ci',
  };
}

function asked(input: CheckInput, { platform }: CheckDefaults): Pick<Request, 'actions' | 'tool' | 'title'> {
  const { command, sql, tool } = input;
  if ([command, sql, tool].filter((way) => way !== undefined).length !== 1) {
    throw new UsageError('give exactly one of "command", "sql" and "tool"');
  }
  if (command !== undefined) return { actions: [{ type: 'shell', command }], tool: 'cli', title: command };
  if (tool !== undefined) return readToolCall(tool, input.input ?? {}, { platform });
  return { actions: [{ type: 'sql', sql: sql ?? '', ...dialectFrom(input.dialect) }], tool: 'cli', title: sql ?? '' };
}

function dialectFrom(dialect: string | undefined): { readonly dialect?: SqlDialect } {
  if (dialect === undefined) return {};
  const known = sqlDialects.find((name) => name === dialect.toLowerCase());
  if (!known) throw new UsageError(`unknown dialect "${dialect}": expected one of ${sqlDialects.join(', ')}`);
  return { dialect: known };
}

function actorFrom(actor: string): ActorKind {
  const known = actorKinds.find((kind) => kind === actor);
  if (!known) throw new UsageError(`unknown actor "${actor}": expected one of ${actorKinds.join(', ')}`);
  return known;
}
