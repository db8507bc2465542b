/**
 * What a person has permitted beyond the policy. It lifts what asks or denies, as a waiver would: where it certainly
 * matches, and never a hard rule nor the floor.
 */
import type { EffectKind } from '../effects/catalogue';
import type { Facts } from '../facts/facts';
import type { CompiledGrant, CompiledRule, CompiledSelection } from './compiled';
import { matchesGlob } from './glob';
import { matchConditions } from './match-rule';
import { holdsUp } from './verdict';

interface Given {
  readonly id: string;
  /** Who permitted it. */
  readonly by: string;
}

/** One exact action, once: whoever holds it out has made sure that the action is this one. */
export interface AllowedOnce extends Given {
  readonly kind: 'once';
}

/** Certain effects, for a while: as far as `grants.session` of the policy in force lets a session loosen it. */
export interface Lease extends Given, CompiledSelection {
  readonly kind: 'lease';
}

export type Permission = AllowedOnce | Lease;

/** The permission that bears on an effect, if one does. */
export function permissionOn(
  index: number,
  kind: EffectKind,
  permissions: readonly Permission[],
  grant: CompiledGrant | undefined,
  facts: Facts,
): Permission | undefined {
  return permissions.find(
    (one) =>
      one.kind === 'once' ||
      (one.kinds.includes(kind) && grant?.allow.includes(kind) && matchConditions(one, index, facts) === 'yes'),
  );
}

/** Hard rules and the floor are beyond any permission; a warning stands in nobody's way. */
export function isLifted(rule: CompiledRule, by: Permission, grant: CompiledGrant | undefined): boolean {
  return isSoft(rule) && holdsUp(rule.decide) && (by.kind === 'once' || mayWaive(rule.id, grant));
}

export function isSoft({ hard, floor }: CompiledRule): boolean {
  return !hard && floor !== true;
}

function mayWaive(rule: string, grant: CompiledGrant | undefined): boolean {
  return grant?.waive.some((glob) => matchesGlob(glob, rule, '/')) ?? false;
}
