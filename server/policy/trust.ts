/** Which workspaces a person has trusted, as the editor last knew it: hooks and the command line cannot ask. */
import type { PolicyWorld } from './world';

type TrustWorld = Pick<PolicyWorld, 'approvals' | 'pipelineRun'>;

/** Whoever runs a pipeline has chosen what it checks out. */
export function isTrusted(workspace: string, { approvals, pipelineRun }: TrustWorld): boolean {
  if (pipelineRun !== undefined) return true;
  return (approvals.read(trustName(workspace, approvals)) as { trusted?: unknown } | undefined)?.trusted === true;
}

export function rememberTrust(workspace: string, trusted: boolean, { approvals }: TrustWorld): void {
  if (isTrusted(workspace, { approvals }) === trusted) return;
  approvals.write(trustName(workspace, approvals), { workspace, trusted });
}

function trustName(workspace: string, approvals: PolicyWorld['approvals']): string {
  return `trusted-${approvals.hash(workspace)}`;
}
