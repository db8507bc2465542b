import { describe, expect, it } from 'vitest';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { decideOn, effect, now } from './support';

describe('globs that begin with ./**', () => {
  it('say nothing about where the workspace itself lies', () => {
    const workspace = '/tmp/build/shop';
    const remove = (path: string) =>
      decideOn(
        packBundle().policy,
        [effect('fs.delete', { path, zone: 'workspace', class: 'source', recursive: true, root: 'none' })],
        { workspace, cwd: workspace },
        fakeProviders({ now }),
      );
    expect(remove(`${workspace}/src`).verdict).toBe('ask');
    expect(remove(`${workspace}/packages/web/dist`).verdict).toBe('allow');
  });
});
