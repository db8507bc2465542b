/** `guardrails test`: runs the examples that stand in the policy's rules, and its scenarios. */
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { packRules } from '../policy/compile';
import { policyPath } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import { libraryOf, type PackLibrary } from '../policy/packs';
import { runTests } from '../policy/policy-tests';
import type { PolicyProblem } from '../policy/problem';
import { runPolicyTests } from '../policy/test';
import type { PolicyTestResult } from '../policy/test-result';
import { exitCodes, UsageError } from './exit-codes';
import { print } from './terminal';
import { type TestFormat, testReport } from './test-report';
import { hasPolicy, loadWorkspacePolicy, loadWorkspaceTests, problemText } from './workspace-policy';

export interface TestOptions {
  readonly format: TestFormat;
  /** Test the bundled packs, too. */
  readonly packs?: boolean;
}

/** Exit code 1 when a test fails or the policy has errors. */
export async function testPolicy(folder: string, { format, packs }: TestOptions): Promise<number> {
  const workspace = workspaceOf(folder);
  const world = nodePolicyWorld(nodeFiles);
  const library = libraryOf(world.bundle());
  const hasOwn = hasPolicy(workspace);
  if (!hasOwn && !packs) throw new UsageError(`${workspace} has no ${policyPath}; --packs tests the bundled packs`);
  const own = hasOwn ? testOwn(workspace, library) : { results: [], problems: [] };
  const shipped = packs ? runPolicyTests(world.bundle().policy, rulesOf(library), new Date()).results : [];
  const results = [...own.results, ...shipped];
  for (const problem of own.problems) process.stderr.write(`${problemText(problem)}\n`);
  print(testReport(results, format));
  const failed = results.some(({ ok }) => !ok) || own.problems.some(({ severity }) => severity === 'error');
  return failed ? exitCodes.deny : exitCodes.fine;
}

/** The tests of the rules that the workspace wrote itself, and its scenarios. */
function testOwn(
  workspace: string,
  library: PackLibrary,
): { readonly results: readonly PolicyTestResult[]; readonly problems: readonly PolicyProblem[] } {
  const loaded = loadWorkspacePolicy(workspace, library);
  const tests = loadWorkspaceTests(workspace, loaded);
  const results = loaded.policy ? runTests(loaded.policy, tests, new Date()).results : [];
  return { results, problems: [...loaded.problems, ...tests.problems] };
}

function rulesOf(library: PackLibrary) {
  return [...library.packs.values()].flatMap((pack) => packRules(pack));
}
