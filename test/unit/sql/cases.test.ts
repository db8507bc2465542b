/**
 * Statements and what they yield, in `cases/*.txt`: a line with dialect and SQL (`⏎` is a line break), and below it
 * the effects as `effectLines` writes them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesOf, effectLines } from './effect-lines';

const folder = join(import.meta.dirname, 'cases');

for (const file of readdirSync(folder)) {
  describe(file.replace('.txt', ''), () => {
    const cases = casesOf(readFileSync(join(folder, file), 'utf8'));
    test.each(cases.map((one) => [`${one.dialect}> ${one.sql}`, one] as const))(
      '%s',
      (_, { sql, dialect, expected }) => {
        expect(effectLines(sql, dialect)).toBe(expected);
      },
    );
  });
}
