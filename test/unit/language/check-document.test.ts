import { describe, expect, it } from 'vitest';
import type { DiagnosticSeverity } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { checkDocument } from '../../../server/language/check-document';
import { diagnosticsOf, type Links } from '../../../server/language/diagnostics';
import { hoverAt } from '../../../server/language/hover';
import { loadPolicy } from '../../../server/policy/loader';
import { libraryOf } from '../../../server/policy/packs';
import { type FakeWorld, fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';

const severities: Record<DiagnosticSeverity, string> = { 1: 'error', 2: 'warning', 3: 'information', 4: 'hint' };
/** Of the suite's own, so that no change of a pack changes what is expected here. */
const policyText = `apiVersion: guardrails/v1
id: test
extends: [{ pack: core/guard@1 }]
rules:
  - id: test/no-delete-elsewhere
    effects: [fs.delete]
    when: { zone: { not: [workspace, temp] } }
    decide: deny
    because: "{path} is not in the workspace."
    instead: Delete inside the workspace.
  - id: test/no-drop
    effects: [db.schema.drop]
    decide: deny
    because: Tables are dropped by migrations.
    instead: Write a migration.
  - id: test/no-bulk-delete
    effects: [db.rows.delete]
    when: { where: [none, tautology] }
    decide: deny
    because: It deletes every row of {table}.
    instead: Name the rows.
`;
const { policy, problems } = loadPolicy(
  { root: { file: '.guardrails/policy.yaml', text: policyText }, include: () => [] },
  libraryOf(packBundle()),
  new Date(),
);
if (!policy) throw new Error(problems.map(({ message }) => message).join('\n'));
const inForce = policy;

const links: Links = {
  ruleSource: ({ source }) => `file:///product/${source}`,
  rulePage: (rule, { source }) =>
    source.startsWith('policies/') ? `file:///product/docs/rules/${rule}.md` : undefined,
  fileRange: (path, { start }) => {
    const position = { line: start, character: 0 };
    return { uri: `file://${path}`, range: { start: position, end: position } };
  },
};

function checked(path: string, language: string, text: string, world: FakeWorld = {}) {
  const document = TextDocument.create(`file://${path}`, language, 1, text);
  const source = { path, language, text, workspace: '/repo/shop' };
  const files = { '/repo/shop/README.md': '', [path]: text, ...world.files };
  const result = checkDocument(source, fakeProviders({ ...world, files }), inForce);
  return { document, result };
}

/** Each diagnostic under the line it is about, as `^^^^ severity rule`. */
function squiggled(path: string, language: string, text: string, world?: FakeWorld, showAllowed = false): string {
  const { document, result } = checked(path, language, text, world);
  const diagnostics = diagnosticsOf(document, result, links, showAllowed);
  const lines = text.split('\n').map((line, index) => {
    const here = diagnostics
      .filter(({ range }) => range.start.line === index)
      .map(({ range: { start, end }, severity, code }) => {
        const width = (end.line === start.line ? end.character : line.length) - start.character;
        return `\n${' '.repeat(start.character)}${'^'.repeat(Math.max(width, 1))} ${severities[severity ?? 1]} ${code ?? ''}`.trimEnd();
      });
    return `${line}${here.join('')}`;
  });
  return lines.join('\n');
}

describe('marks in documents', () => {
  it('stand under what does it, and nowhere else', () => {
    const script = [
      '#!/bin/bash',
      'echo "rm -rf / is dangerous"   # rm -rf /',
      'rm -rf build/cache',
      'rm -rf "$HOME"',
      "cat <<'EOF'",
      'rm -rf /',
      'EOF',
      'bash -c "rm -rf /etc/shop"',
    ].join('\n');
    expect(squiggled('/repo/shop/x.sh', 'shellscript', script)).toMatchSnapshot();
  });

  it('stand in the script that hides it, with the other file linked', () => {
    const world = { files: { '/repo/shop/tools/wipe.sh': 'set -e\nrm -rf ~/\n' } };
    const manifest = '{ "scripts": {\n  "wipe": "echo \\"go\\" && bash tools/wipe.sh"\n} }';
    expect(squiggled('/repo/shop/package.json', 'json', manifest, world)).toMatchSnapshot();
    const { document, result } = checked('/repo/shop/package.json', 'json', manifest, world);
    const related = diagnosticsOf(document, result, links, false)[0]?.relatedInformation ?? [];
    expect(related.map(({ location }) => location.uri)).toEqual([
      'file:///repo/shop/tools/wipe.sh',
      'file:///product/.guardrails/policy.yaml',
    ]);
  });

  it('stand under the commands of tasks, those they depend on once', () => {
    const text = `{ "tasks": [
  { "label": "all", "dependsOn": ["wipe", "list"] },
  { "label": "wipe", "type": "shell", "command": "rm -rf /etc/shop" },
  { "label": "list", "type": "shell", "command": "ls" },
  { "type": "process", "command": "rm", "args": ["-rf", "/etc/shop"] },
] }`;
    expect(squiggled('/repo/shop/.vscode/tasks.json', 'jsonc', text)).toMatchSnapshot();
  });

  it('stand under the recipes of makefiles, once for all targets that lead there', () => {
    const makefile = 'all: wipe\n\nwipe:\n\t@echo wiping\n\t-rm -rf /etc/$(NAME)\n';
    expect(squiggled('/repo/shop/Makefile', 'makefile', makefile)).toMatchSnapshot();
  });

  it('stand under statements of SQL', () => {
    const sql =
      'SELECT 1;\nDELETE FROM orders;\n-- DELETE FROM users;\nDELETE FROM orders WHERE id = 7;\nDROP TABLE users;';
    expect(squiggled('/repo/shop/x.sql', 'sql', sql)).toMatchSnapshot();
  });

  it('link to the page of a rule that ships, and of no other', () => {
    const script = 'rm -rf /etc/shop\nsed -i s/deny/allow/ .guardrails/policy.yaml\nrm -rf src\n';
    const { document, result } = checked('/repo/shop/x.sh', 'shellscript', script);
    const found = diagnosticsOf(document, result, links, false);
    expect(found.map(({ code, codeDescription }) => [code, codeDescription?.href])).toEqual([
      ['test/no-delete-elsewhere', undefined],
      ['core/guard/no-tampering', 'file:///product/docs/rules/core/guard/no-tampering.md'],
      ['default/ai/destroy', undefined],
    ]);
  });

  it('tell what is allowed, on request', () => {
    const manifest = '{ "scripts": {\n  "hi": "echo hi",\n  "out": "mkdir -p out"\n} }';
    expect(squiggled('/repo/shop/package.json', 'json', manifest)).toBe(manifest);
    expect(squiggled('/repo/shop/package.json', 'json', manifest, {}, true)).toMatchSnapshot();
  });

  it('end where the checked part of a long document ends', () => {
    const { document, result } = checked(
      '/repo/shop/x.sql',
      'sql',
      `${'SELECT 1;\n'.repeat(110_000)}DROP TABLE users;`,
    );
    expect(result.truncatedAt).toBe(1_000_000);
    expect(diagnosticsOf(document, result, links, false).map(({ code }) => code)).toEqual(['document-too-long']);
  });

  it('sum up the rest of a dump at its top, soon', () => {
    const rows = `INSERT INTO orders VALUES ${"(1,'paid',9.95),".repeat(60)}(2,'new',1);\n`;
    const dump = `${rows.repeat(Math.ceil(10_000_000 / rows.length))}DROP TABLE users;\n`;
    const started = performance.now();
    const { document, result } = checked('/repo/shop/dump.sql', 'sql', dump);
    const found = diagnosticsOf(document, result, links, false);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(found).toMatchObject([{ code: 'document-too-long', severity: 2, range: { start: { line: 0 } } }]);
    expect(found[0]?.message).toMatch(
      /first 99\d,\d+ of 10,\d+,\d+ characters .* begin \d,\d+ INSERT, 1 DROP statements/,
    );
  });

  it('read SQL files in the dialect they name, else in that of the setting', () => {
    const sql = (text: string) => {
      const source = { path: '/repo/shop/x.sql', language: 'sql', text, workspace: '/repo/shop' };
      return checkDocument({ ...source, dialect: 'mysql' as const }, fakeProviders(), inForce).marks;
    };
    // A comment for MySQL only.
    const text = 'SELECT 1 # ; DROP TABLE users\n';
    expect(sql(text)).toEqual([]);
    expect(sql(`-- dialect: sqlite\n${text}`).map(({ effect }) => effect.kind)).toContain('db.schema.drop');
  });
});

describe('hover', () => {
  it('tells the verdict, the reason, the safer way and the effects, on the operand and on the name', () => {
    const { document, result } = checked('/repo/shop/x.sh', 'shellscript', 'ls\nrm -rf ~/\n');
    const onOperand = hoverAt(document, result.marks, document.offsetAt({ line: 1, character: 8 }));
    expect(onOperand?.contents).toMatchSnapshot();
    expect(hoverAt(document, result.marks, document.offsetAt({ line: 1, character: 1 }))?.contents).toEqual(
      onOperand?.contents,
    );
    expect(hoverAt(document, result.marks, 0)).toBeUndefined();
  });
});

describe('the links of rules', () => {
  it('lead to the rule', () => {
    const { result } = checked('/repo/shop/x.sh', 'shellscript', 'rm -rf ~/\n');
    const finding = result.marks.find(({ verdict }) => verdict === 'deny')?.finding;
    expect(finding?.location?.source).toBe('.guardrails/policy.yaml');
    expect(policyText.split('\n')[(finding?.location?.line ?? 0) - 1]).toContain(`id: ${finding?.rule}`);
  });
});
