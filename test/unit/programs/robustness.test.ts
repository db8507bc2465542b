/** Whatever the words are, a description answers: it never throws. */
import { describe, expect, it } from 'vitest';
import { allPrograms, programFor } from '../../../server/analysis/programs/registry';
import type { Word } from '../../../server/analysis/programs/spec';
import { invocation, known, span } from './invocation';

const unknownWord: Word = { value: null, raw: '"$X"', span, many: false };
const unknownWords: Word = { value: null, raw: '$X', span, many: true };
const partly = (prefix: string): Word => ({
  value: { prefix, suffix: '', glob: false },
  raw: prefix,
  span,
  many: false,
});

const oddities: readonly (readonly Word[])[] = [
  [],
  [known('')],
  [known('-')],
  [known('--')],
  [known('--'), unknownWords],
  [known('=')],
  [known('--='), known('-=')],
  [known('-X')],
  [known(':')],
  [known('/')],
  [unknownWord],
  [unknownWords],
  [unknownWords, unknownWords],
  [partly('-')],
  [partly('--')],
  [partly('--output=')],
  [partly('https://')],
  [known('constructor'), known('__proto__')],
  [known('delete'), unknownWords],
  [known('a'), known('b'), known('c'), known('d')],
  [known('-rf'), known('-x'), known('--all'), known('--force')],
  [known('\u0000'), known('\uD800'), known('𝕏'.repeat(500))],
  Array.from({ length: 300 }, (_, at) => known(`-${at}`)),
];

describe('every program', () => {
  for (const spec of allPrograms()) {
    const name = spec.names.split(' ')[0] ?? '';
    it(`${name} answers to odd words`, () => {
      for (const subcommand of [undefined, ...subcommandsOf(spec.commands)]) {
        for (const words of oddities) {
          const args = subcommand === undefined ? words : [known(subcommand), ...words];
          expect(() => programFor(name)?.interpret(invocation(name, args))).not.toThrow();
        }
      }
    });
  }
});

function subcommandsOf(commands: object | undefined): readonly string[] {
  return Object.keys(commands ?? {}).map((names) => names.split(' ')[0] ?? '');
}
