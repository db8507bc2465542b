/** What holds when no rule speaks, and what carries other effects inside. */
import { carriers, impactOf } from '../effects/catalogue';
import type { Effect, Environment } from '../effects/effect';
import { attributeOf } from '../effects/effect';
import type { ActorKind } from '../request';
import type { CompiledDefaults } from './compiled';
import { isStricter, type Verdict } from './verdict';

/** What holds where no rule allows or restricts. */
export interface Fallback {
  /** `default/ai/destroy`. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** Set when it is stricter than the table says, because something unseen may happen in production. */
  readonly blind?: boolean;
}

/** The default's name and answer. What cannot be looked into asks in production, whatever the table says. */
export function defaultFor(
  defaults: CompiledDefaults,
  actor: ActorKind,
  effect: Effect,
  environment: Environment | null,
): Fallback {
  const row = effect.kind === 'code.opaque' ? 'opaque' : impactOf(effect.kind);
  const verdict = defaults.actors[actor][row];
  const blind = (environment === 'prod' || environment === null) && carriesUnseen(effect);
  const raised = blind && isStricter('ask', verdict);
  return { rule: `default/${actor}/${row}`, verdict: raised ? 'ask' : verdict, ...(raised && { blind: true }) };
}

/** May the effect bring about others that analysis did not see? A condition that is not known to fail counts. */
export function carriesUnseen(effect: Effect): boolean {
  return carriers.some(
    (carrier) =>
      carrier.kind === effect.kind &&
      carrier.kind !== 'fs.delete' &&
      Object.entries(carrier.when ?? {}).every(([name, value]) => (attributeOf(effect, name) ?? value) === value),
  );
}
