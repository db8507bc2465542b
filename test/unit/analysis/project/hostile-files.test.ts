import { describe, expect, it } from 'vitest';
import { effectsOf } from '../shell/effects-of';

const MAX_MILLISECONDS = 100;
const tasks = (command: string) => `tasks:\n  a:\n    cmds:\n      - ${command}\n`;

/** Files that repeat what takes a reader back and forth: name, text of so many repetitions, command. */
const files: readonly (readonly [string, string, (n: number) => string, string])[] = [
  ['blanks behind a key', 'Taskfile.yml', (n) => `a${' '.repeat(n)}b`, 'task a'],
  ['brackets', 'Taskfile.yml', (n) => `a: ${'['.repeat(n)}`, 'task a'],
  ['list in list', 'Taskfile.yml', (n) => '- '.repeat(n), 'task a'],
  [
    'levels',
    'Taskfile.yml',
    (n) => Array.from({ length: Math.sqrt(n) }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    'task a',
  ],
  ['templates', 'Taskfile.yml', (n) => tasks(`echo ${'{{'.repeat(n)}`), 'task a'],
  [
    'calls',
    'Taskfile.yml',
    (n) =>
      `tasks:\n${Array.from({ length: n / 50 }, (_, at) => `  t${at}:\n    deps: [t${at + 1}, t${at + 1}]\n`).join('')}  t${n / 50}: ls\n`,
    'task t0',
  ],
  ['quotes', 'Taskfile.yml', (n) => `a: ${'"\''.repeat(n)}`, 'task a'],
  ['just templates', 'justfile', (n) => `a:\n  echo ${'{{'.repeat(n)}\n`, 'just a'],
  ['just attributes', 'justfile', (n) => `[${','.repeat(n)}]\na:\n  ls\n`, 'just a'],
  ['just parameters', 'justfile', (n) => `a ${'b '.repeat(n)}:\n  ls\n`, 'just a'],
  [
    'just dependencies',
    'justfile',
    (n) =>
      `${Array.from({ length: n / 20 }, (_, at) => `r${at}: r${at + 1} (r${at + 1})\n  ls\n`).join('')}r${n / 20}:\n  ls\n`,
    'just r0',
  ],
  [
    'just variables',
    'justfile',
    (n) =>
      `${Array.from({ length: n / 20 }, (_, at) => `v${at} := v${at + 1} + v${at + 1}\n`).join('')}a:\n  rm {{v0}}\n`,
    'just a',
  ],
  [
    'services',
    'compose.yaml',
    (n) =>
      `services:\n${Array.from({ length: n / 50 }, (_, at) => `  s${at}:\n    image: x\n    depends_on: [s${at + 1}]\n`).join('')}`,
    'docker compose up s0',
  ],
  [
    'patterns of packages',
    'package.json',
    (n) => JSON.stringify({ workspaces: Array(n / 10).fill('**/*/**') }),
    'npm run a -ws',
  ],
];

function milliseconds(run: () => void): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && quickest >= MAX_MILLISECONDS; attempt++) {
    const start = process.cpuUsage();
    run();
    quickest = Math.min(quickest, process.cpuUsage(start).user / 1000);
  }
  return quickest;
}

describe('project files made to take long', () => {
  it.each(files)('%s', { timeout: 60_000 }, (_, name, make, command) => {
    for (const size of [100, 5000, 100_000]) {
      const world = { files: { [name]: make(size) } };
      expect({ size, quick: milliseconds(() => effectsOf(command, world)) < MAX_MILLISECONDS }).toEqual({
        size,
        quick: true,
      });
    }
  });
});
