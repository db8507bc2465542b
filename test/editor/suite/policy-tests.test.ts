import * as assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { GuardrailsApi } from '../../../src/extension';
import { guardrails, open, type, until } from '../editor';

const scenarios = ['.guardrails', 'tests', 'orders.yaml'];

/** The tree as it is shown: `label` of each suite, with its tests below, and how those came out. */
function shown({ policyTests }: GuardrailsApi): string[] {
  return [...policyTests.items].flatMap(([, suite]) => [
    suite.label,
    ...[...suite.children].map(([id, { label, range }]) => {
      return `  ${(range?.start.line ?? -1) + 1} ${label}: ${policyTests.outcomes.get(id)}`;
    }),
  ]);
}

/** Runs everything, as the button at the top of the view does. */
async function runAll(): Promise<void> {
  await vscode.commands.executeCommand('testing.runAll');
}

describe('the Test Explorer', () => {
  before(guardrails);

  it('has the tests of the policy and its scenarios, and runs them', async () => {
    const api = await guardrails();
    await until('there are tests', () => api.policyTests.items.size > 0);
    await until('they are run', async () => {
      await runAll();
      return api.policyTests.outcomes.size === 4;
    });
    assert.deepEqual(shown(api), [
      'suite/keep-data',
      '  21 deny: rm data/orders.csv: passed',
      '  23 notMatch: rm notes.txt: passed',
      'orders are safe',
      '  4 allow: SELECT * FROM public.orders: passed',
      '  5 deny: DELETE FROM public.orders: passed',
    ]);
  });

  it('follows what is saved', async () => {
    const api = await guardrails();
    const document = await open(...scenarios);
    const original = document.getText();
    await type(document, original.replace('rule: tables/public.orders/delete', 'rule: suite/keep-data'));
    await document.save();
    await until('the step fails', async () => {
      await runAll();
      return shown(api).includes('  5 deny: DELETE FROM public.orders: failed');
    });
    await type(document, `# With a line more above.\n${original}`);
    await document.save();
    await until('it passes where it is now', async () => {
      await runAll();
      return shown(api).includes('  6 deny: DELETE FROM public.orders: passed');
    });
    await type(document, original);
    await document.save();
    await until('it is where it was', () => shown(api).includes('  5 deny: DELETE FROM public.orders: passed'));
  });
});
