import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Checked, DocumentChecks } from '../../../server/language/document-checks';

afterEach(() => void vi.useRealTimers());

const document = TextDocument.create('file:///a.sh', 'shellscript', 1, 'ls\n');
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 2 } };

function saying(message: string): Checked {
  return { diagnostics: [{ range, message }], marks: [] };
}

/** Checks that are answered by hand, in any order, and what was published. */
function byHand() {
  const answers: ((checked: Checked | Error) => void)[] = [];
  const published: string[][] = [];
  const failures: unknown[] = [];
  const checks = new DocumentChecks({
    check: () =>
      new Promise((resolve, reject) => {
        answers.push((checked) => (checked instanceof Error ? reject(checked) : resolve(checked)));
      }),
    publish: (_, diagnostics: readonly Diagnostic[]) =>
      published.push(diagnostics.map(({ message }) => String(message))),
    onFailure: (_, error) => failures.push(error),
  });
  return { answers, published, failures, checks };
}

describe('checks of documents', () => {
  it('tell what the newest check found, in whatever order they end', async () => {
    const { answers, published, checks } = byHand();
    const first = checks.marksOf(document);
    const second = checks.marksOf(document);
    answers[1]?.(saying('new'));
    await second;
    answers[0]?.(saying('old'));
    await first;
    expect(published).toEqual([['new']]);
  });

  it('tell nothing of a document that was closed meanwhile, and clear what was told', async () => {
    const { answers, published, checks } = byHand();
    const check = checks.marksOf(document);
    checks.close(document);
    answers[0]?.(saying('late'));
    await check;
    expect(published).toEqual([[]]);
  });

  it('tell nothing of a text that was typed on', async () => {
    const { answers, published, checks } = byHand();
    const typed = TextDocument.create('file:///b.sh', 'shellscript', 1, 'ls\n');
    const check = checks.marksOf(typed);
    TextDocument.update(typed, [{ text: 'ls -la\n' }], 2);
    answers[0]?.(saying('about the text before'));
    await check;
    expect(published).toEqual([]);
  });

  it('say so themselves when they fail, and go on', async () => {
    const { answers, published, failures, checks } = byHand();
    const check = checks.marksOf(document);
    answers[0]?.(new Error('a defect'));
    await check;
    expect(published).toEqual([['The commands in this file could not be checked: a defect']]);
    expect(failures).toHaveLength(1);
    const other = TextDocument.create('file:///c.sh', 'shellscript', 1, 'ls\n');
    const next = checks.marksOf(other);
    answers[1]?.(saying('well'));
    await next;
    expect(published.at(-1)).toEqual(['well']);
  });

  it('wait for a pause in typing, a shorter one where somebody waits for them', async () => {
    vi.useFakeTimers();
    const checked: string[] = [];
    const checks = new DocumentChecks({
      check: async ({ uri }) => {
        checked.push(uri);
        return saying('');
      },
      isUrgent: ({ uri }) => uri.endsWith('.yaml'),
      publish: () => {},
      onFailure: () => {},
    });
    const policy = TextDocument.create('file:///policy.yaml', 'yaml', 1, '');
    await Promise.all([checks.marksOf(document), checks.marksOf(policy)]);
    checks.schedule(document);
    checks.schedule(policy);
    await vi.advanceTimersByTimeAsync(50);
    expect(checked.slice(2)).toEqual([policy.uri]);
    await vi.advanceTimersByTimeAsync(200);
    expect(checked.slice(2)).toEqual([policy.uri, document.uri]);
  });
});
