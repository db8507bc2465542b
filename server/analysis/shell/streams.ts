/** What flows through pipes: texts as far as known, and where they come from. */
import type { EffectDraft } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import type { Outcome, Stream, StreamSource } from '../programs/spec';
import type { CommandNode, SimpleNode } from './syntax';
import { concat } from './text';

/** A command that prints nothing. */
export const NOTHING: Stream = { text: '', sources: [] };

/** What cannot be told of a command's output. */
export const ANYTHING: Stream = { text: UNKNOWN, sources: ['unknown'] };

/** One output after the other. */
export function sequence(streams: readonly Stream[]): Stream {
  const printing = streams.filter((stream) => stream.text !== '' || stream.sources.length > 0);
  if (printing.length === 0) return NOTHING;
  if (printing.length === 1) return printing[0]!;
  return {
    text: printing.map((stream) => stream.text).reduce(concat, ''),
    sources: [...new Set(printing.flatMap((stream) => stream.sources))],
  };
}

export function literal(text: Stream['text'], sources: readonly StreamSource[] = []): Stream {
  return { text, sources: sources.length > 0 ? sources : ['literal'] };
}

/** What a program writes out: as its spec says, else unknown text from what it reads. */
export function outputOf(outcome: Outcome, stdin: Stream | undefined): Stream {
  if (outcome.output) return outcome.output;
  const sources = new Set<StreamSource>(stdin?.sources ?? []);
  for (const effect of outcome.effects) for (const source of sourcesOf(effect)) sources.add(source);
  return { text: UNKNOWN, sources: sources.size > 0 ? [...sources] : ['unknown'] };
}

/** Text of which it is known what it is for, though not how it reads. */
export function isShellSetup(sources: readonly StreamSource[]): boolean {
  return sources.length > 0 && sources.every((source) => source === 'shell-setup');
}

function sourcesOf(effect: EffectDraft): StreamSource[] {
  switch (effect.kind) {
    case 'fs.read':
      return [effect.class === 'secret' || effect.class === 'key' ? 'secret' : 'file'];
    case 'secret.read':
      return [effect.store === 'env-var' ? 'env' : 'secret'];
    case 'net.fetch':
      return ['network'];
    case 'db.read':
    case 'db.export':
      return ['db'];
    default:
      return [];
  }
}

/** Filters whose output shows their input. */
const SHOWING = new Set(
  'cat tac head tail grep egrep fgrep rg ag sed awk gawk sort uniq cut tr rev column fold nl strings base64 base32 xxd od hexdump jq yq tee less more bat fmt paste expand pr iconv perl python python3 node ruby gzip'.split(
    ' ',
  ),
);

export function isShownThrough(node: CommandNode): boolean {
  if (node.type !== 'simple') return true;
  if (picksHarmless(node)) return false;
  const toFile = node.redirects.some(
    (redirect) => redirect.operator.startsWith('>') && (redirect.descriptor ?? 1) === 1,
  );
  return !toFile && SHOWING.has(node.words[0]?.raw ?? '');
}

/** `grep PATH`: the lines that are let through are named, and none of them is a secret. */
function picksHarmless({ words }: SimpleNode): boolean {
  if (!/^([ef]?grep|rg)$/.test(words[0]?.raw ?? '')) return false;
  const patterns = words.slice(1).filter((word) => !word.raw.startsWith('-'));
  const [only] = patterns;
  const text = only?.raw.replace(/^['"]|['"]$/g, '') ?? '';
  return patterns.length === 1 && /[A-Za-z]{2}/.test(text) && !/[$.*`]/.test(text) && !SECRET_WORD.test(text);
}

const SECRET_WORD = /key|tok|sec|pass|pw|cred|auth|api|priv|db|url|dsn|conn|aws|gcp|azure|git|npm|sess|cook/i;
