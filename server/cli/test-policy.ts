/** `guardrails test`: runs the examples that stand in the policy's rules, and its scenarios. */
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { type PlacedRule, packRules } from '../policy/compile';
import type { CompiledPolicy } from '../policy/compiled';
import { runMutations } from '../policy/mutation/run-mutations';
import { nodePolicyWorld } from '../policy/node-world';
import { libraryOf, type PackLibrary } from '../policy/packs';
import { type PolicyTests, runTests } from '../policy/policy-tests';
import { policyPath } from '../policy/world';
import { exitCodes, UsageError } from './exit-codes';
import { print } from './terminal';
import { type TestFormat, testReport } from './test-report';
import { hasPolicy, loadWorkspacePolicy, loadWorkspaceTests, problemText } from './workspace-policy';

export interface TestOptions {
  readonly format: TestFormat;
  /** Test the bundled packs, too. */
  readonly packs?: boolean;
  /** Run every test in other words as well. */
  readonly mutations: boolean;
}

/** Exit code 1 when a test fails or the policy has errors. */
export async function testPolicy(folder: string, { format, packs, mutations }: TestOptions): Promise<number> {
  const workspace = workspaceOf(folder);
  const world = nodePolicyWorld(nodeFiles);
  const library = libraryOf(world.bundle());
  const hasOwn = hasPolicy(workspace);
  if (!hasOwn && !packs) throw new UsageError(`${workspace} has no ${policyPath}; --packs tests the bundled packs`);
  const loaded = hasOwn ? loadWorkspacePolicy(workspace, library) : { problems: [] };
  const tests = loadWorkspaceTests(workspace, loaded);
  const problems = [...loaded.problems, ...tests.problems];
  const run = (policy: CompiledPolicy, what: PolicyTests) => [
    ...runTests(policy, what, new Date()).results,
    ...(mutations ? runMutations(policy, what, new Date()).results : []),
  ];
  const results = [
    ...(loaded.policy ? run(loaded.policy, tests) : []),
    ...(packs ? run(world.bundle().policy, { rules: rulesOf(library), scenarios: [] }) : []),
  ];
  for (const problem of problems) process.stderr.write(`${problemText(problem)}\n`);
  print(testReport(results, format));
  const failed = results.some(({ ok }) => !ok) || problems.some(({ severity }) => severity === 'error');
  return failed ? exitCodes.deny : exitCodes.fine;
}

function rulesOf({ packs }: PackLibrary): readonly PlacedRule[] {
  return [...packs.values()].flatMap((pack) => packRules(pack));
}
