/**
 * What is remembered of the time before a request: how often something was let through, and what was refused.
 * Plain data and pure functions; `SessionProvider` keeps it.
 */

/** Whose past counts together. */
export const scopes = ['session', 'agent', 'workspace'] as const;
export type Scope = (typeof scopes)[number];

/** So many at one moment, in milliseconds since 1970. */
export interface Tally {
  readonly at: number;
  readonly count: number;
  /** The call that it came from (`callName`), as long as the same call may be reported twice. */
  readonly call?: string;
}

export interface Counter {
  /** Tallies are kept for so many milliseconds. */
  readonly keep: number;
  /** Oldest first. */
  readonly tallies: readonly Tally[];
}

export interface RefusedEffect {
  readonly kind: string;
  /** What is known of its attributes, each as a digest: enough to tell whether another one is the same. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Digest of the call in which it was refused: the same call again is no new spelling. */
  readonly words: string;
  readonly at: number;
}

export interface Past {
  readonly counters: Readonly<Record<string, Counter>>;
  readonly refused: readonly RefusedEffect[];
  /** What was before this moment is not known; 0 when all is. */
  readonly knownSince: number;
  /** Why it is not known. */
  readonly problem?: string;
}

/** One more, or several, of what is counted under a name. */
export interface Count {
  readonly scope: Scope;
  readonly name: string;
  readonly count: number;
  readonly keep: number;
}

/** The counter of a limit or a sequence; those of circumstances have their names. */
export function counterOfRule(id: string): string {
  return `rule ${id}`;
}

/** The limit, sequence or circumstance that something is counted for. */
export function countedFor({ name }: Count): string {
  return name.replace(/^rule /, '');
}

/** What a decision leaves behind for those after it. */
export interface Traces {
  /** When it was decided. */
  readonly at: number;
  readonly counts: readonly Count[];
  readonly refused: readonly RefusedEffect[];
}

export const nothingBefore: Past = { counters: {}, refused: [], knownSince: 0 };

/** A past of which nothing is known, and why. */
export function unknownPast(problem: string): Past {
  return { ...nothingBefore, knownSince: Number.POSITIVE_INFINITY, problem };
}

/** How long what was refused is looked for in other words. */
export const refusedForMs = 10 * 60_000;
/** A plugin's hook and a file's hook may both report one call. */
const sameCallMs = 2_000;
/** A session that nothing was kept of for so long is forgotten. */
const longestMs = 24 * 3_600_000;
/** Of one counter, and of all together as far as there is one for each. */
const maxTallies = 64;
const maxTalliesInAll = 2_000;
const maxRefused = 100;

/** How many were counted since a moment, and whether that is all there were. */
export function countSince(past: Past, name: string, since: number): { readonly count: number; readonly all: boolean } {
  const recent = (past.counters[name]?.tallies ?? []).filter(({ at }) => at > since);
  return { count: recent.reduce((sum, { count }) => sum + count, 0), all: past.knownSince <= since };
}

/** When something was counted last. */
export function lastTime(past: Past, name: string): number | undefined {
  return past.counters[name]?.tallies.at(-1)?.at;
}

/** The past without what this very call has left already, when it is reported for the second time. */
export function withoutCall(past: Past, call: string | undefined, now: number): Past {
  if (call === undefined) return past;
  const isOther = (tally: Tally) => !isSameCall(tally.call, call) || now - tally.at > sameCallMs;
  const counters = mapValues(past.counters, (counter) => ({ ...counter, tallies: counter.tallies.filter(isOther) }));
  return { ...past, counters };
}

/** A digest of what was asked, and the host's id of the call where it gives one. */
export function callName(words: string, id: string | undefined): string {
  return `${words} ${id ?? ''}`;
}

/** Two calls with two ids are two calls, however alike; not every host gives an id. */
function isSameCall(one: string | undefined, other: string): boolean {
  if (one === undefined) return false;
  const [[words, id], [otherWords, otherId]] = [one.split(' '), other.split(' ')];
  return words === otherWords && (id === otherId || id === '' || otherId === '');
}

/** The past after a decision. What is over is forgotten; what is too much is told together, as if it were later. */
export function withTraces(past: Past, { at, counts, refused }: Traces, call?: string): Past {
  const counters = new Map(Object.entries(withoutCall(past, call, at).counters));
  for (const { name, count, keep } of counts) {
    const tallies = counters.get(name)?.tallies ?? [];
    counters.set(name, { keep, tallies: [...tallies, { at, count, ...(call !== undefined && { call }) }] });
  }
  const most = Math.max(1, Math.min(maxTallies, Math.floor(maxTalliesInAll / counters.size)));
  const current = [...counters].map(([name, counter]) => [name, shortened(counter, at, most)] as const);
  return {
    ...past,
    counters: Object.fromEntries(current.filter(([, { tallies }]) => tallies.length > 0)),
    refused: someRefused([...past.refused, ...refused], at),
  };
}

/** The traces that belong to one scope. */
export function tracesIn({ at, counts, refused }: Traces, scope: Scope): Traces {
  return { at, counts: counts.filter((count) => count.scope === scope), refused: scope === 'session' ? refused : [] };
}

/** Is everything in it over? */
export function isOver({ counters, refused, knownSince }: Past, now: number): boolean {
  const counted = Object.values(counters).some(({ keep, tallies }) => tallies.some(({ at }) => now - at < keep));
  return !counted && refused.every(({ at }) => now - at >= refusedForMs) && now - knownSince > longestMs;
}

export function leavesNothing({ counts, refused }: Traces): boolean {
  return counts.length === 0 && refused.length === 0;
}

function shortened({ keep, tallies }: Counter, now: number, most: number): Counter {
  const recent = tallies
    .filter(({ at }) => now - at < keep)
    .map((tally) => (tally.call !== undefined && now - tally.at > sameCallMs ? withoutName(tally) : tally))
    .sort((a, b) => a.at - b.at);
  while (recent.length > most) {
    const [first, second] = recent.splice(0, 2) as [Tally, Tally];
    recent.unshift({ at: second.at, count: first.count + second.count });
  }
  return { keep, tallies: recent };
}

function withoutName({ at, count }: Tally): Tally {
  return { at, count };
}

/** Of more than can be kept, the oldest keep only their kind, and so may be anything of it. */
function someRefused(refused: readonly RefusedEffect[], now: number): readonly RefusedEffect[] {
  const distinct = new Map(
    refused
      .filter(({ at }) => now - at < refusedForMs)
      .map((one) => [JSON.stringify([one.kind, one.attributes, one.words]), one]),
  );
  const kept = [...distinct.values()];
  if (kept.length <= maxRefused) return kept;
  const old = kept
    .slice(0, -maxRefused)
    .map(({ kind, at }): RefusedEffect => ({ kind, attributes: {}, words: '', at }));
  return [...new Map(old.map((one) => [one.kind, one])).values(), ...kept.slice(-maxRefused)];
}

function mapValues<V>(record: Readonly<Record<string, V>>, change: (value: V) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
