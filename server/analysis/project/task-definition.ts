/** What a task of the editor runs, from its definition. */
import type { Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Run, Word } from '../programs/spec';
import { follow } from '../shell/follow';
import type { Shell } from '../shell/shell';
import { concat } from '../shell/text';
import { substituteVariables } from './task-variables';

interface Definition {
  readonly label?: unknown;
  readonly type?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
  readonly script?: unknown;
  readonly path?: unknown;
  readonly options?: unknown;
}

export function runTaskDefinition(value: unknown, shell: Shell, place: Span): void {
  if (typeof value !== 'object' || value === null) {
    shell.state({ kind: 'code.opaque', reason: 'unparsed' }, place);
    return;
  }
  const definition = forPlatform(value, shell);
  const label = typeof definition.label === 'string' ? `task ${definition.label}` : 'task';
  const runs = runsOf(definition, label, shell, place);
  if (runs.length === 0) shell.state({ kind: 'code.opaque', reason: 'unresolved-command', program: label }, place);
  for (const run of runs) follow(run, shell, place);
}

const PLATFORMS = { linux: 'linux', darwin: 'osx', win32: 'windows' } as const;

/** The block for this operating system overrides the rest. */
function forPlatform(value: object, shell: Shell): Definition {
  const blocks = value as Readonly<Record<string, unknown>>;
  const own = blocks[PLATFORMS[shell.session.providers.env.platform]];
  return typeof own === 'object' && own !== null ? { ...blocks, ...own } : blocks;
}

function runsOf(definition: Definition, label: string, shell: Shell, place: Span): Run[] {
  const options = optionsOf(definition, shell);
  if (definition.type === 'npm' && typeof definition.script === 'string') {
    const folder =
      typeof definition.path === 'string' ? `${shell.session.workspace}/${definition.path}` : shell.session.workspace;
    return [{ type: 'project', runner: 'npm', name: definition.script, label, ...options, files: [folder] }];
  }
  const command = textOf(definition.command, shell);
  if (command === undefined) return [];
  const args = Array.isArray(definition.args) ? definition.args : [];
  if (definition.type === 'process') {
    const words = [command, ...args.map((arg) => textOf(arg, shell) ?? UNKNOWN)].map((text) => wordOf(text, place));
    return [{ type: 'argv', words, label, ...options }];
  }
  const text = args
    .map((arg) => argumentText(arg, shell))
    .reduce((line: Text, arg) => concat(line, concat(' ', arg)), command);
  return [{ type: 'shell', text, span: place, label, ...options }];
}

function wordOf(value: Text, span: Span): Word {
  return { value, raw: typeof value === 'string' ? value : '', span, many: false };
}

/** `"x"` or `{ "value": "x", "quoting": "…" }`. */
function textOf(value: unknown, shell: Shell): Text | undefined {
  const plain = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  if (Array.isArray(plain)) return substituteVariables(plain.join(' '), shell);
  return typeof plain === 'string' ? substituteVariables(plain, shell) : undefined;
}

/** VS Code quotes an argument that has a space, or as it is told. */
function argumentText(value: unknown, shell: Shell): Text {
  const text = textOf(value, shell);
  if (text === undefined) return UNKNOWN;
  const quoted = typeof value === 'object' || (typeof text === 'string' && /\s/.test(text));
  if (!quoted) return text;
  return typeof text === 'string' ? `'${text.replaceAll("'", `'\\''`)}'` : concat('"', concat(text, '"'));
}

function optionsOf(definition: Definition, shell: Shell): { cwd: Text; variables?: ReadonlyMap<string, Text> } {
  const options = (typeof definition.options === 'object' ? definition.options : undefined) as
    | { cwd?: unknown; env?: unknown }
    | undefined;
  const cwd = typeof options?.cwd === 'string' ? substituteVariables(options.cwd, shell) : shell.session.workspace;
  if (typeof options?.env !== 'object' || options.env === null) return { cwd };
  const variables = new Map<string, Text>();
  for (const [name, value] of Object.entries(options.env)) {
    variables.set(name, typeof value === 'string' ? substituteVariables(value, shell) : UNKNOWN);
  }
  return { cwd, variables };
}
