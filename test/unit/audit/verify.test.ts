import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AuditLog, appendDecision, appendEvent } from '../../../server/audit/log';
import { verifyAudit } from '../../../server/audit/verify';
import { sampleDecision, sampleRequest, temporaryFolder, temporaryLog } from '../../support/audit-samples';

/** Thousands of verifications, on a machine that may be busy. */
const exhaustive = { timeout: 120_000 };

describe('an honest log', () => {
  test('verifies', () => {
    const log = logOf(5);
    expect(verifyAudit(log)).toMatchObject({ ok: true, records: 6, problems: [], notes: [] });
  });

  test('verifies over several segments', () => {
    const log = logOf(12, 2_000);
    expect(readdirSync(log.layout.segments).length).toBeGreaterThan(3);
    expect(verifyAudit(log)).toMatchObject({ ok: true, problems: [] });
  });

  test('that never began is fine', () => {
    expect(verifyAudit(temporaryLog())).toMatchObject({ ok: true, records: 0 });
  });

  test('verifies with the torn writes it accounts for', () => {
    const log = logOf(2);
    appendFileSync(segmentOf(log), '{"$prev":"torn');
    expect(verifyAudit(log)).toMatchObject({ ok: true, notes: [expect.stringContaining('14 bytes')] });
    appendEvent(log, 'session.end');
    expect(verifyAudit(log)).toMatchObject({ ok: true, records: 5, notes: [expect.stringContaining('record 3')] });
  });

  test('verifies when a whole record was written but for its newline', () => {
    const log = logOf(2);
    writeFileSync(segmentOf(log), readFileSync(segmentOf(log), 'utf8').trimEnd());
    appendEvent(log, 'session.end');
    expect(verifyAudit(log)).toMatchObject({ ok: true, records: 4, problems: [], notes: [] });
  });
});

test('logs of others in the same workspace are verified, too', () => {
  const log = logOf(2);
  const theirs = { ...log, layout: layoutOfOther(log) };
  renameSync(log.layout.folder, theirs.layout.folder);
  rmSync(log.layout.anchors, { recursive: true });
  appendEvent(log, 'session.start');
  expect(verifyAudit(log)).toMatchObject({ ok: true, records: 5 });
  const text = readFileSync(segmentOf(theirs), 'utf8');
  writeFileSync(segmentOf(theirs), text.replace('echo 0', 'echo 9'));
  expect(verifyAudit(log).problems).toEqual([
    expect.objectContaining({ code: 'record-changed', message: expect.stringMatching(/^in log 0123456789abcdef: /) }),
  ]);
});

function layoutOfOther({ layout }: AuditLog): AuditLog['layout'] {
  const folder = join(layout.root, '0123456789abcdef');
  return { ...layout, domain: '0123456789abcdef', folder, segments: join(folder, 'segments') };
}

describe('tampering is noticed:', () => {
  test('every byte that is changed', exhaustive, () => {
    const log = logOf(3);
    const whole = readFileSync(segmentOf(log));
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(segmentOf(log), changed);
      const { ok, problems } = verifyAudit(log);
      if (ok) throw new Error(`the change of byte ${at} went unnoticed`);
      const record = recordAt(whole, at);
      const named = problems.map((finding) => finding.seq);
      if (!named.some((seq) => seq === record || seq === record + 1)) {
        throw new Error(`byte ${at} is in record ${record}; named: ${problems.map((finding) => finding.message)}`);
      }
    }
  });

  test('every byte that is changed, without an anchor, but in the last record', exhaustive, () => {
    const log = logOf(3);
    rmSync(log.layout.anchors, { recursive: true });
    const whole = readFileSync(segmentOf(log));
    const lastLine = whole.lastIndexOf('\n', whole.length - 2);
    for (let at = 0; at < lastLine; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(segmentOf(log), changed);
      if (verifyAudit(log).ok) throw new Error(`the change of byte ${at} went unnoticed`);
    }
  });

  test('every length it is cut to', exhaustive, () => {
    const log = logOf(2);
    const whole = readFileSync(segmentOf(log));
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(segmentOf(log), whole.subarray(0, length));
      if (verifyAudit(log).ok) throw new Error(`the cut to ${length} bytes went unnoticed`);
    }
  });

  test.each([
    ['deleted', (lines: string[]) => lines.splice(2, 1), 'records-missing', 2],
    ['repeated', (lines: string[]) => lines.splice(3, 0, lines[2] ?? ''), 'record-misplaced', 2],
    ['swapped', (lines: string[]) => lines.splice(2, 2, lines[3] ?? '', lines[2] ?? ''), 'records-missing', 2],
    ['emptied', (lines: string[]) => lines.splice(2, 1, ''), 'record-damaged', 2],
    ['replaced by another', (lines: string[]) => lines.splice(2, 1, lines[3] ?? ''), 'records-missing', 2],
    ['added at the end', (lines: string[]) => lines.push(lines[1] ?? ''), 'record-misplaced', 1],
  ])('a line that is %s', (_, change, code, seq) => {
    const log = logOf(5);
    const lines = readFileSync(segmentOf(log), 'utf8').trimEnd().split('\n');
    change(lines);
    writeFileSync(segmentOf(log), `${lines.join('\n')}\n`);
    expect(verifyAudit(log).problems).toContainEqual(expect.objectContaining({ code, seq }));
  });

  test('one changed record is named, and no other', () => {
    const log = logOf(5);
    const text = readFileSync(segmentOf(log), 'utf8');
    writeFileSync(segmentOf(log), text.replace('echo 2', 'echo 9'));
    expect(verifyAudit(log).problems).toEqual([expect.objectContaining({ code: 'record-changed', seq: 3 })]);
  });

  test('a changed LOG.json', () => {
    const log = logOf(1);
    const path = join(log.layout.folder, 'LOG.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"format"', '"Format"'));
    expect(verifyAudit(log).problems).toEqual([expect.objectContaining({ code: 'log-file' })]);
  });

  test.each([
    ['removed', (path: string, _other: string) => rmSync(path), 'records-missing'],
    [
      'renamed',
      (path: string, _other: string) => renameSync(path, path.replace(/\d{4}\.jsonl/, '9999.jsonl')),
      'segment-name',
    ],
    ['replaced by another', (path: string, other: string) => cpSync(other, path), 'segment-name'],
  ])('a segment that is %s', (_, change, code) => {
    const log = logOf(12, 2_000);
    const [, second, third] = readdirSync(log.layout.segments).sort();
    change(join(log.layout.segments, second ?? ''), join(log.layout.segments, third ?? ''));
    expect(verifyAudit(log).problems).toContainEqual(expect.objectContaining({ code }));
  });

  test('the loss of the whole log', () => {
    const log = logOf(3);
    rmSync(log.layout.root, { recursive: true });
    expect(verifyAudit(log).problems).toEqual([
      { code: 'log-missing', seq: 0, message: 'the log is gone: records 0–3 were written' },
    ]);
  });

  test('the loss of a log that was long', () => {
    const log = logOf(1);
    const line = (seq: number) => `${String(seq).padStart(16, '0')} ${'x'.repeat(43)}\n`;
    writeFileSync(join(log.layout.anchors, 'heads'), Array.from({ length: 200_000 }, (_, seq) => line(seq)).join(''));
    rmSync(log.layout.root, { recursive: true });
    expect(verifyAudit(log).problems[0]?.message).toContain('records 0–199999');
  });

  test('the loss of the whole log, after it went on', () => {
    const log = logOf(3);
    rmSync(log.layout.root, { recursive: true });
    appendEvent(log, 'session.start');
    expect(verifyAudit(log).problems).toEqual([
      expect.objectContaining({ code: 'records-missing', message: expect.stringContaining('records 0–3 are missing') }),
    ]);
  });

  test('but not the loss of a whole workspace that is made anew', () => {
    const log = logOf(3);
    const keepsTheInode = `${log.layout.workspace}-old`;
    renameSync(log.layout.workspace, keepsTheInode);
    mkdirSync(log.layout.workspace);
    expect(verifyAudit(log)).toMatchObject({ ok: true, notes: [expect.stringContaining('records 0–3')] });
    appendEvent(log, 'session.start');
    expect(verifyAudit(log)).toMatchObject({
      ok: true,
      records: 2,
      notes: [expect.stringContaining('records 0–3 are not here')],
    });
    rmSync(keepsTheInode, { recursive: true });
    rmSync(log.layout.root, { recursive: true });
    expect(verifyAudit(log).problems).toEqual([expect.objectContaining({ code: 'log-missing' })]);
  });

  test('an older copy that was put back', () => {
    const log = logOf(3);
    const copy = join(temporaryFolder(), 'copy');
    cpSync(log.layout.root, copy, { recursive: true });
    for (let i = 0; i < 4; i++) appendEvent(log, 'session.start');
    rmSync(log.layout.root, { recursive: true });
    cpSync(copy, log.layout.root, { recursive: true });
    expect(verifyAudit(log).problems).toEqual([expect.objectContaining({ code: 'records-missing', seq: 4 })]);
    appendEvent(log, 'session.end');
    const { problems } = verifyAudit(log);
    expect(problems).toEqual([expect.objectContaining({ code: 'records-missing', seq: 4 })]);
  });

  test('a last record that was cut in the middle before the log went on', () => {
    const log = logOf(3);
    const whole = readFileSync(segmentOf(log));
    writeFileSync(segmentOf(log), whole.subarray(0, whole.length - 100));
    appendEvent(log, 'session.end');
    const { problems, notes } = verifyAudit(log);
    expect(problems).toEqual([expect.objectContaining({ code: 'records-missing', seq: 3 })]);
    expect(notes).toEqual([expect.stringContaining('record 4 accounts for 1 unfinished write')]);
    appendEvent(log, 'session.end');
    expect(verifyAudit(log).problems).toEqual(problems);
  });

  test('a last record that was rewritten before the log went on', () => {
    const log = logOf(3);
    const text = readFileSync(segmentOf(log), 'utf8');
    writeFileSync(segmentOf(log), text.replace('echo 2', 'echo 9'));
    appendEvent(log, 'session.end');
    expect(verifyAudit(log).problems).toContainEqual(expect.objectContaining({ code: 'record-changed', seq: 3 }));
  });

  test('a fragment that was changed after it was accounted for', () => {
    const log = logOf(2);
    appendFileSync(segmentOf(log), '{"$prev":"torn');
    appendEvent(log, 'session.end');
    const text = readFileSync(segmentOf(log), 'utf8');
    writeFileSync(segmentOf(log), text.replace('torn', 'born'));
    expect(verifyAudit(log).problems).toEqual([expect.objectContaining({ code: 'fragment' })]);
  });
});

function logOf(decisions: number, rotateBytes = 1_000_000): AuditLog {
  const log = temporaryLog({ rotateBytes });
  for (let i = 0; i < decisions; i++) appendDecision(log, sampleRequest(`echo ${i}`), sampleDecision());
  return log;
}

function segmentOf(log: AuditLog): string {
  return join(log.layout.segments, readdirSync(log.layout.segments).sort().at(-1) ?? '');
}

function recordAt(whole: Buffer, at: number): number {
  return whole.subarray(0, at).toString('latin1').split('\n').length - 1;
}
