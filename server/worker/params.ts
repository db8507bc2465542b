/** What arrives over the wire is checked here before anything else sees it. */
import { z } from 'zod';
import type { GrantLeasesParams, ReconcileParams, RunPolicyTestsParams, WorkerSettings } from '../protocol';
import { sqlDialects } from '../request';

const actor = z.enum(['human', 'ai', 'ci']);
/** Longer ones are the analysis' own affair; this is what the wire carries at most. */
const text = z.string().max(4_000_000);

export const settingsSchema: z.ZodType<WorkerSettings> = z.object({
  trusted: z.boolean().default(false).catch(false),
  diagnostics: z.boolean().default(true).catch(true),
  showAllowed: z.boolean().default(false).catch(false),
  sqlDialect: z.enum(sqlDialects).default('unknown').catch('unknown'),
});

export const checkSchema = z
  .object({
    command: text.optional(),
    sql: text.optional(),
    tool: z.string().optional(),
    input: z.unknown().optional(),
    cwd: z.string().optional(),
    actor: actor.default('ai'),
    record: z.boolean().default(false),
  })
  .refine((params) => [params.command, params.sql, params.tool].filter((one) => one !== undefined).length === 1, {
    message: 'give exactly one of "command", "sql" and "tool"',
  });

export const decisionsSchema = z.object({ limit: z.number().int().min(0).max(10_000) });

export const installRuntimeSchema = z.object({ execPath: z.string().min(1), instantRun: z.boolean() });

export const reconcileSchema: z.ZodType<ReconcileParams> = z
  .object({
    command: text.exactOptional(),
    task: z.string().exactOptional(),
    cwd: z.string().exactOptional(),
    agent: z.string().exactOptional(),
    actor,
    record: z.enum(['all', 'flagged']),
  })
  .refine((params) => params.command !== undefined || params.task !== undefined, {
    message: 'give "command" or "task"',
  });

/** Names a decision on record. */
export const decisionIdSchema = z.object({ id: z.uuid() });

/** What stands in a lease is decoded where it is granted, as strictly as a rule. */
export const grantLeasesSchema: z.ZodType<GrantLeasesParams> = z.object({
  id: z.uuid(),
  leases: z.array(z.record(z.string(), z.unknown())).min(1).max(6),
  expires: z.string(),
  count: z.number().exactOptional(),
});

export const revokeLeaseSchema = z.object({ id: z.string() });

export const outcomeSchema = z.object({
  id: z.string().min(1),
  exitCode: z.number().int().exactOptional(),
  stopped: z.boolean(),
});

export const runPolicyTestsSchema: z.ZodType<RunPolicyTestsParams> = z.object({
  folder: z.string().min(1),
  suites: z.array(z.string()).exactOptional(),
  mutations: z.boolean(),
});

export const acceptPolicySchema = z.object({ folder: z.string().min(1), digest: z.string().min(1) });
