/** A decision in plain text: what would happen, which rules spoke, where they stand, and what to do instead. */
import type { Decision, Finding } from '../decision';
import { catalogue, kindAttributes } from '../effects/catalogue';
import { attributeOf, type Effect } from '../effects/effect';
import { displayText, isPattern, type Text } from '../effects/value';
import { countedFor } from '../session/past';
import type { Verdict } from './verdict';

const answers: Record<Verdict, string> = {
  allow: 'allowed',
  warn: 'allowed, with a warning',
  ask: 'asked about',
  deny: 'refused',
};

export function explainDecision(decision: Decision): string {
  const blocks = [
    headline(decision),
    decision.reason,
    decision.instead === undefined ? '' : `Instead: ${decision.instead}`,
    effectList(decision),
    countLine(decision),
    policyLine(decision),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function headline({ verdict, would, instant }: Decision): string {
  const monitored = verdict === would ? '' : `; it would be ${answers[would]} if the policy were enforced`;
  return `This is ${answers[verdict]}${instant ? ', and may run at once' : ''}${monitored}.`;
}

function effectList(decision: Decision): string {
  if (decision.effects.length === 0) return 'It has no effects that a policy speaks about.';
  const items = decision.effects.map((effect, index) => effectItem(effect, index, decision));
  return ['What it does:', ...items].join('\n');
}

function effectItem(effect: Effect, index: number, decision: Decision): string {
  const findings = decision.findings.filter((finding) => finding.effect === index);
  const environment = decision.environments[index] ?? 'unknown';
  const spoken = findings.length > 0 ? findings.map(findingLine) : ['     allowed by default'];
  return [
    `  ${index + 1}. ${describeEffect(effect)}`,
    ...provenance(effect),
    `     environment: ${environment}`,
    ...spoken,
  ].join('\n');
}

/** `db.rows.update orders column=status where=key`: the kind and what is known of it. */
function describeEffect(effect: Effect): string {
  const names = Object.keys(catalogue[effect.kind].attributes).filter((name) => name !== 'env');
  const known = names.flatMap((name) => {
    const value = attributeOf(effect, name);
    return value === undefined ? [] : [`${policyName(effect, name)}=${plain(value)}`];
  });
  return [effect.kind, ...known].join(' ');
}

/** Policies write `kind` where effects cannot. */
function policyName(effect: Effect, name: string): string {
  const renamed = (kindAttributes as Readonly<Record<string, string>>)[effect.kind];
  return renamed === name ? 'kind' : name;
}

function plain(value: unknown): string {
  return value === null || typeof value === 'string' || isPattern(value) ? displayText(value as Text) : String(value);
}

function provenance({ at }: Effect): readonly string[] {
  const chain = at.chain.length > 0 ? ` in ${at.chain.join(' › ')}` : '';
  const file = at.file ? ` (${at.file.path})` : '';
  return at.evidence === '' && chain === '' ? [] : [`     from: ${at.evidence.replace(/\s+/g, ' ')}${chain}${file}`];
}

function findingLine(finding: Finding): string {
  const notes = [
    finding.layer === undefined ? '' : `layer: ${finding.layer}`,
    finding.possible ? 'possibly' : '',
    finding.monitored ? 'not enforced' : '',
    finding.waivedBy === undefined ? '' : `set aside by ${finding.waivedBy}`,
  ].filter((note) => note !== '');
  const where = finding.location ? ` at ${finding.location.source}:${finding.location.line}` : '';
  const noted = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return `     ${finding.verdict} by ${finding.rule}${where}${noted}: ${finding.because}`;
}

/** What it adds to the counters of its session, when it is let through. */
function countLine({ traces }: Decision): string {
  const counts = (traces?.counts ?? []).map((one) => `${countedFor(one)} (${one.count})`);
  return counts.length === 0 ? '' : `When it is let through, it counts for ${counts.join(', ')}.`;
}

function policyLine({ policy }: Decision): string {
  const problem = policy.problem === undefined ? '' : `\n${policy.problem}`;
  return `Policy in force: ${policy.source}, ${policy.mode === 'enforce' ? 'enforced' : 'monitored only'}, ${policy.digest.slice(0, 19)}.${problem}`;
}
