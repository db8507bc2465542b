/** Rules, limits and sequences of a policy file or a pack. */
import { checkReference } from './check-conditions';
import { checkRule, checkSelection, checkStatement } from './check-rule';
import type { Scope } from './compile-rule';
import { limitAsRule, type OverTime, sequenceAsRule } from './over-time';
import type { Complaint, PathStep } from './problem';
import type { LimitSource, RuleSource, SequenceSource } from './schema';

export function checkRules(
  { rules = [], limits = [], sequences = [] }: OverTime & { readonly rules?: readonly RuleSource[] | undefined },
  scope: Scope,
): readonly Complaint[] {
  return [
    ...rules.flatMap((rule, index) => checkRule(rule, ['rules', index], scope)),
    ...limits.flatMap((limit, index) => checkLimit(limit, ['limits', index], scope)),
    ...sequences.flatMap((sequence, index) => checkSequence(sequence, ['sequences', index], scope)),
  ];
}

function checkLimit(limit: LimitSource, path: readonly PathStep[], scope: Scope): readonly Complaint[] {
  return [
    ...checkSelection(limit.count, [...path, 'count'], scope),
    ...checkReference(limit.count.over, [...path, 'count', 'over'], scope),
    ...checkStatement(limitAsRule(limit), path, scope),
  ];
}

function checkSequence(sequence: SequenceSource, path: readonly PathStep[], scope: Scope): readonly Complaint[] {
  return [
    ...checkSelection(sequence.after, [...path, 'after'], scope),
    ...checkSelection(sequence.then, [...path, 'then'], scope),
    ...checkStatement(sequenceAsRule(sequence), path, scope),
  ];
}
