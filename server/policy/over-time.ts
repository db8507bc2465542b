/**
 * Limits and sequences as the rules they are: restrictive ones that match only once there was too much of something,
 * or after something else.
 */
import type { RuleLocation } from '../decision';
import { compileFor, compileRule, compileWhen, type RuleSetting, resolveNumber } from './compile-rule';
import type { CompiledRule } from './compiled';
import { milliseconds } from './duration';
import type { LimitSource, RuleSource, SequenceSource } from './schema';
import { selectedKinds } from './vocabulary';

export interface OverTime {
  readonly limits?: readonly LimitSource[] | undefined;
  readonly sequences?: readonly SequenceSource[] | undefined;
}

type Placed = readonly ['limits' | 'sequences', number];

/** A limit or sequence with its compiled form, the rule that it reads as, and its path in the file. */
export interface CompiledOverTime {
  readonly source: RuleSource;
  readonly compiled: CompiledRule;
  readonly written: LimitSource | SequenceSource;
  readonly at: Placed;
}

export function compileOverTime(
  { limits = [], sequences = [] }: OverTime,
  setting: RuleSetting,
  locate: (at: Placed) => RuleLocation | undefined,
): readonly CompiledOverTime[] {
  const placed = (at: Placed, compile: (location?: RuleLocation) => Omit<CompiledOverTime, 'at'>) => ({
    ...compile(locate(at)),
    at,
  });
  return [
    ...limits.map((limit, index) => placed(['limits', index], (location) => compileLimit(limit, setting, location))),
    ...sequences.map((sequence, index) =>
      placed(['sequences', index], (location) => compileSequence(sequence, setting, location)),
    ),
  ];
}

function compileLimit(limit: LimitSource, setting: RuleSetting, location?: RuleLocation): Omit<CompiledOverTime, 'at'> {
  const { per, within, over } = limit.count;
  const source = limitAsRule(limit);
  const count = { per, within: milliseconds(within), over: resolveNumber(over, setting.scope) };
  return { source, compiled: { ...compileRule(source, setting, location), count }, written: limit };
}

function compileSequence(
  sequence: SequenceSource,
  setting: RuleSetting,
  location?: RuleLocation,
): Omit<CompiledOverTime, 'at'> {
  const { effects, when, for: circumstances, within } = sequence.after;
  const source = sequenceAsRule(sequence);
  const kinds = selectedKinds({ effects, when });
  const after = {
    kinds,
    when: compileWhen(when, kinds[0], setting.scope),
    for: compileFor(circumstances, setting.scope),
    within: milliseconds(within),
  };
  return { source, compiled: { ...compileRule(source, setting, location), after }, written: sequence };
}

export function limitAsRule({ count, because, ...rest }: LimitSource): RuleSource {
  const { effects, when, for: circumstances } = count;
  return { ...rest, effects, when, for: circumstances, because: because ?? 'So many of these are rarely meant.' };
}

export function sequenceAsRule({ after: _, then: selection, because, ...rest }: SequenceSource): RuleSource {
  return { ...rest, ...selection, because: because ?? 'It follows something that it should not follow.' };
}
