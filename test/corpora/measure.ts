/**
 * `npm run corpora`: judges every row of the corpora beside the project and prints misses and stops, with and without
 * the deliberate differences. Ends with an error when a figure is worse than the committed one.
 *
 * `--rows` prints the rows themselves; `--corpus NAME` looks at one only; `--update` writes the figures.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPacks } from '../../server/policy/build-packs';
import { readDifferences } from './differences';
import { judge } from './judge';
import { type Corpus, fingerprint, readCorpora } from './rows';
import { isMiss, isStop, type Judged, percent, type Score, scoreOf } from './score';

const root = process.cwd();
const here = join(root, 'test/corpora');
const figuresFile = join(here, 'figures.json');
const options = process.argv.slice(2);

type Figures = Record<string, { misses: number; stops: number }>;

function main(): void {
  const corpora = readCorpora(join(root, '../shared/corpora'));
  if (!corpora) {
    console.log('corpora: SKIPPED, there is no ../shared/corpora beside the project. Nothing was measured.');
    return;
  }
  const { policy } = buildPacks(join(root, 'policies'));
  const differences = readDifferences(join(here, 'differences.jsonl'));
  const only = options.includes('--corpus') ? options[options.indexOf('--corpus') + 1] : undefined;
  const chosen = corpora.filter(({ name }) => only === undefined || name === only);
  const judged = new Map(chosen.map((corpus) => [corpus.name, judgeCorpus(corpus, differences)]));
  print(judged);
  if (options.includes('--rows')) for (const [name, rows] of judged) printRows(name, rows);
  if (options.includes('--update')) writeFileSync(figuresFile, `${JSON.stringify(figuresOf(judged), null, 2)}\n`);
  else if (only === undefined) compare(figuresOf(judged));

  function judgeCorpus({ name, rows }: Corpus, listed: ReadonlyMap<string, string>): readonly Judged[] {
    return rows.map((row) => {
      const { verdict, rules } = judge(row, policy);
      const difference = listed.get(`${name} ${fingerprint(row)}`);
      return { row, verdict, rules, ...(difference !== undefined && { difference }) };
    });
  }
}

const withoutDifferences = (rows: readonly Judged[]) => rows.filter((each) => each.difference === undefined);

function print(judged: ReadonlyMap<string, readonly Judged[]>): void {
  console.log(line('corpus', 'denies', 'missed', 'listed off', 'allows', 'stopped', 'listed off', 'asked'));
  for (const [name, rows] of judged) {
    for (const [form, part] of parts(name, rows))
      console.log(scoreLine(form, scoreOf(part), scoreOf(withoutDifferences(part))));
  }
  const all = [...judged.values()].flat();
  console.log(scoreLine('all', scoreOf(all), scoreOf(withoutDifferences(all))));
  const ordinary = scoreOf(all);
  console.log(`\nOrdinary commands that are asked: ${percent(ordinary.asked, ordinary.allows)} of ${ordinary.allows}.`);
}

/** SQL inside shell commands is scored by its form (flag, here-document, pipe). */
function parts(name: string, rows: readonly Judged[]): readonly (readonly [string, readonly Judged[]])[] {
  const forms = [...new Set(rows.flatMap(({ row }) => row.form ?? []))];
  if (forms.length === 0) return [[name, rows]];
  return forms.map((form) => [`${name}/${form}`, rows.filter(({ row }) => row.form === form)]);
}

function scoreLine(name: string, all: Score, rest: Score): string {
  const misses = `${all.misses} ${percent(all.misses, all.denies)}`;
  const stops = `${all.stops} ${percent(all.stops, all.allows)}`;
  return line(name, `${all.denies}`, misses, `${rest.misses}`, `${all.allows}`, stops, `${rest.stops}`, `${all.asked}`);
}

function line(first: string, ...others: readonly string[]): string {
  return first.padEnd(24) + others.map((cell) => cell.padStart(14)).join('');
}

function printRows(name: string, rows: readonly Judged[]): void {
  for (const each of withoutDifferences(rows)) {
    const kind = isMiss(each) ? 'MISS' : isStop(each) ? 'STOP' : undefined;
    if (!kind) continue;
    console.log(
      `\n${kind} ${name} ${fingerprint(each.row)} ${each.verdict} ${each.rules.join(' ')}\n  ${each.row.command.replaceAll('\n', '\n  ')}`,
    );
  }
}

function figuresOf(judged: ReadonlyMap<string, readonly Judged[]>): Figures {
  const entries = [...judged].map(([name, rows]) => {
    const { misses, stops } = scoreOf(rows);
    return [name, { misses, stops }] as const;
  });
  return Object.fromEntries(entries);
}

function compare(now: Figures): void {
  const committed = JSON.parse(readFileSync(figuresFile, 'utf8')) as Figures;
  const worse = Object.entries(now).flatMap(([name, { misses, stops }]) => {
    const before = committed[name];
    if (!before) return [`${name}: no committed figures; run with --update`];
    return [
      ...(misses > before.misses ? [`${name}: ${misses} misses, committed are ${before.misses}`] : []),
      ...(stops > before.stops ? [`${name}: ${stops} stops, committed are ${before.stops}`] : []),
    ];
  });
  if (worse.length === 0) return;
  console.error(`\nWorse than test/corpora/figures.json (see with: npm run corpora -- --rows):\n${worse.join('\n')}`);
  process.exitCode = 1;
}

main();
