/** Judges every row of the corpora, and holds the outcome to the committed figures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPacks } from '../../server/policy/build-packs';
import { readDifferences } from './differences';
import { judge } from './judge';
import { fingerprint, readCorpora } from './rows';
import { type Judged, scoreOf } from './score';

export type Figures = Record<string, { misses: number; stops: number }>;

export interface Measured {
  readonly judged: ReadonlyMap<string, readonly Judged[]>;
  readonly figures: Figures;
}

/** `undefined` when the corpora are not there. */
export function measureCorpora(root: string, only?: string): Measured | undefined {
  const corpora = readCorpora(join(root, '../shared/corpora'));
  if (!corpora) return undefined;
  const { policy } = buildPacks(join(root, 'policies'));
  const differences = readDifferences(join(root, 'test/corpora/differences.jsonl'));
  const chosen = corpora.filter(({ name }) => only === undefined || name === only);
  const judged = new Map(
    chosen.map(({ name, rows }) => [
      name,
      rows.map((row): Judged => {
        const { verdict, rules } = judge(row, policy);
        const difference = differences.get(`${name} ${fingerprint(row)}`);
        return { row, verdict, rules, ...(difference !== undefined && { difference }) };
      }),
    ]),
  );
  return { judged, figures: figuresOf(judged) };
}

function figuresOf(judged: ReadonlyMap<string, readonly Judged[]>): Figures {
  return Object.fromEntries(
    [...judged].map(([name, rows]) => {
      const { misses, stops } = scoreOf(rows);
      return [name, { misses, stops }];
    }),
  );
}

export function figuresFile(root: string): string {
  return join(root, 'test/corpora/figures.json');
}

/** One line for every figure that is worse than the committed one. */
export function worseThanCommitted(now: Figures, root: string): readonly string[] {
  const committed = JSON.parse(readFileSync(figuresFile(root), 'utf8')) as Figures;
  return Object.entries(now).flatMap(([name, { misses, stops }]) => {
    const before = committed[name];
    if (!before) return [`${name}: no committed figures; run npm run corpora -- --update`];
    return [
      ...(misses > before.misses ? [`${name}: ${misses} misses, committed are ${before.misses}`] : []),
      ...(stops > before.stops ? [`${name}: ${stops} stops, committed are ${before.stops}`] : []),
    ];
  });
}
