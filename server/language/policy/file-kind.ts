/** Which of the files with policy in them a document is, and the schema it has to have. */
import type { z } from 'zod';
import { scenarioFileSchema } from '../../policy/scenario-schema';
import { fragmentSchema, packSchema, policySchema } from '../../policy/schema';

export type PolicyFileKind = 'policy' | 'fragment' | 'scenarios' | 'pack';

export const schemaOf: Readonly<Record<PolicyFileKind, z.ZodType>> = {
  policy: policySchema,
  fragment: fragmentSchema,
  scenarios: scenarioFileSchema,
  pack: packSchema,
};

const inGuardrailsFolder = /[\\/]\.guardrails[\\/](?!audit[\\/]).*\.ya?ml$/s;

/** `.guardrails/policy.yaml`, the files beside and below it that it may include, its scenarios, and packs. */
export function policyFileKind(path: string, text: string): PolicyFileKind | undefined {
  if (/[\\/]\.guardrails[\\/]policy\.yaml$/.test(path)) return 'policy';
  if (/[\\/]\.guardrails[\\/]tests[\\/][^\\/]*\.yaml$/.test(path)) return 'scenarios';
  if (inGuardrailsFolder.test(path)) return 'fragment';
  const isPack = /[\\/]pack\.yaml$/.test(path) && /^apiVersion: *guardrails\//m.test(text.slice(0, 2_000));
  return isPack ? 'pack' : undefined;
}
