/** Leases by which one refused action could run: for exactly what it does, and for all of that kind. */
import { decide } from '../decide';
import type { Decision } from '../decision';
import { restricts } from '../policy/findings';
import { leaseText, readLease } from '../policy/lease';
import type { Permission } from '../policy/permission';
import type { LeaseSource } from '../policy/schema';
import { holdsUp } from '../policy/verdict';
import type { LeaseOffer } from '../protocol';
import type { Request } from '../request';
import { circumstances, exceptionFor } from './exception/exception';
import type { ActionWorld } from './offers';

/** Above this many a person does not see what is granted. */
const MAX_LEASES = 6;
/** A person says how long; to try a lease any time will do. */
const expires = '10m';

/** The narrowest first; each lets the action run, within what the policy lets a session loosen. */
export function leaseOffers(request: Request, world: ActionWorld): readonly LeaseOffer[] {
  const decision = decide(request, world.providers, world.inForce);
  const offers = [exactly(decision, request, world), ofThatKind(decision)].map((leases) => ({
    text: leases.map(leaseText).join('; '),
    leases: leases.map(({ expires: _, ...lease }) => lease),
    works: leases.length > 0 && leases.length <= MAX_LEASES && letsRun(leases, request, world),
  }));
  const distinct = new Map(offers.filter(({ works }) => works).map(({ text, leases }) => [text, { text, leases }]));
  return [...distinct.values()];
}

function exactly(decision: Decision, request: Request, { providers, inForce }: ActionWorld): readonly LeaseSource[] {
  const exception = exceptionFor(decision, inForce, { workspace: request.workspace, home: providers.env.home });
  return (exception?.rules ?? []).map(({ about, when, for: where }) => ({
    effects: [about],
    when: { ...when },
    for: { ...where },
    expires,
  }));
}

function ofThatKind({ findings, effects, environments }: Decision): readonly LeaseSource[] {
  const leases = findings.filter(restricts).flatMap(({ effect }): LeaseSource[] => {
    const kind = effects[effect]?.kind;
    return kind ? [{ effects: [kind], for: { ...circumstances(kind, environments[effect] ?? null) }, expires }] : [];
  });
  return [...new Map(leases.map((lease) => [leaseText(lease), lease])).values()];
}

function letsRun(leases: readonly LeaseSource[], request: Request, { providers, inForce }: ActionWorld): boolean {
  const permissions = leases.flatMap((source, index): Permission[] => {
    const { terms } = readLease(source, inForce.grants?.session);
    return terms ? [{ kind: 'lease', id: `lease-${index}`, by: '', ...terms.selection }] : [];
  });
  const granted = { heldFor: () => permissions, claim: () => true };
  return !holdsUp(decide(request, { ...providers, permissions: granted }, inForce).verdict);
}
