import { appendFileSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendDecision, appendOutcome } from '../../../server/audit/log';
import { countDecisions, findDecision, readDecisions } from '../../../server/audit/read';
import type { Effect } from '../../../server/effects/effect';
import { sampleDecision, sampleRequest, temporaryLog } from '../../support/audit-samples';

const agent = { name: 'copilot', sessionId: 's' };

describe('decisions are read back', () => {
  test('newest last, at most as many as asked for', () => {
    const log = temporaryLog({ rotateBytes: 1_500 });
    for (let i = 0; i < 7; i++) appendDecision(log, sampleRequest(`echo ${i}`), sampleDecision());
    expect(readDecisions(log, 3).map((decision) => decision.command)).toEqual(['echo 4', 'echo 5', 'echo 6']);
    expect(readDecisions(log, 100)).toHaveLength(7);
  });

  test('with everything the editor shows', () => {
    const log = temporaryLog();
    const denied = sampleDecision({
      verdict: 'deny',
      would: 'deny',
      rules: ['core/git/x'],
      reason: 'No.',
      instead: 'That.',
    });
    const { seq, id } = appendDecision(log, sampleRequest('git push -f', { agent }), denied);
    const [{ time, ...rest } = { time: '' }] = readDecisions(log, 1);
    expect(Date.parse(time)).toBeGreaterThan(0);
    expect(rest).toEqual({
      id,
      seq,
      actor: 'ai',
      agent: 'copilot',
      session: 's',
      tool: 'run_in_terminal',
      command: 'git push -f',
      cwd: '/shop',
      verdict: 'deny',
      would: 'deny',
      rules: ['core/git/x'],
      reason: 'No.',
      instead: 'That.',
      effects: [],
      places: [],
    });
  });

  test('with the place in a file of the workspace where the deciding effect stands', () => {
    const log = temporaryLog();
    const inFile = (path: string) => ({
      span: { start: 0, end: 7 },
      evidence: 'rm -rf',
      chain: ['npm run clean'],
      file: { path, span: { start: 30, end: 36 } },
    });
    const effect = (path: string): Effect => ({
      kind: 'fs.delete',
      path: '/shop/src',
      extent: 'unbounded',
      undo: 'irreversible',
      authority: 'user',
      via: 'script',
      certainty: 'certain',
      at: inFile(path),
    });
    const finding = (index: number) => ({
      rule: 'core/fs/x',
      verdict: 'deny' as const,
      because: 'No.',
      effect: index,
      possible: false,
    });
    const decision = sampleDecision({
      verdict: 'deny',
      would: 'deny',
      rules: ['core/fs/x'],
      effects: [effect('/shop/package.json'), effect('/elsewhere/package.json')],
      environments: [null, 'prod'],
      findings: [finding(0), finding(1)],
    });
    appendDecision(log, sampleRequest('npm run clean'), decision);
    const [read] = readDecisions(log, 1);
    expect(read?.places).toEqual([{ path: '/shop/package.json', start: 30, end: 36 }]);
    expect(read?.effects).toEqual(['fs.delete /shop/src', 'fs.delete /shop/src']);
  });

  test('by the beginning of an id', () => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('ls'), sampleDecision({ id: '0192-aa' }));
    appendDecision(log, sampleRequest('pwd'), sampleDecision({ id: '0192-bb' }));
    expect(findDecision(log, '0192-a')?.command).toBe('ls');
    expect(findDecision(log, '0193')).toBeUndefined();
  });

  test('and counted', () => {
    const log = temporaryLog();
    for (const [index, verdict] of (['allow', 'deny', 'ask', 'deny', 'warn'] as const).entries()) {
      appendDecision(
        log,
        sampleRequest(`echo '"verdict":"deny"' ${index}`),
        sampleDecision({ verdict, would: verdict }),
      );
    }
    expect(countDecisions(log)).toEqual({ total: 5, denied: 2, asked: 1 });
    appendDecision(log, sampleRequest('one more'), sampleDecision({ verdict: 'ask', would: 'ask' }));
    expect(countDecisions(log)).toEqual({ total: 6, denied: 2, asked: 2 });
  });

  test('and counted on from where the last count ended, once a line is whole', () => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('one'), sampleDecision());
    const [segment] = readdirSync(log.layout.segments).map((name) => join(log.layout.segments, name));
    if (segment === undefined) throw new Error('no segment');
    const line = readFileSync(segment, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    expect(countDecisions(log).total).toBe(1);
    appendFileSync(segment, line.slice(0, 200));
    expect(countDecisions(log).total).toBe(1);
    appendFileSync(segment, `${line.slice(200)}\n`);
    expect(countDecisions(log).total).toBe(2);
    truncateSync(segment);
    expect(countDecisions(log).total).toBe(0);
  });

  test('none where no log has begun', () => {
    expect(readDecisions(temporaryLog(), 5)).toEqual([]);
  });
});

describe('an outcome is joined with its decision', () => {
  test('by the id of the call', () => {
    const log = temporaryLog();
    for (const toolCallId of ['a', 'b'])
      appendDecision(log, sampleRequest('ls', { agent: { ...agent, toolCallId } }), sampleDecision());
    appendOutcome(log, { sessionId: 's', toolCallId: 'a', status: 'failure', exitCode: 2 });
    expect(readDecisions(log, 2).map((decision) => decision.outcome)).toEqual(['failure (exit code 2)', undefined]);
  });

  test('by session and command where the host gives no id', () => {
    const log = temporaryLog();
    for (const command of ['ls', 'pwd']) appendDecision(log, sampleRequest(command, { agent }), sampleDecision());
    appendOutcome(log, { request: sampleRequest('ls'), sessionId: 's', status: 'success', exitCode: 0 });
    expect(readDecisions(log, 2).map((decision) => decision.outcome)).toEqual(['success', undefined]);
  });

  test('not across sessions', () => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('ls', { agent: { ...agent, toolCallId: 'a' } }), sampleDecision());
    appendOutcome(log, { sessionId: 'another', toolCallId: 'a', status: 'killed', signal: 'SIGTERM' });
    expect(readDecisions(log, 1)[0]?.outcome).toBeUndefined();
  });
});
