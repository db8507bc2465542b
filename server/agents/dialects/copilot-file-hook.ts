/** Copilot's harness and CLI, through a hook file: snake case for PascalCase events, camel case for camelCase ones. */
import type { Dialect } from '../dialect';
import { textOf } from '../fields';
import { readCamelPayload } from './camel-payload';
import { readClaudePayload } from './claude-payload';
import { bothLevels, say } from './replies';

export const copilotFileHook: Dialect = {
  name: 'copilot-file-hook',
  read(payload, kind) {
    const camel = textOf(payload, 'toolName', 'sessionId') !== undefined;
    const event = camel ? readCamelPayload(payload, kind) : readClaudePayload(payload, kind, 'copilot-cli');
    return { ...event, canAsk: true };
  },
  allow: () => say({}),
  warn: () => say({}),
  ask: (message) => bothLevels('ask', message),
  deny: (message) => bothLevels('deny', message),
  fail: (message) => bothLevels('deny', message),
};
