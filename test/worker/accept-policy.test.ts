/** A policy that loosens, by processes: it waits, the editor shows it, a person accepts it, hooks go by it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { acceptPolicyMethod, pendingPolicyMethod } from '../../server/protocol';
import { commitAll } from '../support/commit-all';
import { HookWorld } from '../support/hook-world';
import { startWorker, type WorkerClient } from '../support/worker-client';

const file = '.guardrails/policy.yaml';
const policy = `apiVersion: guardrails/v1
id: test/accept
rules:
  - { id: test/no-delete, effects: [fs.delete], decide: deny, because: b, instead: i, tests: { deny: [{ run: rm a }] } }
`;
const looser = policy.replace('decide: deny', 'decide: warn').replace('{ deny:', '{ notMatch:').replace('rm a', 'ls');

let world: HookWorld;
let worker: WorkerClient;

beforeEach(async () => {
  world = new HookWorld();
  world.write(file, policy);
  commitAll(world.workspace);
  worker = await startWorker({ home: world.home, workspace: world.workspace });
});

afterEach(async () => {
  await worker.stop();
  world.remove();
});

async function rulesOn(command: string): Promise<readonly string[]> {
  await world.call(world.terminalCall(command));
  return world.decisions().at(-1)?.decision?.rules ?? [];
}

test('a committed policy is in force at once, for hooks too', async () => {
  expect(await worker.request(pendingPolicyMethod, undefined)).toEqual({});
  expect(await rulesOn('rm a')).toEqual(['test/no-delete']);
});

test('an edit that loosens waits, is marked where it does, and holds once a person has accepted just that', async () => {
  world.write(file, looser);
  const pending = (await worker.diagnose(file, 'yaml', looser)).filter(({ code }) => code === 'pending');
  expect(pending.map(({ message, range }) => [range.start.line, message])).toEqual([
    [3, expect.stringContaining('rule test/no-delete: deny → warn')],
  ]);
  const actions = await worker.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: worker.uri(file) },
    range: pending[0]?.range,
    context: { diagnostics: pending },
  });
  const commands = actions.map(({ command }) => command?.command);
  expect(commands).toEqual(expect.arrayContaining(['guardrails.showPolicyChange', 'guardrails.acceptPolicy']));
  expect(await rulesOn('rm a')).toEqual(['test/no-delete']);
  expect(world.decisions().at(-1)?.decision?.verdict).toBe('deny');

  const { waiting } = await worker.request(pendingPolicyMethod, undefined);
  const { folder = '', digest = '' } = waiting ?? {};
  expect(waiting).toMatchObject({ folder: world.workspace, approvedText: policy });
  const other = await worker.request(acceptPolicyMethod, { folder, digest: 'sha256:0' });
  expect(other.problem).toContain('changed meanwhile');
  expect(await worker.request(acceptPolicyMethod, { folder, digest })).toEqual({});
  expect(await worker.request(pendingPolicyMethod, undefined)).toEqual({});
  await rulesOn('rm a');
  expect(world.decisions().at(-1)?.decision?.verdict).not.toBe('deny');

  const changes = world.records().filter(({ action }) => action === 'policy.change');
  expect(changes).toMatchObject([{ actor: { kind: 'human' } }]);
  expect(JSON.parse(changes[0]?.ext ?? '')).toMatchObject({
    from: expect.stringMatching(/^sha256:/),
    to: digest,
    changes: ['rule test/no-delete: deny → warn'],
  });
});
