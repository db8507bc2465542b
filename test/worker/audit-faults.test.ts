/** What the system refuses or cuts short while a record is written: nothing is acknowledged that is not there. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAuditLog } from '../../server/audit/log';
import { readDecisions } from '../../server/audit/read';
import { verifyAudit } from '../../server/audit/verify';
import { temporaryFolder } from '../support/audit-samples';
import { auditWriter } from '../support/audit-writer-bundle';

const canInject = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
if (!canInject) process.stderr.write('SKIPPED: failing system calls are not tested, because strace cannot be run.\n');

const writer = auditWriter();

/** The calls a writer makes, up to the how manieth. Writes are counted on the segment only. */
const calls: readonly (readonly [string, number])[] = [
  ['mkdir', 4],
  ['link', 2],
  ['rename', 1],
  ['fsync', 2],
  ['write', 2],
  ['fdatasync', 2],
  ['unlink', 4],
];
const faults = calls.flatMap(([call, last]) =>
  ['error=EIO', 'error=ENOSPC', 'signal=KILL'].flatMap((fault) =>
    Array.from({ length: last }, (_, index) => ({ call, fault, nth: index + 1 })),
  ),
);

interface Run {
  readonly workspace: string;
  readonly home: string;
}

function write({ workspace, home }: Run, count: number, prefix: readonly string[] = []): string[] {
  const [program = '', ...args] = [...prefix, process.execPath, writer(), workspace, home, String(count), '300'];
  return spawnSync(program, args, { encoding: 'utf8', timeout: 30_000 }).stdout.split('\n').slice(0, -1);
}

function injected(call: string, fault: string, nth: number, run: Run): readonly string[] {
  const segments = openAuditLog(run.workspace, { home: run.home }).layout.segments;
  const only = call === 'write' ? ['-P', join(segments, readdirSync(segments)[0] ?? '')] : [];
  const trace = join(run.home, 'trace');
  return [
    'strace',
    '-f',
    '-qq',
    '-o',
    trace,
    ...only,
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:${fault}:when=${nth}`,
  ];
}

test.skipIf(!canInject).each(faults)('$call meets $fault at call $nth', { timeout: 60_000 }, ({ call, fault, nth }) => {
  const run = { workspace: join(temporaryFolder(), 'shop'), home: temporaryFolder() };
  mkdirSync(run.workspace);
  const before = call === 'write' ? write(run, 1) : [];
  const during = write(run, 3, injected(call, fault, nth, run));
  const after = write(run, 2);
  const log = openAuditLog(run.workspace, { home: run.home });
  expect(after.filter((line) => line.startsWith('error'))).toEqual([]);
  expect(verifyAudit(log)).toMatchObject({ ok: true, problems: [] });
  const recorded = new Set(readDecisions(log, 100).map((decision) => decision.id));
  const acknowledged = [...before, ...during, ...after].filter((line) => !line.startsWith('error'));
  expect(acknowledged.filter((id) => !recorded.has(id))).toEqual([]);
  const trace = readFileSync(join(run.home, 'trace'), 'utf8');
  expect(trace).toMatch(fault === 'signal=KILL' ? /killed by SIGKILL/ : /INJECTED/);
});

test.skipIf(!canInject)('a file system without hard links is locked all the same', { timeout: 60_000 }, () => {
  const run = { workspace: temporaryFolder(), home: temporaryFolder() };
  const trace = join(run.home, 'trace');
  const prefix = ['strace', '-f', '-qq', '-o', trace, '-e', 'trace=link', '-e', 'inject=link:error=EPERM'];
  const acknowledged = write(run, 4, prefix);
  expect(acknowledged.filter((line) => line.startsWith('error'))).toEqual([]);
  const log = openAuditLog(run.workspace, { home: run.home });
  expect(verifyAudit(log)).toMatchObject({ ok: true, records: 5 });
  expect(readFileSync(trace, 'utf8')).toMatch(/INJECTED/);
});
