import { createSurroundings } from '../../../server/analysis/files/surroundings';
import type { Invocation, Word } from '../../../server/analysis/programs/spec';
import { fakeProviders, nothingBefore } from '../../support/fake-providers';

export const span = { start: 0, end: 1 };

const surroundings = createSurroundings(fakeProviders({ folders: ['/repo'] }), '/repo', false, nothingBefore);

export function known(value: string): Word {
  return { value, raw: value, span, many: false };
}

/** A program called in an empty repository. */
export function invocation(name: string, args: readonly Word[]): Invocation {
  return {
    name,
    path: name,
    args,
    span,
    cwd: '/repo',
    variable: () => null,
    outputShown: true,
    surroundings,
  };
}
