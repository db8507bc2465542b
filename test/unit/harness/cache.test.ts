import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const aboveAnyProcessId = 4_194_304 + 1;

let folder: string;
let cached: typeof import('../../support/editor/cache').cached;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'guardrails-cache-'));
  vi.stubEnv('GUARDRAILS_TEST_CACHE', folder);
  vi.resetModules();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  cached = (await import('../../support/editor/cache')).cached;
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('the cache of editors and browsers', () => {
  it('installs once', async () => {
    const install = vi.fn(async (at: string) => writeFileSync(path.join(at, 'program'), ''));
    await cached('editor-1', install);
    await cached('editor-1', install);
    expect(install).toHaveBeenCalledTimes(1);
    expect(existsSync(path.join(folder, 'editor-1/program'))).toBe(true);
  });

  it('takes up an installation that failed half-way', async () => {
    const fails = cached('editor-1', async () => {
      throw new Error('no network');
    });
    await expect(fails).rejects.toThrow('no network');
    const install = vi.fn(async () => undefined);
    await cached('editor-1', install);
    expect(install).toHaveBeenCalledTimes(1);
  });

  it('lets the second of two wait for the first', async () => {
    let running = 0;
    let most = 0;
    const install = vi.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(50);
      running -= 1;
    });
    await Promise.all([cached('editor-1', install), cached('editor-1', install)]);
    expect(install).toHaveBeenCalledTimes(1);
    expect(most).toBe(1);
  });

  it('breaks the lock of a process that is gone', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'editor-1.lock'), String(aboveAnyProcessId));
    const install = vi.fn(async () => undefined);
    await cached('editor-1', install);
    expect(install).toHaveBeenCalledTimes(1);
    expect(existsSync(path.join(folder, 'editor-1.lock'))).toBe(false);
  });
});
