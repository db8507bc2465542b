import type { Request } from '../request';
import type { Scope } from './past';

/** Names whose past counts for a request. Where a host names no session, one is shared by all of that kind of actor. */
export function scopeKey({ actor, agent, session }: Request, scope: Scope): string {
  switch (scope) {
    case 'session':
      return ['session', actor, agent?.sessionId ?? session ?? ''].join('\0');
    case 'agent':
      return ['agent', actor, agent?.name ?? ''].join('\0');
    case 'workspace':
      return 'workspace';
  }
}
