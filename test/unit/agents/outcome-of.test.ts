import { expect, test } from 'vitest';
import type { HostEvent } from '../../../server/agents/host-event';
import { outcomeOf } from '../../../server/agents/outcome-of';

const after = (response: unknown, kind: HostEvent['kind'] = 'after-tool'): HostEvent => ({
  kind,
  response,
  agent: { name: 'copilot' },
  canAsk: true,
});

test.each([
  ['done', { status: 'success', bytesOut: 4 }],
  ['oops\nCommand exited with code 3', { status: 'failure', exitCode: 3, bytesOut: 31 }],
  [
    { stdout: 'ok', stderr: '', interrupted: false },
    { status: 'success', bytesOut: 2 },
  ],
  [
    { stdout: '', interrupted: true },
    { status: 'killed', bytesOut: 0 },
  ],
  [
    { resultType: 'failure', textResultForLlm: 'no' },
    { status: 'failure', bytesOut: 2 },
  ],
  [
    { resultType: 'success', textResultForLlm: 'yes' },
    { status: 'success', bytesOut: 3 },
  ],
  [
    { output: '', exit_code: 1 },
    { status: 'failure', exitCode: 1, bytesOut: 0 },
  ],
  [undefined, { status: 'unknown' }],
])('%j', (response, outcome) => {
  expect(outcomeOf(after(response))).toEqual(outcome);
});

test('a failure event is a failure whatever it says', () => {
  expect(outcomeOf(after('x', 'after-tool-failure')).status).toBe('failure');
});
