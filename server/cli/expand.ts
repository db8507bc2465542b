/** `guardrails expand`: the rules that the policy's table grants stand for. */
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import { expandTables } from '../policy/expand';
import { nodePolicyWorld } from '../policy/node-world';
import { libraryOf } from '../policy/packs';
import { policyPath } from '../policy/world';
import { exitCodes, UsageError } from './exit-codes';
import { hasPolicy, loadWorkspacePolicy, problemText } from './workspace-policy';

/** Prints a policy file with the rules; exit code 1 when the policy has errors. */
export async function expand(folder: string): Promise<number> {
  const workspace = workspaceOf(folder);
  if (!hasPolicy(workspace)) throw new UsageError(`${workspace} has no ${policyPath}`);
  const { policy, parts, problems } = loadWorkspacePolicy(workspace, libraryOf(nodePolicyWorld(nodeFiles).bundle()));
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const problem of errors) process.stderr.write(`${problemText(problem)}\n`);
  if (!policy || !parts) return exitCodes.deny;
  process.stdout.write(expandTables(parts));
  return exitCodes.fine;
}
