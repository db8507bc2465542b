import { describe, expect, it } from 'vitest';
import { allPrograms } from '../../../server/analysis/programs/registry';

const named = allPrograms().map((spec) => ({ ...spec, name: spec.names.split(' ')[0] }));
// What is not said to do anything does nothing in any form.
const acting = named.filter((spec) => spec.does !== undefined || spec.commands !== undefined);

describe('every program', () => {
  it.each(named)('$name has an example that only reads', ({ examples }) => {
    expect(examples?.inert ?? []).not.toEqual([]);
  });

  it.each(acting)('$name has an example with effects', ({ examples }) => {
    expect(examples?.yields ?? {}).not.toEqual({});
  });
});
