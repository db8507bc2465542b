/** Whose past counts for a request. */
import { createHash } from 'node:crypto';
import type { Request } from '../request';
import type { Scope } from './past';

/** The session as the agent's host names it, or who asks on its behalf. */
export function sessionOf({ agent, session }: Request): string | undefined {
  return agent?.sessionId ?? session;
}

/** Where a host names no session, one is shared by all of that kind of actor. */
export function scopeKey(request: Request, scope: Scope): string {
  const { actor, agent } = request;
  switch (scope) {
    case 'session':
      return ['session', actor, sessionOf(request) ?? ''].join('\0');
    case 'agent':
      return ['agent', actor, agent?.name ?? ''].join('\0');
    case 'workspace':
      return 'workspace';
  }
}

/** A file name for it. */
export function scopeFile(request: Request, scope: Scope): string {
  return `${createHash('sha256').update(scopeKey(request, scope)).digest('hex').slice(0, 32)}.json`;
}
