/** Effect classes against the nature that public corpora state, where the corpora are at hand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sqlNatureReport } from '../../corpora/sql-nature';
import { providersWith } from './derived';

const folder = join(import.meta.dirname, '../../../../shared/corpora');

/** Agreeing rows of all rows with a nature, as last measured; not to get fewer. */
const held: Readonly<Record<string, number>> = {
  'sql-agentsh.jsonl': 60,
  'sql-bytebase.jsonl': 130,
  'sql-sqlglot.jsonl': 408,
  'sql-squawk.jsonl': 111,
};

describe.skipIf(!existsSync(folder))('natures stated by corpora', () => {
  for (const { file, rows, agree, disagreements } of sqlNatureReport(folder, providersWith()))
    test(`${file}: ${agree} of ${rows} agree`, () => {
      expect(agree, disagreements.map(({ command }) => command).join('\n')).toBeGreaterThanOrEqual(held[file] ?? 0);
    });
});
