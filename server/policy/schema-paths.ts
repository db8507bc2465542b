/** Finding one's way in a schema: what it says about the data at a path. */
import { z } from 'zod';
import type { PathStep } from './problem';

/** The schemas that the value at a path may have: several where the schema leaves a choice. */
export function choicesAt(schema: z.ZodType, path: readonly PathStep[]): readonly z.ZodType[] {
  return path
    .reduce<readonly z.ZodType[]>((schemas, step) => schemas.flatMap((one) => childSchemas(one, step)), [schema])
    .flatMap(unwrapped);
}

/** The keys that the schema allows in the object at a path. */
export function keysAt(schema: z.ZodType, path: readonly PathStep[]): readonly string[] {
  return [...keySchemasAt(schema, path).keys()];
}

/** The same, each with the schema of its value. */
export function keySchemasAt(schema: z.ZodType, path: readonly PathStep[]): ReadonlyMap<string, z.ZodType> {
  const objects = choicesAt(schema, path).filter((one) => one instanceof z.ZodObject);
  return new Map(objects.flatMap((one) => Object.entries(one.shape as Record<string, z.ZodType>)));
}

/** The words that the value at a path may be, as far as the schema names them. */
export function wordsAt(schema: z.ZodType, path: readonly PathStep[]): readonly string[] {
  const words = choicesAt(schema, path).flatMap((one): readonly unknown[] => {
    if (one instanceof z.ZodEnum) return one.options;
    if (one instanceof z.ZodLiteral) return [...one.values];
    return one instanceof z.ZodBoolean ? [true, false] : [];
  });
  return [...new Set(words.map(String))];
}

function childSchemas(schema: z.ZodType, step: PathStep): readonly z.ZodType[] {
  return unwrapped(schema).flatMap((one): readonly z.ZodType[] => {
    if (one instanceof z.ZodObject) return Object.hasOwn(one.shape, step) ? [one.shape[step] as z.ZodType] : [];
    if (one instanceof z.ZodArray) return typeof step === 'number' ? [one.element as z.ZodType] : [];
    return one instanceof z.ZodRecord ? [one.valueType as z.ZodType] : [];
  });
}

function unwrapped(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]).flatMap(unwrapped) : [schema];
}
