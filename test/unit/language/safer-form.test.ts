import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { decide } from '../../../server/decide';
import { checkDocument } from '../../../server/language/check-document';
import { codeActionsAt } from '../../../server/language/code-actions';
import { decisionActions } from '../../../server/language/decision-actions';
import { respell } from '../../../server/language/safer/respell';
import { commandIn } from '../../../server/policy/message';
import type { RecordedDecision } from '../../../server/protocol';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { policyOf, request } from '../policy/support';

const workspace = '/repo/shop';
const git = { root: workspace, branch: 'feature/x', remotes: { origin: 'https://github.com/acme/shop.git' } };

/** A policy of the repository whose rule on deletions says what to do instead. */
function instead(text: string, more = '') {
  return policyOf(
    `rules:\n  - { id: a/no-delete, effects: [fs.delete], decide: deny, because: b, instead: ${JSON.stringify(text)} }\n${more}`,
  );
}

/** The text of a document after its preferred quick fix on the last line. */
function fixed(
  text: string,
  policy = packBundle().policy,
  language = 'shellscript',
  name = 'x.sh',
): string | undefined {
  const path = `${workspace}/${name}`;
  const providers = fakeProviders({ git, files: { [path]: text, '/repo/shop/a b': '' } });
  const document = TextDocument.create(`file://${path}`, language, 1, text);
  const { marks } = checkDocument({ path, language, text, workspace }, providers, policy);
  const last = { line: document.lineCount - 1, character: 0 };
  const range = { start: language === 'json' ? { line: 0, character: 0 } : last, end: { ...last, character: 300 } };
  const actions = codeActionsAt(document, marks, range, [], { workspace, providers, inForce: policy });
  const preferred = actions.find(({ isPreferred }) => isPreferred);
  expect(preferred === undefined || preferred === actions[0]).toBe(true);
  const [change] = preferred?.edit?.documentChanges ?? [];
  return change && 'edits' in change ? TextDocument.applyEdits(document, change.edits as never) : undefined;
}

describe('the one command in backticks of what a rule says to do instead', () => {
  const values: Record<string, unknown> = { path: 'build/out', table: 'orders', odd: "a b'c", dash: '-rf', rows: 7 };
  const known = (name: string) => values[name];

  it.each([
    ['Use `trash {path}`.', 'trash build/out'],
    ['`npm run migrate:new -- drop_{table}` and open a PR.', 'npm run migrate:new -- drop_orders'],
    ['Use `head -n {rows} x`.', 'head -n 7 x'],
  ])('%s is %s', (template, command) => {
    expect(commandIn(template, known)).toBe(command);
  });

  it.each([
    ['none', 'Ask the user.'],
    ['two', 'Use `git stash push` or `git commit -a`.'],
    ['an option', 'Run it without `--no-verify -x`.'],
    ['a word', 'Use `moved` blocks.'],
    ['something to think of', 'Add a commit (`git revert …`).'],
    ['something to think of, in dots', 'Use `kubectl diff -f ...`.'],
    ['an unknown value', 'Use `trash {nothing}`.'],
    ['a value that a shell would split', 'Use `trash {odd}`.'],
    ['a value that would be an option', 'Use `trash {dash}`.'],
  ])('is not there when it is %s', (_, template) => {
    expect(commandIn(template, known)).toBeUndefined();
  });
});

describe('a more careful spelling', () => {
  it.each([
    ['git push --force origin feature/x', 'git push --force-with-lease origin feature/x'],
    ['git push origin feature/x -f', 'git push origin feature/x --force-with-lease'],
    ['git branch -D old', 'git branch -d old'],
    ['git commit --no-verify -m "a  b"', 'git commit -m "a  b"'],
    ['docker compose down -v', 'docker compose down'],
  ])('of %s', (command, careful) => {
    expect(respell(command)).toBe(careful);
  });

  it.each([
    'git push origin x',
    'git push -f; ls',
    'echo git push --force',
    'git push "$FORCE"',
    'sudo git push -f',
    '',
    'if',
  ])('is not known of %j', (command) => expect(respell(command)).toBeUndefined());
});

describe('the safer form', () => {
  it('takes the place of that command alone, whatever stands around it', () => {
    expect(fixed('set -e\ncd src && git push --force origin feature/x || echo "git push --force"')).toBe(
      'set -e\ncd src && git push --force-with-lease origin feature/x || echo "git push --force"',
    );
  });

  it("is the repository's own where it has one", () => {
    expect(fixed('rm -rf build', instead('Look with `ls -l {path}`.'))).toBe('ls -l /repo/shop/build');
  });

  it('is not offered when it would be refused itself', () => {
    expect(fixed('rm -rf build', instead('Use `rm {path}`.'))).toBeUndefined();
    expect(
      fixed('rm -rf build', instead('Use `unheard-of {path}`.', 'defaults: { ai: { opaque: deny } }\n')),
    ).toBeUndefined();
  });

  it('may ask where the other is denied', () => {
    const asks = instead('Use `unheard-of {path}`.', 'defaults: { ai: { opaque: ask } }\n');
    expect(fixed('rm -rf build', asks)).toBe('unheard-of /repo/shop/build');
  });

  it('is not offered for what is not refused', () => {
    expect(fixed('git push origin feature/x')).toBeUndefined();
  });

  it('is written as the document writes commands', () => {
    const manifest = JSON.stringify({ scripts: { pub: 'git push --force origin feature/x' } });
    expect(fixed(manifest, undefined, 'json', 'package.json')).toBe(manifest.replace('--force', '--force-with-lease'));
    const policy = instead('Look with `ls -l "{path}"`.');
    const wipe = JSON.stringify({ scripts: { wipe: 'rm -rf build' } });
    const after = fixed(wipe, policy, 'json', 'package.json') ?? '';
    expect(JSON.parse(after)).toEqual({ scripts: { wipe: 'ls -l "/repo/shop/build"' } });
  });
});

describe('of a command line on record', () => {
  const providers = fakeProviders({ git });
  const inForce = packBundle().policy;
  const world = { workspace, providers, inForce };

  function actionsOn(command: string, liftable = true) {
    const asked = request({ actions: [{ type: 'shell', command }], title: command, cwd: workspace, workspace });
    const recorded = { id: 'id-1', verdict: 'deny', ...(liftable && { liftable }) } as RecordedDecision;
    expect(decide(asked, providers, inForce).verdict).toBe('deny');
    return decisionActions(recorded, asked, world);
  }

  it('the safer form keeps the rest of the line, and is put where a person can run it', () => {
    const [safer] = actionsOn('npm test && git push -f origin feature/x');
    expect(safer).toMatchObject({
      isPreferred: true,
      command: {
        command: 'guardrails.useSaferForm',
        arguments: [{ command: 'npm test && git push --force-with-lease origin feature/x', cwd: workspace }],
      },
    });
  });

  it('there is none when something else on the line is refused, too', () => {
    expect(actionsOn('rm -rf ~/ && git push -f origin feature/x').map(({ title }) => title)).toEqual([
      'Allow once…',
      'Grant for this session…',
      'Explain this decision',
    ]);
  });

  it('a person may allow it once only where it can be lifted', () => {
    expect(actionsOn('rm -rf .guardrails', false).map(({ title }) => title)).toEqual(['Explain this decision']);
  });

  it('nothing but the word of a person is left where the record does not tell the command', () => {
    const recorded = { id: 'id-1', verdict: 'deny', liftable: true } as RecordedDecision;
    expect(decisionActions(recorded, undefined, world).map(({ title }) => title)).toEqual(['Allow once…']);
  });
});
