/** Inline code and scripts of every language, however long and whatever they repeat, are read in no time worth telling. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../server/request';
import { cpuMillis, longTexts } from '../../../support/long-texts';
import { analyseIn } from '../shell/effects-of';

/** Far more than a linear reading takes, far less than a quadratic one. */
const LIMIT_MS = 300;
const long = longTexts(20_000);

const LANGUAGES = ['python', 'javascript', 'ruby', 'perl', 'php', 'awk', 'sed', 'lua'];
const SHELLS = ['powershell', 'cmd', 'fish', 'zsh'] as const;

const actions: readonly [string, (text: string) => Action][] = [
  ...LANGUAGES.map((language): [string, (text: string) => Action] => [
    language,
    (code) => ({ type: 'code', language, code }),
  ]),
  ...SHELLS.map((shell): [string, (text: string) => Action] => [
    shell,
    (command) => ({ type: 'shell', shell, command }),
  ]),
];

describe('long programs', () => {
  it.each(actions)('%s', (_, actionOf) => {
    const slow = long.filter(({ text }) => cpuMillis(() => analyseIn({}, actionOf(text))) > LIMIT_MS);
    expect(slow.map(({ piece }) => piece)).toEqual([]);
  });

  it.each([
    ['python', 'functions of one name', 'def get(x): 1\n'.repeat(1500)],
    ['javascript', 'functions of one name', 'function get(x) { return x }\n'.repeat(800)],
    ['python', 'functions of many names', Array.from({ length: 1500 }, (_, at) => `def f${at}(x): 1\n`).join('')],
    ['python', 'one name over and over', 'x = 1\n'.repeat(3500)],
    ['python', 'loops', 'for x in y: z\n'.repeat(1500)],
    ['javascript', 'a list of names', `[${'a,'.repeat(10_000)}]`],
  ])('%s: %s', (language, _, code) => {
    expect(cpuMillis(() => analyseIn({}, { type: 'code', language, code }))).toBeLessThan(LIMIT_MS);
  });
});
