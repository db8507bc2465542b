import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Request } from '../../../server/request';
import { nodeSession } from '../../../server/session/node-session';
import { countSince, type Traces } from '../../../server/session/past';
import { request } from '../policy/support';

const noon = Date.parse('2026-11-22T12:00:00Z');
const minute = 60_000;
let home: string;
let workspace: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'session-home-'));
  workspace = mkdtempSync(join(tmpdir(), 'session-workspace-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(workspace, { recursive: true, force: true });
});

const asked = (sessionId = 's1', toolCallId = 't1', command = 'rm x'): Request =>
  request({ workspace, agent: { name: 'copilot', sessionId, toolCallId }, actions: [{ type: 'shell', command }] });
const opened = (at = noon) => nodeSession(home, { now: () => new Date(at) });
const traces = (count: number, at = noon): Traces => ({
  at,
  counts: [{ scope: 'session', name: 'deletions', count, keep: 10 * minute }],
  refused: [],
});

function keep(one: Request, count = 1, at = noon): void {
  opened(at).keep(
    one,
    count,
    (number) => traces(number, at),
    () => 0,
  );
}

function counted(one: Request, at = noon): number {
  return countSince(opened(at).past(one, 'session'), 'deletions', at - 10 * minute).count;
}

function files(): string[] {
  const [domain] = readdirSync(join(home, '.guardrails', 'sessions'));
  const folder = join(home, '.guardrails', 'sessions', domain ?? '');
  return readdirSync(folder).map((name) => join(folder, name));
}

describe('a session in the user folder', () => {
  it('is kept for those that come later, and for no other session', () => {
    keep(asked('s1', 't1'), 2);
    keep(asked('s1', 't2'), 3, noon + minute);
    expect(counted(asked('s1', 't3'), noon + 2 * minute)).toBe(5);
    expect(counted(asked('s2', 't3'), noon + 2 * minute)).toBe(0);
    expect(existsSync(join(workspace, '.guardrails'))).toBe(false);
  });

  it('is one for all where the host names none', () => {
    const nameless = { ...asked(), agent: { name: 'copilot' } };
    keep(nameless, 2);
    expect(counted({ ...nameless, agent: { name: 'claude' } })).toBe(2);
    expect(counted({ ...nameless, actor: 'human' })).toBe(0);
    expect(counted(asked())).toBe(0);
  });

  it('counts a call once that two hooks report', () => {
    keep(asked('s1', 't1'), 2);
    expect(counted(asked('s1', 't1'), noon + 100)).toBe(0);
    keep(asked('s1', 't1'), 2, noon + 100);
    expect(counted(asked('s1', 't2'), noon + 200)).toBe(2);
  });

  it('decides again when another was kept meanwhile', () => {
    const session = opened();
    expect(session.past(asked('s1', 't1'), 'session').counters).toEqual({});
    keep(asked('s1', 't2'), 4);
    const answer = session.keep(
      asked('s1', 't1'),
      1,
      (number) => traces(number),
      () => {
        expect(countSince(session.past(asked('s1', 't1'), 'session'), 'deletions', noon - minute).count).toBe(4);
        return 7;
      },
    );
    expect(answer).toBe(7);
    expect(counted(asked('s1', 't3'))).toBe(11);
  });

  it('of which nothing can be read is unknown, until its time is over', () => {
    keep(asked(), 3);
    writeFileSync(files().find((name) => name.endsWith('.json')) as string, '{"counters":{}}');
    const damaged = opened().past(asked('s1', 't2'), 'session');
    expect(damaged.problem).toMatch(/sessions.*\.json is damaged$/);
    expect(countSince(damaged, 'deletions', noon - 10 * minute).all).toBe(false);
    keep(asked('s1', 't2'), 1, noon + minute);
    const soon = opened(noon + 5 * minute).past(asked('s1', 't3'), 'session');
    expect(countSince(soon, 'deletions', noon - 5 * minute)).toEqual({ count: 1, all: false });
    const later = opened(noon + 12 * minute).past(asked('s1', 't3'), 'session');
    expect(countSince(later, 'deletions', noon + 2 * minute).all).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)('says that it cannot be kept', () => {
    chmodSync(home, 0o500);
    expect(() => keep(asked())).toThrow(/sessions.* cannot be written: EACCES/);
    chmodSync(home, 0o700);
  });

  it('is not kept where a file stands in the way', () => {
    writeFileSync(join(home, '.guardrails'), '');
    expect(() => keep(asked())).toThrow(/sessions.* cannot be written: ENOTDIR/);
    expect(opened().past(asked(), 'session').problem).toMatch(/cannot be read: ENOTDIR/);
  });

  it('is forgotten when all of it is over', () => {
    keep(asked('old'));
    const [old] = files().filter((name) => name.endsWith('.json'));
    utimesSync(old as string, noon / 1000, noon / 1000);
    keep(asked('new'), 1, noon + 25 * 60 * minute);
    expect(files().filter((name) => name.endsWith('.json'))).not.toContain(old);
    expect(files()).toHaveLength(1);
  });
});
