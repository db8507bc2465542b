/** A person's word for a policy that loosens what is approved: on record first, then in force. */
import { type AuditLog, appendEvent } from '../audit/log';
import { osUser } from '../audit/os-user';
import { acceptPolicy } from '../policy/approval';
import { standingIn } from '../policy/in-force';
import { underOrganisation } from '../policy/outer-layers';
import type { PolicyWorld } from '../policy/world';

const maxChanges = 50;

/** `digest` is that of what the person has been shown. Gives what keeps it from being accepted, if anything does. */
export async function acceptOnRecord(
  workspace: string,
  digest: string,
  world: PolicyWorld,
  log: AuditLog,
): Promise<string | undefined> {
  const { policy, pending, proposed } = await standingIn(workspace, world);
  if (proposed === undefined) return policy.problem;
  if (proposed !== digest) return 'The policy has changed meanwhile. Look at it again.';
  appendEvent(log, 'policy.change', {
    actor: 'human',
    details: {
      by: osUser(),
      from: policy.digest,
      to: proposed,
      changes: pending.slice(0, maxChanges).map(({ change }) => change),
    },
  });
  const { problem } = await acceptPolicy(workspace, digest, (await underOrganisation(world)).world);
  return problem;
}
