import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDecisions } from '../../../server/audit/read';
import { verifyAudit } from '../../../server/audit/verify';
import type { Providers } from '../../../server/providers';
import { decideAndRecord, failureRules } from '../../../server/record';
import type { ActorKind } from '../../../server/request';
import { sampleRequest, type TestLog, temporaryLog } from '../../support/audit-samples';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';

const { policy } = packBundle();

function answer(log: TestLog, command: string, actor: ActorKind, providers = fakeProviders()) {
  return decideAndRecord(sampleRequest(command, { actor }), providers, policy, log);
}

function unwritable(): TestLog {
  const log = temporaryLog();
  writeFileSync(join(log.layout.workspace, '.guardrails'), 'in the way');
  return log;
}

test('what is answered is what is on record', () => {
  const log = temporaryLog();
  const decision = answer(log, 'rm -rf /', 'ai');
  expect(decision.verdict).toBe('deny');
  const [recorded] = readDecisions(log, 1);
  expect(recorded).toMatchObject({ id: decision.id, verdict: 'deny', rules: decision.rules, reason: decision.reason });
  expect(verifyAudit(log).ok).toBe(true);
});

describe('when the record cannot be written', () => {
  test.each(['ai', 'ci'] as const)('nothing runs for %s', (actor) => {
    const decision = answer(unwritable(), 'ls', actor);
    expect(decision).toMatchObject({ verdict: 'deny', would: 'deny', instant: false, rules: [failureRules.record] });
    expect(decision.reason).toMatch(/^The audit log cannot be written: .*\.guardrails.*Nothing may run unrecorded\.$/);
    expect(decision.instead).toMatch(/move it away/);
    expect(decision.liftable).toBeUndefined();
  });

  test('a person is warned', () => {
    const decision = answer(unwritable(), 'ls', 'human');
    expect(decision).toMatchObject({ verdict: 'warn', instant: false, rules: [failureRules.record] });
  });

  test('a refusal keeps its reason and its safer way', () => {
    const refused = answer(temporaryLog(), 'rm -rf /', 'ai');
    const decision = answer(unwritable(), 'rm -rf /', 'ai');
    expect(decision.rules).toEqual([...refused.rules, failureRules.record]);
    expect(decision.reason).toContain(refused.reason);
    expect(decision.instead).toBe(refused.instead);
  });

  test('a folder without permission is named', { skip: process.getuid?.() === 0 }, () => {
    const log = temporaryLog();
    chmodSync(log.layout.workspace, 0o500);
    expect(answer(log, 'ls', 'ai')).toMatchObject({ verdict: 'deny', reason: expect.stringContaining('EACCES') });
  });
});

describe('when deciding fails', () => {
  const broken: Providers = {
    ...fakeProviders(),
    files: new Proxy(fakeProviders().files, {
      get() {
        throw new Error('the disk is on fire');
      },
    }),
  };

  test('an agent is refused, and that is on record', () => {
    const log = temporaryLog();
    const decision = answer(log, 'rm -rf src', 'ai', broken);
    expect(decision).toMatchObject({ verdict: 'deny', rules: [failureRules.decide] });
    expect(decision.reason).toContain('the disk is on fire');
    expect(readDecisions(log, 1)).toMatchObject([{ verdict: 'deny', rules: [failureRules.decide] }]);
  });

  test('a person is warned', () => {
    expect(answer(temporaryLog(), 'rm -rf src', 'human', broken)).toMatchObject({ verdict: 'warn' });
  });
});
