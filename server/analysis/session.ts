/** The state of one analysis: effects found, files read, and the budgets that make it end. */
import type { Effect, EffectDraft, Span } from '../effects/effect';
import { UNKNOWN } from '../effects/value';
import type { FileText, Providers } from '../providers';
import type { Analysis, ResolvedFile } from './analysis';
import { consequencesOf, isNothing } from './consequences';
import { createSurroundings } from './files/surroundings';
import type { Frame } from './frame';
import { evidenceAt } from './place';
import type { Stream, Surroundings } from './programs/spec';

export const MAX_EFFECTS = 250;
/** Commands evaluated in one analysis, loops and functions unrolled. */
export const MAX_STEPS = 1000;
/** Characters of shell text read in one analysis, texts within texts counted again. */
export const MAX_TEXT = 256 * 1024;
export const MAX_FILES = 40;
export const MAX_FILE_BYTES = 512 * 1024;
const MAX_EVIDENCE = 200;

export class Session {
  private readonly effects: Effect[] = [];
  private readonly known = new Map<string, number>();
  private readonly files = new Map<string, FileText | undefined>();
  /** What can be read from the paths that stand for process substitutions. */
  readonly substitutions = new Map<string, Stream>();
  /** Content of the files that the analysed commands write, for those that run later. */
  readonly written = new Map<string, Stream>();
  private readonly here: Surroundings;
  private readonly there: Surroundings;
  private steps = 0;
  private text = 0;
  private overflown = false;

  constructor(
    readonly providers: Providers,
    readonly workspace: string,
  ) {
    this.here = createSurroundings(providers, workspace, false);
    this.there = createSurroundings(providers, workspace, true);
  }

  surroundings(elsewhere: boolean): Surroundings {
    return elsewhere ? this.there : this.here;
  }

  /** Counts one step; false when the analysis has to stop here. */
  step(frame: Frame): boolean {
    if (this.steps++ < MAX_STEPS) return true;
    this.overflow(frame);
    return false;
  }

  /** Counts text to be parsed; false when it is too much. */
  takesText(length: number): boolean {
    this.text += length;
    return this.text <= MAX_TEXT;
  }

  state(draft: EffectDraft, frame: Frame, span: Span): void {
    if (isNothing(draft)) return;
    for (const stated of [draft, ...consequencesOf(draft, frame.source.text, this.providers.env.home)]) {
      if (this.effects.length >= MAX_EFFECTS) this.overflow(frame);
      else this.add(effectOf(stated, frame, draft.span ?? span));
    }
  }

  /** The text of a file that decides what would run. Counts against the budget, and is recorded. */
  readFile(path: string): FileText | undefined {
    const written = this.written.get(path);
    if (typeof written?.text === 'string') return { text: written.text, digest: '' };
    if (this.files.has(path)) return this.files.get(path);
    if (this.files.size >= MAX_FILES) return undefined;
    const file = this.providers.files.read(path, MAX_FILE_BYTES);
    this.files.set(path, file);
    return file;
  }

  finish(): Analysis {
    const files: ResolvedFile[] = [];
    for (const [path, file] of this.files) if (file) files.push({ path, digest: file.digest });
    return { effects: this.effects, files };
  }

  private overflow(frame: Frame): void {
    if (this.overflown) return;
    this.overflown = true;
    this.add(effectOf({ kind: 'code.opaque', reason: 'depth-limit' }, frame, { start: 0, end: MAX_EVIDENCE }));
  }

  /** The same effect seen twice is one; certain wins over possible. */
  private add(effect: Effect): void {
    const key = JSON.stringify({ ...effect, at: undefined, certainty: undefined });
    const before = this.known.get(key);
    if (before === undefined) {
      this.known.set(key, this.effects.length);
      this.effects.push(effect);
    } else if (effect.certainty === 'certain' && this.effects[before]?.certainty === 'possible') {
      this.effects[before] = effect;
    }
  }
}

function effectOf(draft: EffectDraft, frame: Frame, span: Span): Effect {
  const { span: _, ...stated } = draft;
  const at = frame.source.locate(span);
  return {
    extent: frame.unbounded ? 'unbounded' : 'single',
    undo: UNKNOWN,
    authority: frame.authority,
    via: frame.via,
    ...stated,
    ...(frame.place && stated.evidence && { evidence: evidenceAt(frame.place, stated.evidence) }),
    certainty: frame.certainty === 'possible' ? 'possible' : (stated.certainty ?? 'certain'),
    at: { ...at, evidence: frame.source.text.slice(span.start, span.end).slice(0, MAX_EVIDENCE), chain: frame.chain },
  } as Effect;
}
