import { describe, expect, it } from 'vitest';
import {
  type Count,
  countSince,
  lastTime,
  nothingBefore,
  type Past,
  withoutCall,
  withTraces,
} from '../../../server/session/past';

const minute = 60_000;
const noon = Date.parse('2026-11-22T12:00:00Z');

function counted(past: Past, at: number, count = 1, call?: string): Past {
  const one: Count = { scope: 'session', name: 'deletions', count, keep: 10 * minute };
  return withTraces(past, { at, counts: [one], refused: [] }, call);
}

describe('the past', () => {
  it('tells how many were counted since a moment', () => {
    const past = counted(counted(nothingBefore, noon, 3), noon + 5 * minute, 2);
    expect(countSince(past, 'deletions', noon - 1)).toEqual({ count: 5, all: true });
    expect(countSince(past, 'deletions', noon)).toEqual({ count: 2, all: true });
    expect(countSince(past, 'others', noon - 1)).toEqual({ count: 0, all: true });
    expect(lastTime(past, 'deletions')).toBe(noon + 5 * minute);
  });

  it('forgets what is over', () => {
    const past = counted(counted(nothingBefore, noon), noon + 11 * minute);
    expect(past.counters.deletions?.tallies).toHaveLength(1);
  });

  it('never forgets what still counts, however many there are', () => {
    let past = nothingBefore;
    for (let second = 0; second < 500; second++) past = counted(past, noon + second * 1000);
    expect(past.counters.deletions?.tallies.length).toBeLessThanOrEqual(64);
    for (const seconds of [500, 400, 100]) {
      const since = noon + (500 - seconds) * 1000 - 1;
      expect(countSince(past, 'deletions', since).count).toBeGreaterThanOrEqual(seconds);
    }
  });

  it('stays small when very much is counted, and forgets nothing', () => {
    let past = nothingBefore;
    for (let second = 0; second < 3; second++) {
      const counts = Array.from(
        { length: 1_500 },
        (_, number): Count => ({ scope: 'session', name: `rule ${number}`, count: 1, keep: minute }),
      );
      past = withTraces(past, { at: noon + second * 1000, counts, refused: [] });
    }
    expect(JSON.stringify(past).length).toBeLessThan(150_000);
    expect(countSince(past, 'rule 7', noon - 1).count).toBe(3);
  });

  it('says when it does not know all of it', () => {
    const past = counted({ ...nothingBefore, knownSince: noon }, noon + minute);
    expect(countSince(past, 'deletions', noon - minute).all).toBe(false);
    expect(countSince(past, 'deletions', noon).all).toBe(true);
  });

  it('counts a call once that is reported twice', () => {
    const once = counted(nothingBefore, noon, 3, 'call');
    expect(countSince(withoutCall(once, 'call', noon + 100), 'deletions', noon - 1).count).toBe(0);
    expect(countSince(counted(once, noon + 100, 3, 'call'), 'deletions', noon - 1).count).toBe(3);
    expect(countSince(counted(once, noon + 3000, 3, 'call'), 'deletions', noon - 1).count).toBe(6);
    expect(countSince(counted(once, noon + 100, 3, 'other'), 'deletions', noon - 1).count).toBe(6);
  });
});
