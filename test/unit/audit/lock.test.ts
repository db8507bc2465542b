import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseAbandonedLocks, withLock } from '../../../server/audit/lock';
import { OutOfTime, withinTime } from '../../../server/hook/within-time';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guardrails-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const soon = () => performance.now() + 1_000;

test('leaves nothing behind, whether its work ends well or not', () => {
  expect(withLock(folder, soon(), () => readdirSync(folder).length)).toBe(2);
  expect(() => {
    withLock(folder, soon(), () => {
      throw new Error('no');
    });
  }).toThrow('no');
  expect(readdirSync(folder)).toEqual([]);
});

test('can be released for work that V8 has ended', () => {
  const endless = () => {
    for (;;);
  };
  expect(() => withinTime(50, () => withLock(folder, soon(), endless))).toThrow(OutOfTime);
  expect(readdirSync(folder)).toHaveLength(2);
  releaseAbandonedLocks();
  expect(readdirSync(folder)).toEqual([]);
});
