import { describe, expect, it } from 'vitest';
import type { StatusResult } from '../../../server/protocol';
import { type Circumstances, guardState } from '../../../src/decisions/guard-state';

const status: StatusResult = {
  policy: { digest: 'sha256:0', source: 'packs', mode: 'enforce' },
  packs: ['core/guard@1'],
  audit: { writable: true },
  hooksDisabledBy: [],
  leases: [],
};
const well: Circumstances = { worker: 'running', trusted: true, status, problems: [] };

describe('the state of the guard', () => {
  it.each<[string, Partial<Circumstances>, string]>([
    ['all is well', {}, 'on'],
    ['the policy only monitors', { status: { ...status, policy: { ...status.policy, mode: 'monitor' } } }, 'monitor'],
    ['the workspace is not trusted', { trusted: false }, 'restricted'],
    ['the worker is starting', { worker: 'starting', status: undefined }, 'starting'],
    ['the worker is starting again', { worker: 'restarting' }, 'stopped'],
    ['the worker gave up', { worker: 'stopped' }, 'stopped'],
  ])('when %s', (_, change, word) => {
    expect(guardState({ ...well, ...change }).word).toBe(word);
  });

  it('names everything that is off', () => {
    const off: StatusResult = {
      ...status,
      policy: { ...status.policy, problem: 'policy.yaml:3:5 unknown key' },
      audit: { writable: false, problem: 'EACCES' },
      hooksDisabledBy: ['.claude/settings.json has it'],
    };
    expect(guardState({ ...well, status: off, problems: ['no runtime'] }).problems).toEqual([
      'policy.yaml:3:5 unknown key',
      'The audit log cannot be written: EACCES',
      '.claude/settings.json has it',
      'no runtime',
    ]);
  });
});
