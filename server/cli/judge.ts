/** Decides for the command line: real providers, the policy in force, the log only when asked for. */
import { openAuditLog } from '../audit/log';
import { decide } from '../decide';
import type { Decision } from '../decision';
import { nodeFiles } from '../facts/node-files';
import { nodeProviders } from '../facts/node-providers';
import type { CompiledPolicy } from '../policy/compiled';
import { policyInForce } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import { decideAndRecord } from '../record';
import type { Request } from '../request';

export type Judge = (request: Request) => Promise<Decision>;

export interface JudgeOptions {
  /** Write what is decided to the audit log. */
  readonly record: boolean;
}

/** Answers requests, looking up the policy of each workspace once. */
export function makeJudge({ record }: JudgeOptions): Judge {
  const world = nodePolicyWorld(nodeFiles);
  const policies = new Map<string, Promise<CompiledPolicy>>();
  return async (request) => {
    const policy = policies.get(request.workspace) ?? policyInForce(request.workspace, world);
    policies.set(request.workspace, policy);
    const providers = nodeProviders();
    return record
      ? decideAndRecord(request, providers, await policy, openAuditLog(request.workspace))
      : decide(request, providers, await policy);
  };
}
