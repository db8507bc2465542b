import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AuditError } from '../../../server/audit/audit-error';
import { canonicalJson } from '../../../server/audit/canonical';
import { leafHash, noPrevious } from '../../../server/audit/chain';
import { type AuditLog, appendDecision, appendEvent, appendOutcome } from '../../../server/audit/log';
import { verifyAudit } from '../../../server/audit/verify';
import { sampleDecision, sampleRequest, temporaryFolder, temporaryLog } from '../../support/audit-samples';

interface AnyRecord {
  readonly $prev: string;
  readonly $seq: number;
  readonly action: string;
  readonly [member: string]: unknown;
}

describe('a new log', () => {
  test('begins with a record of its own beginning', () => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('ls'), sampleDecision());
    const [genesis, decision] = recordsOf(log);
    expect(genesis).toMatchObject({ $prev: noPrevious, $seq: 0, action: 'log.genesis' });
    expect(decision).toMatchObject({ $seq: 1, action: 'command.decision', command: { raw: 'ls' } });
  });

  test('is hidden from git and readable by its owner only', () => {
    const log = temporaryLog();
    appendEvent(log, 'session.start');
    expect(readFileSync(join(log.layout.root, '.gitignore'), 'utf8')).toBe('*\n');
    expect(statSync(log.layout.folder).mode & 0o777).toBe(0o700);
    expect(statSync(segmentOf(log)).mode & 0o777).toBe(0o600);
  });

  test('leaves no lock files behind', () => {
    const log = temporaryLog();
    appendEvent(log, 'session.start');
    expect(readdirSync(log.layout.folder).sort()).toEqual(['LOG.json', 'segments']);
  });
});

test('every record is canonical JSON and names the hash of the line before it', () => {
  const log = temporaryLog();
  for (const command of ['ls', 'pwd', 'git status']) appendDecision(log, sampleRequest(command), sampleDecision());
  const lines = linesOf(log);
  const records = recordsOf(log);
  for (const line of lines) expect(canonicalJson(JSON.parse(line))).toBe(line);
  for (let i = 1; i < lines.length; i++) expect(records[i]?.$prev).toBe(leafHash(Buffer.from(lines[i - 1] ?? '')));
  expect(records.map((record) => record.$seq)).toEqual([0, 1, 2, 3]);
});

test('a full segment is followed by a new one, named after its first record', () => {
  const log = temporaryLog({ rotateBytes: 2_000 });
  for (let i = 0; i < 6; i++) appendDecision(log, sampleRequest(`echo ${i}`), sampleDecision());
  const names = readdirSync(log.layout.segments).sort();
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) {
    const first = JSON.parse(readFileSync(join(log.layout.segments, name), 'utf8').split('\n')[0] ?? '') as AnyRecord;
    expect(name).toBe(`${String(first.$seq).padStart(16, '0')}.jsonl`);
  }
});

describe('a torn tail', () => {
  test('is kept, closed, and accounted for by the next writer', () => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('ls'), sampleDecision());
    appendFileSync(segmentOf(log), '{"$prev":"torn');
    appendDecision(log, sampleRequest('pwd'), sampleDecision());
    const lines = linesOf(log);
    expect(lines[2]).toBe('{"$prev":"torn');
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ $seq: 2, action: 'log.recovered', fragments: [{ bytes: 14 }] });
    expect(JSON.parse(lines[4] ?? '')).toMatchObject({ $seq: 3, command: { raw: 'pwd' } });
  });

  test('is found behind more bytes than one look takes', () => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('ls'), sampleDecision());
    appendFileSync(segmentOf(log), 'x'.repeat(60_000));
    const { seq } = appendDecision(log, sampleRequest('pwd'), sampleDecision());
    expect(seq).toBe(3);
  });
});

describe('one call that two hooks report', () => {
  const call = { agent: { name: 'copilot', sessionId: 's', toolCallId: 'call-1' } };

  test('is recorded once', () => {
    const log = temporaryLog();
    const first = appendDecision(log, sampleRequest('ls', call), sampleDecision());
    const second = appendDecision(
      log,
      sampleRequest('ls', { agent: { name: 'copilot', sessionId: 's' } }),
      sampleDecision(),
    );
    expect(second).toEqual(first);
    expect(recordsOf(log)).toHaveLength(2);
  });

  test.each([
    ['another call id', sampleRequest('ls', { agent: { ...call.agent, toolCallId: 'call-2' } }), sampleDecision()],
    ['another session', sampleRequest('ls', { agent: { ...call.agent, sessionId: 't' } }), sampleDecision()],
    ['another command', sampleRequest('ls -l', call), sampleDecision()],
    ['another answer', sampleRequest('ls', call), sampleDecision({ verdict: 'deny', would: 'deny' })],
  ])('%s makes it another', (_, request, decision) => {
    const log = temporaryLog();
    appendDecision(log, sampleRequest('ls', call), sampleDecision());
    appendDecision(log, request, decision);
    expect(recordsOf(log)).toHaveLength(3);
  });

  test('two seconds later it is another', () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const log = temporaryLog({ now: () => now });
    appendDecision(log, sampleRequest('ls', call), sampleDecision());
    now = new Date('2026-01-01T00:00:02.001Z');
    appendDecision(log, sampleRequest('ls', call), sampleDecision());
    expect(recordsOf(log)).toHaveLength(3);
  });
});

test('hostile commands become one valid line each', () => {
  const log = temporaryLog();
  const hostile = ['\ud800', '\0\n\r\u2028\u202e\u001b[31m', '"\\', 'é'.repeat(40_000), '\u0001'.repeat(1_000_000)];
  for (const command of hostile) appendDecision(log, sampleRequest(command), sampleDecision());
  const lines = linesOf(log);
  expect(lines).toHaveLength(hostile.length + 1);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(65_535);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});

test('the end of a call that two hooks report is recorded once', () => {
  const log = temporaryLog();
  const end = { request: sampleRequest('ls'), sessionId: 's', status: 'success' as const };
  const first = appendOutcome(log, { ...end, toolCallId: 'call-1' });
  expect(appendOutcome(log, end)).toEqual(first);
  expect(appendOutcome(log, { ...end, toolCallId: 'call-2' }).seq).toBe(first.seq + 1);
  expect(recordsOf(log)).toHaveLength(3);
});

test('an outcome names its call', () => {
  const log = temporaryLog();
  appendOutcome(log, { sessionId: 's', toolCallId: 'call-1', status: 'failure', exitCode: 2 });
  expect(recordsOf(log)[1]).toMatchObject({
    action: 'command.outcome',
    session: { id: 's', tool_call_id: 'call-1' },
    outcome: { status: 'failure', exit_code: 2 },
  });
});

describe('where no log can be', () => {
  test('a file in place of the folder is named', () => {
    const log = temporaryLog();
    writeFileSync(join(log.layout.workspace, '.guardrails'), 'not a folder');
    expect(errorOf(log)).toMatchObject({ code: 'not-a-folder', path: join(log.layout.workspace, '.guardrails') });
  });

  test('a link is not followed', () => {
    const log = temporaryLog();
    symlinkSync(tmpdir(), join(log.layout.workspace, '.guardrails'));
    expect(errorOf(log)).toMatchObject({ code: 'not-a-folder' });
  });

  test('a workspace that is gone is not made again', () => {
    const log = temporaryLog();
    const gone = { ...log, layout: { ...log.layout, workspace: join(log.layout.workspace, 'gone') } };
    expect(errorOf(gone)).toMatchObject({ code: 'unwritable' });
  });

  test('pipes in place of files are not waited for', () => {
    for (const path of ['LOG.json', 'segments/0000000000000000.jsonl', 'lock']) {
      const log = temporaryLog({ limitMs: 50 });
      appendEvent(log, 'session.start');
      rmSync(join(log.layout.folder, path), { force: true });
      expect(spawnSync('mkfifo', [join(log.layout.folder, path)]).status).toBe(0);
      if (path === 'LOG.json') appendEvent(log, 'session.end');
      else expect(errorOf(log)).toBeInstanceOf(AuditError);
      expect(verifyAudit(log).ok).toBe(path === 'lock');
    }
  });

  test('a log of another format is left alone', () => {
    const log = temporaryLog();
    appendEvent(log, 'session.start');
    writeFileSync(join(log.layout.folder, 'LOG.json'), '{"format":99,"lock":"flock/1"}');
    expect(errorOf(log)).toMatchObject({ code: 'foreign-format' });
  });

  test('a lock that stays held runs out of time', () => {
    const log = temporaryLog({ limitMs: 50 });
    appendEvent(log, 'session.start');
    writeFileSync(join(log.layout.folder, 'lock'), 'nobody knows who');
    expect(errorOf(log)).toMatchObject({ code: 'locked' });
  });
});

test('a home that cannot be written does not keep the record from being written', () => {
  const home = join(temporaryFolder(), 'file');
  writeFileSync(home, '');
  const log = temporaryLog({ home });
  appendDecision(log, sampleRequest('ls', { agent: { name: 'copilot', sessionId: 's' } }), sampleDecision());
  expect(recordsOf(log)).toHaveLength(2);
});

function errorOf(log: AuditLog): AuditError {
  try {
    appendEvent(log, 'session.start');
  } catch (error) {
    if (error instanceof AuditError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function segmentOf(log: AuditLog): string {
  return join(log.layout.segments, readdirSync(log.layout.segments).sort().at(-1) ?? '');
}

function linesOf(log: AuditLog): string[] {
  return readFileSync(segmentOf(log), 'utf8').trimEnd().split('\n');
}

function recordsOf(log: AuditLog): AnyRecord[] {
  return linesOf(log).map((line) => JSON.parse(line) as AnyRecord);
}
