/**
 * The policy language. This schema is the only source of its types, its defaults, its JSON Schema and the shape half
 * of its error messages; what a shape cannot say (attributes of kinds, names that must exist) is in `check*.ts`.
 */
import { z } from 'zod';
import { environments, impacts } from '../effects/catalogue';
import { scopes } from '../session/past';
import { environmentSignals, factSections } from './compiled';
import { duration } from './duration-schema';
import { testsSchema } from './test-schema';
import { verdicts } from './verdict';

const idPattern = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;
const datePattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const packPattern = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*@\d+$/;

const text = z.string().min(1);
const id = z.string().regex(idPattern, { error: 'lower-case words joined by "/", such as db/no-drop' });
const date = z.string().regex(datePattern, { error: 'a date such as 2027-01-31' });
const verdict = z.enum(verdicts);
const mode = z.enum(['enforce', 'monitor']);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const values = z.union([scalar, z.array(scalar).min(1)], { error: 'a value or a list of values' });
const bound = z.union([z.number(), z.string().regex(/^\$/)], { error: 'a number, or a parameter such as $bulkRows' });

const atLeast = bound.describe('Holds from this number on.');
const atMost = bound.describe('Holds up to this number.');

const condition = z.union(
  [
    scalar,
    z.array(scalar).min(1),
    z.strictObject({ not: values.describe('Holds when the value is none of these.') }),
    z.strictObject({ atLeast, atMost: atMost.optional() }),
    z.strictObject({ atMost }),
  ],
  { error: 'a value, a list of values, { not: … }, { atLeast: n } or { atMost: n }' },
);
const conditions = z.record(z.string(), condition);

const ruleSchema = z.strictObject({
  id: id.describe('The name of the rule, such as `db/no-drop`; audit records and waivers refer to it.'),
  effects: z
    .array(text)
    .min(1)
    .optional()
    .describe('The kinds of effect it speaks about: `fs.delete`, a family such as `db.rows.*`, or `*`.'),
  impact: z
    .array(z.enum(impacts))
    .min(1)
    .optional()
    .describe('The kinds of harm it speaks about, instead of or together with `effects`.'),
  when: conditions.optional().describe('Conditions on the attributes of the effect; all have to hold.'),
  for: conditions
    .optional()
    .describe('Conditions on the circumstances (who, where, on which branch); all have to hold.'),
  decide: verdict.describe('The verdict: allow, warn, ask or deny. Of several rules the strictest holds.'),
  enforce: z.enum(['soft', 'hard']).optional().describe('`hard`: no waiver and no lower layer can lift it.'),
  mode: mode.optional().describe('`monitor`: what it would decide is recorded, not enforced.'),
  enforceFrom: date.optional().describe('The day on which `mode: monitor` ends by itself.'),
  onUnknown: z
    .enum(['match', 'ignore'])
    .optional()
    .describe('`ignore`: a restrictive rule does not match on what is merely possible.'),
  because: text.describe('Why; shown to whoever is stopped. `{table}` and other attributes are filled in.'),
  instead: text.optional().describe('The safer way; agents are told to take it.'),
  references: z.array(z.url()).optional().describe('Addresses of pages that say more.'),
  tests: testsSchema.optional().describe('Examples of what it has to stop and what it has to leave alone.'),
});

const narrowing = z.strictObject({
  columns: z.array(text).min(1).optional().describe('Only these columns.'),
  where: z
    .array(z.enum(['none', 'tautology', 'key', 'range', 'other']))
    .min(1)
    .optional()
    .describe('Only with a WHERE of these forms.'),
  maxRows: z.number().int().min(0).optional().describe('At most this many rows at once.'),
});
const operation = z.union([verdict, narrowing], { error: 'allow, warn, ask, deny, or { columns, where, maxRows }' });

const tableSchema = z.strictObject({
  for: conditions.optional().describe('The circumstances in which the grant holds.'),
  read: operation.optional().describe('Reading rows: a verdict, or the columns that may be read.'),
  insert: operation.optional().describe('Inserting rows: a verdict, or the columns that may be given.'),
  update: operation
    .optional()
    .describe('Updating rows: a verdict, or the columns, forms of WHERE and number of rows that are allowed.'),
  delete: operation
    .optional()
    .describe('Deleting rows: a verdict, or the forms of WHERE and number of rows that are allowed.'),
  export: verdict.optional().describe('Writing rows to files, buckets and other places.'),
  schema: verdict.optional().describe('Altering and dropping the table.'),
  because: text.optional().describe('Why; shown to whoever is stopped.'),
  instead: text.optional().describe('The safer way; agents are told to take it.'),
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
    .strictObject({
      prod: signs,
      staging: signs,
      dev: signs,
      local: signs,
      otherwise: z.enum(environments).describe('What a target is when nothing recognises it.'),
    })
    .optional()
    .describe('How an environment is recognised: by hosts, contexts, profiles, variables.'),
  branch: z
    .strictObject({ protected: z.array(text) })
    .optional()
    .describe('Branches that count as protected.'),
  hosts: z
    .strictObject({ known: z.array(text) })
    .optional()
    .describe('Hosts and repositories that count as known.'),
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
  ai: impactDefaults.describe('Verdicts by impact for agents, when no rule speaks.'),
  human: impactDefaults.describe('Verdicts by impact for people, when no rule speaks.'),
  ci: impactDefaults.describe('Verdicts by impact for CI jobs, when no rule speaks.'),
  unattended: z.enum(['allow', 'warn', 'deny']).optional().describe('What `ask` becomes when nobody is there.'),
});

const selection = {
  effects: z
    .array(text)
    .min(1)
    .describe('The kinds of effect that are meant: `fs.delete`, a family such as `db.rows.*`, or `*`.'),
  when: conditions.optional().describe('Conditions on the attributes of the effect; all have to hold.'),
  for: conditions.optional().describe('Conditions on the circumstances; all have to hold.'),
};
const restriction = verdict.exclude(['allow']);
/** What limits and sequences have of rules. */
const restricting = {
  ...ruleSchema.pick({
    enforce: true,
    mode: true,
    enforceFrom: true,
    onUnknown: true,
    instead: true,
    references: true,
    tests: true,
  }).shape,
  because: text.optional().describe('Why; shown to whoever is stopped, with what was counted.'),
};
const limitSchema = z.strictObject({
  id: id.describe('The name of the limit, such as `limit/delete-burst`; audit records and waivers refer to it.'),
  count: z
    .strictObject({
      ...selection,
      per: z.enum(scopes).describe('Whose effects are counted together.'),
      within: duration.describe('The time in which they are counted, such as 10m.'),
      over: z
        .union([z.number().int().min(1), z.string().regex(/^\$/)], {
          error: 'a whole number from 1 on, or a parameter such as $deletions',
        })
        .describe('More than this many are too many.'),
    })
    .describe('What is counted, as far as it was let through.'),
  decide: restriction.describe('The verdict on what goes over: warn, ask or deny.'),
  ...restricting,
});
const sequenceSchema = z.strictObject({
  id: id.describe('The name of the sequence, such as `flow/secret-then-send`; audit records and waivers refer to it.'),
  after: z
    .strictObject({ ...selection, within: duration.describe('How long ago at most, such as 30m.') })
    .describe('What was let through before, in the same session or the same command.'),
  // biome-ignore lint/suspicious/noThenProperty: the key is the policy language's; nothing awaits it
  then: z.strictObject(selection).describe('What is then decided on.'),
  decide: restriction.describe('The verdict on what comes then: warn, ask or deny.'),
  ...restricting,
});
const waiverSchema = z.strictObject({
  rule: id.describe('Id of the rule that is lifted.'),
  when: conditions.optional().describe('Conditions on the attributes of the effect; all have to hold, certainly.'),
  for: conditions.optional().describe('Conditions on the circumstances; all have to hold, certainly.'),
  reason: text.describe('Why the exception is right.'),
  owner: text.describe('Who answers for it.'),
  expires: date.describe('The last day it holds, such as 2027-01-31.'),
});
const grantSchema = z.strictObject({
  allow: z.array(text).optional().describe('Kinds of effect that the layer may allow, by rules and by defaults.'),
  waive: z.array(text).optional().describe('Rules that the layer may waive, such as `db/*` or `core/**`.'),
  facts: z.array(z.enum(factSections)).optional().describe('Facts that the layer may state: env, branch, hosts.'),
});
/** Longer than a working day no session is trusted with more than the policy says. */
export const longestLease = '8h';

/** What a person grants a session for a while. Not part of a policy file: it lies in the user's folder. */
export const leaseSchema = z.strictObject({
  ...selection,
  count: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('How often it may be used; any number of times when left out.'),
  expires: duration.describe(`How long it holds, such as 20m; at most ${longestLease}.`),
});

const grantsSchema = z.strictObject({
  repo: grantSchema.optional().describe('What the policy of a repository may loosen.'),
  user: grantSchema.optional().describe('What `~/.guardrails/policy.yaml` may loosen.'),
  session: grantSchema.optional().describe('What a person may allow for a while in one session.'),
});
const propertySchema = z.strictObject({
  id: id.describe('The name of the property.'),
  effects: z.array(text).min(1).describe('The kinds of effect it is about.'),
  when: conditions.optional().describe('Conditions on the attributes of the effect.'),
  for: conditions.optional().describe('Conditions on the circumstances.'),
  always: z.array(verdict).min(1).describe('The verdicts that are possible then.'),
});

const extendSchema = z.strictObject({
  pack: z
    .string()
    .regex(packPattern, { error: 'a pack with its major version, such as core/git@1' })
    .describe('A pack of rules with its major version.'),
  with: z.record(z.string(), values).optional().describe('Values of the parameters of the pack.'),
  mode: mode.optional().describe('`monitor`: what the pack would decide is recorded, not enforced.'),
  enforceFrom: date.optional().describe('The day on which `mode: monitor` ends by itself.'),
});

const lists = z.record(z.string(), z.array(scalar));

const overTime = {
  limits: z.array(limitSchema).optional().describe('Verdicts once something happens too often.'),
  sequences: z.array(sequenceSchema).optional().describe('Verdicts on what follows something else.'),
};

/** Parts that included files may have as well. */
const shared = {
  lists: lists.optional().describe('Lists of values, used in conditions as `$name`.'),
  tables: z
    .record(z.string(), tableSchema)
    .optional()
    .describe('What may be done to a table: grants that stand for rules.'),
  rules: z.array(ruleSchema).optional().describe('The rules.'),
  ...overTime,
  waivers: z.array(waiverSchema).optional().describe('Exceptions from rules, each with an owner and a last day.'),
  properties: z.array(propertySchema).optional().describe('What has to hold whatever the rules say.'),
};

const apiVersion = z.literal('guardrails/v1');

export const policySchema = z.strictObject({
  apiVersion: apiVersion.describe('The version of the policy language.'),
  id: id.describe('The name of the policy, such as acme/shop.'),
  mode: mode.optional().describe('`monitor`: nothing is enforced, all is recorded.'),
  include: z.array(text).optional().describe('Further files, relative to this one, such as rules/*.yaml.'),
  extends: z.array(extendSchema).optional().describe('The packs it builds on; all core packs when it names none.'),
  facts: factsSchema.optional().describe('How evidence becomes circumstances: environments, branches, hosts.'),
  defaults: defaultsSchema.optional().describe('Verdicts when no rule speaks.'),
  ...shared,
  grants: grantsSchema.optional().describe('What lower layers may loosen; nothing else.'),
});

/** A file named by `include`. */
export const fragmentSchema = z.strictObject({ apiVersion: apiVersion.optional(), ...shared });

const parameterSchema = z.strictObject({
  type: z.enum(['number', 'string', 'boolean', 'list']).describe('The type of its value.'),
  default: values.describe('Its value where a policy gives none.'),
  description: text.describe('What it sets.'),
});

export const packSchema = z.strictObject({
  apiVersion: apiVersion.describe('The version of the policy language.'),
  id: id.describe('The name of the pack, such as core/git.'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, { error: 'a version such as 1.0.0' })
    .describe('The version of the pack.'),
  description: text.describe('What the pack is about.'),
  parameters: z
    .record(z.string(), parameterSchema)
    .optional()
    .describe('What policies may set with `with`, used in conditions as `$name`.'),
  lists: lists.optional().describe('Lists of values, used in conditions as `$name`.'),
  rules: z.array(ruleSchema).min(1).describe('The rules.'),
  ...overTime,
});

export type PolicySource = z.infer<typeof policySchema>;
export type FragmentSource = z.infer<typeof fragmentSchema>;
export type PackSource = z.infer<typeof packSchema>;
export type RuleSource = z.infer<typeof ruleSchema>;
export type LimitSource = z.infer<typeof limitSchema>;
export type SequenceSource = z.infer<typeof sequenceSchema>;
export type TableSource = z.infer<typeof tableSchema>;
export type ConditionSource = z.infer<typeof condition>;
export type ConditionsSource = z.infer<typeof conditions>;
export type FactsSource = z.infer<typeof factsSchema>;
export type WaiverSource = z.infer<typeof waiverSchema>;
export type LeaseSource = z.infer<typeof leaseSchema>;
export type GrantsSource = z.infer<typeof grantsSchema>;
export type ExtendSource = z.infer<typeof extendSchema>;
