/** What specs have in common to say: reads, writes, deletes, uploads, and conditions that may be unknown. */
import type { EffectDraft, EffectDraftOf } from '../../effects/effect';
import { isKnown, isPattern } from '../../effects/value';
import { isDisk } from '../files/zones';
import type { Call, Does } from './program';
import { secretIn } from './secret-stores';
import type { Stream, StreamSource, Word } from './spec';

/** Effects under a condition: none if it is false, merely possible ones if it is unknown. */
export function when(condition: boolean | null | undefined, ...effects: readonly EffectDraft[]): EffectDraft[] {
  if (condition === null) return effects.map((effect) => ({ ...effect, certainty: 'possible' }));
  return condition ? [...effects] : [];
}

/** A description that always states the same. */
export function always(...effects: readonly EffectDraft[]): Does {
  return () => effects;
}

export const inert: Does = () => [];

/** `single` for a word of known content, `bounded` for a glob, `unbounded` for what may be anything. */
export function extentOf(word: Word): 'single' | 'bounded' | 'unbounded' {
  if (isPattern(word.value) && word.value.glob) return 'bounded';
  return word.many ? 'unbounded' : 'single';
}

export interface ReadOptions {
  /** False when the content does not come out (`wc`, `grep -q`). */
  readonly shown?: boolean;
  readonly recursive?: boolean | null;
}

/** Reads files; a secret among them is disclosed to whoever sees the output. */
export function reads(call: Call, words: readonly Word[], options: ReadOptions = {}): EffectDraft[] {
  const audience = call.invocation.outputShown && options.shown !== false ? 'model' : 'process';
  return words.filter(isFile).flatMap((word) => {
    const target = targetOf(call, word);
    const extent = extentOf(word);
    const read: EffectDraft = { kind: 'fs.read', ...target, audience, extent, span: word.span };
    return [read, ...secretIn(target, audience).map((secret) => ({ ...secret, span: word.span }))];
  });
}

/** `-` is standard input, not a file. */
function isFile(word: Word): boolean {
  return word.value !== '-' && word.value !== '';
}

export function targetOf(call: Call, word: Word) {
  return call.invocation.surroundings.fileTarget(word.value, call.invocation.cwd);
}

export type WriteMode = Exclude<EffectDraftOf<'fs.write'>['mode'], undefined>;

export function writes(call: Call, words: readonly Word[], mode: WriteMode): EffectDraft[] {
  return words.filter(isFile).map((word): EffectDraft => {
    const target = targetOf(call, word);
    const { path } = target;
    if (typeof path === 'string' && isDisk(path))
      return { kind: 'disk.destroy', device: path, how: 'overwrite', undo: 'irreversible', span: word.span };
    return { kind: 'fs.write', ...target, mode, extent: extentOf(word), span: word.span };
  });
}

export interface DeleteOptions {
  readonly recursive?: boolean | null;
  readonly undo?: Exclude<EffectDraft['undo'], undefined>;
}

export function deletes(call: Call, words: readonly Word[], options: DeleteOptions = {}): EffectDraft[] {
  return words.filter(isFile).map(
    (word): EffectDraft => ({
      kind: 'fs.delete',
      ...targetOf(call, word),
      recursive: options.recursive ?? null,
      root: call.invocation.surroundings.deletionRoot(word.value, call.invocation.cwd),
      extent: extentOf(word),
      ...(options.undo !== undefined && { undo: options.undo }),
      span: word.span,
    }),
  );
}

/** Where standard output of a filter comes from: its files and what flows in. */
export function filtered(call: Call, files: readonly Word[]): Stream {
  const fromFiles: StreamSource[] = files.filter(isFile).map((word) => {
    const kind = targetOf(call, word).class;
    return kind === 'secret' || kind === 'key' ? 'secret' : 'file';
  });
  return { text: null, sources: [...new Set([...fromFiles, ...(call.invocation.stdin?.sources ?? [])])] };
}

/** What a secret that flows in becomes when it is shown: read by the model. */
export function showsSecretInput(call: Call): EffectDraft[] {
  const secret = call.invocation.outputShown && call.invocation.stdin?.sources.includes('secret');
  return when(secret, { kind: 'secret.read', audience: 'model' });
}

type UploadSource = Exclude<EffectDraftOf<'net.upload'>['source'], undefined>;

/** What an upload of standard input discloses. */
export function sourceOfStream(stream: Stream | undefined): UploadSource {
  const sources = stream?.sources ?? [];
  for (const source of ['secret', 'env', 'db', 'archive', 'clipboard', 'tree', 'file'] as const) {
    if (sources.includes(source)) return source;
  }
  return sources.length === 1 && sources[0] === 'literal' ? 'literal' : 'stdin';
}

/** What an upload of a word's own text discloses. */
export function sourceOfWord(word: Word): UploadSource {
  if (word.sources && word.sources.length > 0) return sourceOfStream({ text: word.value, sources: word.sources });
  return typeof word.value === 'string' ? 'literal' : null;
}

/** What an upload of a file discloses. */
export function sourceOfFile(call: Call, word: Word): UploadSource {
  if (word.value === '-') return sourceOfStream(call.invocation.stdin);
  const target = targetOf(call, word);
  if (target.class === 'secret' || target.class === 'key') return 'secret';
  return isKnown(word.value) || target.class ? 'file' : null;
}
