/** The circumstances of a request, by the names that policies use in `for`. */
import type { ContextAttribute } from '../effects/catalogue';
import { intentMatch, intentScope } from '../intent/intent';
import type { Request } from '../request';
import type { Circumstances } from './derived';
import { isProtected } from './repository';
import { sessionAttributes } from './session-facts';

type Source = (request: Request, at: Circumstances) => unknown;

/** Circumstances of the whole request that are known today; any other is unknown (`null`). */
const sources: Readonly<Partial<Record<ContextAttribute, Source>>> = {
  actor: (request) => request.actor,
  agent: (request) => request.agent?.name ?? null,
  subagent: (request) => request.agent?.subagent ?? false,
  interactive: (request) => request.interactive,
  channel: (request) => request.channel,
  cwd: (request) => request.cwd,
  branch: (_, at) => at.providers.git.state(at.cwd)?.branch ?? null,
  protectedBranch: (_, at) => isProtected(at.providers.git.state(at.cwd)?.branch ?? null, at.policy.protectedBranches),
  repo: (_, at) => originAddress(at),
  dirty: (_, at) => at.providers.git.dirty(at.cwd) ?? null,
  remote: (_, at) => whereEditorRuns(at),
  'intent.match': (request, at) => intentMatch(request, at.effects),
  'intent.scope': (request) => intentScope(request),
  workTime: (_, at) => isWorkTime(at.providers.clock.now()),
};

export const suppliedContext: readonly ContextAttribute[] = [
  ...(Object.keys(sources) as ContextAttribute[]),
  ...sessionAttributes,
  'env',
];

export function contextValue(name: ContextAttribute, request: Request, at: Circumstances): unknown {
  return sources[name]?.(request, at) ?? null;
}

/** `github.com/acme/shop`, from the remote called origin. */
function originAddress(at: Circumstances): string | null {
  const url = at.providers.git.state(at.cwd)?.remotes.get('origin');
  const parts =
    url === undefined ? null : /^(?:\w+:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(url);
  return parts ? `${parts[1]}/${parts[2]}` : null;
}

function whereEditorRuns({ providers: { env } }: Circumstances): string {
  if (env.get('CODESPACES') === 'true') return 'codespace';
  if (env.get('REMOTE_CONTAINERS') === 'true') return 'container';
  if (env.get('WSL_DISTRO_NAME') !== undefined) return 'wsl';
  return env.get('SSH_CONNECTION') === undefined ? 'local' : 'ssh';
}

/** Monday to Friday, 8 to 18 by this machine's clock. */
function isWorkTime(now: Date): boolean {
  const weekday = now.getDay() >= 1 && now.getDay() <= 5;
  return weekday && now.getHours() >= 8 && now.getHours() < 18;
}
