/** Claude Code. With `bypassPermissions` nobody is asked anything, so nothing can be. */
import type { Dialect } from '../dialect';
import { readClaudePayload } from './claude-payload';
import { blockingError, nested, notice, silence } from './replies';

export const claude: Dialect = {
  name: 'claude',
  read(payload, kind) {
    return { ...readClaudePayload(payload, kind, 'claude'), canAsk: payload.permission_mode !== 'bypassPermissions' };
  },
  allow: () => silence,
  warn: notice,
  ask: (message) => nested('ask', message),
  deny: (message) => nested('deny', message),
  fail: blockingError,
};
