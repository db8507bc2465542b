/** The state of one analysis: effects found, files read, and the budgets that make it end. */
import type { Effect, EffectDraft, Span } from '../effects/effect';
import { type Text, UNKNOWN, type Unknown } from '../effects/value';
import type { FileText, Providers } from '../providers';
import type { Analysis, Moments, ResolvedFile } from './analysis';
import { consequencesOf, isNothing } from './consequences';
import { isWithin } from './files/paths';
import { type Before, createSurroundings } from './files/surroundings';
import type { Frame } from './frame';
import { evidenceAt } from './place';
import type { Edit, Stream, Surroundings, Word } from './programs/spec';
import type { Sink } from './shell/scope';
import { either } from './shell/text';

export const MAX_EFFECTS = 500;
/** From this many on, files that are read and written in the same manner are told together. */
const MANY_EFFECTS = 250;
/**
 * Work done in one analysis, loops and functions unrolled. A command is one step, its words and the code and SQL it
 * carries count in proportion to the time they take: a script of a thousand ordinary lines ends within the bound.
 */
export const MAX_STEPS = 4500;
const FREE_WORDS = 4;
const CHARACTERS_OF_WORDS_PER_STEP = 300;
const CHARACTERS_PER_STEP = 15;
/** A file counts no more than this, however long: one dump is read, a hundred are not. */
const MAX_STEPS_PER_FILE = 1000;
/** Characters of shell text read in one analysis, texts within texts counted again. */
export const MAX_TEXT = 256 * 1024;
export const MAX_FILES = 120;
export const MAX_FILE_BYTES = 512 * 1024;
const MAX_EVIDENCE = 200;
/** What these run is started, and counted, by itself. */
const STARTING_OTHERS = new Set('bash sh dash zsh env nice nohup setsid stdbuf sudo time timeout'.split(' '));

export class Session {
  private readonly effects: Effect[] = [];
  /** In steps; parallel to `effects`. */
  private readonly moments: Moments[] = [];
  private readonly known = new Map<string, number>();
  private readonly files = new Map<string, FileText | undefined>();
  /** What can be read from the paths that stand for process substitutions. */
  readonly substitutions = new Map<string, Stream>();
  /** Where goes what is written to them. */
  readonly sinks = new Map<string, Sink>();
  /** How far streams have been read; NaN where that cannot be told. */
  readonly positions = new WeakMap<Stream, number>();
  /** Content of the files that the analysed commands write, for those that run later. */
  private readonly written = new Map<string, Stream>();
  /** How they change files that are there. */
  private readonly edits = new Map<string, Edit[]>();
  private readonly made = new Set<string>();
  /** Folders into which commands have brought files of elsewhere that nobody named. */
  private readonly brought = new Set<string>();
  /** Symbolic links that the submission makes: place → target. */
  private readonly links = new Map<string, string>();
  /** Remotes of repositories that earlier commands have set: name → URL. */
  readonly remotes = new Map<string, Text>();
  /** What earlier commands have checked out: folder of the repository → branch. */
  readonly branches = new Map<string | null, Text>();
  /** Names of the programs started so far. */
  readonly started = new Set<string>();
  private readonly here: Surroundings;
  private readonly there: Surroundings;
  /** Of the effects from `MANY_EFFECTS` on: everything but the path → index. */
  private readonly alike = new Map<string, number>();
  private kept: ((effect: Effect) => boolean) | undefined;
  private steps = 0;
  private text = 0;
  private overflown = false;

  constructor(
    readonly providers: Providers,
    readonly workspace: string,
  ) {
    const before: Before = {
      settings: (path) => this.settings(path),
      throughLinks: (path) => this.throughLinks(path),
      holdsSecrets: (path) => this.holdsSecrets(path),
      holdsSecretsWithin: (folder) =>
        [...this.written.keys()].some((path) => path.startsWith(`${folder}/`) && this.holdsSecrets(path)),
      changedEarlier: (target) => this.effects.some((one) => one.kind === 'config.write' && one.target === target),
    };
    this.here = createSurroundings(providers, workspace, false, before);
    this.there = createSurroundings(providers, workspace, true, before);
  }

  surroundings(elsewhere: boolean): Surroundings {
    return elsewhere ? this.there : this.here;
  }

  /** Counts one step; false when the analysis has to stop here. */
  step(frame: Frame, steps = 1): boolean {
    const goesOn = this.steps < MAX_STEPS;
    this.steps += steps;
    if (!goesOn) this.overflow(frame);
    return goesOn;
  }

  /** Counts the words of a command, beyond those that an ordinary one has. */
  takesWords(words: readonly Word[], frame: Frame): boolean {
    const characters = words.reduce((sum, { value }) => sum + (typeof value === 'string' ? value.length : 0), 0);
    return this.step(frame, Math.max(0, words.length - FREE_WORDS) + characters / CHARACTERS_OF_WORDS_PER_STEP);
  }

  /** Counts code or SQL to be read. */
  takesCode(length: number, frame: Frame): boolean {
    return this.step(frame, Math.min(length / CHARACTERS_PER_STEP, MAX_STEPS_PER_FILE));
  }

  /** Counts text to be parsed; false when it is too much. */
  takesText(length: number): boolean {
    this.text += length;
    return this.text <= MAX_TEXT;
  }

  state(stated: EffectDraft, frame: Frame, span: Span): void {
    if (isNothing(stated)) return;
    const draft = this.atTarget(stated, frame);
    const told = this.isUndone(draft) ? { ...draft, undo: 'trivial' as const } : draft;
    for (const each of [told, ...consequencesOf(draft, frame.source.text, this.providers.env.home)]) {
      this.add(effectOf(each, frame, draft.span ?? span), frame);
    }
  }

  /** The text of a file that decides what would run. Counts against the budget, and is recorded. */
  readFile(path: string): FileText | undefined {
    const written = this.written.get(path);
    if (written) return this.readWritten(path, written);
    const file = this.readStored(path);
    const edits = this.edits.get(path);
    if (!file || !edits) return file;
    const text = edits.reduce<string | undefined>((now, edit) => (now === undefined ? now : edit(now)), file.text);
    return text === undefined ? undefined : { ...file, text };
  }

  private settings(path: string): string | Unknown | undefined {
    const file = this.readFile(path);
    if (file) return file.text;
    return this.isRewritten(path) || this.providers.files.kind(path) !== 'absent' ? UNKNOWN : undefined;
  }

  /** Files that earlier commands wrote or changed. */
  get writtenPaths(): readonly string[] {
    return [...new Set([...this.written.keys(), ...this.edits.keys()])];
  }

  /** A file or folder is written; what was not there before holds nothing but what this submission put there. */
  make(path: string): void {
    if (!this.made.has(path) && this.providers.files.kind(path) === 'absent') this.made.add(path);
  }

  /** From now on, what is written at the place is written at the target. */
  link(place: string, target: string): void {
    if (place !== target) this.links.set(place, target);
  }

  /** Where a path leads when folders on its way are links made before. */
  private throughLinks(path: string): string {
    for (const [place, target] of this.links) {
      if (path.startsWith(`${place}/`)) return target + path.slice(place.length);
    }
    return path;
  }

  /** What is written through a link that was made before lands elsewhere; deleting it takes only the link. */
  private atTarget(draft: EffectDraft, frame: Frame): EffectDraft {
    if (draft.kind !== 'fs.write' || draft.mode === 'link' || typeof draft.path !== 'string') return draft;
    const target = this.links.get(draft.path);
    if (target === undefined) return draft;
    return { ...draft, ...this.surroundings(frame.elsewhere).fileTarget(target, target) };
  }

  private holdsSecrets(path: string): boolean {
    return this.written.get(path)?.sources.includes('secret') ?? false;
  }

  /** Something from before is moved to a place: what was made there, or around it, is no longer all new. */
  carry(path: string): void {
    for (const made of this.made) if (path === made || path.startsWith(`${made}/`)) this.made.delete(made);
  }

  /** Deletes what the submission itself has made, before code that cannot be seen could put something else there. */
  private isUndone(draft: EffectDraft): boolean {
    if (draft.kind !== 'fs.delete' || draft.undo !== undefined || typeof draft.path !== 'string') return false;
    return this.made.has(draft.path) && !this.effects.some(mayMoveFiles);
  }

  /** It lies in a folder that an earlier command filled from the network as a whole (`git clone`). */
  isInClone(path: string): boolean {
    for (const [folder, { sources }] of this.written) {
      if (path.startsWith(`${folder}/`) && sources.includes('network')) return true;
    }
    return false;
  }

  bring(folder: string): void {
    this.brought.add(folder);
  }

  /** It is not there yet, and will be among what was brought, if at all. */
  isBrought(path: string): boolean {
    const isBelow = [...this.brought].some((folder) => isWithin(path, folder));
    return isBelow && !this.isRewritten(path) && this.providers.files.kind(path) === 'absent';
  }

  /** What a file was written with as a whole. */
  contentOf(path: string): Stream | undefined {
    return this.written.get(path);
  }

  /** It was written or changed by an earlier command. */
  isRewritten(path: string): boolean {
    return this.written.has(path) || this.edits.has(path);
  }

  write(path: string, content: Stream): void {
    this.edits.delete(path);
    this.written.set(path, content);
  }

  /** Changes a file that may be there; only who reads it later wants to know what became of it. */
  edit(path: string, edit: Edit): void {
    const before = this.written.get(path);
    if (!before) {
      this.edits.set(path, [...(this.edits.get(path) ?? []), edit]);
      return;
    }
    const text = typeof before.text === 'string' ? edit(before.text) : undefined;
    this.written.set(path, text === undefined ? { text: UNKNOWN, sources: ['unknown'] } : { ...before, text });
  }

  /** Rewritten before in a way that cannot be worked out, it cannot be read either. */
  private readWritten(path: string, { text, file }: Stream): FileText | undefined {
    if (typeof text === 'string') return { text, digest: '' };
    const origin = file?.value;
    return typeof origin === 'string' && origin !== path ? this.readFile(origin) : undefined;
  }

  private readStored(path: string): FileText | undefined {
    if (this.files.has(path)) return this.files.get(path);
    if (this.files.size >= MAX_FILES) return undefined;
    const file = this.providers.files.read(path, MAX_FILE_BYTES);
    this.files.set(path, file);
    return file;
  }

  finish(): Analysis {
    const files: ResolvedFile[] = [];
    for (const [path, file] of this.files) if (file) files.push({ path, digest: file.digest });
    return { effects: this.effects, moments: this.moments, files };
  }

  /** Nothing was run before that could have changed files: what is not there now is not there then either. */
  hasOnlyStarted(program: string): boolean {
    if (this.written.size > 0 || this.effects.some(mayChangeFiles)) return false;
    return [...this.started].every((name) => name === program || STARTING_OTHERS.has(name));
  }

  /** States only the effects that count, whatever is run meanwhile. */
  only(counts: (effect: Effect) => boolean, run: () => void): void {
    const before = this.kept;
    this.kept = before ? (effect) => before(effect) && counts(effect) : counts;
    run();
    this.kept = before;
  }

  private tellTogether(effect: Effect): boolean {
    if (!isMergeable(effect)) return false;
    const key = JSON.stringify({ ...effect, at: undefined, path: undefined });
    const before = this.alike.get(key);
    const earlier = before === undefined ? undefined : this.effects[before];
    if (before === undefined || !earlier || !isMergeable(earlier)) {
      this.alike.set(key, this.effects.length);
      return false;
    }
    this.happensAgain(before, effect);
    this.effects[before] = { ...earlier, path: either(earlier.path ?? UNKNOWN, effect.path ?? UNKNOWN) };
    return true;
  }

  private overflow(frame: Frame): void {
    if (this.overflown) return;
    this.overflown = true;
    this.push(effectOf({ kind: 'code.opaque', reason: 'depth-limit' }, frame, { start: 0, end: MAX_EVIDENCE }));
  }

  private push(effect: Effect): void {
    this.effects.push(effect);
    this.moments.push({ first: this.steps, last: this.steps, times: 1 });
  }

  private happensAgain(index: number, { at }: Effect): void {
    const { first, last, times } = this.moments[index] as Moments;
    const isAnother = this.steps !== last || !isSamePlace(this.effects[index]?.at, at);
    this.moments[index] = { first, last: this.steps, times: isAnother ? times + 1 : times };
  }

  /** The same effect seen twice is one; certain wins over possible. */
  private add(effect: Effect, frame: Frame): void {
    if (this.kept && !this.kept(effect)) return;
    if (this.effects.length >= MANY_EFFECTS && this.tellTogether(effect)) return;
    const key = JSON.stringify({ ...effect, at: effect.at.directory, certainty: undefined });
    const before = this.known.get(key);
    if (before === undefined) {
      if (this.effects.length >= MAX_EFFECTS) {
        this.overflow(frame);
        return;
      }
      this.known.set(key, this.effects.length);
      this.push(effect);
      return;
    }
    this.happensAgain(before, effect);
    if (effect.certainty === 'certain' && this.effects[before]?.certainty === 'possible') this.effects[before] = effect;
  }
}

function isSamePlace(one: Effect['at'] | undefined, other: Effect['at']): boolean {
  return one?.span.start === other.span.start && one.file?.span.start === other.file?.span.start;
}

function mayChangeFiles(effect: Effect): boolean {
  return mayMoveFiles(effect) || effect.kind === 'fs.write';
}

function mayMoveFiles(effect: Effect): boolean {
  return effect.kind === 'code.opaque' || (effect.kind === 'code.exec' && effect.resolved !== true);
}

/** Where only the path differs, what the paths have in common says as much as a policy needs of so many. */
function isMergeable(effect: Effect): effect is Extract<Effect, { kind: 'fs.read' | 'fs.write' }> {
  return effect.kind === 'fs.read' || effect.kind === 'fs.write';
}

function effectOf(draft: EffectDraft, frame: Frame, span: Span): Effect {
  const { span: _, directory, ...stated } = draft;
  const at = {
    ...frame.source.locate(span),
    ...(directory !== undefined && { directory: frame.elsewhere ? null : directory }),
  };
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
