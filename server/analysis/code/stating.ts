/** From a call with a known meaning to its effects. */
import type { EffectDraft, Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import { secretIn } from '../programs/secret-stores';
import type { Run, Word } from '../programs/spec';
import { knownPrefix, mapKnown } from '../shell/text';
import { looksLikeSql } from '../tools/unknown-tool';
import type { Argument, CallSite } from './calls';
import type { Meaning } from './meaning';
import type { CodeContext } from './read-code';
import { connects, fetches, requests, sendsRequest, uploads } from './stating-network';

export interface Stated {
  readonly effects: EffectDraft[];
  readonly runs: Run[];
  /** Something is run that is not known. */
  readonly unknown: boolean;
}

export function state(
  meaning: Meaning,
  args: readonly Argument[],
  span: Span,
  context: CodeContext,
  call?: CallSite,
): Stated {
  if (meaning.does === 'run') return runs(meaning.as, args, span);
  if (meaning.does === 'sql') return sql(args, span);
  if (meaning.does === 'open-handle') return opensHandle(args, span, context);
  if (meaning.does === 'open' && runsCommand(args[0])) return runs('shell', [withoutPipe(args[0]!)], span);
  return { effects: effectsOf(meaning, args, span, context, call), runs: [], unknown: false };
}

function runs(as: 'shell' | 'words' | 'either', args: readonly Argument[], span: Span): Stated {
  const unnamed = args.filter((arg) => arg.name === undefined);
  const [first, second] = unnamed.length > 0 ? unnamed : args.filter(({ name }) => name === 'args');
  if (!first) return { effects: [], runs: [], unknown: true };
  const list = first.list ?? (as !== 'shell' ? wordsOf(first, second, args) : undefined);
  if (list) {
    const words = list.map(
      (value): Word => ({ value, raw: typeof value === 'string' ? value : '', span, many: false }),
    );
    if (words.length === 0) return { effects: [], runs: [], unknown: true };
    return {
      effects: [],
      runs: [{ type: 'argv', words, label: 'subprocess' }],
      unknown: typeof words[0]!.value !== 'string',
    };
  }
  if (first.text === UNKNOWN)
    return { effects: [{ kind: 'code.opaque', reason: 'dynamic-eval', span }], runs: [], unknown: true };
  const place = placeOfText(first, span);
  return { effects: [], runs: [{ type: 'shell', text: first.text, span: place, label: 'system' }], unknown: false };
}

/** `spawn('rm', ['-rf', x])`, `os.execvp('rm', ['rm', '-rf'])`, `system('rm', '-rf', x)`. */
function wordsOf(
  first: Argument,
  second: Argument | undefined,
  args: readonly Argument[],
): readonly Text[] | undefined {
  const given = second?.entry?.('args');
  if (given) return [first.text, ...given];
  if (!second || (second.text === UNKNOWN && !second.list && isOptions(second))) return undefined;
  if (second.list) return second.list[0] === first.text ? second.list : [first.text, ...second.list];
  const strings = args.filter((arg) => arg.name === undefined && !isOptions(arg));
  return strings.length > 1 ? strings.map((arg) => arg.text) : undefined;
}

function isOptions(arg: Argument): boolean {
  return arg.tokens[0]?.text === '{' || arg.tokens.at(-1)?.text === '}';
}

function placeOfText(arg: Argument, span: Span): Span {
  const [only] = arg.tokens;
  return arg.tokens.length === 1 && only?.type === 'string' ? { start: only.start, end: only.end } : span;
}

function sql(args: readonly Argument[], span: Span): Stated {
  const statement = args.find((arg) => looksLikeSql(knownPrefix(arg.text)));
  if (statement) return runsSql(statement.text, placeOfText(statement, span));
  // `execute(text('…'))`
  const wrapped = args.flatMap((arg) => arg.tokens).find((token) => looksLikeSql(knownPrefix(token.value ?? UNKNOWN)));
  if (wrapped) return runsSql(wrapped.value ?? UNKNOWN, { start: wrapped.start, end: wrapped.end });
  return { effects: [], runs: [], unknown: false };
}

function runsSql(text: Text, span: Span): Stated {
  const connection = { engine: null, dialect: 'unknown', evidence: {} } as const;
  return { effects: [], runs: [{ type: 'sql', text, span, connection, label: 'execute' }], unknown: false };
}

function effectsOf(
  meaning: Exclude<Meaning, { does: 'run' | 'sql' | 'open-handle' }>,
  args: readonly Argument[],
  span: Span,
  context: CodeContext,
  call?: CallSite,
): EffectDraft[] {
  const isMethod = 'of' in meaning && meaning.of === 'object';
  const first = isMethod ? pathOfObject(meaning, args, call) : pathArgument(args, call);
  switch (meaning.does) {
    case 'delete':
      return deletes(
        meaning.at === undefined ? first : textAt(args, meaning.at),
        recursiveOf(meaning.recursive, args),
        span,
        context,
      );
    case 'write':
      return writes(meaning.at === undefined ? first : textAt(args, meaning.at), meaning.mode, span, context);
    case 'read':
      return reads(first, span, context);
    case 'open':
      return opens(first, modeOf(args, isMethod ? 0 : 1), span, context);
    case 'move':
      if (isMethod) return renames(first, args, span, context);
      return [...deletes(first, UNKNOWN, span, context), ...writes(textAt(args, 1), 'overwrite', span, context)];
    case 'copy':
      return [...reads(first, span, context), ...writes(textAt(args, 1), 'overwrite', span, context)];
    case 'perms':
      return [{ kind: 'fs.perms', ...targetOf(first, context), change: meaning.change, span }];
    case 'fetch':
      return [fetches(textAt(args, meaning.at ?? 0), span)];
    case 'upload':
      return uploads(textAt(args, meaning.at ?? 0), span);
    case 'request':
      return requests(args, span, meaning.body);
    case 'post':
      return /^https?:/.test(knownPrefix(first)) ? uploads(first, span) : [];
    case 'send-request':
      return sendsRequest(textAt(args, 0), textAt(args, 1), span);
    case 'connect':
      return connects(meaning.purpose, args[0], span);
    case 'connect-to':
      return args[0]?.list ? connects('raw', args[0], span) : [];
    case 'listen':
      return [{ kind: 'net.listen', expose: 'lan', span }];
    case 'send':
      return [{ kind: 'comm.send', channel: meaning.channel, host: first, span }];
    case 'signal':
      return [{ kind: 'process.signal', target: UNKNOWN, span }];
    case 'rows':
      return rows(meaning.method, args, span, call);
    case 'drop':
      return [{ kind: 'db.schema.drop', engine: UNKNOWN, object: meaning.object, name: first, span }];
    case 'destroy':
      return [{ kind: 'infra.destroy', provider: UNKNOWN, resource: call?.callee.split('.').at(-1) ?? UNKNOWN, span }];
    case 'environment':
      return [{ kind: 'secret.read', store: 'env-var', audience: 'process', span }];
    default:
      return [];
  }
}

/** Without a filter, before or in the call, all of them go. */
function rows(
  method: 'truncate' | 'flush' | undefined,
  args: readonly Argument[],
  span: Span,
  call: CallSite | undefined,
): EffectDraft[] {
  const filter = args[0]?.tokens.map(({ text }) => text).join('') ?? '';
  const isAll =
    /^(\{\})?$/.test(filter) && (!call?.receiver || /(^|\.)(all|table|Redis|StrictRedis)$/.test(call.receiver.callee));
  return [
    { kind: 'db.rows.delete', engine: UNKNOWN, method: method ?? 'delete', where: isAll ? 'none' : UNKNOWN, span },
  ];
}

function textAt(args: readonly Argument[], at: number): Text {
  return args.filter((arg) => arg.name === undefined).at(at)?.text ?? UNKNOWN;
}

/** `x.open('w')` opens x, `images.open('a.png')` its argument. */
function pathOfObject(meaning: Meaning, args: readonly Argument[], call: CallSite | undefined): Text {
  const [argument] = args.filter((arg) => arg.name === undefined);
  const opensArgument = meaning.does === 'open' && argument !== undefined && !isMode(argument.text);
  return opensArgument ? argument.text : (call?.object ?? UNKNOWN);
}

function isMode(text: Text): boolean {
  return typeof text === 'string' && /^[rwaxbt+U]{1,4}$/.test(text);
}

/** The first argument; of a method, what the object was made with (`Path('x').unlink()`). */
function pathArgument(args: readonly Argument[], call: CallSite | undefined): Text {
  if (
    call?.callee.startsWith('.') &&
    call.receiver &&
    /(^|\.)(Path|PurePath|File|Pathname)$/.test(call.receiver.callee)
  ) {
    return textAt(call.receiver.args, 0);
  }
  return textAt(args, 0);
}

function targetOf(path: Text, { surroundings, cwd }: CodeContext) {
  return surroundings.fileTarget(path, cwd);
}

/** `{ recursive: true }`, `recursive=True`. */
function recursiveOf(recursive: boolean | 'option', args: readonly Argument[]): boolean | null {
  if (recursive !== 'option') return recursive;
  const tokens = args.flatMap((arg) => [...arg.tokens]);
  const at = tokens.findIndex((token) => token.text === 'recursive');
  return at < 0 ? args.length > 1 && UNKNOWN : tokens[at + 2]?.text === 'true';
}

function deletes(path: Text, recursive: boolean | null, span: Span, context: CodeContext): EffectDraft[] {
  const root = context.surroundings.deletionRoot(path, context.cwd);
  return [
    { kind: 'fs.delete', ...targetOf(path, context), recursive, root: recursive === false ? 'none' : root, span },
  ];
}

type WriteMode = Extract<Meaning, { does: 'write' }>['mode'];

function writes(path: Text, mode: WriteMode, span: Span, context: CodeContext): EffectDraft[] {
  return [{ kind: 'fs.write', ...targetOf(path, context), mode, span }];
}

export function reads(path: Text, span: Span, context: CodeContext): EffectDraft[] {
  if (/^https?:/.test(knownPrefix(path))) return [fetches(path, span)];
  const target = targetOf(path, context);
  const read: EffectDraft = { kind: 'fs.read', ...target, audience: 'model', span };
  return [read, ...secretIn(target, 'model').map((secret) => ({ ...secret, span }))];
}

/** `Path('a').rename('b')`; without a target it is no file that gets another name. */
function renames(from: Text, args: readonly Argument[], span: Span, context: CodeContext): EffectDraft[] {
  if (!args.some((arg) => arg.name === undefined)) return [];
  return [...deletes(from, UNKNOWN, span, context), ...writes(textAt(args, 0), 'overwrite', span, context)];
}

/** Of a method the mode comes first, unless what it is called on is no path (`images.open('a.png', 'r')`). */
function modeOf(args: readonly Argument[], at: 0 | 1): Text {
  const given = args.filter((arg) => arg.name === undefined).map((arg) => arg.text);
  const first = at === 0 && (given.length === 0 || isMode(given[0] ?? UNKNOWN)) ? 0 : 1;
  return args.find((arg) => arg.name === 'mode')?.text ?? given[first] ?? 'r';
}

/** Of standard input's numbers nothing is opened. */
function opens(path: Text, mode: Text, span: Span, context: CodeContext): EffectDraft[] {
  if (typeof mode !== 'string') return [...reads(path, span, context), ...writes(path, 'overwrite', span, context)];
  if (/^\s*(\+?>|w)/.test(mode) && !mode.includes('>>')) return writes(path, 'overwrite', span, context);
  if (/^\s*(>>|a)/.test(mode)) return writes(path, 'append', span, context);
  if (mode.startsWith('x')) return writes(path, 'create', span, context);
  const both = mode.includes('+') ? writes(path, 'overwrite', span, context) : [];
  return [...reads(path, span, context), ...both];
}

/** Ruby's `open('|cmd')` */
function runsCommand(arg: Argument | undefined): boolean {
  return arg !== undefined && /^\s*\|/.test(knownPrefix(arg.text));
}

function withoutPipe(arg: Argument): Argument {
  return { ...arg, text: mapKnown(arg.text, (known) => known.replace(/^\s*\||\|\s*$/g, '')) };
}

/** `open(F, '>f')`, `open(F, 'cmd|')`, `open(F, '-|', 'cmd')`, `open(F, '<', 'f')` */
function opensHandle(args: readonly Argument[], span: Span, context: CodeContext): Stated {
  const [, mode, ...rest] = args;
  if (!mode) return { effects: [], runs: [], unknown: false };
  const known = knownPrefix(mode.text).trim();
  if (rest.length === 0 && (known.startsWith('|') || (typeof mode.text === 'string' && known.endsWith('|'))))
    return runs('shell', [withoutPipe(mode)], span);
  if (known === '-|' || known === '|-') return runs('either', rest, span);
  const [sign] = /^\+?[<>]{1,2}/.exec(known) ?? ['<'];
  const path = rest[0]?.text ?? mapKnown(mode.text, (text) => text.replace(/^\s*\+?[<>]{1,2}\s*/, ''));
  return { effects: opens(path, sign, span, context), runs: [], unknown: false };
}
