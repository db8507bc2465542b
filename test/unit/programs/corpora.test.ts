import { describe, expect, it } from 'vitest';
import { measureCorpora, worseThanCommitted } from '../../corpora/measured';

const root = process.cwd();
const measured = measureCorpora(root);
if (!measured)
  console.warn('corpora: SKIPPED, there is no ../shared/corpora beside the project. Nothing was measured.');

describe.skipIf(!measured)('the corpora beside the project', () => {
  it('are judged no worse than the committed figures', () => {
    expect(worseThanCommitted(measured?.figures ?? {}, root)).toEqual([]);
  });
});
