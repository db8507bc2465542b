/** Examples for a rule without tests: those of the packs for the same kinds, tried on the rule itself. */
import type { PlacedRule } from '../../policy/compile';
import { packRules } from '../../policy/compile';
import type { CompiledPolicy } from '../../policy/compiled';
import type { PackLibrary } from '../../policy/packs';
import type { RuleSource } from '../../policy/schema';
import { runPolicyTests } from '../../policy/test';
import type { RuleTest } from '../../policy/test-schema';

const MAX_TRIED = 80;

export interface FoundExamples {
  /** Decided by the rule as it says. */
  readonly decided?: RuleTest | undefined;
  /** Left alone by it. */
  readonly notMatched?: RuleTest | undefined;
}

export function findExamples(rule: PlacedRule, policy: CompiledPolicy, library: PackLibrary): FoundExamples {
  const candidates = candidatesFor(rule, library).slice(0, MAX_TRIED);
  const passes = (tests: RuleSource['tests']): boolean =>
    runPolicyTests(policy, [{ ...rule, source: { ...rule.source, tests } }], new Date()).failed === 0;
  return {
    decided: candidates.find((test) => passes({ [rule.source.decide]: [test] })),
    notMatched: candidates.find((test) => passes({ notMatch: [test] })),
  };
}

/** Plain commands and statements of pack rules that speak about one of the kinds. */
function candidatesFor(rule: PlacedRule, library: PackLibrary): readonly RuleTest[] {
  const kinds = new Set(rule.compiled.kinds);
  return [...library.packs.values()]
    .flatMap((pack) => packRules(pack))
    .filter(({ compiled }) => compiled.kinds.some((kind) => kinds.has(kind)))
    .flatMap(({ source }) => Object.values(source.tests ?? {}).flat())
    .filter((test): test is RuleTest => test !== undefined && Object.keys(test).length === 1);
}
