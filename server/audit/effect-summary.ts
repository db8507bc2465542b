/** One effect in a few words, for lists: its kind and what it is done to. */
import { attributeOf, type Effect } from '../effects/effect';
import { displayText, isPattern } from '../effects/value';

/** The attributes that name a target, most telling first. */
const targets = [
  'path',
  'table',
  'name',
  'host',
  'device',
  'resource',
  'ref',
  'remote',
  'program',
  'target',
  'unit',
  'what',
  'tool',
  'op',
];

export function summariseEffect(effect: Effect): string {
  const target = targetOf(effect);
  const column = attributeOf(effect, 'column');
  const where = typeof column === 'string' && target ? `${target}.${column}` : target;
  return where ? `${effect.kind} ${where}` : effect.kind;
}

function targetOf(effect: Effect): string | undefined {
  for (const name of targets) {
    const value = attributeOf(effect, name);
    if (typeof value === 'string' || isPattern(value)) return displayText(value);
  }
  return undefined;
}
