/** The tests of a policy as the editor has them: loaded once for every state of their files, run once for what decides. */
import { scenarioFiles } from '../policy/included-files';
import type { LoadedPolicy, LoadedTests } from '../policy/loader';
import type { PolicyFile } from '../policy/read-part';
import { runScenario } from '../policy/run-scenarios';
import type { Scenario } from '../policy/scenarios';
import type { PolicyTestResult } from '../policy/test-result';
import type { FileProvider } from '../providers';
import { sameFiles, today } from './edited-policies';

interface LoadedOnce {
  readonly policy: LoadedPolicy;
  readonly files: readonly PolicyFile[];
  readonly tests: LoadedTests;
}

/** Verdicts depend on nothing but the digest of the policy, the steps, and the day. */
interface RunOnce {
  readonly digest: string;
  readonly scenarios: readonly Scenario[];
  readonly day: string;
  readonly results: readonly PolicyTestResult[];
}

export class EditedTests {
  private readonly loaded = new Map<string, LoadedOnce>();
  private readonly runs = new Map<string, RunOnce>();

  constructor(private readonly files: FileProvider) {}

  async load(workspace: string, policy: LoadedPolicy): Promise<LoadedTests> {
    const files = scenarioFiles(workspace, this.files);
    const known = this.loaded.get(workspace);
    if (known?.policy === policy && sameFiles(known.files, files)) return known.tests;
    const { loadTests } = await import('../policy/loader');
    const tests = loadTests(policy, files);
    this.loaded.set(workspace, { policy, files, tests });
    return tests;
  }

  /** Results of all scenarios; none while the policy has errors. */
  scenarioResults(
    workspace: string,
    { policy }: LoadedPolicy,
    { scenarios }: LoadedTests,
  ): readonly PolicyTestResult[] {
    if (policy === undefined) return [];
    const known = this.runs.get(workspace);
    const same = known?.digest === policy.digest && known.day === today() && sameScenarios(known.scenarios, scenarios);
    if (known && same) return known.results;
    const now = new Date();
    const results = scenarios.flatMap((scenario) => runScenario(policy, scenario, now));
    this.runs.set(workspace, { digest: policy.digest, scenarios, day: today(), results });
    return results;
  }
}

/** Also by where they stand, which results tell. */
function sameScenarios(some: readonly Scenario[], others: readonly Scenario[]): boolean {
  return some === others || JSON.stringify(some) === JSON.stringify(others);
}
