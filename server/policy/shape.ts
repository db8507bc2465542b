/** Checks data against the schema, and turns what zod has to say into complaints that help. */
import type { z } from 'zod';
import { listWords, nearestWord, suggestion } from './nearest';
import type { Complaint, PathStep } from './problem';
import { keysAt } from './schema-paths';

type Issue = z.core.$ZodIssue;

export function checkShape<S extends z.ZodType>(
  schema: S,
  data: unknown,
): { value?: z.infer<S>; complaints: Complaint[] } {
  const result = schema.safeParse(data ?? {});
  if (result.success) return { value: result.data, complaints: [] };
  return { complaints: result.error.issues.flatMap((issue) => complaintsOf(issue, schema, data)) };
}

function complaintsOf(issue: Issue, schema: z.ZodType, data: unknown): readonly Complaint[] {
  const path = issue.path as PathStep[];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, keysAt(schema, path)));
    case 'invalid_value':
      return [unknownValue(path, valueAt(data, path), issue.values.map(String))];
    case 'invalid_type':
      return [valueAt(data, path) === undefined ? missingKey(path) : wrongType(path, issue.expected)];
    case 'invalid_union':
      return [unionComplaint(issue, path, schema, data)];
    case 'invalid_format':
      return [{ code: 'bad-format', path, message: `Expected ${issue.message}.`, expected: [issue.message] }];
    case 'too_small':
      return [{ code: 'out-of-range', path, message: tooSmall(issue) }];
    default:
      return [{ code: 'wrong-type', path, message: `Expected ${issue.message}.` }];
  }
}

function unknownKey(key: string, path: readonly PathStep[], known: readonly string[]): Complaint {
  const nearest = nearestWord(key, known);
  return {
    code: 'unknown-key',
    path: [...path, key],
    onKey: true,
    message: `Unknown key "${key}".${suggestion(nearest)} Allowed here: ${listWords(known)}.`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

/** For the checks that go beyond the shape as well. */
export function unknownValue(path: readonly PathStep[], value: unknown, expected: readonly string[]): Complaint {
  if (value === undefined) return missingKey(path);
  const nearest = nearestWord(String(value), expected);
  return {
    code: 'unknown-value',
    path,
    message: `"${String(value)}" is not one of ${listWords(expected)}.${suggestion(nearest)}`,
    expected,
    ...(nearest !== undefined && { nearest }),
  };
}

function missingKey(path: readonly PathStep[]): Complaint {
  const key = String(path.at(-1) ?? '');
  return { code: 'missing-key', path, message: `The key "${key}" is missing.`, expected: [key] };
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'keys and values',
  record: 'keys and values',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
};

function wrongType(path: readonly PathStep[], expected: string): Complaint {
  const name = typeNames[expected] ?? `a ${expected}`;
  return { code: 'wrong-type', path, message: `Expected ${name} here.`, expected: [name] };
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.origin === 'string') return 'This text must not be empty.';
  return issue.origin === 'array' ? 'This list must not be empty.' : `Expected at least ${issue.minimum}.`;
}

/** When the data is an object and one of the choices is too, its own complaints say more than "none fits". */
function unionComplaint(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: readonly PathStep[],
  schema: z.ZodType,
  data: unknown,
): Complaint {
  const value = valueAt(data, path);
  if (typeof value === 'string') {
    const words = issue.errors.flatMap((errors) => errors.flatMap(enumValues));
    if (words.length > 0) return unknownValue(path, value, words);
  }
  const key = issue.errors.flat().find((inner) => inner.code === 'unrecognized_keys' && inner.path.length === 0);
  if (key?.code === 'unrecognized_keys' && key.keys[0] !== undefined) {
    return unknownKey(key.keys[0], path, keysAt(schema, path));
  }
  return { code: 'wrong-type', path, message: `Expected ${issue.message}.`, expected: [issue.message] };
}

function enumValues(issue: Issue): readonly string[] {
  return issue.code === 'invalid_value' && issue.path.length === 0 ? issue.values.map(String) : [];
}

function valueAt(data: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PathStep, unknown> | undefined)?.[step], data);
}
