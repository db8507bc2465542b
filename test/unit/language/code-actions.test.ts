import { describe, expect, it } from 'vitest';
import type { CodeAction, CreateFile, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { decide } from '../../../server/decide';
import { checkDocument, requestFor } from '../../../server/language/check-document';
import { codeActionsAt } from '../../../server/language/code-actions';
import { diagnosticsOf } from '../../../server/language/diagnostics';
import { placedRules } from '../../../server/policy/compile';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { type LoadedPolicy, loadPolicy } from '../../../server/policy/loader';
import { libraryOf } from '../../../server/policy/packs';
import { runPolicyTests } from '../../../server/policy/test';
import { type FakeWorld, fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';

const now = new Date('2026-11-22T12:00:00Z');
const workspace = '/repo/shop';
const policyUri = 'file:///repo/shop/.guardrails/policy.yaml';
const library = libraryOf(packBundle());

function load(text: string): LoadedPolicy {
  return loadPolicy({ root: { file: '.guardrails/policy.yaml', text }, include: () => [] }, library, now);
}

interface Setting {
  readonly language?: string;
  /** Text of the policy; `null` for none. */
  readonly policy?: string | null;
  readonly world?: FakeWorld;
}

const ownPolicy = `# Ours.
apiVersion: guardrails/v1
id: acme/shop
rules:
- id: shop/no-seed
  effects: [db.rows.insert]
  when: { table: seeds }
  decide: deny
  because: Seeds come from the fixture.
  instead: Change the fixture.
  tests: { deny: [{ sql: INSERT INTO seeds VALUES (1) }], notMatch: [{ sql: SELECT 1 }] }
# The end of the rules.

lists:
  crew: [ai]
`;

const files = { '/repo/shop/README.md': '', '/repo/shop/src/a.ts': '' };
const git = {
  root: workspace,
  branch: 'feature/x',
  remotes: { origin: 'https://github.com/acme/shop.git' },
  tracked: { '/repo/shop/src': 'untracked', '/repo/shop/server': 'untracked' },
} as const;

/** The code actions with the cursor on the last line of a script. */
function actionsFor(text: string, { language = 'shellscript', policy = ownPolicy, world = {} }: Setting = {}) {
  const path = `${workspace}/x.${language}`;
  const providers = fakeProviders({ git, ...world, now, files: { ...files, ...world.files, [path]: text } });
  const inForce = policy === null ? packBundle().policy : load(policy).policy;
  if (!inForce) throw new Error('the policy of the test has errors');
  const document = TextDocument.create(`file://${path}`, language, 1, text);
  const checked = checkDocument({ path, language, text, workspace }, providers, inForce);
  const links = { ruleSource: () => policyUri, rulePage: () => undefined, fileRange: () => undefined };
  const last = { line: text.split('\n').length - 1, character: 0 };
  const actions = codeActionsAt(
    document,
    checked.marks,
    { start: last, end: { ...last, character: 200 } },
    diagnosticsOf(document, checked, links, false),
    { workspace, providers, inForce, policy: { uri: policyUri, version: 3, text: policy ?? undefined, library, load } },
  );
  return { actions, providers, policy };
}

function editIn(actions: readonly CodeAction[]): CodeAction {
  const action = actions.find(({ edit }) => edit !== undefined);
  if (!action) throw new Error(`no edit among: ${actions.map(({ title }) => title).join(', ')}`);
  return action;
}

/** The policy as it stands once the edit is applied. */
function applied({ edit }: CodeAction, policy: string | null): string {
  const change = edit?.documentChanges?.find((one): one is TextDocumentEdit => 'edits' in one);
  const before = TextDocument.create(policyUri, 'yaml', 1, policy ?? '');
  return TextDocument.applyEdits(before, (change?.edits ?? []) as never);
}

function filledIn(text: string): string {
  return text
    .replace(/(because|reason): "" .*/g, '$1: It is rebuilt every night.')
    .replace(/owner: "" .*/g, 'owner: dana@acme.example')
    .replace(/expires: "" .*/g, 'expires: 2027-01-31');
}

function verdictOn(
  text: string,
  language: string,
  policy: CompiledPolicy,
  providers: ReturnType<typeof fakeProviders>,
) {
  const action =
    language === 'sql' ? ({ type: 'sql', sql: text } as const) : ({ type: 'shell', command: text } as const);
  const fragment = { action, title: text, channel: 'terminal', cwd: workspace } as const;
  const whole = { start: 0, end: 1 };
  return decide(requestFor({ ...fragment, whole, toDocument: () => undefined }, workspace), providers, policy).verdict;
}

describe.each([
  [
    'a rule of a pack',
    'psql -h localhost shop -c "DROP TABLE scratch"',
    'psql -h localhost shop -c "DROP TABLE orders"',
    'sh',
  ],
  ['a rule with several effects', 'rm -rf /opt/shop/a /opt/shop/b', 'rm -rf /opt/shop', 'sh'],
  [
    'a rule on several kinds',
    `psql -h db.prod.acme.example -c "UPDATE orders SET status = 'paid' WHERE id = 7"`,
    'psql -h db.prod.acme.example -c "UPDATE orders SET total = 0 WHERE id = 7"',
    'sh',
  ],
  ['a default', 'rm -rf src', 'rm -rf server', 'sh'],
  [
    'a rule on columns',
    "UPDATE orders SET status = 'x', note = 'y'",
    "UPDATE orders SET status = 'x', total = 0",
    'sql',
  ],
  [
    'a rule of the workspace',
    'INSERT INTO seeds (id) VALUES (1)',
    'INSERT INTO seeds (id, owner) VALUES (1, 2)',
    'sql',
  ],
] as const)('the edit for what is refused by %s', (_, command, wider, kind) => {
  const language = kind === 'sql' ? 'sql' : 'shellscript';
  const prelude = kind === 'sql' ? 'SELECT 1;\n' : 'set -e\n';

  it.each([
    ['a policy with rules', ownPolicy],
    ['no policy', null],
    ['Windows line ends', ownPolicy.replaceAll('\n', '\r\n')],
    ['empty lists', 'apiVersion: guardrails/v1\nid: acme/shop\nrules: []\nwaivers: []  # none\n'],
  ])('in a workspace with %s asks for words, then allows just that', (_name, policy) => {
    const { actions, providers } = actionsFor(prelude + command, { language, policy });
    if (command.includes('seeds') && !policy?.includes('shop/no-seed')) return expect(actions).toEqual([]);
    const action = editIn(actions);
    const text = applied(action, policy);
    const unfilled = load(text).problems.filter(({ severity }) => severity === 'error');
    expect(unfilled.length).toBeGreaterThan(0);
    expect(
      new Set(unfilled.map(({ message }) => /""|empty|character|date/i.test(message))),
      JSON.stringify(unfilled),
    ).toEqual(new Set([true]));

    const { policy: after, parts, problems } = load(filledIn(text));
    expect(problems, text).toEqual([]);
    expect(verdictOn(command, language, after!, providers)).toMatch(/allow|warn/);
    expect(verdictOn(wider, language, after!, providers)).toMatch(/deny|ask/);
    const own = runPolicyTests(after!, placedRules(parts!, library), now).results.filter(
      ({ rule }) => !rule?.startsWith('core/'),
    );
    expect(own.filter(({ ok }) => !ok)).toEqual([]);
    expect(own.filter(({ rule }) => rule?.startsWith('exceptions/')).length).toBeGreaterThan(0);
    if (policy !== null) for (const line of policy.split(/\r?\n/)) expect(text).toContain(line.replace(/ \[\].*/, ''));
  });
});

describe('actions on a refused command', () => {
  it('are never applied without being shown, and create the policy where there is none', () => {
    const { edit } = editIn(actionsFor('rm -rf src', { policy: null }).actions);
    const [create, change] = edit!.documentChanges as [CreateFile, TextDocumentEdit];
    expect(create).toMatchObject({ kind: 'create', uri: policyUri, options: { ignoreIfExists: true } });
    const annotations = [create.annotationId, ...change.edits.map((one) => 'annotationId' in one && one.annotationId)];
    for (const id of annotations) expect(edit!.changeAnnotations?.[String(id)]?.needsConfirmation).toBe(true);
  });

  it('change the version of the policy that they were prepared for', () => {
    const { edit } = editIn(actionsFor('rm -rf src').actions);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: policyUri, version: 3 } }]);
  });

  it('write what a person would have written', () => {
    const { actions, policy } = actionsFor('psql -h localhost -c "DROP TABLE scratch"');
    expect(applied(editIn(actions), policy).replace(ownPolicy.slice(0, 60), '…')).toMatchSnapshot();
  });

  it('explain the command by itself, not the script around it', () => {
    const { actions } = actionsFor('cd src\nfor f in a b; do echo $f; rm -rf /etc/shop && echo gone; done');
    expect(actions.at(-1)?.command).toEqual({
      title: 'Explain this decision',
      command: 'guardrails.checkCommand',
      arguments: [{ command: 'rm -rf /etc/shop', cwd: workspace }],
    });
  });

  it('explain with the script around it where that is what refuses', () => {
    const script = 'D=/etc/shop\nrm -rf "$D"';
    expect(actionsFor(script).actions.at(-1)?.command?.arguments).toEqual([{ command: script, cwd: workspace }]);
  });

  it('name the diagnostics they are about', () => {
    const [first] = actionsFor('rm -rf /etc/shop').actions;
    expect(first?.diagnostics?.map(({ code }) => code)).toEqual(['core/filesystem/no-recursive-delete-outside']);
  });

  it.each([
    ['a hard rule', 'rm -rf .guardrails'],
    ['a rule on what cannot be named', 'rm -rf "$SOMEWHERE"'],
    ['a rule on what only a glob could name', "rm -rf '/etc/sh*p'"],
    ['code that cannot be read', 'eval "$CODE"'],
    ['what would let everything through', 'sudo rm -rf /opt/shop/cache'],
  ])('prepare no exception from %s', (_, command) => {
    const { actions } = actionsFor(command);
    expect(actions.map(({ title }) => title)).toEqual(['Explain this decision']);
  });

  it.each([
    ['a policy with errors in it', 'apiVersion: guardrails/v1\nid: acme/shop\nrulez: []\n'],
    [
      'lists that lines cannot be added to',
      'apiVersion: guardrails/v1\nid: acme/shop\nrules: [{ id: a, impact: [grant], decide: ask, because: b }]\n',
    ],
  ])('prepare nothing for %s', (_, text) => {
    const path = `${workspace}/x.sh`;
    const providers = fakeProviders({ git, now, files: { ...files, [path]: 'rm -rf src' } });
    const inForce = packBundle().policy;
    const document = TextDocument.create(`file://${path}`, 'shellscript', 1, 'rm -rf src');
    const { marks } = checkDocument(
      { path, language: 'shellscript', text: 'rm -rf src', workspace },
      providers,
      inForce,
    );
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } };
    const policy = { uri: policyUri, version: null, text, library, load };
    const actions = codeActionsAt(document, marks, range, [], { workspace, providers, inForce, policy });
    expect(actions.map(({ title }) => title)).toEqual(['Explain this decision']);
  });

  it('are none for what is allowed', () => {
    expect(actionsFor('ls -l\necho "rm -rf /"').actions).toEqual([]);
  });
});
