import { describe, expect, it } from 'vitest';
import type { Moments } from '../../../server/analysis/analysis';
import type { Decision } from '../../../server/decision';
import type { Effect } from '../../../server/effects/effect';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import type { Request } from '../../../server/request';
import { forgetfulSession } from '../../../server/session/forgetful-session';
import { memorySession } from '../../../server/session/memory-session';
import type { Traces } from '../../../server/session/past';
import { type FakeWorld, fakeProviders } from '../../support/fake-providers';
import { decideOn, effect, now, policyOf, request } from '../policy/support';

const agent = { name: 'copilot', sessionId: 's1' };

const tracesOf = ({ traces }: Decision): Traces => traces ?? { at: 0, counts: [], refused: [] };

/** Decides on one request after the other, each keeping what it leaves behind. */
function session(policy: CompiledPolicy, world: FakeWorld = {}) {
  const kept = memorySession();
  return (effects: readonly Effect[], minutes = 0, command = 'x', moments?: readonly Moments[]) => {
    const asked = { agent, actions: [{ type: 'shell', command }] } satisfies Partial<Request>;
    const at = new Date(now.valueOf() + minutes * 60_000);
    const decision = decideOn(policy, effects, asked, fakeProviders({ ...world, now: at, session: kept }), moments);
    return kept.keep(request(asked), decision, tracesOf, () => decision).verdict;
  };
}

const rules = (list: string) =>
  policyOf(`defaults: { ai: { disclose: allow, destroy: allow, opaque: allow, grant: allow } }\nrules:\n${list}`);
const when = (condition: string, kinds = 'fs.write') =>
  rules(`  - { id: a/rule, effects: [${kinds}], for: { ${condition} }, decide: ask, because: b }\n`);

describe('taints', () => {
  const write = effect('fs.write', { path: '/workspace/a' });

  it.each([
    ['taint.secret', effect('secret.read', { audience: 'model' }), effect('secret.read', { audience: 'process' })],
    ['taint.untrusted', effect('net.fetch', { host: 'x.example' }), effect('net.fetch', { host: 'localhost' })],
    ['taint.prodData', effect('db.read', { env: 'prod' }), effect('db.read', { env: 'local' })],
  ])('%s is brought in by an effect, for the rest of the session', (taint, bringing, clean) => {
    const decide = session(when(`${taint}: true`));
    expect(decide([clean])).toBe('allow');
    expect(decide([write])).toBe('allow');
    expect(decide([bringing])).toBe('allow');
    expect(decide([write], 60)).toBe('ask');
    expect(decide([write], 25 * 60)).toBe('allow');
  });

  it('hold for what comes later in the same request', () => {
    const secret = effect('secret.read', { audience: 'model' });
    expect(session(when('taint.secret: true'))([secret, write])).toBe('ask');
    expect(session(when('taint.secret: true'))([write, secret])).toBe('allow');
  });

  it('are unknown when nothing is known of the time before', () => {
    const providers = fakeProviders({ now, session: forgetfulSession('x') });
    expect(decideOn(when('taint.secret: true'), [write], {}, providers).verdict).toBe('ask');
    expect(decideOn(when('taint.secret: false'), [write], {}, providers).verdict).toBe('ask');
  });
});

describe('numbers of a session', () => {
  it('count what was refused in the last ten minutes', () => {
    const decide = session(
      rules(
        '  - { id: a/no, effects: [fs.delete], decide: deny, because: b, instead: i }\n' +
          '  - { id: a/rule, effects: [fs.write], for: { recent.denied: { atLeast: 2 } }, decide: ask, because: b }\n',
      ),
    );
    const write = effect('fs.write', { path: '/workspace/a' });
    decide([effect('fs.delete')]);
    expect(decide([write])).toBe('allow');
    decide([effect('fs.delete')], 1);
    expect(decide([write], 2)).toBe('ask');
    expect(decide([write], 10.5)).toBe('allow');
  });

  it('count what was let through', () => {
    const decide = session(when('session.count: { atLeast: 2 }'));
    const write = effect('fs.write', { path: '/workspace/a' });
    expect([decide([write]), decide([write]), decide([write])]).toEqual(['allow', 'allow', 'ask']);
  });
});

describe('recent.respelled', () => {
  const policy = rules(
    '  - { id: a/no, effects: [fs.delete], when: { zone: system }, for: { branch: main }, decide: deny, because: b, instead: i }\n' +
      '  - { id: a/same, effects: [fs.delete, code.exec, code.opaque], for: { recent.respelled: true }, decide: ask, because: b }\n',
  );
  const world: FakeWorld = {
    git: { root: '/workspace' },
    changed: {
      '/workspace/old.py': new Date(now.valueOf() - 60_000),
      '/workspace/new.py': new Date(now.valueOf() + 60_000),
    },
  };
  const gone = effect('fs.delete', { path: '/etc/x', zone: 'system', recursive: true });
  const script = (path: string | null, rest = {}) =>
    effect('code.exec', { origin: 'workspace-file', path, resolved: false, ...rest });

  it.each([
    ['code that nobody has read', script(null, { origin: 'inline' })],
    ['a script that was written since', script('/workspace/new.py')],
    ['a script of which nothing is known', script('/workspace/lost.py')],
    ['a command that is made up while it runs', effect('code.opaque', { reason: 'dynamic-eval' })],
  ])('may be %s', (_, later) => {
    const decide = session(policy, world);
    expect(decide([later], 0, 'before')).toBe('allow');
    expect(decide([gone], 0, 'rm -rf /etc/x')).toBe('deny');
    expect(decide([later], 2, 'after')).toBe('ask');
    expect(decide([later], 11, 'much later')).toBe('allow');
  });

  it.each([
    ['another target', effect('fs.delete', { path: '/workspace/a', zone: 'workspace', recursive: true })],
    ['a narrower form', effect('fs.delete', { path: '/etc/x', zone: 'workspace', recursive: false })],
    ['a script from before', script('/workspace/old.py')],
    ['code that was read', script('/workspace/new.py', { resolved: true })],
    ['what the project configures', script(null, { origin: 'project-config' })],
    ['a program by its name', effect('code.opaque', { reason: 'unknown-program', program: 'terraform-docs' })],
  ])('is not %s', (_, later) => {
    const decide = session(policy, world);
    expect(decide([gone], 0, 'rm -rf /etc/x')).toBe('deny');
    expect(decide([later], 2, 'after')).toBe('allow');
  });

  it.each([
    ['the same effect by other words', gone, 'find /etc/x -delete', 'ask'],
    ['a target that is not known', effect('fs.delete', { path: null, zone: 'system' }), 'rm -rf "$x"', 'ask'],
    ['the same effect by the same words', gone, 'rm -rf /etc/x', 'allow'],
  ])('asks about %s as it should', (_, later, command, verdict) => {
    const kept = memorySession();
    const decide = (one: Effect, words: string, branch: string) =>
      kept.keep(
        request({ agent }),
        decideOn(
          policy,
          [one],
          { agent, actions: [{ type: 'shell', command: words }] },
          fakeProviders({ now, session: kept, git: { root: '/workspace', branch } }),
        ),
        tracesOf,
        () => {
          throw new Error('nobody else is there');
        },
      ).verdict;
    expect(decide(gone, 'rm -rf /etc/x', 'main')).toBe('deny');
    expect(decide(later, command, 'feature/x')).toBe(verdict);
  });

  it('forgets no kind of effect, however much was refused', () => {
    const decide = session(policy, world);
    for (let number = 0; number < 300; number++) {
      decide([effect('fs.delete', { path: `/etc/${number}`, zone: 'system', recursive: true })], 0, `rm ${number}`);
    }
    expect(decide([effect('fs.delete', { path: '/etc/0', zone: 'temp' })], 1, 'rm again')).toBe('ask');
  });
});
