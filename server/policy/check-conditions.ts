/** Conditions against the vocabulary: attributes that exist, values they can have, names that stand for something. */
import { type AttributeType, contextAttributes, type EffectKind } from '../effects/catalogue';
import { referenceName, type Scope } from './compile-rule';
import { listWords, nearestWord, suggestion } from './nearest';
import type { Complaint, PathStep } from './problem';
import { unknownValue } from './shape';
import { attributeName, attributeNames, attributeType, contextType } from './vocabulary';

type Conditions = Readonly<Record<string, unknown>>;

/** `when`: every attribute must exist on every one of the kinds. */
export function checkWhen(
  conditions: Conditions | undefined,
  kinds: readonly EffectKind[],
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  return Object.entries(conditions ?? {}).flatMap(([name, condition]) => {
    const without = kinds.find((kind) => attributeType(kind, name) === undefined);
    if (without !== undefined) return [unknownAttribute(name, [...path, name], attributeNames(without), without)];
    const mixed = new Set(kinds.map((kind) => attributeName(kind, name))).size > 1;
    if (mixed) return [mixedAttribute(name, [...path, name])];
    return unionTypes(kinds, name).flatMap((type) => checkCondition(condition, type, [...path, name], scope));
  });
}

/** `for`: the circumstances. */
export function checkFor(
  conditions: Conditions | undefined,
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  return Object.entries(conditions ?? {}).flatMap(([name, condition]) => {
    const type = contextType(name);
    if (type === undefined) return [unknownAttribute(name, [...path, name], Object.keys(contextAttributes))];
    return checkCondition(condition, type, [...path, name], scope);
  });
}

/** One type for all kinds: where vocabularies differ, a value of any of them will do. */
function unionTypes(kinds: readonly EffectKind[], name: string): readonly AttributeType[] {
  const types = kinds.flatMap((kind) => attributeType(kind, name) ?? []) as readonly AttributeType[];
  const closed = kinds.map((kind) => attributeType(kind, name)).filter((type) => Array.isArray(type));
  if (closed.length === kinds.length && kinds.length > 0) return [[...new Set(closed.flat() as string[])]];
  const first = kinds.length > 0 ? attributeType(kinds[0] as EffectKind, name) : types[0];
  return first === undefined ? [] : [first];
}

function unknownAttribute(
  name: string,
  path: readonly PathStep[],
  known: readonly string[],
  kind?: EffectKind,
): Complaint {
  const nearest = nearestWord(name, known);
  const owner = kind === undefined ? 'No circumstance' : `${kind} has no attribute`;
  const is = kind === undefined ? ` is called "${name}"` : ` "${name}"`;
  return {
    code: 'unknown-attribute',
    path,
    onKey: true,
    message: `${owner}${is}.${suggestion(nearest)} It can be one of ${listWords(known, 40)}.`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

function mixedAttribute(name: string, path: readonly PathStep[]): Complaint {
  const message = `"${name}" means different things for these kinds; write a rule for each.`;
  return { code: 'unknown-attribute', path, onKey: true, message };
}

function checkCondition(
  condition: unknown,
  type: AttributeType,
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
    return checkValues(condition, type, path, scope);
  }
  if ('not' in condition) return checkValues(condition.not, type, [...path, 'not'], scope);
  if (type !== 'num') return [{ code: 'wrong-type', path, message: 'Only numbers have bounds (atLeast, atMost).' }];
  const references = Object.entries(condition).flatMap(([bound, value]) =>
    checkReference(value, [...path, bound], scope),
  );
  return [...references, ...checkBounds(condition, path)];
}

function checkBounds(
  condition: { atLeast?: unknown; atMost?: unknown },
  path: readonly PathStep[],
): readonly Complaint[] {
  const { atLeast, atMost } = condition;
  if (typeof atLeast !== 'number' || typeof atMost !== 'number' || atLeast <= atMost) return [];
  return [{ code: 'never-matches', path, message: `No number is at least ${atLeast} and at most ${atMost}.` }];
}

function checkValues(
  values: unknown,
  type: AttributeType,
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  if (!Array.isArray(values)) return checkValue(values, type, path, scope);
  return values.flatMap((value, index) => checkValue(value, type, [...path, index], scope));
}

function checkValue(
  value: unknown,
  type: AttributeType,
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  if (referenceName(value) !== undefined) return checkReference(value, path, scope);
  if (typeof type === 'object') return type.includes(String(value)) ? [] : [unknownValue(path, value, type)];
  const wanted = { bool: 'boolean', num: 'number', str: 'string', path: 'string', host: 'string' }[type];
  const names = { boolean: 'true or false', number: 'a number', string: 'text' };
  const name = names[wanted as keyof typeof names];
  return typeof value === wanted
    ? []
    : [{ code: 'wrong-type', path, message: `Expected ${name} here.`, expected: [name] }];
}

/** `$name` must stand for something. */
export function checkReference(value: unknown, path: readonly PathStep[], scope: Scope): readonly Complaint[] {
  const name = referenceName(value);
  if (name === undefined || scope.has(name)) return [];
  const known = [...scope.keys()];
  const nearest = nearestWord(name, known);
  const list = known.length > 0 ? ` There is ${listWords(known)}.` : ' No list is defined.';
  return [
    {
      code: 'unknown-list',
      path,
      message: `There is no list or parameter "${name}".${suggestion(nearest)}${list}`,
      expected: known,
      ...(nearest !== undefined && { nearest: `$${nearest}` }),
    },
  ];
}
