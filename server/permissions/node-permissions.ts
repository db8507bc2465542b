/** The permissions of this machine's user: read from disk at each question, so that all processes agree. */
import { homedir } from 'node:os';
import { fingerprintOf } from '../audit/fingerprint';
import { type AuditLayout, layoutOf } from '../audit/layout';
import type { Permission } from '../policy/permission';
import type { ClockProvider, PermissionProvider } from '../providers';
import type { Request } from '../request';
import { sessionOf } from '../session/identity';
import { actionDigest } from './action-digest';
import { type Call, type HeldPermission, isCall, PermissionStore, type TakenUse } from './permission-store';
import type { StoredPermission } from './stored-permission';

export function nodePermissions({ now }: ClockProvider): PermissionProvider {
  return {
    heldFor(request, policyDigest) {
      const layout = layoutOf(request.workspace, homedir());
      const left = new PermissionStore(layout, now).all().filter(hasUseFor(callOf(request)));
      if (left.length === 0) return [];
      const action = digestOf(request, policyDigest, layout);
      const session = sessionOf(request);
      return left.flatMap(({ permission }) => asPermission(permission, { action, session })).sort(countlessFirst);
    },
    claim(ids, request) {
      const store = new PermissionStore(layoutOf(request.workspace, homedir()), now);
      return takeAll(ids, (id) => store.take(id, callOf(request)));
    },
  };
}

function callOf({ agent }: Request): Call {
  return {
    ...(agent?.sessionId !== undefined && { sessionId: agent.sessionId }),
    ...(agent?.toolCallId !== undefined && { toolCallId: agent.toolCallId }),
  };
}

/** A second hook of a call that has a use already needs no other. */
function hasUseFor(call: Call): (held: HeldPermission) => boolean {
  return ({ permission: { uses }, usedBy }) => uses === undefined || usedBy.length < uses || usedBy.some(isCall(call));
}

/** What it is to a request; nothing when it is for another action or session. */
function asPermission(
  { id, by, uses, action, lease }: StoredPermission,
  asked: { readonly action: string | undefined; readonly session: string | undefined },
): (Permission & { readonly uses: number })[] {
  const given = { id, by, uses: uses ?? Number.POSITIVE_INFINITY };
  if (action !== undefined) return action === asked.action ? [{ kind: 'once', ...given }] : [];
  if (!lease || (lease.session !== undefined && lease.session !== asked.session)) return [];
  return [{ kind: 'lease', ...given, ...lease.selection }];
}

/** Of two that would do, the one that lasts. */
function countlessFirst(a: { readonly uses: number }, b: { readonly uses: number }): number {
  return a.uses === b.uses ? 0 : b.uses - a.uses;
}

/** `undefined` without a key to tell actions by. */
function digestOf(request: Request, policyDigest: string, layout: AuditLayout): string | undefined {
  const fingerprint = fingerprintOf(request, layout.anchors);
  if (fingerprint === undefined) return undefined;
  const { cwd, actor, agent } = request;
  const { workspace } = layout;
  return actionDigest({
    fingerprint,
    workspace,
    cwd,
    actor,
    agent: agent?.name,
    session: agent?.sessionId,
    policyDigest,
  });
}

/** All or nothing. */
function takeAll(ids: readonly string[], take: (id: string) => TakenUse | undefined): boolean {
  const taken: TakenUse[] = [];
  for (const id of ids) {
    const use = takeOrFail(id, take);
    if (use === undefined) {
      for (const one of taken) one.giveBack();
      return false;
    }
    taken.push(use);
  }
  return true;
}

/** A use that cannot be written down is none. */
function takeOrFail(id: string, take: (id: string) => TakenUse | undefined): TakenUse | undefined {
  try {
    return take(id);
  } catch {
    return undefined;
  }
}
