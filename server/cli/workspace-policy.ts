/** The policy files of a workspace, loaded with everything that is wrong with them. */
import { nodeFiles } from '../facts/node-files';
import { includedFiles, scenarioFiles } from '../policy/included-files';
import { type LoadedPolicy, type LoadedTests, loadPolicy, loadTests } from '../policy/loader';
import type { PackLibrary } from '../policy/packs';
import { describeProblem, type PolicyProblem } from '../policy/problem';
import { policyPath } from '../policy/world';
import { paint } from './terminal';

const maxPolicyBytes = 1_000_000;

export function hasPolicy(workspace: string): boolean {
  return nodeFiles.kind(`${workspace}/${policyPath}`) === 'file';
}

export function loadWorkspacePolicy(workspace: string, library: PackLibrary): LoadedPolicy {
  const root = { file: policyPath, text: nodeFiles.read(`${workspace}/${policyPath}`, maxPolicyBytes)?.text };
  const include = (pattern: string) => includedFiles(pattern, workspace, nodeFiles);
  return loadPolicy({ root, include }, library, new Date());
}

/** What the policy of a workspace is tested by. */
export function loadWorkspaceTests(workspace: string, policy: LoadedPolicy): LoadedTests {
  return loadTests(policy, scenarioFiles(workspace, nodeFiles));
}

export function problemText(problem: PolicyProblem): string {
  const colour = problem.severity === 'error' ? 'red' : 'yellow';
  return `${paint(colour, problem.severity)} ${describeProblem(problem)}`;
}
