/** Whose past counts for a request. */
import { createHash } from 'node:crypto';
import type { Request } from '../request';
import type { Scope } from './past';

/** Where a host names no session, one is shared by all of that kind of actor. */
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

/** A file name for it. */
export function scopeFile(request: Request, scope: Scope): string {
  return `${createHash('sha256').update(scopeKey(request, scope)).digest('hex').slice(0, 32)}.json`;
}
