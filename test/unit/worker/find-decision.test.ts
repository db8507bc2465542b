import { describe, expect, it } from 'vitest';
import { redactDeep } from '../../../server/audit/redact';
import type { RecordedDecision } from '../../../server/protocol';
import { findDecisionFor } from '../../../server/worker/find-decision';

const now = new Date('2026-11-22T12:00:00Z');

function decision(command: string, change: Partial<RecordedDecision> = {}): RecordedDecision {
  return {
    id: command,
    seq: 1,
    time: '2026-11-22T11:59:00Z',
    actor: 'ai',
    tool: 'run_in_terminal',
    command,
    verdict: 'allow',
    would: 'allow',
    rules: [],
    reason: '',
    effects: [],
    places: [],
    ...change,
  };
}

describe('the decision behind something that has started', () => {
  it('is the newest one about the same command', () => {
    const log = [decision('npm test', { id: 'old' }), decision('npm test', { id: 'new' }), decision('npm build')];
    expect(findDecisionFor({ command: ' npm  test' }, log, now)?.id).toBe('new');
  });

  it('is found for a task by its label, however its source is written', () => {
    const log = [decision('task shell: build all')];
    expect(findDecisionFor({ task: 'build all', command: 'make all' }, log, now)).toBeDefined();
    expect(findDecisionFor({ task: 'build' }, log, now)).toBeUndefined();
  });

  it('is found for a line of it, and for more than the record holds', () => {
    const log = [decision('cd app &&\nnpm test\nls'), decision('x'.repeat(200))];
    expect(findDecisionFor({ command: 'npm test' }, log, now)).toBeDefined();
    expect(findDecisionFor({ command: 'npm' }, log, now)).toBeUndefined();
    expect(findDecisionFor({ command: 'x'.repeat(90_000) }, log, now)).toBeDefined();
    expect(findDecisionFor({ command: 'x'.repeat(199) }, log, now)).toBeUndefined();
  });

  it.each<[string, Partial<RecordedDecision>]>([
    ['was a refusal', { verdict: 'deny' }],
    ['is long past', { time: '2026-11-22T11:00:00Z' }],
    ['was about a person', { actor: 'human' }],
  ])('is none that %s', (_, change) => {
    expect(findDecisionFor({ command: 'ls' }, [decision('ls', change)], now)).toBeUndefined();
  });

  it('is found although the record does not hold the secret in the command', () => {
    const started = `curl -H "Authorization: Bearer ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}" https://x.test`;
    const kept = String(redactDeep(started, new Map()));
    expect(kept).not.toBe(started);
    expect(findDecisionFor({ command: started }, [decision(kept)], now)).toBeDefined();
  });
});
