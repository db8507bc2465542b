/** A shallow reading of program text: which dangerous calls stand in it, and whether all else is known to be harmless. */
import type { EffectDraft, EffectDraftOf, Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Run, Surroundings } from '../programs/spec';
import { isSecretName } from '../shell/scope';
import { readAwk } from './awk';
import { type CallSite, findCalls } from './calls';
import { showsEnvironment } from './environment-shown';
import { type Language, languageNamed } from './languages';
import { tokenize } from './lexer';
import type { Meaning } from './meaning';
import { Names } from './names';
import { inPlainForms } from './plain-forms';
import { readSed } from './sed';
import { state } from './stating';
import type { Token } from './tokens';
import { callsUnseen, hidesCalls } from './unseen-calls';

export interface CodeReading {
  readonly effects: readonly EffectDraft[];
  readonly runs: readonly Run[];
  /** Everything seen is understood. */
  readonly resolved: boolean;
  /** It runs text as code that cannot be told. */
  readonly evaluatesUnseen?: boolean;
}

/** What is being read, and where it would run. */
export interface CodeContext {
  readonly surroundings: Surroundings;
  readonly cwd: Text;
}

/** Longer programs are not read. */
const MAX_CODE = 256 * 1024;
const UNREAD: CodeReading = { effects: [], runs: [], resolved: false };

export function readCode(language: string, text: string, context: CodeContext): CodeReading {
  if (text.length > MAX_CODE) return UNREAD;
  if (isAwk(language)) return readAwk(text, context);
  if (isSed(language)) return readSed(text, context);
  const known = languageNamed(language);
  return known ? new Reader(language, known, context).read(text) : UNREAD;
}

export function isReadable(language: string): boolean {
  return isAwk(language) || isSed(language) || languageNamed(language) !== undefined;
}

function isAwk(language: string): boolean {
  return /^g?awk$|^[mn]awk$/.test(language);
}

function isSed(language: string): boolean {
  return /^g?sed$/.test(language);
}

class Reader {
  private readonly effects: EffectDraft[] = [];
  private readonly runs: Run[] = [];
  private readonly names: Names;
  private resolved = true;
  private evaluatesUnseen = false;
  private hasMoved = false;

  constructor(
    private readonly name: string,
    private readonly language: Language,
    private context: CodeContext,
  ) {
    this.names = new Names(language.library, context.surroundings.providers.env.home);
  }

  read(text: string): CodeReading {
    const tokens = this.tokensOf(text);
    this.language.learn(tokens, this.names);
    this.readTokens(tokens, 0);
    if (showsEnvironment(tokens)) this.effects.push({ kind: 'secret.read', store: 'env-var', audience: 'model' });
    if (hidesCalls(tokens, (name) => this.isGrave(name))) [this.resolved, this.evaluatesUnseen] = [false, true];
    if (this.names.unknownModule) this.resolved = false;
    return {
      effects: withPurpose(withSources(this.effects, this.sourceOf(text)), text),
      runs: this.runs,
      resolved: this.resolved,
      evaluatesUnseen: this.evaluatesUnseen,
    };
  }

  /** `undefined` when it cannot be told: something else may be read by what is called, started or given to it. */
  private sourceOf(text: string): UploadSource | undefined {
    const { effects, runs, resolved } = this;
    if (effects.some((effect) => effect.kind === 'secret.read' && effect.store !== 'env-var')) return 'secret';
    if (readsSecretVariable(text)) return 'env';
    const isOpen = !resolved || runs.length > 0 || INPUT.test(text) || effects.some(readsUnseen);
    if (isOpen) return undefined;
    return effects.some((effect) => effect.kind === 'fs.read') ? 'file' : 'literal';
  }

  private tokensOf(text: string): readonly Token[] {
    return inPlainForms(tokenize(text, this.language.lexis), this.language.forms);
  }

  private readTokens(tokens: readonly Token[], depth: number): void {
    for (const token of tokens) this.readToken(token, depth);
    const { bareCalls } = this.language;
    const isDoer = (callee: string) => this.knownMeaning(this.names.canonical(callee)) !== undefined;
    // Where calls need no parentheses, every mention is one.
    if (!bareCalls && callsUnseen(tokens, isDoer)) this.resolved = false;
    for (const call of findCalls(tokens, { bareCalls, isDoer, names: this.names })) this.readCall(call);
  }

  /** Backticks run a command; what is interpolated is code. */
  private readToken(token: Token, depth: number): void {
    const span = { start: token.start, end: token.end };
    if (token.type === 'shell')
      this.add(state({ does: 'run', as: 'shell' }, [{ text: token.value ?? UNKNOWN, tokens: [] }], span, this.context));
    if (!token.inner || depth > 4) return;
    for (const inner of token.inner) this.readTokens(moved(this.tokensOf(inner), span), depth + 1);
  }

  private readCall(given: CallSite): void {
    // Python's `subprocess.call` is a function of its own.
    const isOwnCall = this.knownMeaning(this.names.canonical(given.callee)) !== undefined;
    const call = isOwnCall ? given : directly(given);
    const meaning = this.meaningOf(call);
    if (meaning.does === 'evaluate') this.evaluate(call);
    else if (meaning.does === 'anything') this.resolved = false;
    else if (meaning.does === 'reach') [this.resolved, this.evaluatesUnseen] = [false, true];
    else if (meaning.does === 'reach-member') this.reachMember(call);
    else if (meaning.does === 'chdir') this.changeFolder(call);
    else if (meaning.does !== 'nothing') this.add(state(meaning, call.args, placeOf(call), this.context, call));
  }

  /** JavaScript's `Function` takes the names of its parameters first, Ruby's `instance_eval` a block instead. */
  private evaluate({ callee, args }: CallSite): void {
    const code = callee === 'Function' ? args.at(-1) : args[0];
    if (typeof code?.text === 'string') {
      this.runs.push({ type: 'code', language: this.name, text: code.text, label: callee });
      return;
    }
    this.resolved = false;
    if (code) this.evaluatesUnseen = true;
  }

  /** A loop or a function may do so more than once; what is known is the folder of the first time. */
  private changeFolder({ args }: CallSite): void {
    // To the program's own folder, which is one of the project.
    if (args[0]?.tokens.some(({ text }) => text === '__file__' || text === '__dirname')) return;
    const { surroundings, cwd } = this.context;
    const path = this.hasMoved ? UNKNOWN : surroundings.fileTarget(args[0]?.text ?? UNKNOWN, cwd).path;
    this.hasMoved = true;
    this.context = { surroundings, cwd: path ?? UNKNOWN };
  }

  /** Of a module that holds nothing that acts, and of other objects, every member is harmless. */
  private reachMember({ args: [object, member] }: CallSite): void {
    const module = this.names.canonical(object?.tokens.length === 1 ? object.tokens[0]!.text : '');
    const acts = (name: string) => this.knownMeaning(`${module}.${name}`) !== undefined;
    const isHarmless = typeof member?.text === 'string' ? !acts(member.text) : !this.isActing(module);
    if (!isHarmless) [this.resolved, this.evaluatesUnseen] = [false, true];
  }

  private isActing(module: string): boolean {
    const { calls } = this.language.library;
    return (
      module === 'builtins' ||
      module === '__builtins__' ||
      [...calls.keys()].some((name) => name.startsWith(`${module}.`))
    );
  }

  private add(stated: { effects: EffectDraft[]; runs: Run[]; unknown: boolean }): void {
    this.effects.push(...stated.effects);
    this.runs.push(...stated.runs);
    if (stated.unknown) this.resolved = false;
  }

  private meaningOf(call: CallSite): Meaning {
    const name = this.fullName(call);
    if (this.loadsKnownModule(name, call) || this.isOwn(name)) return NOTHING;
    if (deletesFound(call)) return { does: 'rows' };
    return this.knownMeaning(name) ?? (this.isOutside(name) ? { does: 'anything' } : NOTHING);
  }

  /** A module that starts programs or deletes files. */
  private isGrave(name: string): boolean {
    return /^(child_process|fs(\/promises)?|os|subprocess|shutil)$/.test(this.names.canonical(name));
  }

  /** What the language's library says of a call of this name, if anything. */
  private knownMeaning(name: string): Meaning | undefined {
    if (this.isOwn(name)) return undefined;
    const { calls } = this.language.library;
    return calls.get(name) ?? (name.includes('.') ? calls.get(`.${name.split('.').at(-1)}`) : undefined);
  }

  /** Does the program define it itself? */
  private isOwn(name: string): boolean {
    return this.names.isDefined(name.split('.')[0]!);
  }

  /** `require('fs').rmSync(…)` is `fs.rmSync(…)`. */
  private fullName(call: CallSite): string {
    const loaded = call.receiver && LOADERS.test(this.names.canonical(call.receiver.callee));
    const module = loaded ? call.receiver?.args[0]?.text : undefined;
    if (typeof module === 'string') return this.names.canonical(module.replace(/^node:/, '') + call.callee);
    return this.names.canonical(call.callee);
  }

  /** Loading a module by a literal name is judged by what is called of it. */
  private loadsKnownModule(name: string, call: CallSite): boolean {
    if (name === 'import' || !LOADERS.test(name)) return false;
    const module = call.args[0]?.text;
    if (typeof module !== 'string') return false;
    this.names.importModule(module.replace(/^node:/, ''), undefined, '');
    return true;
  }

  /** A member of a module that is only partly harmless, and not one of those known. */
  private isOutside(name: string): boolean {
    for (const [module, harmless] of Object.entries(this.language.library.mixed)) {
      if (name.startsWith(`${module}.`) && !harmless.test(name.slice(module.length + 1))) {
        return !this.belongsToMoreSpecific(name, module);
      }
    }
    return false;
  }

  private belongsToMoreSpecific(name: string, module: string): boolean {
    const { harmless, mixed } = this.language.library;
    const deeper = [...harmless, ...Object.keys(mixed)].filter((other) => other.startsWith(`${module}.`));
    return deeper.some((other) => {
      const members = mixed[other];
      return name.startsWith(`${other}.`) && (!members || members.test(name.slice(other.length + 1)));
    });
  }
}

/** What a program sends is taken to be the most precious thing it reads. */
function withSources(effects: readonly EffectDraft[], source: UploadSource | undefined): readonly EffectDraft[] {
  if (!source) return effects;
  return effects.map((effect) => (effect.kind === 'net.upload' ? { ...effect, source } : effect));
}

type UploadSource = NonNullable<EffectDraftOf<'net.upload'>['source']>;

const ENVIRONMENT =
  /\b(?:process\.env|os\.environ|os\.getenv|ENV|getenv)\b(?:\.get\b|\.fetch\b)?\s*(?:\.(\w+)|[[({]\s*["']?(\w+))?/g;

/** A variable that is read by another name than that of a secret is none; all of them together hold some. */
function readsSecretVariable(text: string): boolean {
  return [...text.matchAll(ENVIRONMENT)].some(([, member, key]) => {
    const name = member ?? key;
    return name === undefined || isSecretName(name);
  });
}

/** A connection beside a shell that is started: the shell is handed to the other side. */
function withPurpose(effects: readonly EffectDraft[], text: string): readonly EffectDraft[] {
  if (!STARTS_SHELL.test(text)) return effects;
  return effects.map((effect) =>
    effect.kind === 'net.connect' && effect.purpose === 'raw' ? { ...effect, purpose: 'remote-shell' } : effect,
  );
}

const STARTS_SHELL =
  /\bdup2\b|\bpty\.spawn\b|["'`](\/bin\/)?(ba|z|da|k)?sh( -i[^"'`]*)?["'`]|["'`](cmd|powershell)(\.exe)?["'`]/;

/** `User.objects.all().delete()`, `session.query(User).delete()`: what a query has found. */
function deletesFound({ callee, receiver }: CallSite): boolean {
  return callee === '.delete' && receiver !== undefined && QUERY.test(receiver.callee);
}

const QUERY = /(^|\.)(objects\.\w+|query|filter|filter_by|exclude)$/;
const INPUT = /\b(stdin|input|argv|ARGV|readline|fileinput)\b/;

function readsUnseen(effect: EffectDraft): boolean {
  if (effect.kind === 'fs.read') return typeof effect.path !== 'string';
  return effect.kind === 'net.connect' || effect.kind.startsWith('db.');
}

const LOADERS =
  /^(require|import|__import__|importlib\.import_module|((process\.mainModule|module)\.)?(require|constructor\._load)|process\.getBuiltinModule)$/;

/** `f.call(that, a)`, `f.apply(that, [a])` are `f(a)`. */
function directly(call: CallSite): CallSite {
  const [, base, way] = /^(.*\w)\.(call|apply)$/.exec(call.callee) ?? [];
  if (base === undefined) return call;
  const [, ...args] = call.args;
  const { list } = args[0] ?? {};
  const given = way === 'apply' && list ? list.map((text) => ({ text, tokens: [] })) : args;
  return { ...call, callee: base, args: given, object: UNKNOWN };
}

const NOTHING: Meaning = { does: 'nothing' };

function placeOf(call: CallSite): Span {
  return { start: call.start, end: call.end };
}

/** Tokens of an interpolation stand where its string stands. */
function moved(tokens: readonly Token[], { start, end }: Span): Token[] {
  return tokens.map((token) => ({ ...token, start, end }));
}
