/** What holds when no rule speaks, and what carries other effects inside. */
import { carriers, impactOf } from '../effects/catalogue';
import type { Effect, Environment } from '../effects/effect';
import { attributeOf } from '../effects/effect';
import type { ActorKind } from '../request';
import type { CompiledDefaults } from './compiled';
import { stricter, type Verdict } from './verdict';

/** The default's name and answer. What cannot be looked into asks in production, whatever the table says. */
export function defaultFor(
  defaults: CompiledDefaults,
  actor: ActorKind,
  effect: Effect,
  environment: Environment | null,
): { readonly rule: string; readonly verdict: Verdict } {
  const row = effect.kind === 'code.opaque' ? 'opaque' : impactOf(effect.kind);
  const verdict = defaults.actors[actor][row];
  const blind = (environment === 'prod' || environment === null) && carriesUnseen(effect);
  return { rule: `default/${actor}/${row}`, verdict: blind ? stricter(verdict, 'ask') : verdict };
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
