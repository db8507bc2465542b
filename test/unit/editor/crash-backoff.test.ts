import { describe, expect, it } from 'vitest';
import { CRASH_WINDOW_MS, CrashBackoff, MAX_CRASHES } from '../../../src/crash-backoff';

describe('after crashes', () => {
  it('the wait doubles, and ends in giving up', () => {
    const backoff = new CrashBackoff();
    const waits = Array.from({ length: MAX_CRASHES + 1 }, (_, index) => backoff.crashed(index * 1000));
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, undefined]);
  });

  it('those of long ago do not count', () => {
    const backoff = new CrashBackoff();
    for (let crash = 0; crash < 20; crash++) expect(backoff.crashed(crash * CRASH_WINDOW_MS)).toBe(250);
  });

  it('a person who restarts begins anew', () => {
    const backoff = new CrashBackoff();
    for (let crash = 0; crash <= MAX_CRASHES; crash++) backoff.crashed(crash);
    backoff.forget();
    expect(backoff.crashed(MAX_CRASHES + 1)).toBe(250);
  });
});
