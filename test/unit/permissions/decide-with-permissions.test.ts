/** How permissions come into decisions: looked for only where something stands in the way, used only when acted upon. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditLog } from '../../../server/audit/log';
import { readDecisions } from '../../../server/audit/read';
import { decide } from '../../../server/decide';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import type { Permission } from '../../../server/policy/permission';
import type { PermissionProvider } from '../../../server/providers';
import { decideAndRecord } from '../../../server/record';
import type { Request } from '../../../server/request';
import { fakeProviders } from '../../support/fake-providers';
import { policyOf } from '../policy/support';

const policy = policyOf('rules:\n  - { id: a/no-delete, effects: [fs.delete], decide: deny, because: It stays. }\n');
const hard = policyOf(
  'rules:\n  - { id: a/no-delete, effects: [fs.delete], decide: deny, enforce: hard, because: It stays. }\n',
);

const granting = policyOf(
  'rules:\n  - { id: a/no-delete, effects: [fs.delete], decide: deny, because: It stays. }\n' +
    'grants: { session: { allow: [fs.delete], waive: ["a/*"] } }\n',
);
const lease: Permission = { kind: 'lease', id: 'lease-1', by: 'dana', kinds: ['fs.delete'], when: [], for: [] };

let folder: string;
let asked: number;
let uses: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardrails-decide-'));
  asked = 0;
  uses = 1;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** One permission for the action, whatever it is. */
const permissions: PermissionProvider = {
  heldFor() {
    asked += 1;
    return uses > 0 ? [{ kind: 'once', id: 'once-1', by: 'dana' }] : [];
  },
  claim: () => uses-- > 0,
};

function call(command: string): Request {
  const agent = { name: 'copilot', sessionId: 's' };
  return {
    actions: [{ type: 'shell', command }],
    tool: 'run_in_terminal',
    title: command,
    actor: 'ai',
    agent,
    channel: 'hook',
    cwd: folder,
    workspace: folder,
    interactive: true,
  };
}

function run(command: string, by = policy, provider = permissions) {
  const log = openAuditLog(folder, { home: join(folder, 'home') });
  return { log, decision: decideAndRecord(call(command), fakeProviders({ permissions: provider }), by, log) };
}

describe('permissions', () => {
  it('are not looked for when nothing stands in the way', () => {
    expect(run('ls').decision.verdict).toBe('allow');
    expect(asked).toBe(0);
  });

  it('let an action run as often as they say, and are on record with who gave them', () => {
    expect(run('rm a').decision).toMatchObject({ verdict: 'allow', permissions: [{ id: 'once-1', by: 'dana' }] });
    const { decision, log } = run('rm a');
    expect(decision).toMatchObject({ verdict: 'deny', liftable: true });
    const [first, second] = readDecisions(log, 10);
    expect(first).toMatchObject({
      verdict: 'allow',
      permissions: [{ id: 'once-1', kind: 'once', by: 'dana', rules: ['a/no-delete', 'default/ai/destroy'] }],
    });
    expect(first?.liftable).toBeUndefined();
    expect(second).toMatchObject({ verdict: 'deny', liftable: true });
    expect(second?.permissions).toBeUndefined();
  });

  it('are not used by asking what would be decided', () => {
    const providers = fakeProviders({ permissions });
    for (let time = 0; time < 3; time += 1) expect(decide(call('rm a'), providers, policy).verdict).toBe('allow');
    expect(uses).toBe(1);
  });

  it('are not used where they are of no avail', () => {
    expect(run('rm a', hard).decision.verdict).toBe('deny');
    expect(uses).toBe(1);
  });

  it('that last are used before those for one action, and alone where they suffice', () => {
    const once: Permission = { kind: 'once', id: 'once-1', by: 'dana' };
    const both = { heldFor: () => [once, lease], claim: () => true };
    const usedFor = (command: string, by: CompiledPolicy) =>
      run(command, by, both).decision.permissions?.map(({ id }) => id);
    expect(usedFor('rm a', granting)).toEqual(['lease-1']);
    expect(usedFor('rm a && git reset --hard', granting)).toEqual(['once-1']);
    expect(usedFor('rm a', policy)).toEqual(['once-1']);
  });

  it('are used for a part where that makes a question of a denial', () => {
    const leased = run('rm a && git reset --hard', granting, { heldFor: () => [lease], claim: () => true }).decision;
    expect(leased).toMatchObject({ verdict: 'ask', permissions: [{ id: 'lease-1' }] });
  });

  it('that somebody was quicker to use lift nothing', () => {
    const late = { ...permissions, claim: () => false };
    expect(run('rm a', policy, late).decision).toMatchObject({ verdict: 'deny', rules: ['a/no-delete'] });
  });
});
