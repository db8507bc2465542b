/** Gemini CLI: `BeforeTool` hooks of its settings file. */
import type { Dialect } from '../dialect';
import { readClaudePayload } from './claude-payload';
import { blockingError, say } from './replies';

export const gemini: Dialect = {
  name: 'gemini',
  read: (payload, kind) => ({ ...readClaudePayload(payload, kind, 'gemini'), canAsk: false }),
  allow: () => say({}),
  warn: (message) => say({ systemMessage: message }),
  ask: (message) => say({ decision: 'deny', reason: message }),
  deny: (message) => say({ decision: 'deny', reason: message }),
  fail: blockingError,
};
