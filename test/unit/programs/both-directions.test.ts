import { describe, expect, it } from 'vitest';
import { allPrograms } from '../../../server/analysis/programs/registry';

describe.each(allPrograms().map((spec) => [spec.names.split(' ')[0], spec] as const))('%s', (_, spec) => {
  it('has an example that only reads', () => {
    expect(spec.examples?.inert ?? []).not.toEqual([]);
  });

  // What is not said to do anything does nothing in any form.
  it.runIf(spec.does !== undefined || spec.commands !== undefined)('has an example with effects', () => {
    expect(spec.examples?.yields ?? {}).not.toEqual({});
  });
});
