/** Variables as a tool would see them: those of its process, then those of `.env` files that it loads itself. */
import { type Text, UNKNOWN } from '../../../../../effects/value';
import { variablesIn } from '../../../../files/env-file';
import type { Call } from '../../../program';

/** `undefined` when it is set nowhere. The first file that sets it counts. */
export function variableOf(call: Call, name: string, dotEnvFiles: readonly Text[] = []): Text | undefined {
  const inherited = call.invocation.variable(name);
  if (inherited !== undefined) return inherited;
  for (const file of dotEnvFiles) {
    const text = call.invocation.surroundings.settings(file, call.invocation.cwd);
    if (text === UNKNOWN) return UNKNOWN;
    const value = text === undefined ? undefined : variablesIn(text).get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}
