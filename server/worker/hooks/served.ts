import { homedir } from 'node:os';
import type { HeardCall } from '../../hook/answer-hook';
import { fileView } from '../../hook/file-view';
import { placeOf } from '../../hook/request-of';
import { homeOf } from '../../hook/worker-address';

/**
 * Would this worker come to the same answer as the hook? It does for a workspace that is open here and trusted, when
 * both see the same files, live in the same time zone, and have the same home, where the user's own settings, policies
 * and anchors are.
 */
export function isServed(view: string, { event, caller }: HeardCall, workspaces: readonly string[]): boolean {
  const { workspace } = placeOf(event, caller);
  const isAtHome = homeOf(caller.env) === homedir() && caller.env.TZ === process.env.TZ;
  return isAtHome && workspaces.includes(workspace) && view === fileView();
}
