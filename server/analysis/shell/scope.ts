/** What a shell knows while it runs: variables, functions, aliases, directory, positional parameters. */
import { type Text, UNKNOWN } from '../../effects/value';
import type { EnvironmentProvider } from '../../providers';
import type { Frame } from '../frame';
import type { Stream, StreamSource, Word } from '../programs/spec';
import type { CommandNode } from './syntax';
import { either, TOKEN } from './text';
import type { Trap } from './traps';

export interface Value {
  readonly text: Text;
  readonly sources?: readonly StreamSource[];
}

interface Variable {
  /** One value for a plain variable, any number for an array; `undefined` when unset. */
  readonly values: readonly Value[] | undefined;
  /** Array elements may be missing from `values`. */
  readonly open?: boolean;
  /** Of an associative array, in the order of `values`. */
  readonly keys?: readonly string[];
  readonly exported: boolean;
}

export interface ShellFunction {
  readonly body: CommandNode;
  readonly frame: Frame;
}

/** Takes what a command prints. */
export interface Sink {
  readonly take: (printed: Stream) => void;
  /** What was taken before stays. */
  readonly append: boolean;
}

export const UNKNOWN_VALUE: Value = { text: UNKNOWN };

interface SetOptions {
  readonly exported?: boolean;
  readonly open?: boolean;
  readonly keys?: readonly string[] | undefined;
}

export class Scope {
  private variables = new Map<string, Variable>();
  private locals: readonly Map<string, Variable | undefined>[] = [];
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  /** What can be read from descriptors that `exec` has opened. */
  descriptors = new Map<string, Stream>();
  /** Where goes what is written to them. */
  outputs = new Map<string, readonly Sink[]>();
  /** Where `hash -p` says that programs are. */
  hashed = new Map<string, Word>();
  previousDirectory: Text = UNKNOWN;
  directories: Text[] = [];
  /** `$0`: the script as it was called. */
  script: Text = UNKNOWN;
  /** `undefined`: nothing is known about them. */
  positional: readonly Word[] | undefined = [];
  traps: readonly Trap[] = [];
  /** Takes down the names that are asked for, those of functions with `()`. */
  reads: Set<string> | undefined;
  /** How many texts are being run in here, one by the other: `eval` in a sourced file in a script is three. */
  texts = 0;

  constructor(
    /** What the shell inherits; `undefined` on another machine. */
    private readonly environment: EnvironmentProvider | undefined,
    public cwd: Text,
  ) {}

  /** What is read is a script of its own: it knows its name. */
  standIn(script: Text): void {
    this.script = script;
    this.set('BASH_SOURCE', [{ text: script }]);
  }

  get home(): Text {
    const assigned = this.variables.get('HOME');
    if (assigned) return assigned.values?.[0]?.text ?? UNKNOWN;
    return this.environment?.home ?? UNKNOWN;
  }

  /** `undefined` when the variable is unset, as far as is known. */
  get(name: string): readonly Value[] | undefined {
    this.reads?.add(name);
    const variable = this.variables.get(name);
    if (variable) return variable.values;
    const special = this.special(name);
    if (special !== undefined) return [{ text: special, ...(name === '!' && { sources: ['pid' as const] }) }];
    const inherited = this.environment?.get(name);
    return inherited === undefined ? undefined : [inheritedValue(name, inherited)];
  }

  functionNamed(name: string): ShellFunction | undefined {
    this.reads?.add(`${name}()`);
    return this.functions.get(name);
  }

  isOpen(name: string): boolean {
    return this.variables.get(name)?.open === true;
  }

  /** Keys of an associative array; `undefined` for what is none. */
  keysOf(name: string): readonly string[] | undefined {
    return this.variables.get(name)?.keys;
  }

  set(name: string, values: readonly Value[] | undefined, options: SetOptions = {}): void {
    const exported = options.exported ?? this.isExported(name);
    const { open, keys } = options;
    this.variables.set(name, { values, exported, ...(open && { open: true }), ...(keys && { keys }) });
  }

  /** What `local` sets is set back at the end. */
  enterFunction(): void {
    this.locals = [...this.locals, new Map()];
  }

  leaveFunction(): void {
    for (const [name, before] of this.locals.at(-1) ?? []) {
      if (before) this.variables.set(name, before);
      else this.variables.delete(name);
    }
    this.locals = this.locals.slice(0, -1);
  }

  /** False when it is not in a function, or the function has declared it before. */
  declareLocal(name: string): boolean {
    const innermost = this.locals.at(-1);
    if (!innermost || innermost.has(name)) return false;
    innermost.set(name, this.variables.get(name));
    return true;
  }

  export(name: string): void {
    this.set(name, this.get(name), { exported: true });
  }

  private isExported(name: string): boolean {
    return this.variables.get(name)?.exported ?? this.environment?.get(name) !== undefined;
  }

  /** Value of a variable as a program started here would see it. */
  inherited(name: string): Text | undefined {
    const variable = this.variables.get(name);
    if (variable && !variable.exported) return undefined;
    return this.get(name)?.[0]?.text;
  }

  fork(): Scope {
    const copy = new Scope(this.environment, this.cwd);
    copy.variables = new Map(this.variables);
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.hashed = new Map(this.hashed);
    copy.descriptors = new Map(this.descriptors);
    copy.outputs = new Map(this.outputs);
    copy.previousDirectory = this.previousDirectory;
    copy.directories = [...this.directories];
    copy.script = this.script;
    copy.positional = this.positional;
    copy.locals = this.locals.map((level) => new Map(level));
    copy.traps = this.traps;
    copy.reads = this.reads;
    copy.texts = this.texts;
    return copy;
  }

  /** The scope of a program that is started here: what is exported and open, and nothing else. */
  child(extra?: ReadonlyMap<string, Text>): Scope {
    const copy = new Scope(this.environment, this.cwd);
    for (const [name, variable] of this.variables) if (variable.exported) copy.variables.set(name, variable);
    for (const [name, text] of extra ?? []) copy.set(name, [{ text }], { exported: true });
    copy.descriptors = new Map(this.descriptors);
    copy.outputs = new Map(this.outputs);
    return copy;
  }

  /** Takes over all of another scope's state. */
  become(other: Scope): void {
    const { variables, functions, aliases, hashed, cwd } = other;
    const { previousDirectory, directories, script, positional, traps } = other;
    Object.assign(this, {
      variables,
      functions,
      aliases,
      hashed,
      cwd,
      previousDirectory,
      directories,
      script,
      positional,
      traps,
    });
  }

  /** Takes over what a command with assignments of its own (`IFS=: read a b`) has left, but for these. */
  becomeBut(other: Scope, names: readonly string[]): void {
    const before = names.map((name) => [name, this.variables.get(name)] as const);
    this.become(other);
    for (const [name, variable] of before) {
      if (variable) this.variables.set(name, variable);
      else this.variables.delete(name);
    }
  }

  /** One of two courses was taken: only what both leave alike is known. */
  merge(other: Scope): void {
    for (const name of new Set([...this.variables.keys(), ...other.variables.keys()])) {
      this.variables.set(name, eitherVariable(this.current(name), other.current(name)));
    }
    for (const [name, body] of other.functions) if (!this.functions.has(name)) this.functions.set(name, body);
    for (const [name, text] of other.aliases) if (!this.aliases.has(name)) this.aliases.set(name, text);
    for (const [name, place] of other.hashed) this.hashed.set(name, place);
    this.cwd = either(this.cwd, other.cwd);
    this.previousDirectory = either(this.previousDirectory, other.previousDirectory);
    if (this.positional !== other.positional) this.positional = undefined;
    this.traps = [...new Set([...this.traps, ...other.traps])];
  }

  private current(name: string): Variable {
    return this.variables.get(name) ?? { values: this.get(name), exported: this.isExported(name) };
  }

  private special(name: string): Text | undefined {
    if (name === 'PWD') return this.cwd;
    if (name === 'OLDPWD') return this.previousDirectory;
    if (name === 'HOME') return this.home;
    if (name === 'IFS') return ' \t\n';
    return TOKENS.has(name) ? TOKEN : undefined;
  }
}

const TOKENS = new Set([
  '?',
  '$',
  '!',
  '#',
  '-',
  'RANDOM',
  'SECONDS',
  'LINENO',
  'UID',
  'EUID',
  'PPID',
  'BASHPID',
  'EPOCHSECONDS',
  'HOSTNAME',
  'SHLVL',
  'OSTYPE',
  'HOSTTYPE',
  'USER',
  'LOGNAME',
]);

/** Variables of the environment whose values are secrets. */
const SECRET_NAME =
  /(^|_)(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?|PGPASSWORD)(_|$)/i;

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A secret's text is not looked at: it could end up in a message or the log. */
function inheritedValue(name: string, text: string): Value {
  return isSecretName(name) ? { text: UNKNOWN, sources: ['env'] } : { text };
}

function eitherVariable(a: Variable, b: Variable): Variable {
  if (a === b || a.values === b.values) return a;
  const exported = a.exported || b.exported;
  const [left, right] = [a.values ?? [], b.values ?? []];
  if (left.length !== 1 || right.length !== 1 || a.keys || b.keys)
    return { values: [UNKNOWN_VALUE], open: true, exported };
  const sources = [...new Set([...(left[0]!.sources ?? []), ...(right[0]!.sources ?? [])])];
  return { values: [{ text: either(left[0]!.text, right[0]!.text), sources }], exported };
}
