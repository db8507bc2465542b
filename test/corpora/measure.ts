/**
 * `npm run corpora`: judges every row of the corpora beside the project and prints misses and stops, with and without
 * the deliberate differences. Ends with an error when a figure is worse than the committed one.
 *
 * After that it compares the effects of SQL with the nature that its corpora state.
 *
 * `--rows` prints the rows themselves; `--corpus NAME` looks at one only; `--update` writes the figures.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Providers } from '../../server/providers';
import { figuresFile, measureCorpora, worseThanCommitted } from './measured';
import { fingerprint } from './rows';
import { isMiss, isStop, type Judged, percent, type Score, scoreOf } from './score';
import { fewerThanHeld, type NatureReport, sqlNatureReport } from './sql-nature';

const root = process.cwd();
const options = process.argv.slice(2);
/** The analysis of SQL asks for grammars and nothing else. */
const noGrammars = { grammars: { parse: () => undefined } } as unknown as Providers;

function main(): void {
  const only = options.includes('--corpus') ? options[options.indexOf('--corpus') + 1] : undefined;
  const measured = measureCorpora(root, only);
  if (!measured) {
    console.log('corpora: SKIPPED, there is no ../shared/corpora beside the project. Nothing was measured.');
    return;
  }
  print(measured.judged);
  const natures = only === undefined ? sqlNatureReport(join(root, '../shared/corpora'), noGrammars) : [];
  printNatures(natures);
  if (options.includes('--rows')) for (const [name, rows] of measured.judged) printRows(name, rows);
  if (options.includes('--update')) writeFileSync(figuresFile(root), `${JSON.stringify(measured.figures, null, 2)}\n`);
  else complain([...worseThanCommitted(measured.figures, root), ...fewerThanHeld(natures, root)]);
}

function complain(worse: readonly string[]): void {
  if (worse.length === 0) return;
  console.error(`\nWorse than test/corpora/figures.json (see with: npm run corpora -- --rows):\n${worse.join('\n')}`);
  process.exitCode = 1;
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

function printNatures(reports: readonly NatureReport[]): void {
  if (reports.length === 0) return;
  console.log('\nEffects of SQL that agree with the stated nature:');
  for (const { file, rows, agree, disagreements } of reports) {
    console.log(`${file.padEnd(24)}${agree} of ${rows}, ${percent(agree, rows)}`);
    if (!options.includes('--rows')) continue;
    for (const { command, nature, kinds } of disagreements)
      console.log(`  ${nature.join(' ')} / ${kinds.join(' ')}: ${command.replaceAll('\n', ' ')}`);
  }
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

main();
