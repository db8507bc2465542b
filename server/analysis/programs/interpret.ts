/** Reads a command line by the description of its program. */
import type { EffectDraft } from '../../effects/effect';
import { type Arguments, readArguments } from './arguments';
import {
  type Answer,
  Call,
  type Command,
  type CommandSpec,
  isTold,
  type Level,
  opaque,
  outcomeOf,
  type ProgramSpec,
} from './program';
import type { Invocation, Outcome, Word } from './spec';

/** Reads an invocation by a description. */
export function interpret(spec: ProgramSpec, invocation: Invocation): Outcome {
  return outcomeOf(descend(spec, invocation, wordsFor(spec, invocation), [], []));
}

/** The arguments, after the options that a variable adds. */
function wordsFor(spec: ProgramSpec, invocation: Invocation): readonly Word[] {
  const added = spec.optionsVariable === undefined ? undefined : invocation.variable(spec.optionsVariable);
  if (typeof added !== 'string' || added.trim() === '') return invocation.args;
  const words = added.trim().split(/\s+/);
  return [
    ...words.map((value): Word => ({ value, raw: value, span: invocation.span, many: false })),
    ...invocation.args,
  ];
}

/** What a sub-command understands besides its own. */
interface Inherited {
  readonly options: string;
  readonly inertWith: readonly string[];
}

function descend(
  spec: CommandSpec,
  invocation: Invocation,
  words: readonly Word[],
  above: readonly Level[],
  path: readonly string[],
  inherited: Inherited = { options: '', inertWith: [] },
): Answer {
  const inertWith = [...inertOptions(spec, invocation.name), ...inherited.inertWith];
  const args = readArguments(words, {
    options: spec.options ?? '',
    inherited: inherited.options,
    stopAtOperand: (spec.stopAtOperand ?? false) || spec.commands !== undefined,
    operandsNeeded: spec.operandsNeeded ?? 0,
    lastOptions: spec.lastOptions ?? [],
  });
  const levels = [...above, { args, ownOptions: spec.ownOptions ?? false }];
  const call = new Call(invocation, levels, path);
  const name = args.operands[0]?.value;
  const found = spec.commands && typeof name === 'string' ? findCommand(spec.commands, name) : undefined;
  const passedOn = found && !spec.ownOptions ? { options: args.usage, inertWith } : undefined;
  // Behind a sub-command that knows them too, options may be taken back.
  if (informs(spec, args, call, passedOn ? [] : inertWith)) return [];
  if (!isTold(call, spec.commandWords ?? 0)) return [opaque(invocation)];
  if (!spec.commands || name === undefined) return act(spec, call);
  if (typeof name !== 'string') return [opaque(invocation)];
  if (!found) return spec.otherwise ? spec.otherwise(call, name) : [opaque(invocation)];
  const next = toSpec(found);
  return descend(next, invocation, args.operands.slice(1), levels, [...path, name], passedOn);
}

function inertOptions({ inertWith = [] }: CommandSpec, name: string): readonly string[] {
  return typeof inertWith === 'function' ? inertWith(name) : inertWith;
}

function act(spec: CommandSpec, call: Call): Answer {
  if (typeof spec.does === 'function') return spec.does(call);
  return spec.does ?? [];
}

/** `--help`, and what else only prints something. */
function informs(spec: CommandSpec, args: Arguments, call: Call, inertWith: readonly string[]): boolean {
  if (spec.helps === false) return false;
  if (spec.helps === 'first' ? args.asksForHelpFirst : args.asksForHelp) return true;
  // Programs with sub-commands print their usage for `-h` wherever it stands, or refuse it.
  if (call.path.length > 0 && args.unknownOptions.includes('-h')) return true;
  const [only] = call.invocation.args;
  if (call.invocation.args.length === 1 && (only?.value === '--version' || only?.value === '--help')) return true;
  if (spec.commands && args.operands.length === 0 && args.unknownOptions.some((o) => o === '-h' || o === '--version')) {
    return true;
  }
  return inertWith.some((name) => call.has(name) === true);
}

const indexes = new WeakMap<object, Map<string, Command>>();

function findCommand(commands: Readonly<Record<string, Command>>, name: string): Command | undefined {
  let index = indexes.get(commands);
  if (!index) {
    index = new Map();
    for (const [names, command] of Object.entries(commands)) for (const n of names.split(' ')) index.set(n, command);
    indexes.set(commands, index);
  }
  return index.get(name);
}

function toSpec(command: Command): CommandSpec {
  if (typeof command === 'function') return { does: command };
  return isEffects(command) ? { does: command } : command;
}

function isEffects(command: CommandSpec | readonly EffectDraft[]): command is readonly EffectDraft[] {
  return Array.isArray(command);
}
