/** What the language features know besides the file itself: the other files of the policy, its rules, the packs. */
import type { PlacedRule } from '../../policy/compile';
import type { CompiledPolicy } from '../../policy/compiled';
import type { PackLibrary } from '../../policy/packs';
import type { PolicyTestResult } from '../../policy/test-result';
import type { PolicyText } from './policy-text';

export interface PolicyContext {
  /** The file that is being edited. */
  readonly text: PolicyText;
  /** Every file of the policy, that one included. */
  readonly files: readonly PolicyText[];
  /** Every rule of the policy, those of tables and packs included: as of when the policy could last be read. */
  readonly rules: readonly PlacedRule[];
  /** Set when the policy has no errors. */
  readonly policy?: CompiledPolicy | undefined;
  readonly library: PackLibrary;
  /** How the steps of the policy's scenarios came out; none while it has errors. */
  scenarioResults(): readonly PolicyTestResult[];
  /** Files that `include` may name and does not name yet. */
  includable(): readonly string[];
  /** Address of a file that a rule says it stands in. */
  uriOf(source: string): string;
}
