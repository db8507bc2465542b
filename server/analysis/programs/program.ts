/**
 * How a program is described: its names, options and sub-commands, and what it does. A description is data with small
 * functions; `interpret.ts` is the one place that reads a command line by it.
 */
import type { EffectDraft } from '../../effects/effect';
import type { Text } from '../../effects/value';
import { type Arguments, readArguments } from './arguments';
import type { Invocation, Outcome, Run, Word } from './spec';

/** What a description answers: effects alone, or with what is run and written out. */
export type Answer = readonly EffectDraft[] | Partial<Outcome>;
export type Does = (call: Call) => Answer;

export interface CommandSpec {
  /** Options as a usage text (`-r,--recursive -o,--output=FILE`). */
  readonly options?: string;
  /** Options end at the first operand, because what follows belongs to something else. */
  readonly stopAtOperand?: boolean;
  /** Options with the program that is run: everything behind them belongs to it. */
  readonly lastOptions?: readonly string[];
  /** Fewer operands are a usage error. */
  readonly operandsNeeded?: number;
  /** So many of the first operands name what is done (`net user`): while one of them is unknown, so is the whole call. */
  readonly commandWords?: number;
  /** What it does; nothing at all when left out. Also for a program with sub-commands called without one. */
  readonly does?: Does | readonly EffectDraft[];
  /** Sub-commands by name; several names that mean the same are separated by blanks. */
  readonly commands?: Readonly<Record<string, Command>>;
  /** What a sub-command does that is not listed; opaque when left out. `name` is the word. */
  readonly otherwise?: (call: Call, name: string) => Answer;
  /** Options before the sub-command are not understood after it. */
  readonly ownOptions?: boolean;
  /**
   * False for a program to which `--help` is a word like any other; `first` where it is one behind an operand, as on BSD
   * and macOS for the programs that GNU's permute the words of.
   */
  readonly helps?: boolean | 'first';
  /** Options with which it only informs, besides `--help`; by name where programs of one description differ in that. */
  readonly inertWith?: readonly string[] | ((name: string) => readonly string[]);
}

/** A sub-command: described, or by what it does, or by its effects alone. */
export type Command = CommandSpec | Does | readonly EffectDraft[];

export interface Examples {
  /** Command → effect lines (`fs.delete{recursive=true} + net.fetch`): these kinds and no others. */
  readonly yields?: Readonly<Record<string, string>>;
  /** Commands without any effect but reading. */
  readonly inert?: readonly string[];
}

export interface ProgramSpec extends CommandSpec {
  /** Variable whose words are read before the arguments. */
  readonly optionsVariable?: string;
  /** Names separated by blanks. */
  readonly names: string;
  readonly examples?: Examples;
}

/** The arguments of a program or one of its sub-commands. */
export interface Level {
  readonly args: Arguments;
  readonly ownOptions: boolean;
}

/** One reading of an invocation by a description. */
export class Call {
  constructor(
    readonly invocation: Invocation,
    /** The program's arguments, then those of each sub-command. */
    private readonly levels: readonly Level[],
    /** Sub-commands as written. */
    readonly path: readonly string[],
  ) {}

  get name(): string {
    return this.invocation.name;
  }

  /** Operands of the innermost sub-command. */
  get operands(): readonly Word[] {
    return this.last.operands;
  }

  get last(): Arguments {
    return this.levels.at(-1)!.args;
  }

  /** What stands before any sub-command. */
  get outermost(): Arguments {
    return this.levels[0]!.args;
  }

  /** Who sees what it prints: the model, or only what reads it in a pipe or a file. */
  get audience(): 'model' | 'process' {
    return this.invocation.outputShown ? 'model' : 'process';
  }

  /** Unknown words may hide options or operands. */
  get open(): boolean {
    return this.levels.some((level) => level.args.open);
  }

  /** The same call seen from a later operand on: for programs whose sub-commands are too many to list. */
  from(index: number): Call {
    const operands = this.last.operands.slice(index);
    const args = Object.create(this.last, { operands: { value: operands } }) as Arguments;
    return new Call(this.invocation, [...this.levels.slice(0, -1), { args, ownOptions: false }], this.path);
  }

  /** What stands after the first operand, read with these options: for sub-commands that are too many to list. */
  inside(options: string): Call {
    const [name, ...words] = this.operands;
    const args = readArguments(words, { options });
    return new Call(
      this.invocation,
      [...this.levels, { args, ownOptions: false }],
      [...this.path, ...(typeof name?.value === 'string' ? [name.value] : [])],
    );
  }

  operand(index: number): Text | undefined {
    const word = this.operands[index];
    return word ? word.value : this.last.open ? null : undefined;
  }

  /** Is one of these options given? `null` when it cannot be told. */
  has(...names: readonly string[]): boolean | null {
    const answers = names.map((name) => this.latest(name));
    return answers.includes(true) ? true : answers.includes(null) ? null : false;
  }

  /** What was said last counts: behind the sub-command rather than in front of it. */
  private latest(name: string): boolean | null {
    const readings = this.readingsOf(name);
    const said = readings.filter((args) => args.has(name) === true || args.negated(name)).at(-1);
    if (said) return said.has(name);
    return readings.some((args) => args.has(name) === null) ? null : false;
  }

  /** The readings in which an option of that name means the same, from the outside in. */
  private readingsOf(name: string): readonly Arguments[] {
    const known = this.levels.findLastIndex((level) => level.args.knows(name));
    if (known < 0) return this.levels.map((level) => level.args);
    let first = known;
    while (first > 0 && !this.levels[first - 1]!.ownOptions) first--;
    return this.levels.slice(first).map((level) => level.args);
  }

  /** Could one of these options be given? */
  maybe(...names: readonly string[]): boolean {
    return this.has(...names) !== false;
  }

  /** The words given to an option, in order. */
  words(...names: readonly string[]): readonly Word[] {
    return names.flatMap((name) => this.readingsOf(name).flatMap((args) => args.values(name)));
  }

  /** The last value given to one of these options; `undefined` when certainly none. */
  value(...names: readonly string[]): Text | undefined {
    const word = this.words(...names).at(-1);
    if (word) return word.value;
    return this.open ? null : undefined;
  }
}

/** Are the first operands known, as many as there are of `count`? */
export function isTold(call: Call, count: number): boolean {
  return call.operands.slice(0, count).every((word) => typeof word.value === 'string');
}

/** A sub-command that is not known, or not to be told. */
export function opaque(invocation: Invocation): EffectDraft {
  return { kind: 'code.opaque', reason: 'unresolved-command', program: invocation.name };
}

export function outcomeOf(answer: Answer): Outcome {
  return 'length' in answer ? { effects: answer } : { effects: [], ...answer };
}

/** Joins answers into one. */
export function together(...answers: readonly Answer[]): Outcome {
  const outcomes = answers.map(outcomeOf);
  const runs = outcomes.flatMap((outcome): readonly Run[] => outcome.runs ?? []);
  const output = outcomes.find((outcome) => outcome.output)?.output;
  const content = outcomes.find((outcome) => outcome.content)?.content;
  const edits = outcomes.find((outcome) => outcome.edits)?.edits;
  const remotes = outcomes.find((outcome) => outcome.remotes)?.remotes;
  const checkout = outcomes.find((outcome) => outcome.checkout)?.checkout;
  const effects = outcomes.flatMap((outcome) => outcome.effects);
  return {
    effects,
    runs,
    ...(output && { output }),
    ...(content && { content }),
    ...(edits && { edits }),
    ...(remotes && { remotes }),
    ...(checkout && { checkout }),
  };
}
