import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  Hover,
  Location,
  Position,
} from 'vscode-languageserver/node';
import { startWorker, type WorkerClient } from '../support/worker-client';

const path = '.guardrails/policy.yaml';
const policy = `apiVersion: guardrails/v1
id: acme/shop
include: [more.yaml]
extends:
  - pack: core/filesystem@1
rules:
  - id: keep-data
    effects: [fs.delete]
    when: { path: $places }
    decide: deny
    because: It is needed.
    instead: Leave it.
    tests:
      deny: [{ run: rm data/orders.db }]
      notMatch: [{ run: rm notes.txt }]
`;

let client: WorkerClient;
beforeEach(async () => {
  client = await startWorker({ files: { '.guardrails/more.yaml': 'lists:\n  places: ["data/**"]\n' } });
});
afterEach(() => client.stop());

/** Asks about the place of a word in the text that is open. */
function ask<T>(method: string, text: string, word: string, offsetInWord = 1): Promise<T> {
  return client.connection.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: client.uri(path) },
    position: positionOf(text, text.indexOf(word) + offsetInWord),
  });
}

function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

it('completes while the file is broken, with what it knew before', async () => {
  await client.diagnose(path, 'yaml', policy);
  const typing = `${policy}waivers:\n  - { rule: `;
  await client.diagnose(path, 'yaml', typing);
  const offered = await ask<CompletionItem[]>('completion', typing, '{ rule: ', '{ rule: '.length);
  expect(offered.map(({ label }) => label)).toContain('keep-data');
});

it('explains, outlines and leads to what is named', async () => {
  await client.diagnose(path, 'yaml', policy);
  const hover = await ask<Hover>('hover', policy, 'fs.delete');
  expect(hover.contents).toMatchObject({ value: expect.stringContaining('**fs.delete**') });
  const [list] = await ask<Location[]>('definition', policy, '$places');
  expect(list).toMatchObject({ uri: client.uri('.guardrails/more.yaml'), range: { start: { line: 1, character: 2 } } });
  const [pack] = await ask<Location[]>('definition', policy, 'core/filesystem');
  expect(pack?.uri).toMatch(/policies\/core\/filesystem\/pack\.yaml$/);
  const symbols = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: client.uri(path) },
  });
  expect(symbols.flatMap(({ children = [] }) => children.map(({ name }) => name))).toEqual([
    'core/filesystem@1',
    'keep-data',
  ]);
});

it('runs the tests of a rule for the line above it', async () => {
  const titleOf = async (): Promise<string | undefined> => {
    const textDocument = { uri: client.uri(path) };
    const [lens] = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
    return (await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command?.title;
  };
  await client.diagnose(path, 'yaml', policy);
  expect(await titleOf()).toBe('denies e.g. rm data/orders.db · 2 tests pass');
  await client.diagnose(path, 'yaml', policy.replace('rm notes.txt', 'rm data/x'));
  expect(await titleOf()).toMatch(/^1 of 2 tests fails: rm data\/x: it matched/);
});

it('offers the fix of a diagnostic', async () => {
  const text = policy.replace('decide: deny', 'decide: dney');
  const diagnostics = (await client.diagnose(path, 'yaml', text)).filter(({ severity }) => severity === 1);
  const [fix] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: client.uri(path) },
    range: diagnostics[0]?.range,
    context: { diagnostics },
  });
  const [edit] = fix?.edit?.changes?.[client.uri(path)] ?? [];
  expect(edit).toEqual({ range: diagnostics[0]?.range, newText: 'deny' });
});

it('marks the step of a scenario that fails, by the policy as it is being edited', async () => {
  const tests = '.guardrails/tests/tidy.yaml';
  const scenarios = 'scenarios:\n  - name: tidying up\n    steps: [{ run: rm data/a, expect: ask }]\n';
  client.write(tests, scenarios);
  await client.diagnose(path, 'yaml', policy);
  const [failure] = await client.diagnose(tests, 'yaml', scenarios);
  expect(failure).toMatchObject({
    severity: 1,
    code: 'test-failed',
    message: expect.stringContaining('expected ask, got deny by keep-data'),
    range: { start: { line: 2, character: 12 }, end: { line: 2 } },
  });
  await client.diagnose(path, 'yaml', policy.replace('decide: deny', 'decide: ask'));
  expect(await client.diagnose(tests, 'yaml', `${scenarios}# again\n`)).toEqual([]);
  const [misspelt] = await client.diagnose(tests, 'yaml', scenarios.replace('expect: ask', 'expct: ask'));
  expect(misspelt).toMatchObject({ code: 'missing-key' });
});

it('completes the files that an include may name', async () => {
  client.write('.guardrails/rules/db.yaml', 'lists: {}\n');
  client.write('.guardrails/tests/a.yaml', 'scenarios: []\n');
  const text = policy.replace('[more.yaml]', '[more.yaml, ]');
  await client.diagnose(path, 'yaml', text);
  const offered = await ask<CompletionItem[]>('completion', text, 'more.yaml, ', 'more.yaml, '.length);
  expect(offered.map(({ label }) => label)).toEqual(['rules/*.yaml', 'rules/db.yaml']);
});

describe('tests from the log', () => {
  const record = async (command: string) => {
    const { id } = await client.request('guardrails/check', { command, record: true, actor: 'ai' });
    return id;
  };

  it('are offered on a rule that decided', async () => {
    client.write(path, policy);
    await record('rm data/x.db');
    await client.diagnose(path, 'yaml', policy);
    const at = positionOf(policy, policy.indexOf('decide: deny'));
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(path) },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toEqual(['Add a test from the log: rm data/x.db']);
    const [edit] = actions[0]?.edit?.changes?.[client.uri(path)] ?? [];
    expect(edit?.newText).toBe(', { run: "rm data/x.db" }');
  });

  it("are offered on a decision: for the rule, or as a scenario where the rule is a pack's", async () => {
    client.write(path, policy);
    const offersOn = async (command: string) => {
      const actions = await client.request('guardrails/decisionActions', { id: await record(command) });
      return actions.filter(({ title }) => /test|scenario/.test(title));
    };
    const [toRule] = await offersOn('rm data/y.db');
    expect(toRule?.title).toBe('Add a test to the rule keep-data…');
    const [toScenarios] = await offersOn('rm -rf ~');
    expect(toScenarios?.title).toBe('Add it to the scenarios of the policy…');
    expect(JSON.stringify(toScenarios?.edit)).toContain('rule: core/filesystem/');
  });
});

it('says nothing of these about other files', async () => {
  await client.diagnose('a.sh', 'shellscript', 'rm -rf /\n');
  const asked = { textDocument: { uri: client.uri('a.sh') }, position: { line: 0, character: 1 } };
  for (const method of ['completion', 'definition', 'documentSymbol', 'codeLens']) {
    expect(await client.connection.sendRequest(`textDocument/${method}`, asked), method).toBeNull();
  }
});
