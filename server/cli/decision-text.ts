/** A decision as people read it. */
import { summariseEffect } from '../audit/effect-summary';
import type { Decision } from '../decision';
import { catalogue } from '../effects/catalogue';
import type { Effect } from '../effects/effect';
import { oneLine, paint, paintVerdict, visible } from './terminal';

const commandWidth = 160;
const mostEffects = 20;

/** Verdict and command, why, what instead, and what it would do. */
export function decisionText(title: string, decision: Decision): string {
  const { verdict, would, instant, reason, instead, rules, policy, permissions = [] } = decision;
  const lines = [`${paintVerdict(verdict)}  ${oneLine(title, commandWidth)}`];
  if (would !== verdict) lines.push(`  would be ${paintVerdict(would)}: monitor mode`);
  if (reason) lines.push(`  ${visible(reason)}`);
  if (instead) lines.push(`  ${paint('bold', 'Instead:')} ${visible(instead)}`);
  for (const { kind, by, rules: lifted } of permissions) {
    lines.push(`  ${paint('bold', 'Permitted:')} ${kind} by ${visible(by)}, over ${lifted.join(', ')}`);
  }
  if (rules.length > 0) lines.push(`  ${paint('dim', `Rules: ${rules.join(', ')}`)}`);
  if (instant) lines.push(`  ${paint('dim', 'Fully understood: an agent may run it without asking.')}`);
  lines.push(...effectLines(decision));
  if (policy.problem) lines.push(`  ${paint('yellow', 'Policy:')} ${visible(policy.problem)}`);
  return lines.join('\n');
}

function effectLines({ effects, environments }: Decision): string[] {
  if (effects.length === 0) return [`  ${paint('dim', 'No effects.')}`];
  const lines = effects.slice(0, mostEffects).map((effect, index) => {
    const environment = environmentText(effect, environments[index] ?? null);
    const chain = effect.at.chain.length > 0 ? ` via ${effect.at.chain.join(' › ')}` : '';
    const doubt = effect.certainty === 'possible' ? ', possibly' : '';
    return `    ${oneLine(`${summariseEffect(effect)}${environment}${doubt}${chain}`, commandWidth)}`;
  });
  if (effects.length > mostEffects) lines.push(`    and ${effects.length - mostEffects} more`);
  return [`  ${paint('dim', 'Effects:')}`, ...lines];
}

/** ` in prod`, for kinds of effects of which it matters. */
function environmentText({ kind }: Effect, environment: string | null): string {
  return environment !== null && 'env' in catalogue[kind].attributes ? ` in ${environment}` : '';
}
