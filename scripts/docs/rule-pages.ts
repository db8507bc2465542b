/** All pages of docs/rules: one a rule, and the index. */
import { type PlacedRule, packRules } from '../../server/policy/compile';
import type { LoadedPack, PackLibrary } from '../../server/policy/packs';
import { actorWords } from './condition-words';
import { rulePage } from './rule-page';

/** Text by path below docs/rules: `core/git/no-force-push.md`. */
export function rulePages(library: PackLibrary): ReadonlyMap<string, string> {
  const packs = [...library.packs.values()].map((pack) => ({ pack, rules: packRules(pack) }));
  const pages = packs.flatMap(({ pack, rules }) =>
    rules.map((rule) => [`${rule.compiled.id}.md`, rulePage(pack, rule)] as const),
  );
  return new Map([['README.md', index(packs)], ...pages]);
}

function index(packs: readonly { readonly pack: LoadedPack; readonly rules: readonly PlacedRule[] }[]): string {
  return [
    '<!-- Made from policies/ by `npm run docs`: change the packs, not this page. -->',
    '# Rules of the bundled packs',
    'Every rule with its reason, the safer way and its examples. What no rule speaks about is decided by the defaults of\nthe policy, by who asks and by what kind of harm it could do.',
    ...packs.flatMap(({ pack, rules }) => [`## ${pack.source.id}`, pack.source.description, ruleTable(rules)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function ruleTable(rules: readonly PlacedRule[]): string {
  const rows = rules.map(({ source, compiled }) => {
    const link = `[${source.id}](${compiled.id}.md)`;
    const kinds = compiled.kinds.map((kind) => `\`${kind}\``).join(' ');
    return `| ${link} | ${compiled.decide} | ${actorWords(source)} | ${kinds} |`;
  });
  return ['| rule | decides | for | about |', '|---|---|---|---|', ...rows].join('\n');
}
