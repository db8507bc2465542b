/** The rule pages that ship are what the packs say, and reach what they link to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { rulePages } from '../../../scripts/docs/rule-pages';
import { libraryOf } from '../../../server/policy/packs';
import { packBundle } from '../../support/packs';

const folder = join(__dirname, '../../../docs/rules');
const pages = rulePages(libraryOf(packBundle()));
const remedy = 'docs/rules is not what the packs say; run: npm run docs';

function committed(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return files.filter((name) => name.endsWith('.md')).sort();
}

it('has a page for each rule and no other', () => {
  expect(committed(), remedy).toEqual([...pages.keys()].sort());
});

it('says what the packs say', () => {
  const stale = committed().filter((path) => readFileSync(join(folder, path), 'utf8') !== pages.get(path));
  expect(stale, remedy).toEqual([]);
});

it('shows every example of a rule, in both directions', () => {
  const page = pages.get('core/database/no-drop.md') ?? '';
  const [stopped, left] = page.split('### Left alone by this rule');
  expect(stopped).toContain("```sh\npsql -c 'DROP TABLE orders'\n```");
  expect(stopped).toContain('```sql\nALTER TABLE orders DROP COLUMN total\n```');
  expect(left).toContain('```sql\nCREATE TABLE orders (id int)\n```');
  expect(page).toContain('- `object` is none of `view`, `index`, `function`, `trigger`');
  expect(page).toContain('when an AI agent or CI runs something');
});

it('says what parameters and lists stand for', () => {
  expect(pages.get('core/database/bulk-change.md')).toContain('- `$bulkRows` is `1000` unless a policy sets it');
  expect(pages.get('core/filesystem/generated-files.md')).toContain('- `$generated`: `./**/node_modules`');
});

it('links to files that are there', () => {
  const dead = [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/\]\(([^)<>\s]+)\)/g)]
      .map(([, target]) => target ?? '')
      .filter((target) => !target.includes('://') && !existsSync(join(folder, dirname(path), target)))
      .map((target) => `${path} → ${target}`),
  );
  expect(dead).toEqual([]);
});
