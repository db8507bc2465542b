/**
 * The language of scenario files, `.guardrails/tests/*.yaml`: sequences of commands with what has to become of each.
 * They test a policy and are no part of what decides.
 */
import { z } from 'zod';
import { duration } from './duration-schema';
import { askedKeys, asksOneThing, oneThing, worldKeys } from './test-schema';
import { verdicts } from './verdict';

const text = z.string().min(1);

const stepSchema = z
  .strictObject({
    ...askedKeys,
    ...worldKeys,
    later: duration
      .optional()
      .describe('How long after the step before it is asked, such as 10m; at once when left out.'),
    expect: z.enum(verdicts).describe('The verdict it has to end in.'),
    rule: text.optional().describe('The rule that has to be among those that decide.'),
    reason: text.optional().describe('Words that the reason has to contain.'),
  })
  .refine(asksOneThing, oneThing);

const scenarioSchema = z.strictObject({
  name: text.describe('What it shows, in a few words; one of a kind in its file.'),
  ...worldKeys,
  steps: z.array(stepSchema).min(1).describe('What is asked, in this order, each with the verdict it has to end in.'),
});

export const scenarioFileSchema = z.strictObject({
  apiVersion: z.literal('guardrails/v1').optional().describe('The version of the policy language.'),
  scenarios: z.array(scenarioSchema).min(1).describe('The scenarios.'),
});

export type ScenarioSource = z.infer<typeof scenarioSchema>;
export type StepSource = z.infer<typeof stepSchema>;
