import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchFiles } from '../../../server/worker/watch-files';
import { until } from '../../support/worker-client';

let folder = '';
let stop: () => void = () => {};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardrails-watch-'));
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

function watched(directories: readonly string[]) {
  let changes = 0;
  const files = () => [join(folder, 'log'), join(folder, 'later/log')];
  stop = watchFiles({ directories: () => directories, files }, () => changes++);
  return { count: () => changes };
}

it('notices what is written, also in a folder that is made later', async () => {
  const seen = watched([folder, join(folder, 'later')]);
  const notices = async (write: () => void) => {
    const before = seen.count();
    write();
    await until(() => seen.count() > before);
  };
  await notices(() => writeFileSync(join(folder, 'log'), 'a'));
  mkdirSync(join(folder, 'later'));
  await notices(() => writeFileSync(join(folder, 'later/log'), 'a'));
  await notices(() => appendFileSync(join(folder, 'later/log'), 'b'));
});

it('finds by polling what no event tells', async () => {
  const seen = watched([]);
  writeFileSync(join(folder, 'log'), 'a');
  await until(() => seen.count() > 0);
});

it('is not stirred by what changes nothing', async () => {
  const file = join(folder, 'log');
  writeFileSync(file, 'a');
  const seen = watched([folder]);
  writeFileSync(join(folder, 'other'), 'a');
  await new Promise((wait) => setTimeout(wait, 300));
  expect(seen.count()).toBe(0);
});

it('ends when it is told to', async () => {
  const seen = watched([folder]);
  stop();
  writeFileSync(join(folder, 'log'), 'a');
  await new Promise((wait) => setTimeout(wait, 300));
  expect(seen.count()).toBe(0);
});
