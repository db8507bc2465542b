/** Servers of files: whoever reaches them reads the folder. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call } from '../../program';

/** Folders that are meant to be shown while one works on them. */
const ownZones: ReadonlySet<unknown> = new Set(['workspace', 'workspace-trusted', 'sibling', 'temp']);

/** A folder outside the workspace that others on the network may read is handed out; `path` is relative to where it runs. */
export function servedFolder(call: Call, path: Text, expose: 'lan' | 'loopback'): EffectDraft[] {
  const { zone } = call.invocation.surroundings.fileTarget(path, call.invocation.cwd);
  if (expose === 'loopback' || ownZones.has(zone)) return [];
  return [{ kind: 'net.upload', channel: 'http', host: null, source: 'tree' }];
}
