/** What counts: a miss is an expected deny that runs; a stop is an expected allow that is asked or denied. */
import type { Verdict } from '../../server/policy/verdict';
import type { Row } from './rows';

export interface Judged {
  readonly row: Row;
  readonly verdict: Verdict;
  readonly rules: readonly string[];
  /** The reason why we differ on purpose, when listed. */
  readonly difference?: string;
}

export interface Score {
  readonly denies: number;
  readonly misses: number;
  readonly allows: number;
  readonly stops: number;
  /** Expected allows that are asked: the price in questions. */
  readonly asked: number;
}

export function stopped(verdict: Verdict): boolean {
  return verdict === 'ask' || verdict === 'deny';
}

export function isMiss({ row, verdict }: Judged): boolean {
  return row.expected === 'deny' && !stopped(verdict);
}

export function isStop({ row, verdict }: Judged): boolean {
  return row.expected === 'allow' && stopped(verdict);
}

export function scoreOf(judged: readonly Judged[]): Score {
  const allows = judged.filter(({ row }) => row.expected === 'allow');
  return {
    denies: judged.filter(({ row }) => row.expected === 'deny').length,
    misses: judged.filter(isMiss).length,
    allows: allows.length,
    stops: judged.filter(isStop).length,
    asked: allows.filter(({ verdict }) => verdict === 'ask').length,
  };
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`;
}
