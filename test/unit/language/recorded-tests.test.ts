import { describe, expect, it } from 'vitest';
import { type Recorded, recordedTests } from '../../../server/language/recorded-tests';
import { ownRules } from '../../../server/policy/compile';
import { loadPolicy } from '../../../server/policy/loader';
import type { RecordedDecision } from '../../../server/protocol';
import type { Action, Request } from '../../../server/request';
import { library, now } from './policy/support';

const text = `apiVersion: guardrails/v1
id: acme/shop
extends: []
rules:
  - id: keep-data
    effects: [fs.delete]
    when: { path: "data/**" }
    decide: deny
    because: b
    tests: { deny: [{ run: rm data/known }] }
`;
const home = '/home/dana';
const workspace = '/home/dana/shop';

function recorded(
  command: string,
  { rules = ['keep-data'], cwd = workspace, whole = true, type = 'shell' } = {},
): Recorded {
  const decision = {
    id: command,
    command,
    rules,
    actor: 'ai',
    would: 'deny',
    verdict: 'deny',
  } as unknown as RecordedDecision;
  const action = (type === 'sql' ? { type, sql: command } : { type, command }) as Action;
  const request = { actions: [action], cwd, workspace, actor: 'ai', title: command } as unknown as Request;
  return { decision, request: () => (whole ? request : undefined) };
}

function testsOf(...records: readonly Recorded[]) {
  const { policy, parts } = loadPolicy({ root: { file: 'policy.yaml', text }, include: () => [] }, library, now);
  const [rule] = ownRules(parts!);
  return recordedTests(records, rule!, policy!, home, now).map(({ test }) => test);
}

describe('tests from the log', () => {
  it('are what the rule decided, newest first, each once', () => {
    expect(testsOf(recorded('rm data/a'), recorded('rm data/b'), recorded('rm data/a'))).toEqual([
      { run: 'rm data/a' },
      { run: 'rm data/b' },
    ]);
  });

  it('leave out what other rules decided, what is a test already, and what the rule would not decide any more', () => {
    expect(testsOf(recorded('rm data/a', { rules: ['other'] }), recorded('rm data/known'), recorded('ls'))).toEqual([]);
  });

  it('hold on every machine', () => {
    expect(testsOf(recorded(`rm ${workspace}/data/a`), recorded('rm b', { cwd: `${workspace}/data` }))).toEqual([
      { run: 'rm b', cwd: 'data' },
      { run: 'rm /workspace/data/a' },
    ]);
  });

  it('keep what the log has redacted redacted, where it still shows the same', () => {
    const command = 'TOKEN=[redacted:secret] rm data/a';
    expect(testsOf(recorded(command, { whole: false }))).toEqual([{ run: command }]);
    expect(testsOf(recorded('DELETE FROM a', { whole: false }))).toEqual([]);
  });
});
