/** Copilot in VS Code's extension host ("Local"). */
import type { Dialect } from '../dialect';
import { readClaudePayload } from './claude-payload';
import { bothLevels, nested, notice, silence } from './replies';

export const copilotLocal: Dialect = {
  name: 'copilot-local',
  read: (payload, kind) => ({ ...readClaudePayload(payload, kind, 'copilot'), canAsk: true }),
  allow: ({ skipConfirmation }) => (skipConfirmation ? nested('allow') : silence),
  warn: notice,
  ask: (message) => nested('ask', withoutCode(message)),
  deny: (message) => bothLevels('deny', message),
  fail: (message) => bothLevels('deny', message),
};

/** Its question sets every piece of inline code as a column of its own beside the text. */
function withoutCode(message: string): string {
  return message.replaceAll('`', "'");
}
