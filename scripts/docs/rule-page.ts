/** The page of one rule: what it does, why, the safer way, and examples in both directions. */
import { catalogue } from '../../server/effects/catalogue';
import type { PlacedRule } from '../../server/policy/compile';
import type { LoadedPack } from '../../server/policy/packs';
import type { Verdict } from '../../server/policy/verdict';
import { actorWords, code, conditionLines, referencesOf } from './condition-words';
import { exampleSections } from './example-blocks';
import { kindWords } from './kind-words';
import { overTimeReferences, overTimeWords } from './over-time-words';

const answers: Readonly<Record<Verdict, string>> = {
  deny: '**Refuses** it',
  ask: '**Asks** before it happens',
  warn: '**Warns** of it',
  allow: '**Allows** it',
};

export function rulePage(pack: LoadedPack, rule: PlacedRule): string {
  const { source, compiled } = rule;
  const sections = [
    `<!-- Made from policies/${pack.source.id}/pack.yaml by \`npm run docs\`: change the pack, not this page. -->`,
    `# ${compiled.id}`,
    `${answers[compiled.decide]} when ${actorWords(source)} runs something by which`,
    compiled.kinds.map((kind) => `- ${kindWords[kind]} (${code(kind)}, ${catalogue[kind].impact})`).join('\n'),
    ...conditions(rule),
    ...overTimeWords(rule),
    ...references(pack, rule),
    strength(rule),
    '## Why',
    prose(compiled.because),
    ...(compiled.instead === undefined ? [] : ['## The safer way', prose(compiled.instead)]),
    ...(source.references === undefined ? [] : ['## More', source.references.map((link) => `- <${link}>`).join('\n')]),
    '## Examples',
    'They are tests: each is decided like this whenever the packs are built.',
    ...exampleSections(source),
    `The rule stands in [policies/${pack.source.id}/pack.yaml](${toRoot(compiled.id)}policies/${pack.source.id}/pack.yaml).`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function conditions({ source }: PlacedRule): string[] {
  const lines = conditionLines(source);
  if (lines.length === 0) return [];
  return [lines.length === 1 ? 'and this holds:' : 'and all of this holds:', lines.join('\n')];
}

/** What can lift the rule, and what it makes of things that are not known. */
function strength({ compiled }: PlacedRule): string {
  if (compiled.decide === 'allow') {
    return 'It allows only what is known for certain to be like this; a stricter rule that matches wins.';
  }
  const unknown = compiled.ignoresUnknown
    ? 'What is not known does not count as a match.'
    : 'What is not known counts as a match, so not knowing is never an advantage.';
  if (compiled.floor) return `${unknown} It is part of the floor: no policy, mode or waiver turns it off.`;
  return `${unknown} ${compiled.hard ? 'It is hard: no waiver can lift it.' : `A policy may lift it by a waiver for ${code(compiled.id)}.`}`;
}

/** What the `$names` in the conditions stand for. */
function references({ source: pack }: LoadedPack, rule: PlacedRule): string[] {
  const used = [...new Set([...referencesOf(rule.source), ...overTimeReferences(rule)])];
  if (used.length === 0) return [];
  const items = used.map((name) => {
    const parameter = pack.parameters?.[name];
    if (parameter === undefined) return `- ${code(`$${name}`)}: ${(pack.lists?.[name] ?? []).map(code).join(', ')}`;
    return `- ${code(`$${name}`)} is ${[parameter.default].flat().map(code).join(', ')} unless a policy sets it: ${parameter.description}`;
  });
  return ['where', items.join('\n')];
}

/** Placeholders are filled in from the command; here they are shown as what they are. */
function prose(text: string): string {
  return text.replace(/`[^`]*`|\{[A-Za-z][\w.]*\}/g, (found) => (found.startsWith('{') ? `\`${found}\`` : found));
}

/** From the page of a rule to the root: `docs/rules/` and the folders of its pack. */
function toRoot(id: string): string {
  return '../'.repeat(id.split('/').length + 1);
}
