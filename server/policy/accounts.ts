/** Sentences on why a limit or a sequence speaks: how many there were, what came before. */
import type { Effect } from '../effects/effect';

const maxWords = 60;

interface Counted {
  /** With those of this request. */
  readonly total: number;
  readonly over: number;
  readonly within: number;
  /** Are these all there were? */
  readonly all: boolean;
  readonly problem: string | undefined;
}

/** `That makes 26 in 10 minutes; the policy allows 25.` */
export function accountOfLimit({ total, over, within, all, problem }: Counted): string {
  const allowed = `the policy allows ${over}`;
  if (all || total > over) return `That makes ${all ? '' : 'at least '}${total} in ${inWords(within)}; ${allowed}.`;
  return `How many there were before is not known${because(problem)}; ${allowed} in ${inWords(within)}.`;
}

/** What came before: an effect of the same call, or something so long ago. */
export function accountOfSequence({
  effect,
  ago,
  problem,
}: {
  effect?: Effect;
  ago?: number;
  problem?: string | undefined;
}): string {
  if (effect) return `It follows ${wordsOf(effect)} in the same call.`;
  if (ago !== undefined) return `What it must not follow was done ${ago < 1000 ? 'just now' : `${inWords(ago)} ago`}.`;
  return `What was done before is not known${because(problem)}.`;
}

/** `10 minutes`: the largest unit of which there is a whole one. */
export function inWords(milliseconds: number): string {
  const [size, name] = units.find(([unit]) => milliseconds >= unit) ?? [1_000, 'second'];
  const number = Math.round(milliseconds / size);
  return `${number} ${name}${number === 1 ? '' : 's'}`;
}

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];

function because(problem: string | undefined): string {
  return problem === undefined ? '' : ` (${problem})`;
}

function wordsOf({ at, kind }: Effect): string {
  const words = at.evidence.replace(/\s+/g, ' ').trim();
  if (words === '') return kind;
  return `\`${words.length > maxWords ? `${words.slice(0, maxWords - 1)}…` : words}\` (${kind})`;
}
