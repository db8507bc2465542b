/** Runs the simple commands of a foreign shell: its own from the table, others as programs. */
import type { Span } from '../../../effects/effect';
import { UNKNOWN } from '../../../effects/value';
import { absolutePath, withHome } from '../../files/paths';
import { programFor } from '../../programs/registry';
import type { Stream, Word } from '../../programs/spec';
import { programName, runNamed } from '../dispatch';
import type { Value } from '../scope';
import type { Shell } from '../shell';
import { ANYTHING, literal, NOTHING, outputOf } from '../streams';
import { cmdletEffects } from './cmdlet-effects';
import { type CmdletAction, cmdletAction } from './cmdlets';
import type { ForeignCommand, ForeignHost, ForeignSyntax, Range } from './lexer';
import { readCommands } from './lexer';
import { isListing, listed, pathsLike } from './listings';
import { methodCall } from './methods';
import { argumentsOf, elements } from './parameters';
import { startsOther } from './starting';
import { setCurrent, setVariable, variableValue } from './variables';

/** Brackets within brackets: deeper is not read. */
const MAX_NESTING = 24;

export class ForeignRunner implements ForeignHost {
  private before: Stream = NOTHING;
  private complete = true;
  /** Of the blocks that are open, what a filter with such a block lets through. */
  private readonly blocks: (Stream | undefined)[] = [];
  private filters = false;
  private depth = 0;
  /** The words of a method's arguments, while they are read. */
  private collected: Word[] | undefined;

  constructor(
    private readonly text: string,
    private readonly syntax: ForeignSyntax,
    private readonly language: string,
    private readonly shell: Shell,
  ) {}

  run(): Stream {
    const printed = this.runRange();
    if (!this.complete) {
      const whole = { start: 0, end: this.text.length };
      this.shell.state({ kind: 'code.opaque', reason: 'unparsed', program: this.language }, whole);
    }
    return printed;
  }

  giveUp(): void {
    this.complete = false;
  }

  valueOf(variable: string): Value {
    return variableValue(variable, this.shell);
  }

  substitute(from: number, to: number): Value {
    const [outer, collected] = [this.before, this.collected];
    this.collected = undefined;
    const { text, sources } = this.runRange({ from, to });
    [this.before, this.collected] = [outer, collected];
    return { text: typeof text === 'string' ? text.replace(/\n$/, '') : text, sources };
  }

  call(callee: string, from: number, to: number): Value | undefined {
    const [outer, before] = [this.collected, this.before];
    const args: Word[] = [];
    this.collected = args;
    this.read({ from, to });
    [this.collected, this.before] = [outer, before];
    return methodCall(callee, args.flatMap(elements), { start: from, end: to }, this.shell);
  }

  enterBlock(): void {
    this.blocks.push(this.filters ? this.before : undefined);
  }

  leaveBlock(): void {
    this.before = this.blocks.pop() ?? this.before;
  }

  bind(head: readonly Word[], list: readonly Word[]): void {
    const variable = head.find(({ raw }) => raw.startsWith('%'))?.raw.replace(/%/g, '');
    if (variable === undefined) return;
    // With `/r` and `/f` it is not the list itself that is gone through.
    const isPlain = list.length === 1 && !head.some(({ raw }) => /^\/[rfl]/i.test(raw));
    const [only] = list;
    const text = isPlain && typeof only?.value === 'string' ? pathsLike(only.value) : UNKNOWN;
    setVariable(`env:${variable}`, { text }, false, this.shell);
  }

  take(command: ForeignCommand): void {
    if (!this.shell.session.step(this.shell.frame)) return;
    if (this.collected) {
      this.collected.push(...command.words);
      return;
    }
    this.filters = /^(where(-object)?|\?)$/i.test(command.words[0]?.raw ?? '');
    const { stdin: _, ...io } = this.shell.io;
    const piped = command.piped ? { ...io, stdin: this.before } : io;
    this.before = this.runCommand(command, this.shell.with({ io: piped, jumps: this.shell.jumps }));
  }

  private runRange(range?: Range): Stream {
    this.before = NOTHING;
    this.read(range);
    return this.before;
  }

  private read(range?: Range): void {
    if (this.depth >= MAX_NESTING) {
      this.giveUp();
      this.before = ANYTHING;
      return;
    }
    this.depth++;
    readCommands(this.text, this.syntax, this, range);
    this.depth--;
  }

  private runCommand(written: ForeignCommand, shell: Shell): Stream {
    const words = behindCondition(written.words);
    const assigned = assignment(words);
    if (!assigned) return this.runWords({ ...written, words: withoutNegation(words) }, shell);
    const rest = { ...written, words: assigned.words };
    const value = assigned.value ?? (assigned.words.length === 0 ? ANYTHING : this.runWords(rest, shell));
    const known: Value = assigned.plain ? value : { text: UNKNOWN };
    setVariable(assigned.name, known, written.inBlock, shell);
    return NOTHING;
  }

  private runWords(command: ForeignCommand, shell: Shell): Stream {
    const [first, ...args] = command.words;
    if (!first) return ANYTHING;
    const span = { start: first.span.start, end: command.words.at(-1)!.span.end };
    for (const redirect of command.redirects) writeTo(redirect, shell);
    if (first.raw === '.' && args.length > 0) return this.runWords({ ...command, words: args, called: true }, shell);
    if (this.syntax.substitutes && isExpression(first) && !command.called) return this.express(first, span, shell);
    const name = typeof first.value === 'string' ? first.value.replace(/^@/, '') : UNKNOWN;
    if (typeof name !== 'string') {
      shell.state({ kind: 'code.opaque', reason: 'unresolved-command' }, span);
      return ANYTHING;
    }
    const action = isRealProgram(name, args) ? undefined : cmdletAction(this.fullName(name, args));
    if (action === 'directory') return changeTo(args, shell);
    if (action) return runCmdlet(action, name, args, span, shell);
    if (isScriptHere(name, shell)) return runNamed(first, `./${name}`, args, span, shell);
    if (programFor(programName(name)) || /[\\/]/.test(name))
      return runNamed(first, name.replace(/\\/g, '/'), args, span, shell);
    shell.state({ kind: 'code.opaque', reason: 'unknown-program', program: name }, span);
    return literal(UNKNOWN, ['unknown']);
  }

  /** Names that cmd means otherwise than PowerShell. */
  private fullName(name: string, args: readonly Word[]): string {
    if (this.language !== 'cmd') return name;
    if (/^sc$/i.test(name)) return 'sc.exe';
    return /^set$/i.test(name) && args.length === 0 ? 'set all' : name;
  }

  /** `'C:\x' | …`, `$files | …`, `(Get-Item x) | …`: the value itself. */
  private express({ value, sources = [] }: Word, span: Span, shell: Shell): Stream {
    if (sources.includes('env') && shell.io.shown) {
      shell.state({ kind: 'secret.read', store: 'env-var', audience: 'model' }, span);
    }
    return literal(value, sources);
  }
}

/** `if not exist dist mkdir dist`, `in (*) do del %f` of cmd: the command behind the condition, or of the loop. */
function behindCondition(words: readonly Word[]): readonly Word[] {
  if (/^@?do$/i.test(words[0]?.raw ?? '')) return words.slice(1);
  if (!/^@?if$/i.test(words[0]?.raw ?? '')) return words;
  const at = words.findIndex((word, index) => index > 0 && !/^(not|\/i)$/i.test(word.raw));
  const test = words[at]?.raw ?? '';
  if (/^(exist|defined|errorlevel|cmdextversion)$/i.test(test)) return words.slice(at + 2);
  if (test.includes('==') && !test.endsWith('==')) return words.slice(at + 1);
  return words.slice(at + (test.endsWith('==') ? 2 : 3));
}

function withoutNegation(words: readonly Word[]): readonly Word[] {
  return /^(-not|!)$/i.test(words[0]?.raw ?? '') ? words.slice(1) : words;
}

interface Assigned {
  readonly name: string;
  /** What is worked out for it. */
  readonly words: readonly Word[];
  readonly plain: boolean;
  /** It is written as it is. */
  readonly value?: Value;
}

/** `$x = Get-Date`, `$x += 'a'`, `$f in Get-ChildItem`, `set X=value`. */
function assignment(words: readonly Word[]): Assigned | undefined {
  const [name, sign, ...rest] = words;
  const [, key, value] = /^"?(\w+)=([^"]*)"?$/.exec(name?.raw.toLowerCase() === 'set' ? (sign?.raw ?? '') : '') ?? [];
  if (key !== undefined) return { name: `env:${key}`, words: [], plain: true, value: { text: value ?? '' } };
  if (!name?.raw.startsWith('$') || !/^([-+*/]?=|in)$/i.test(sign?.raw ?? '')) return undefined;
  return { name: name.raw, words: rest, plain: sign?.raw === '=' || sign?.raw.toLowerCase() === 'in' };
}

/** A text, a variable, a bracket: nothing that is run. */
function isExpression({ raw }: Word): boolean {
  return /^(["'$(@]|\[|-?\d)/.test(raw);
}

function writeTo({ target, append }: ForeignCommand['redirects'][number], shell: Shell): void {
  if (/^(\$null|nul)$/i.test(target.raw)) return;
  const file = shell.surroundings.fileTarget(target.value, shell.scope.cwd);
  shell.state({ kind: 'fs.write', ...file, mode: append ? 'append' : 'overwrite' }, target.span);
  if (typeof file.path === 'string') shell.session.write(file.path, ANYTHING);
}

function changeTo([to]: readonly Word[], shell: Shell): Stream {
  shell.scope.cwd = to ? absolutePath(to.value, shell.scope.cwd) : UNKNOWN;
  return NOTHING;
}

/**
 * `curl` and `rm` are other names of cmdlets where PowerShell runs on Windows, and programs elsewhere: options tell
 * which is meant.
 */
function isRealProgram(name: string, args: readonly Word[]): boolean {
  if (/^(curl|wget)(\.exe)?$/i.test(name)) return args.some(({ raw }) => /^--\w|^-[A-Za-z]{1,3}$/.test(raw));
  return /^(rm|cp|mv|ls|cat|kill|ps|sort|tee)$/.test(name) && args.some(({ raw }) => UNIX_OPTION.test(raw));
}

const UNIX_OPTION = /^(--[a-z][\w-]*|-(rf|fr|rfv|Rf|ra|a|la|al|lah|l|9|aux|n|p|9|KILL|TERM))$/;

/** cmd looks for programs in the current directory first. */
function isScriptHere(name: string, { session, surroundings, scope }: Shell): boolean {
  if (!/^[\w-]+\.(bat|cmd|ps1)$/i.test(name)) return false;
  const { path } = surroundings.fileTarget(name, scope.cwd);
  return typeof path === 'string' && (session.isRewritten(path) || session.providers.files.kind(path) === 'file');
}

function runCmdlet(action: CmdletAction, name: string, words: readonly Word[], span: Span, shell: Shell): Stream {
  const { home } = shell.session.providers.env;
  const given = words.map((word) =>
    typeof word.value === 'string' ? { ...word, value: withHome(word.value, home) } : word,
  );
  const args = argumentsOf(given);
  const started = startsOther(name, args, span, shell);
  if (started) return started;
  if (action === 'each') setCurrent(shell.io.stdin?.text ?? UNKNOWN, shell);
  const effects = cmdletEffects(action, args, shell);
  const content = effects.some(({ kind }) => kind === 'net.fetch') ? literal(UNKNOWN, ['network']) : ANYTHING;
  for (const effect of effects) {
    shell.state(effect, span);
    if (effect.kind === 'fs.write' && typeof effect.path === 'string') shell.session.write(effect.path, content);
  }
  if (isListing(name)) return listed(name, args, shell);
  return outputOf({ effects }, shell.io.stdin);
}
