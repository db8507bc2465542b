/** Codex CLI: rejects replies with keys it does not know, and cannot ask from a hook. */
import type { Dialect } from '../dialect';
import { readClaudePayload } from './claude-payload';
import { blockingError, nested, silence } from './replies';

export const codex: Dialect = {
  name: 'codex',
  read: (payload, kind) => ({ ...readClaudePayload(payload, kind, 'codex'), canAsk: false }),
  allow: () => silence,
  warn: () => silence,
  ask: (message) => nested('deny', message),
  deny: (message) => nested('deny', message),
  fail: blockingError,
};
