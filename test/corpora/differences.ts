/** Rows on which we differ on purpose: corpus, fingerprint of the row, and one line of reason. Never the row itself. */
import { existsSync, readFileSync } from 'node:fs';

export interface Difference {
  readonly corpus: string;
  readonly row: string;
  readonly reason: string;
}

export function readDifferences(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const all = lines.map((line) => JSON.parse(line) as Difference);
  return new Map(all.map(({ corpus, row, reason }) => [`${corpus} ${row}`, reason]));
}
