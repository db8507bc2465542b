/** Copilot's harness calling a plugin's hook. Anything printed when allowing would keep other plugins' hooks from running. */
import type { Dialect } from '../dialect';
import { readCamelPayload } from './camel-payload';
import { bothLevels, silence, topLevel } from './replies';

export const copilotCallback: Dialect = {
  name: 'copilot-callback',
  read: (payload, kind) => ({ ...readCamelPayload(payload, kind), canAsk: true }),
  allow: () => silence,
  warn: () => silence,
  ask: (message) => topLevel('ask', message),
  deny: (message) => bothLevels('deny', message),
  // A non-zero exit is ignored here, so a failure has to speak.
  fail: (message) => bothLevels('deny', message),
};
