/** What the guard is doing, from all that bears on it: one word for the status bar, and what is off, in sentences. */
import type { StatusResult } from '../../server/protocol';
import type { WorkerState } from '../policy-worker';

export type GuardWord = 'on' | 'monitor' | 'restricted' | 'stopped' | 'starting';

export interface GuardState {
  readonly word: GuardWord;
  /** One sentence each; empty when all is well. */
  readonly problems: readonly string[];
}

export interface Circumstances {
  readonly worker: WorkerState;
  readonly trusted: boolean;
  /** `undefined` until the worker has answered. */
  readonly status: StatusResult | undefined;
  /** What else is off: hook settings, the runtime copy. */
  readonly problems: readonly string[];
}

export function guardState({ worker, trusted, status, problems }: Circumstances): GuardState {
  if (worker === 'stopped') return { word: 'stopped', problems: ['The policy worker is not running.', ...problems] };
  if (worker === 'restarting') {
    return { word: 'stopped', problems: ['The policy worker has ended and is being started again.', ...problems] };
  }
  if (status === undefined) return { word: 'starting', problems };
  const all = [...statusProblems(status), ...problems];
  if (!trusted) return { word: 'restricted', problems: all };
  return { word: status.policy.mode === 'monitor' ? 'monitor' : 'on', problems: all };
}

function statusProblems({ policy, audit, hooksDisabledBy }: StatusResult): string[] {
  return [
    ...(policy.problem === undefined ? [] : [policy.problem]),
    ...(audit.writable ? [] : [`The audit log cannot be written: ${audit.problem ?? 'unknown reason'}`]),
    ...hooksDisabledBy,
  ];
}
