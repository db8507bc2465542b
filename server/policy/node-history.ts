/** The repository's record of a policy, read by way of git. */
import { join } from 'node:path';
import { filesAt } from '../facts/git/committed-files';
import { arrivedOn, upstreamOf } from '../facts/git/upstream';
import type { Variables } from '../facts/node-environment';
import type { EnvironmentProvider } from '../providers';
import type { PolicyHistory } from './world';

/** `variables` are what git's own process gets. */
export function nodeHistory(env: EnvironmentProvider, variables: Variables = process.env): PolicyHistory {
  const at = (workspace: string, revision: string) => filesAt(revision, join(workspace, '.guardrails'), variables);
  return {
    committed: (workspace) => at(workspace, 'HEAD'),
    reviewedOn: (workspace, isProtected, names) => upstreamOf(workspace, env, isProtected, names),
    arrived: (workspace, reviewedOn) => arrivedOn(reviewedOn, workspace, env),
    filesAt: at,
  };
}
