/** Damages a statement: words dropped, doubled, swapped, replaced; characters changed; the end cut off. */
import type { Random } from './random-sql';

const strays = [
  'FROM',
  'WHERE',
  'SELECT',
  'DELETE',
  'UPDATE',
  'SET',
  'DROP',
  'TABLE',
  'AND',
  'NOT',
  'IN',
  'AS',
  'ON',
  'BY',
  'LIMIT',
  ';',
  ',',
  '(',
  ')',
  "'",
  '"',
  '--',
  '/*',
  '*/',
  '$$',
  '.',
  '*',
  '=',
  '::',
  '\\',
  '[',
  ']',
  'x',
  '1',
  'CASE',
  'END',
  'INTO',
];

export function mutate(sql: string, random: Random): string {
  const words = sql.split(/(\s+|[(),;])/).filter((word) => word !== '');
  const at = random.below(words.length);
  switch (random.below(7)) {
    case 0:
      words.splice(at, 1);
      break;
    case 1:
      words.splice(at, 0, words[at] ?? '', ' ');
      break;
    case 2:
      swap(words, at, random.below(words.length));
      break;
    case 3:
      words.splice(at, 0, ' ', random.pick(strays), ' ');
      break;
    case 4:
      words[at] = random.pick(strays);
      break;
    case 5:
      return sql.slice(0, random.below(sql.length));
    default:
      return changeCharacter(sql, random);
  }
  return words.join('');
}

function swap(words: string[], a: number, b: number): void {
  const kept = words[a] ?? '';
  words[a] = words[b] ?? '';
  words[b] = kept;
}

function changeCharacter(sql: string, random: Random): string {
  const at = random.below(sql.length);
  const char = random.chance(0.5) ? String.fromCharCode(random.below(128)) : random.pick(strays);
  return sql.slice(0, at) + char + sql.slice(at + (random.chance(0.5) ? 1 : 0));
}
