/** However long a word is and whatever it repeats, a description answers at once. */
import { describe, expect, it } from 'vitest';
import { allPrograms, programFor } from '../../../server/analysis/programs/registry';
import type { Word } from '../../../server/analysis/programs/spec';
import { cpuMillis, longTexts } from '../../support/long-texts';
import { invocation, known } from './invocation';

/** Far more than a linear reading takes, far less than a quadratic one. */
const LIMIT_MS = 150;
const long = longTexts(40_000);

describe('long words', () => {
  it.each(allPrograms().map(({ names }) => names.split(' ')[0]!))('%s', (name) => {
    const slow = long.flatMap(({ piece, text }) =>
      places(text)
        .filter((args) => cpuMillis(() => programFor(name)?.interpret(invocation(name, args))) > LIMIT_MS)
        .map(([first]) => `${first?.raw.slice(0, 4)} ${JSON.stringify(piece)}`),
    );
    expect(slow).toEqual([]);
  });
});

function places(text: string): readonly (readonly Word[])[] {
  return [
    [known(text)],
    [known('-c'), known(`x${text}`)],
    [known('-e'), known(`a.b${text}!`)],
    [known('--eval'), known(text)],
    [known('run'), known('x'), known(`http://a${text}`)],
  ];
}
