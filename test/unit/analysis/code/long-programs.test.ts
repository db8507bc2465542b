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
});
