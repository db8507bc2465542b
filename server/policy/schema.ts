/**
 * The policy language. This schema is the only source of its types, its defaults, its JSON Schema and the shape half
 * of its error messages; what a shape cannot say (attributes of kinds, names that must exist) is in `check*.ts`.
 */
import { z } from 'zod';
import { environments, impacts } from '../effects/catalogue';
import { sqlDialects } from '../request';
import { environmentSignals } from './compiled';
import { verdicts } from './verdict';

const idPattern = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;
const datePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const durationPattern = /^\d+[smhd]$/;
const packPattern = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*@\d+$/;

const text = z.string().min(1);
const id = z.string().regex(idPattern, { error: 'lower-case words joined by "/", such as db/no-drop' });
const date = z.string().regex(datePattern, { error: 'a date such as 2027-01-31' });
const duration = z.string().regex(durationPattern, { error: 'a duration such as 30s, 10m, 2h or 1d' });
const verdict = z.enum(verdicts);
const mode = z.enum(['enforce', 'monitor']);
const actors = ['human', 'ai', 'ci'] as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const values = z.union([scalar, z.array(scalar).min(1)], { error: 'a value or a list of values' });
const bound = z.union([z.number(), z.string().regex(/^\$/)], { error: 'a number, or a parameter such as $bulkRows' });

const condition = z.union(
  [
    scalar,
    z.array(scalar).min(1),
    z.strictObject({ not: values }),
    z.strictObject({ atLeast: bound, atMost: bound.optional() }),
    z.strictObject({ atMost: bound }),
  ],
  { error: 'a value, a list of values, { not: … }, { atLeast: n } or { atMost: n }' },
);
const conditions = z.record(z.string(), condition);

const fakeGit = z.strictObject({
  branch: z.string().optional(),
  dirty: z.boolean().optional(),
  remotes: z.record(z.string(), z.string()).optional(),
  tracked: z.enum(['clean', 'dirty', 'untracked', 'none']).optional(),
});

/** One example of a rule's tests: what is asked, and the world it is asked in. */
const testSchema = z
  .strictObject({
    run: z.string().optional(),
    sql: z.string().optional(),
    dialect: z.enum(sqlDialects).optional(),
    tool: z.string().optional(),
    input: z.unknown().optional(),
    shell: z.enum(['posix', 'bash', 'zsh', 'dash', 'powershell', 'cmd', 'fish']).optional(),
    cwd: z.string().optional(),
    actor: z.enum(actors).optional(),
    agent: z.string().optional(),
    interactive: z.boolean().optional(),
    intent: z.string().optional(),
    files: z.record(z.string(), z.string()).optional(),
    env: z.record(z.string(), z.string()).optional(),
    git: fakeGit.optional(),
  })
  .refine((test) => [test.run, test.sql, test.tool].filter((way) => way !== undefined).length === 1, {
    error: 'exactly one of run, sql and tool',
  });

const examples = z.array(testSchema).min(1).optional();
const testsSchema = z.strictObject({
  deny: examples,
  ask: examples,
  warn: examples,
  allow: examples,
  notMatch: examples,
});

const ruleSchema = z.strictObject({
  id,
  effects: z.array(text).min(1).optional(),
  impact: z.array(z.enum(impacts)).min(1).optional(),
  when: conditions.optional(),
  for: conditions.optional(),
  decide: verdict,
  enforce: z.enum(['soft', 'hard']).optional(),
  mode: mode.optional(),
  enforceFrom: date.optional(),
  onUnknown: z.enum(['match', 'ignore']).optional(),
  because: text,
  instead: text.optional(),
  references: z.array(z.url()).optional(),
  tests: testsSchema.optional(),
});

const narrowing = z.strictObject({
  columns: z.array(text).min(1).optional(),
  where: z
    .array(z.enum(['none', 'tautology', 'key', 'range', 'other']))
    .min(1)
    .optional(),
  maxRows: z.number().int().min(0).optional(),
});
const operation = z.union([verdict, narrowing], { error: 'allow, warn, ask, deny, or { columns, where, maxRows }' });

const tableSchema = z.strictObject({
  for: conditions.optional(),
  read: operation.optional(),
  insert: operation.optional(),
  update: operation.optional(),
  delete: operation.optional(),
  export: verdict.optional(),
  schema: verdict.optional(),
  because: text.optional(),
  instead: text.optional(),
});

const globs = z.union([text, z.array(text).min(1)], { error: 'a glob or a list of globs' });
const sign = z.strictObject(
  Object.fromEntries(environmentSignals.map((signal) => [signal, globs.optional()])) as Record<
    (typeof environmentSignals)[number],
    z.ZodOptional<typeof globs>
  >,
);
const signs = z.array(sign).optional();

const factsSchema = z.strictObject({
  env: z
    .strictObject({ prod: signs, staging: signs, dev: signs, local: signs, otherwise: z.enum(environments) })
    .optional(),
  branch: z.strictObject({ protected: z.array(text) }).optional(),
  hosts: z.strictObject({ known: z.array(text) }).optional(),
});

const impactDefaults = z
  .strictObject(
    Object.fromEntries([...impacts, 'opaque' as const].map((impact) => [impact, verdict.optional()])) as Record<
      (typeof impacts)[number] | 'opaque',
      z.ZodOptional<typeof verdict>
    >,
  )
  .optional();

const defaultsSchema = z.strictObject({
  ai: impactDefaults,
  human: impactDefaults,
  ci: impactDefaults,
  unattended: z.enum(['allow', 'warn', 'deny']).optional(),
});

const selection = {
  effects: z.array(text).min(1),
  when: conditions.optional(),
  for: conditions.optional(),
};
const limitSchema = z.strictObject({
  id,
  count: z.strictObject({
    ...selection,
    per: z.enum(['session', 'agent', 'workspace']),
    within: duration,
    over: z.number().int().min(1),
  }),
  decide: verdict,
  because: text.optional(),
});
const sequenceSchema = z.strictObject({
  id,
  after: z.strictObject({ ...selection, within: duration }),
  // biome-ignore lint/suspicious/noThenProperty: the key is the policy language's; nothing awaits it
  then: z.strictObject(selection),
  decide: verdict,
  because: text.optional(),
});
const waiverSchema = z.strictObject({
  rule: id,
  when: conditions.optional(),
  for: conditions.optional(),
  reason: text,
  owner: text,
  expires: date,
});
const grantSchema = z.strictObject({ allow: z.array(text).optional(), waive: z.array(text).optional() });
const propertySchema = z.strictObject({
  id,
  effects: z.array(text).min(1),
  when: conditions.optional(),
  for: conditions.optional(),
  always: z.array(verdict).min(1),
});

const extendSchema = z.strictObject({
  pack: z.string().regex(packPattern, { error: 'a pack with its major version, such as core/git@1' }),
  with: z.record(z.string(), values).optional(),
  mode: mode.optional(),
  enforceFrom: date.optional(),
});

const lists = z.record(z.string(), z.array(scalar));

/** Parts that included files may have as well. */
const shared = {
  lists: lists.optional(),
  tables: z.record(z.string(), tableSchema).optional(),
  rules: z.array(ruleSchema).optional(),
  limits: z.array(limitSchema).optional(),
  sequences: z.array(sequenceSchema).optional(),
  waivers: z.array(waiverSchema).optional(),
  properties: z.array(propertySchema).optional(),
};

const apiVersion = z.literal('guardrails/v1');

export const policySchema = z.strictObject({
  apiVersion,
  id,
  mode: mode.optional(),
  include: z.array(text).optional(),
  extends: z.array(extendSchema).optional(),
  facts: factsSchema.optional(),
  defaults: defaultsSchema.optional(),
  ...shared,
  grants: z.record(z.string(), grantSchema).optional(),
});

/** A file named by `include`. */
export const fragmentSchema = z.strictObject({ apiVersion: apiVersion.optional(), ...shared });

const parameterSchema = z.strictObject({
  type: z.enum(['number', 'string', 'boolean', 'list']),
  default: values,
  description: text,
});

export const packSchema = z.strictObject({
  apiVersion,
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, { error: 'a version such as 1.0.0' }),
  description: text,
  parameters: z.record(z.string(), parameterSchema).optional(),
  lists: lists.optional(),
  rules: z.array(ruleSchema).min(1),
});

export type PolicySource = z.infer<typeof policySchema>;
export type FragmentSource = z.infer<typeof fragmentSchema>;
export type PackSource = z.infer<typeof packSchema>;
export type RuleSource = z.infer<typeof ruleSchema>;
export type RuleTest = z.infer<typeof testSchema>;
export type TableSource = z.infer<typeof tableSchema>;
export type ConditionSource = z.infer<typeof condition>;
export type ConditionsSource = z.infer<typeof conditions>;
export type FactsSource = z.infer<typeof factsSchema>;
export type WaiverSource = z.infer<typeof waiverSchema>;
export type ExtendSource = z.infer<typeof extendSchema>;
