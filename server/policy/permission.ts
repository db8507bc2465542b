/**
 * What a person has permitted beyond the policy. It lifts what asks or denies, as a waiver would: where it certainly
 * matches, and never a hard rule nor the floor.
 */
import type { CompiledRule } from './compiled';
import { holdsUp } from './verdict';

/** One exact action, once: whoever holds it out has made sure that the action is this one. */
export interface AllowedOnce {
  readonly kind: 'once';
  readonly id: string;
  /** Who permitted it. */
  readonly by: string;
}

export type Permission = AllowedOnce;

/** Hard rules and the floor are beyond any permission; a warning stands in nobody's way. */
export function isLifted(rule: CompiledRule): boolean {
  return isSoft(rule) && holdsUp(rule.decide);
}

export function isSoft({ hard, floor }: CompiledRule): boolean {
  return !hard && floor !== true;
}
