/** Docker by its socket: whoever may write to it may start containers as he likes. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call } from '../../program';

export function dockerRequest(call: Call, method: string): EffectDraft[] {
  const socket = call.words('--unix-socket').at(-1);
  const isDocker = socket !== undefined && /docker|containerd|podman|^null$/.test(String(socket.value));
  if (!isDocker || method === 'GET' || method === 'HEAD') return [];
  if (method === 'DELETE') return [{ kind: 'container.destroy', object: null, name: null, all: null }];
  return [{ kind: 'container.run', image: null, privileged: null, mounts: null, network: null }];
}
