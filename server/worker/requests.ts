/** Registers the custom requests: parameters are checked, failures become answers that say what was wrong. */
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { z } from 'zod';
import {
  acceptPolicyMethod,
  allowOnceMethod,
  checkMethod,
  decisionActionsMethod,
  decisionsMethod,
  draftPolicyMethod,
  grantLeasesMethod,
  installRuntimeMethod,
  leaseOffersMethod,
  outcomeMethod,
  pendingPolicyMethod,
  policyTestsMethod,
  type Requests,
  reconcileMethod,
  revokeLeaseMethod,
  runPolicyTestsMethod,
  statusMethod,
  verifyMethod,
} from '../protocol';
import {
  answerCheck,
  answerDraftPolicy,
  answerInstallRuntime,
  answerOutcome,
  answerReconcile,
  answerStatus,
  type World,
} from './answers';
import { newestDecisions, verifyLogs } from './audit-logs';
import { answerGrantLeases, answerLeaseOffers, answerRevokeLease } from './lease-answers';
import {
  acceptPolicySchema,
  checkSchema,
  decisionIdSchema,
  decisionsSchema,
  grantLeasesSchema,
  installRuntimeSchema,
  outcomeSchema,
  reconcileSchema,
  revokeLeaseSchema,
  runPolicyTestsSchema,
} from './params';
import { answerAcceptPolicy, answerPendingPolicy } from './policy-approval';
import { answerPolicyTests, answerRunPolicyTests } from './policy-tests';
import { answerAllowOnce, answerDecisionActions } from './refusal-answers';

type Answer<M extends keyof Requests> = Requests[M][1] | Promise<Requests[M][1]>;

export function registerRequests(connection: Connection, world: World): void {
  const withParams = <M extends keyof Requests, P>(
    method: M,
    schema: z.ZodType<P>,
    answer: (params: P, world: World) => Answer<M>,
  ): void => {
    connection.onRequest(
      method as string,
      (params: unknown): Promise<unknown> =>
        guarded(connection, method, () => answer(checkedParams(method, schema, params), world)),
    );
  };
  const bare = <M extends keyof Requests>(method: M, answer: (world: World) => Answer<M>): void => {
    connection.onRequest(method as string, (): Promise<unknown> => guarded(connection, method, () => answer(world)));
  };

  withParams(checkMethod, checkSchema, answerCheck);
  withParams(decisionsMethod, decisionsSchema, ({ limit }) => newestDecisions(world.folders.all, limit));
  withParams(reconcileMethod, reconcileSchema, answerReconcile);
  withParams(outcomeMethod, outcomeSchema, answerOutcome);
  withParams(decisionActionsMethod, decisionIdSchema, answerDecisionActions);
  withParams(allowOnceMethod, decisionIdSchema, answerAllowOnce);
  withParams(leaseOffersMethod, decisionIdSchema, answerLeaseOffers);
  withParams(grantLeasesMethod, grantLeasesSchema, answerGrantLeases);
  withParams(revokeLeaseMethod, revokeLeaseSchema, answerRevokeLease);
  withParams(installRuntimeMethod, installRuntimeSchema, answerInstallRuntime);
  withParams(runPolicyTestsMethod, runPolicyTestsSchema, answerRunPolicyTests);
  bare(policyTestsMethod, answerPolicyTests);
  bare(statusMethod, answerStatus);
  bare(verifyMethod, ({ folders }) => verifyLogs(folders.all));
  bare(draftPolicyMethod, answerDraftPolicy);
  bare(pendingPolicyMethod, answerPendingPolicy);
  withParams(acceptPolicyMethod, acceptPolicySchema, answerAcceptPolicy);
}

function checkedParams<P>(method: string, schema: z.ZodType<P>, params: unknown): P {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'params'}: ${message}`);
  throw new ResponseError(ErrorCodes.InvalidParams, `${method}: ${problems.join('; ')}`);
}

async function guarded(connection: Connection, method: string, answer: () => unknown): Promise<unknown> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    connection.console.error(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
  }
}
