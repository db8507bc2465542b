/** Inline code and scripts of every language, however long and whatever they repeat, are read in no time worth telling. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../server/request';
import { analyseIn } from '../shell/effects-of';

const LENGTH = 20_000;
/** Of CPU time: far more than a linear reading takes, far less than a quadratic one. */
const LIMIT_MS = 300;

const REPEATED = [
  'a',
  ' ',
  '.',
  '/',
  '[',
  '(',
  '{',
  ':',
  '-',
  '@',
  ',',
  '\n',
  '"',
  "'",
  '\\',
  '`',
  '$',
  '$(',
  '${',
  '<',
  '>',
  '|',
  ';',
  'a=',
  'a.',
  'a(',
  'a(b,',
  '"a"+',
  'eval(',
  'os.system(',
  '/*',
  '//',
  '#',
  '`${',
  'a\n',
  '\t',
  'x=1\n',
];
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
    const slow = REPEATED.filter((piece) => {
      const began = process.cpuUsage();
      analyseIn({}, actionOf(piece.repeat(LENGTH / piece.length)));
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000 > LIMIT_MS;
    });
    expect(slow).toEqual([]);
  });
});
