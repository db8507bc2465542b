/** However long a word is and whatever it repeats, a description answers at once: patterns that backtrack would not. */
import { describe, expect, it } from 'vitest';
import { createSurroundings } from '../../../server/analysis/files/surroundings';
import { allPrograms, programFor } from '../../../server/analysis/programs/registry';
import type { Word } from '../../../server/analysis/programs/spec';
import { fakeProviders, nothingBefore } from '../../support/fake-providers';

const surroundings = createSurroundings(fakeProviders({ folders: ['/repo'] }), '/repo', false, nothingBefore);
const span = { start: 0, end: 1 };
const LENGTH = 40_000;
/** Of CPU time: far more than a linear reading takes, far less than a quadratic one. */
const LIMIT_MS = 150;

const REPEATED = [
  'a',
  ' ',
  '.',
  '/',
  '[',
  '(',
  '{',
  '=',
  ':',
  '-',
  '@',
  ',',
  '\n',
  '"',
  '\\',
  'a=',
  'a.',
  'a/',
  'a b ',
  'a:',
  'a@',
  'a,',
  'a(',
  '../',
  'a.b(',
  '; ',
];
const long = REPEATED.map((piece) => piece.repeat(LENGTH / piece.length));

const word = (value: string): Word => ({ value, raw: value, span, many: false });

describe('long words', () => {
  it.each(allPrograms().map(({ names }) => names.split(' ')[0]!))('%s', (name) => {
    const slow: string[] = [];
    for (const text of long) {
      for (const args of [
        [word(text)],
        [word('-c'), word(`x${text}`)],
        [word('-e'), word(`a.b${text}!`)],
        [word('run'), word('x'), word(`http://a${text}`)],
      ]) {
        const began = process.cpuUsage();
        programFor(name)?.interpret({
          name,
          path: name,
          args,
          span,
          cwd: '/repo',
          variable: () => null,
          outputShown: true,
          surroundings,
        });
        const { user, system } = process.cpuUsage(began);
        const took = (user + system) / 1000;
        if (took > LIMIT_MS)
          slow.push(`${args[0]?.raw.slice(0, 4)} ${JSON.stringify(text.slice(0, 5))}: ${took.toFixed()} ms`);
      }
    }
    expect(slow).toEqual([]);
  });
});
