/** Runs the tiers one after the other, and ends with the sum: `N passed, N failed`. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../editor/paths';
import { type Counts, check, mocha, type Tier, vitest } from './tier';

const npm = (script: string) => ['run', '--silent', script];
const corpora = path.join(projectRoot, '../shared/corpora');

const tiers: readonly Tier[] = [
  { name: 'types', what: 'TypeScript', run: () => check('npm', npm('typecheck')) },
  { name: 'lint', what: 'Biome', run: () => check('npm', npm('lint')) },
  { name: 'package', what: 'bundles and VSIX', run: () => check('npm', npm('package')) },
  { name: 'unit', what: 'pure functions and packs', run: () => vitest('unit', ['test/unit']) },
  { name: 'worker', what: 'worker, hook and CLI as processes', run: () => vitest('worker', ['test/worker']) },
  {
    name: 'engines',
    what: 'SQL analysis against real servers',
    run: () => vitest('engines', ['--config', 'test/sql-engines/vitest.config.mts']),
  },
  { name: 'editor', what: 'in the extension host', run: () => mocha(process.execPath, ['scripts/test-editor.mjs']) },
  {
    name: 'agent',
    what: "Copilot's agent, VSIX installed",
    run: () => vitest('agent', ['--config', 'test/agent/vitest.config.mts']),
  },
  { name: 'corpora', what: 'recall and stops', run: () => check('npm', npm('corpora')) },
];

/** Tiers that test what is built. */
const needPackage = ['worker', 'editor', 'agent'];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !tiers.some((tier) => tier.name === name));
if (unknown.length > 0) {
  process.stderr.write(`No tier ${unknown.join(', ')}; there are ${tiers.map(({ name }) => name).join(', ')}.\n`);
  process.exit(64);
}
await runTiers(tiers.filter(isWanted));

function isWanted({ name }: Tier): boolean {
  if (chosen.length === 0) return name !== 'corpora' || existsSync(corpora);
  return chosen.includes(name) || (name === 'package' && chosen.some((other) => needPackage.includes(other)));
}

async function runTiers(wanted: readonly Tier[]): Promise<void> {
  const results: { readonly tier: Tier; readonly counts: Counts; readonly seconds: number }[] = [];
  for (const tier of wanted) {
    process.stdout.write(`\n━━ ${tier.name}: ${tier.what}\n`);
    const started = Date.now();
    const counts = await tier.run().catch(failed);
    results.push({ tier, counts, seconds: (Date.now() - started) / 1000 });
  }
  process.stdout.write('\n');
  for (const { tier, counts, seconds } of results) process.stdout.write(`${summary(tier, counts, seconds)}\n`);
  const sum = (key: keyof Counts) => results.reduce((total, { counts }) => total + counts[key], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}

function failed(error: unknown): Counts {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}

function summary({ name, what }: Tier, { passed, failed, skipped }: Counts, seconds: number): string {
  const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${failed > 0 ? '✖' : '✔'} ${name.padEnd(8)} ${counts}${left}  ${seconds.toFixed(0)} s  (${what})`;
}
