import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AuditLog, appendEvent, openAuditLog } from '../../server/audit/log';
import { readDecisions } from '../../server/audit/read';
import { verifyAudit } from '../../server/audit/verify';
import { temporaryFolder } from '../support/audit-samples';
import { auditWriter } from '../support/audit-writer-bundle';

const writer = auditWriter();

interface Place {
  readonly workspace: string;
  readonly home: string;
  readonly log: AuditLog;
}

function makePlace(workspace = temporaryFolder()): Place {
  const home = temporaryFolder();
  return { workspace, home, log: openAuditLog(workspace, { home }) };
}

interface Writer {
  readonly process: ChildProcess;
  /** Ids that were acknowledged, and errors. */
  readonly said: () => string[];
}

function start({ workspace, home }: Place, count: number, bytes = 100): Writer {
  const child = spawn(process.execPath, [writer(), workspace, home, String(count), String(bytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { process: child, said: () => text.split('\n').slice(0, -1) };
}

/** When it has exited and all it printed has arrived. */
async function ended({ process }: Writer): Promise<void> {
  if (process.exitCode === null && process.signalCode === null) await once(process, 'close');
  else if (!process.stdout?.readableEnded) await once(process, 'close');
}

function recordedIds({ log }: Place): string[] {
  return readDecisions(log, Number.POSITIVE_INFINITY).map((decision) => decision.id);
}

test('sixteen processes write one log, whole and in order', { timeout: 120_000 }, async () => {
  const place = makePlace();
  const writers = Array.from({ length: 16 }, (_, i) => start(place, 25, 50 + i * 400));
  await Promise.all(writers.map(ended));
  const acknowledged = writers.flatMap((each) => each.said());
  expect(acknowledged).toHaveLength(16 * 25);
  expect(recordedIds(place).sort()).toEqual([...acknowledged].sort());
  expect(readdirSync(place.log.layout.segments).length).toBeGreaterThan(2);
  expect(verifyAudit(place.log)).toMatchObject({ ok: true, problems: [] });
});

test('writers that are killed lose no acknowledged record and block nobody', { timeout: 180_000 }, async () => {
  const place = makePlace();
  const acknowledged: string[] = [];
  for (let round = 0; round < 20; round++) {
    const writers = Array.from({ length: 5 }, () => start(place, 10_000, 8_000));
    for (const each of writers) {
      await said(each, 1);
      setTimeout(() => each.process.kill('SIGKILL'), Math.random() * 60);
    }
    await Promise.all(writers.map(ended));
    acknowledged.push(...writers.flatMap((each) => each.said()));
  }
  expect(acknowledged.filter((line) => line.startsWith('error'))).toEqual([]);
  const recorded = new Set(recordedIds(place));
  expect(acknowledged.filter((id) => !recorded.has(id))).toEqual([]);
  const begun = performance.now();
  appendEvent(place.log, 'session.end');
  expect(performance.now() - begun).toBeLessThan(1_500);
  expect(verifyAudit(place.log)).toMatchObject({ ok: true, problems: [] });
});

/** Waits until a writer has had so many records acknowledged. */
async function said(writer: Writer, count: number): Promise<void> {
  while (writer.said().length < count && writer.process.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('a writer that is stopped while it holds the lock makes others give up, and is waited for', {
  timeout: 60_000,
}, async () => {
  const place = makePlace();
  const stopped = start(place, 100_000, 8_000);
  await said(stopped, 3);
  const impatient = { ...place.log, limitMs: 300 };
  const lock = join(place.log.layout.folder, 'lock');
  for (;;) {
    stopped.process.kill('SIGSTOP');
    if (isHeldBy(lock, stopped.process.pid)) break;
    stopped.process.kill('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  expect(() => appendEvent(impatient, 'session.start')).toThrow(expect.objectContaining({ code: 'locked' }));
  stopped.process.kill('SIGCONT');
  appendEvent(place.log, 'session.end');
  stopped.process.kill('SIGKILL');
  await ended(stopped);
  expect(verifyAudit(place.log)).toMatchObject({ ok: true, problems: [] });
});

function isHeldBy(lock: string, pid: number | undefined): boolean {
  try {
    return (JSON.parse(readFileSync(lock, 'utf8')) as { pid: number }).pid === pid;
  } catch {
    return false;
  }
}

describe('where a file system can be mounted', () => {
  const mountable = canMount();
  if (!mountable) {
    process.stderr.write('SKIPPED: a full and a read-only disk are not tested, because mounting needs root.\n');
  }

  test.skipIf(!mountable)(
    'a full disk refuses records, and the log goes on when there is space',
    { timeout: 60_000 },
    async () => {
      const folder = temporaryFolder();
      await mounted(folder, 'size=300k', async () => {
        const workspace = join(folder, 'shop');
        mkdirSync(workspace);
        const place = makePlace(workspace);
        const full = start(place, 60, 12_000);
        await ended(full);
        const errors = full.said().filter((line) => line.startsWith('error'));
        const acknowledged = full.said().filter((line) => !line.startsWith('error'));
        expect(acknowledged.length).toBeGreaterThan(5);
        expect(new Set(errors).size).toBeGreaterThan(0);
        for (const error of errors) expect(error).toMatch(/^error (no-space|partial-write)$/);
        spawnSync('mount', ['-o', 'remount,size=600k', folder]);
        const after = start(place, 3, 1_000);
        await ended(after);
        expect(after.said().filter((line) => line.startsWith('error'))).toEqual([]);
        const recorded = new Set(recordedIds(place));
        expect([...acknowledged, ...after.said()].filter((id) => !recorded.has(id))).toEqual([]);
        expect(verifyAudit(place.log)).toMatchObject({ ok: true, problems: [] });
      });
    },
  );

  test.skipIf(!mountable)('a read-only disk refuses records and says so', async () => {
    const folder = temporaryFolder();
    await mounted(folder, 'size=300k', async () => {
      const place = makePlace(folder);
      appendEvent(place.log, 'session.start');
      spawnSync('mount', ['-o', 'remount,ro', folder]);
      expect(() => appendEvent(place.log, 'session.end')).toThrow(expect.objectContaining({ code: 'unwritable' }));
    });
  });
});

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'guardrails-mount-'));
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]).status === 0;
  if (done) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return done;
}

async function mounted(folder: string, options: string, work: () => Promise<void>): Promise<void> {
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status).toBe(0);
  try {
    await work();
  } finally {
    spawnSync('umount', ['-l', folder]);
  }
}
