/** The JSON Schema of policy files, packs and scenario files, generated from the schema itself. */
import { z } from 'zod';
import { contextAttributes } from '../effects/catalogue';
import { scenarioFileSchema } from './scenario-schema';
import { fragmentSchema, packSchema, policySchema } from './schema';
import { kindSelectors } from './vocabulary';

type Json = Record<string, unknown>;

const schemas = { policy: policySchema, fragment: fragmentSchema, pack: packSchema, scenarios: scenarioFileSchema };

/** For `yamlValidation` and other editors: the shape, with the vocabulary of kinds and circumstances filled in. */
export function jsonSchemaOf(name: keyof typeof schemas): Json {
  const schema = z.toJSONSchema(schemas[name], { target: 'draft-7', io: 'input', reused: 'ref' }) as Json;
  const vocabulary = { kind: { enum: kindSelectors }, circumstance: { enum: Object.keys(contextAttributes) } };
  return {
    title: `Access Guardrails ${name}`,
    ...(withVocabulary(schema) as Json),
    definitions: { ...(withVocabulary(schema.definitions ?? {}) as Json), ...vocabulary },
  };
}

const kindReference = { $ref: '#/definitions/kind' };

/** `effects` lists kinds, `for` names circumstances; the shape alone cannot say so. */
function withVocabulary(node: unknown, key?: string): unknown {
  if (Array.isArray(node)) return node.map((item) => withVocabulary(item));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withVocabulary(value, name)]));
  if (key === 'effects') {
    const { description } = copy;
    return { ...(description !== undefined && { description }), type: 'array', minItems: 1, items: kindReference };
  }
  if (key === 'for') return { allOf: [copy], propertyNames: { $ref: '#/definitions/circumstance' } };
  return copy;
}
