import { describe, expect, it } from 'vitest';
import type { Moments } from '../../../server/analysis/analysis';
import type { Effect } from '../../../server/effects/effect';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { explainDecision } from '../../../server/policy/explain';
import { playSession } from '../../../server/policy/play-session';
import type { RuleTest } from '../../../server/policy/test-schema';
import { testSession } from '../../../server/policy/test-world';
import type { SessionProvider } from '../../../server/providers';
import type { Request } from '../../../server/request';
import { forgetfulSession } from '../../../server/session/forgetful-session';
import { memorySession } from '../../../server/session/memory-session';
import { fakeProviders } from '../../support/fake-providers';
import { decideOn, effect, now, policyOf } from './support';

const free = 'defaults: { ai: { destroy: allow, disclose: allow, opaque: allow } }\n';
const deletions = (count: number, zone: string | null = 'workspace') =>
  Array.from({ length: count }, (_, index) => effect('fs.delete', { path: `/workspace/${index}`, zone }));
const limit = (rest = '', count = '') =>
  policyOf(
    `${free}limits:\n  - { id: a/many, count: { effects: [fs.delete], when: { zone: workspace }, per: session, within: 10m, over: 3, ${count} }, decide: ask, ${rest} }\n`,
  );

/** Decides and keeps, as record does. */
function inSession(session: SessionProvider, policy: CompiledPolicy) {
  return (effects: readonly Effect[], minutes = 0, rest: Partial<Request> = {}) => {
    const at = new Date(now.valueOf() + minutes * 60_000);
    const asked = { agent: { name: 'copilot', sessionId: 's1' }, ...rest };
    const decision = decideOn(policy, effects, asked, fakeProviders({ now: at, session }));
    session.keep(
      { actor: 'ai', ...asked } as Request,
      decision,
      ({ traces }) => traces ?? { at: 0, counts: [], refused: [] },
      () => decision,
    );
    return decision;
  };
}

describe('a limit', () => {
  it('speaks about what goes over, with those of the request', () => {
    const decision = decideOn(limit(), deletions(5));
    expect(decision.verdict).toBe('ask');
    expect(decision.findings.map(({ effect: index }) => index)).toEqual([3, 4]);
    expect(decision.reason).toContain(
      'So many of these are rarely meant. That makes 5 in 10 minutes; the policy allows 3.',
    );
    expect(decideOn(limit(), deletions(3)).verdict).toBe('allow');
  });

  it('counts what several commands of a request do alike', () => {
    const thrice = [{ first: 0, last: 4, times: 4 }];
    expect(decideOn(limit(), deletions(1), {}, fakeProviders({ now }), thrice).reason).toContain('That makes 4');
    expect(decideOn(limit(), deletions(1), {}, fakeProviders({ now }), [{ first: 0, last: 4, times: 3 }]).verdict).toBe(
      'allow',
    );
  });

  it('counts what was let through before, within its time', () => {
    const decide = inSession(memorySession(), limit());
    expect(decide(deletions(2)).verdict).toBe('allow');
    expect(decide(deletions(1), 1).verdict).toBe('allow');
    expect(decide(deletions(1), 2).reason).toContain('That makes 4 in 10 minutes');
    expect(decide([effect('fs.write', { zone: 'workspace' })], 2).verdict).toBe('allow');
    expect(decide(deletions(1), 13).verdict).toBe('allow');
  });

  it('does not count what was refused', () => {
    const decide = inSession(memorySession(), limit('enforce: hard', 'for: { actor: ai }'));
    const refusing = inSession(
      memorySession(),
      policyOf(`rules:\n  - { id: a/no, effects: [fs.delete], decide: deny, because: b, instead: i }\n`),
    );
    expect(refusing(deletions(9)).verdict).toBe('deny');
    expect(decide(deletions(3)).verdict).toBe('allow');
  });

  it('counts what is unknown, unless it is to be ignored', () => {
    expect(decideOn(limit(), deletions(4, null))).toMatchObject({ verdict: 'ask', findings: [{ possible: true }] });
    expect(decideOn(limit('onUnknown: ignore'), deletions(4, null)).verdict).toBe('allow');
  });

  it('counts once for two layers that have it', () => {
    const [few, many] = [limit(), limit('', 'for: { actor: ai }')];
    const both = { ...few, rules: [...few.rules, ...many.rules] };
    expect(decideOn(both, deletions(2)).traces?.counts).toEqual([
      { scope: 'session', name: 'rule a/many', count: 2, keep: 600_000 },
    ]);
  });

  it('counts by session, agent or workspace', () => {
    const others = {
      session: { agent: { name: 'copilot', sessionId: 's2' } },
      agent: { agent: { name: 'claude', sessionId: 's3' } },
      workspace: { actor: 'human', agent: undefined } as unknown as Partial<Request>,
    };
    const verdicts = (per: string) => {
      const policy = policyOf(
        `defaults: { ai: { destroy: allow }, human: { destroy: allow } }\nlimits:\n  - { id: a/many, count: { effects: [fs.delete], per: ${per}, within: 1h, over: 3 }, decide: ask }\n`,
      );
      return Object.values(others).map((other) => {
        const decide = inSession(memorySession(), policy);
        decide(deletions(3));
        return decide(deletions(1), 1, other).verdict;
      });
    };
    expect(verdicts('session')).toEqual(['allow', 'allow', 'allow']);
    expect(verdicts('agent')).toEqual(['ask', 'allow', 'allow']);
    expect(verdicts('workspace')).toEqual(['ask', 'ask', 'ask']);
  });

  it('is possibly reached when nothing is known of the time before', () => {
    const decision = decideOn(
      limit(),
      deletions(1),
      {},
      fakeProviders({ now, session: forgetfulSession('a broken file') }),
    );
    expect(decision).toMatchObject({ verdict: 'ask', findings: [{ rule: 'a/many', possible: true }] });
    expect(decision.reason).toContain('How many there were before is not known (a broken file); the policy allows 3');
    const other = decideOn(limit(), [effect('fs.read')], {}, fakeProviders({ now, session: forgetfulSession('x') }));
    expect(other.verdict).toBe('allow');
  });

  it('can be waived, monitored and made hard like any rule', () => {
    const waiver = 'waivers:\n  - { rule: a/many, reason: tidy, owner: dana, expires: 2027-01-31 }\n';
    const text = (rest: string) =>
      `${free}limits:\n  - { id: a/many, count: { effects: [fs.delete], per: session, within: 10m, over: 1 }, decide: deny, instead: i${rest} }\n`;
    expect(decideOn(policyOf(text('') + waiver), deletions(2)).verdict).toBe('allow');
    expect(decideOn(policyOf(text(', mode: monitor')), deletions(2))).toMatchObject({
      verdict: 'allow',
      would: 'deny',
    });
    expect(decideOn(policyOf(text(', enforce: hard')), deletions(2)).verdict).toBe('deny');
  });

  it('does not count what is waived', () => {
    const policy = policyOf(
      `${free}limits:\n  - { id: a/many, count: { effects: [fs.delete], per: session, within: 10m, over: 1 }, decide: ask }\n` +
        'waivers:\n  - { rule: a/many, when: { zone: temp }, reason: tidy, owner: dana, expires: 2027-01-31 }\n',
    );
    const decide = inSession(memorySession(), policy);
    expect(decide([...deletions(5, 'temp'), ...deletions(1)]).verdict).toBe('allow');
    expect(decide(deletions(1)).verdict).toBe('ask');
  });
});

describe('an example', () => {
  const policy = policyOf(
    `${free}limits:\n  - { id: a/many, count: { effects: [db.rows.delete], for: { agent: copilot }, per: session, within: 10m, over: 1 }, decide: ask }\n`,
  );
  const plays = (test: RuleTest) => playSession(testSession(test, 'ai', now), policy).map(({ verdict }) => verdict);

  it('has its world from what comes before, and not what is asked', () => {
    const remove = { sql: 'DELETE FROM t WHERE id = 1' };
    const both: RuleTest = {
      after: [{ run: 'sqlite3 a.db "DELETE FROM t WHERE id = 2"' }],
      ...remove,
      dialect: 'sqlite',
      agent: 'copilot',
    };
    expect(plays(both)).toEqual(['allow', 'ask']);
    expect(plays({ ...both, agent: 'claude' })).toEqual(['allow', 'allow']);
    expect(plays({ ...both, after: [{ run: 'sqlite3 a.db "DELETE FROM t WHERE id = 2"', agent: 'claude' }] })).toEqual([
      'allow',
      'allow',
    ]);
  });

  it('comes as long after as it says', () => {
    const ago = (time: string): RuleTest => ({
      after: [{ run: 'sqlite3 a.db "DELETE FROM t WHERE id = 2"', ago: time }],
      run: 'sqlite3 a.db "DELETE FROM t WHERE id = 1"',
      agent: 'copilot',
    });
    expect(plays(ago('9m'))).toEqual(['allow', 'ask']);
    expect(plays(ago('10m'))).toEqual(['allow', 'allow']);
  });
});

describe('an explanation', () => {
  it('says what is counted, and what was counted before', () => {
    expect(explainDecision(decideOn(limit(), deletions(2)))).toContain(
      '\n\nWhen it is let through, it counts for a/many (2).\n\n',
    );
    const over = explainDecision(decideOn(limit(), deletions(4)));
    expect(over).toContain(
      'ask by a/many at policy.yaml:5: So many of these are rarely meant. That makes 4 in 10 minutes',
    );
  });
});

describe('a sequence', () => {
  const flow = policyOf(
    `${free}sequences:\n  - { id: a/flow, after: { effects: [secret.read], within: 30m }, then: { effects: [net.upload], when: { known: false } }, decide: ask }\n`,
  );
  const secret = effect('secret.read', { store: 'env-file', audience: 'model' });
  const send = effect('net.upload', { host: 'x.example', known: false });

  it('speaks about what comes then, in the same request and in the same session', () => {
    expect(decideOn(flow, [secret, send]).reason).toContain('It follows `secret.read` (secret.read) in the same call.');
    expect(decideOn(flow, [send, secret]).verdict).toBe('allow');
    const decide = inSession(memorySession(), flow);
    expect(decide([send]).verdict).toBe('allow');
    expect(decide([secret], 1).verdict).toBe('allow');
    expect(decide([send], 5).reason).toContain('What it must not follow was done 4 minutes ago.');
    expect(decide([send], 5, { agent: { name: 'copilot', sessionId: 's2' } }).verdict).toBe('allow');
    expect(decide([send], 32).verdict).toBe('allow');
  });

  it('speaks when the order is not known', () => {
    const ordered = (moments: Moments[]) => decideOn(flow, [send, secret], {}, fakeProviders({ now }), moments).verdict;
    expect(
      ordered([
        { first: 1, last: 1, times: 1 },
        { first: 2, last: 2, times: 1 },
      ]),
    ).toBe('allow');
    expect(
      ordered([
        { first: 1, last: 1, times: 1 },
        { first: 1, last: 1, times: 1 },
      ]),
    ).toBe('ask');
    expect(
      ordered([
        { first: 1, last: 3, times: 1 },
        { first: 2, last: 2, times: 1 },
      ]),
    ).toBe('ask');
  });

  it('is possible when nothing is known of the time before', () => {
    const decision = decideOn(flow, [send], {}, fakeProviders({ now, session: forgetfulSession('a broken file') }));
    expect(decision).toMatchObject({ verdict: 'ask', findings: [{ rule: 'a/flow', possible: true }] });
    expect(decision.reason).toContain('What was done before is not known (a broken file).');
  });
});
