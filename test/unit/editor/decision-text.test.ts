import { describe, expect, it } from 'vitest';
import type { RecordedDecision } from '../../../server/protocol';
import { decisionText, printable } from '../../../src/decisions/decision-text';
import { logText } from '../../../src/decisions/log-text';

const denied: RecordedDecision = {
  id: '1',
  seq: 4,
  time: '2026-11-22T10:11:12.000Z',
  actor: 'ai',
  agent: 'copilot',
  tool: 'run_in_terminal',
  command: 'rm -rf ~/',
  verdict: 'deny',
  would: 'deny',
  rules: ['core/filesystem/home'],
  reason: 'Refused: rm.',
  instead: 'Name the folder.',
  effects: ['fs.delete /home/me'],
  outcome: 'unknown',
  places: [],
};

describe('a decision as text', () => {
  it('says who, what, why and what else', () => {
    expect(decisionText({ ...denied, time: undefined } as never).lines).toEqual([
      'DENIED  copilot (AI)  run_in_terminal',
      '  $ rm -rf ~/',
      '  effect   fs.delete /home/me',
      '  rule     core/filesystem/home',
      '  why      Refused: rm.',
      '  safer    Name the folder.',
      '  outcome  unknown',
    ]);
  });

  it('says what monitor mode let pass', () => {
    const { lines } = decisionText({ ...denied, verdict: 'allow', actor: 'human' });
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}allowed \(would be DENIED\) {2}copilot \(person\)/);
  });

  it('shows long and many-lined commands in part', () => {
    const command = Array.from({ length: 40 }, (_, index) => `line ${index} ${'x'.repeat(900)}`).join('\n');
    const { lines, command: span } = decisionText({ ...denied, command });
    expect(span).toEqual([1, 13]);
    expect(lines[13]).toBe('  > … 28 more lines');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(420);
  });

  it('breaks prose between words', () => {
    const { lines } = decisionText({ ...denied, reason: 'word '.repeat(60), effects: [], instead: 'x'.repeat(200) });
    const prose = lines.filter((line) => line.includes('word'));
    expect(prose).toHaveLength(4);
    expect(prose[1]).toMatch(/^ {11}word/);
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines).toContain(`  safer    ${'x'.repeat(200)}`);
  });

  it('lets no character pass that would make a command look like another', () => {
    expect(printable('a\u001b[2Kb\u202ec\r\u200b')).toBe('a\\u{1b}[2Kb\\u{202e}c\\u{d}\\u{200b}');
    expect(printable('ordinary ünïcode 漢字 🙂')).toBe('ordinary ünïcode 漢字 🙂');
  });
});

describe('the decision log as text', () => {
  const counts = { total: 7, denied: 1, asked: 2 };

  it('puts the newest first and knows where each command stands', () => {
    const allowed: RecordedDecision = { ...denied, id: '2', command: 'ls\npwd', verdict: 'allow', would: 'allow' };
    const { text, entries } = logText({ decisions: [denied, allowed], counts }, 'packs (enforce)');
    const lines = text.split('\n');
    expect(lines[0]).toBe('Guardrails decisions · 1 denied, 2 asked, 7 in all · the newest 2 shown · newest first');
    expect(entries.map(({ decision }) => decision.id)).toEqual(['2', '1']);
    expect(entries.map(({ commandLines: [first, last] }) => lines.slice(first, last + 1))).toEqual([
      ['  $ ls', '  > pwd'],
      ['  $ rm -rf ~/'],
    ]);
  });

  it('says so when nothing was decided yet', () => {
    const { text } = logText({ decisions: [], counts: { total: 0, denied: 0, asked: 0 } }, 'packs (enforce)');
    expect(text).toContain('Nothing has been decided yet.');
  });
});
