/** Effect classes against the nature that public corpora state, where the corpora are at hand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fewerThanHeld, sqlNatureReport } from '../../corpora/sql-nature';
import { providersWith } from './derived';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '../shared/corpora');

describe.skipIf(!existsSync(folder))('natures stated by corpora', () => {
  for (const report of sqlNatureReport(folder, providersWith()))
    test(`${report.file}: ${report.agree} of ${report.rows} agree`, () => {
      const { disagreements } = report;
      expect(fewerThanHeld([report], root), disagreements.map(({ command }) => command).join('\n')).toEqual([]);
    });
});
