/** Waivers: the rule must exist and be soft, the conditions must fit its kinds, and the day must not be over. */
import { checkFor, checkWhen } from './check-conditions';
import type { Scope } from './compile-rule';
import type { CompiledRule } from './compiled';
import { nearestWord, suggestion } from './nearest';
import type { Complaint, PathStep } from './problem';
import type { WaiverSource } from './schema';
import { waivedKinds } from './vocabulary';

export function checkWaivers(
  waivers: readonly WaiverSource[],
  rules: readonly CompiledRule[],
  scope: Scope,
  now: Date,
): readonly Complaint[] {
  const ids = rules.map(({ id }) => id);
  return waivers.flatMap((waiver, index): readonly Complaint[] => {
    const path: PathStep[] = ['waivers', index];
    const target = rules.find(({ id }) => id === waiver.rule);
    if (target === undefined) return rules.length === 0 ? [] : [unknownRule(waiver.rule, [...path, 'rule'], ids)];
    return [
      ...(target.hard ? [hardRule(waiver.rule, [...path, 'rule'])] : []),
      ...checkWhen(waiver.when, waivedKinds(target.kinds, waiver.when), [...path, 'when'], scope),
      ...checkFor(waiver.for, [...path, 'for'], scope),
      ...(waiver.expires < now.toISOString().slice(0, 10) ? [expired(waiver, [...path, 'expires'])] : []),
    ];
  });
}

export function unknownRule(rule: string, path: readonly PathStep[], known: readonly string[]): Complaint {
  const nearest = nearestWord(rule, known);
  return {
    code: 'unknown-rule',
    path,
    message: `There is no rule "${rule}".${suggestion(nearest)}`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

function hardRule(rule: string, path: readonly PathStep[]): Complaint {
  return { code: 'never-matches', path, message: `"${rule}" is a hard rule: no waiver can lift it.` };
}

function expired(waiver: WaiverSource, path: readonly PathStep[]): Complaint {
  const message = `This waiver ended on ${waiver.expires}; ask ${waiver.owner} or remove it.`;
  return { code: 'expired', severity: 'warning', path, message };
}
