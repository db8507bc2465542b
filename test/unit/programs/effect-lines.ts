/** Effects written as one line, as the examples beside the programs have them: `fs.delete{recursive=true} + net.fetch`. */
import { attributeOf, type Effect } from '../../../server/effects/effect';
import { displayText, isPattern } from '../../../server/effects/value';

export interface Expected {
  readonly kind: string;
  readonly attributes: readonly (readonly [string, string])[];
}

export function readLine(line: string): readonly Expected[] {
  return line.split(/\s\+\s/).map((part) => {
    const match = /^([\w.]+)(?:\{(.*)\})?$/.exec(part.trim());
    if (!match) throw new Error(`not an effect: "${part}" in "${line}"`);
    const pairs = (match[2] ?? '').split(',').filter((pair) => pair !== '');
    return { kind: match[1] ?? '', attributes: pairs.map((pair) => splitPair(pair)) };
  });
}

function splitPair(pair: string): readonly [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** Why the effects are not those expected; empty when they are. Kinds must agree, listed attributes too. */
export function differences(effects: readonly Effect[], expected: readonly Expected[]): string[] {
  const left = [...effects];
  const missing = expected.filter((wanted) => {
    const at = left.findIndex((effect) => matches(effect, wanted));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const kinds = new Set(['fs.read', ...expected.map((wanted) => wanted.kind)]);
  const surplus = left.filter((effect) => !kinds.has(effect.kind));
  return [
    ...missing.map((wanted) => `missing ${wanted.kind} ${JSON.stringify(Object.fromEntries(wanted.attributes))}`),
    ...surplus.map((effect) => `unexpected ${effectLine(effect)}`),
  ];
}

function matches(effect: Effect, wanted: Expected): boolean {
  return (
    effect.kind === wanted.kind &&
    wanted.attributes.every(([name, value]) => shown(attributeOf(effect, name)) === value)
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '?';
  return isPattern(value) ? displayText(value) : String(value);
}

export function effectLine(effect: Effect): string {
  const { kind, at: _, evidence: _e, ...attributes } = effect;
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}=${shown(value)}`);
  return `${kind}{${pairs.join(',')}}`;
}
