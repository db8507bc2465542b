/** The answers to the custom requests: each takes checked parameters and returns what the wire carries. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { summariseEffect } from '../audit/effect-summary';
import { appendOutcome, openAuditLog } from '../audit/log';
import { readDecisions } from '../audit/read';
import { draftPolicy } from '../cli/draft/draft-policy';
import { decide } from '../decide';
import type { Decision } from '../decision';
import { nodeFiles } from '../facts/node-files';
import { workspaceOf } from '../facts/workspace';
import type { ActionWorld } from '../language/offers';
import { leasesInForce } from '../permissions/leases';
import { policyPath } from '../policy/world';
import type {
  CheckResult,
  DraftPolicyResult,
  InstallRuntimeParams,
  InstallRuntimeResult,
  OutcomeParams,
  ReconcileParams,
  ReconcileResult,
  StatusResult,
} from '../protocol';
import type { Providers } from '../providers';
import { decideAndRecord } from '../record';
import type { Request } from '../request';
import { installRuntime } from '../runtime/install';
import { auditState, decisionInLogs } from './audit-logs';
import { findDecisionFor } from './find-decision';
import type { Folders } from './folders';
import { hooksDisabledBy } from './hook-switches';
import { type CheckInput, checkRequest, lateRequest, type Place } from './make-request';
import type { Policies } from './policies';

const RECENT = 200;

export interface World {
  readonly folders: Folders;
  readonly policies: Policies;
  providers(): Providers;
  actionWorld(workspace: string): Promise<ActionWorld>;
}

export async function answerCheck(
  params: CheckInput & { cwd?: string | undefined; record: boolean },
  world: World,
): Promise<CheckResult> {
  const providers = world.providers();
  const request = checkRequest(params, placeOf(params.cwd, world, providers));
  const decision = await (params.record ? recorded(request, providers, world) : decided(request, providers, world));
  return { ...decision, effectWords: decision.effects.map(summariseEffect) };
}

export async function answerStatus({ folders, policies }: World): Promise<StatusResult> {
  const policy = await policies.inForce(folders.first ?? homedir());
  return {
    policy: {
      digest: policy.digest,
      source: policy.source,
      mode: policy.mode,
      ...(policy.problem !== undefined && { problem: policy.problem }),
    },
    packs: policy.packs,
    audit: auditState(folders.all),
    hooksDisabledBy: hooksDisabledBy(folders.all, homedir(), nodeFiles),
    leases: folders.all.flatMap((folder) => leasesInForce(openAuditLog(folder))),
  };
}

/** The build this worker was started from is what is copied. */
export function answerInstallRuntime({ execPath, instantRun }: InstallRuntimeParams): InstallRuntimeResult {
  return installRuntime({ source: __dirname, home: homedir(), execPath, settings: { instantRun } });
}

export function answerDraftPolicy({ folders }: World): DraftPolicyResult {
  const { first } = folders;
  if (first === undefined) return { text: '' };
  return { path: join(first, policyPath), text: draftPolicy(first) };
}

export async function answerReconcile(params: ReconcileParams, world: World): Promise<ReconcileResult> {
  const providers = world.providers();
  const place = placeOf(params.cwd, world, providers);
  const before = findDecisionFor(params, readDecisions(openAuditLog(place.workspace), RECENT), providers.clock.now());
  if (before) {
    const { id, verdict, reason, instead, rules } = before;
    return { id, verdict, reason, rules, ...(instead !== undefined && { instead }), late: false, recorded: true };
  }
  const request = lateRequest(params, place);
  const decision = await decided(request, providers, world);
  const record = params.record === 'all' || decision.verdict !== 'allow';
  return lateResult(record ? await recorded(request, providers, world) : decision, record);
}

export function answerOutcome({ id, exitCode, stopped }: OutcomeParams, { folders }: World): null {
  appendOutcome(openAuditLog(decisionInLogs(folders.all, id).folder), {
    decisionId: id,
    status: stopped ? 'killed' : statusOf(exitCode),
    ...(exitCode !== undefined && { exitCode }),
  });
  return null;
}

function statusOf(exitCode: number | undefined): 'success' | 'failure' | 'unknown' {
  if (exitCode === undefined) return 'unknown';
  return exitCode === 0 ? 'success' : 'failure';
}

function lateResult({ id, verdict, reason, instead, rules }: Decision, recorded: boolean): ReconcileResult {
  return { id, verdict, reason, rules, ...(instead !== undefined && { instead }), late: true, recorded };
}

async function decided(request: Request, providers: Providers, { policies }: World): Promise<Decision> {
  return decide(request, providers, await policies.inForce(request.workspace));
}

async function recorded(request: Request, providers: Providers, { policies }: World): Promise<Decision> {
  return decideAndRecord(
    request,
    providers,
    await policies.inForce(request.workspace),
    openAuditLog(request.workspace),
  );
}

function placeOf(cwd: string | undefined, { folders }: World, providers: Providers): Place {
  const workspace = (cwd !== undefined && folders.around(cwd)) || folders.first || workspaceOf(cwd ?? homedir());
  return { cwd: cwd ?? workspace, workspace, platform: providers.env.platform };
}
