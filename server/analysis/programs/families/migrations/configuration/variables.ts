/** Variables as a tool would see them: those of its process, then those of `.env` files that it loads itself. */
import { type Text, UNKNOWN } from '../../../../../effects/value';
import type { Call } from '../../../program';

/** `undefined` when it is set nowhere. The first file that sets it counts. */
export function variableOf(call: Call, name: string, dotEnvFiles: readonly Text[] = []): Text | undefined {
  const inherited = call.invocation.variable(name);
  if (inherited !== undefined) return inherited;
  for (const file of dotEnvFiles) {
    const text = call.invocation.surroundings.settings(file, call.invocation.cwd);
    if (text === UNKNOWN) return UNKNOWN;
    const value = text === undefined ? undefined : valueIn(text, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Tools disagree on what counts of two different values, and on what a dollar puts in. */
function valueIn(text: string, name: string): Text | undefined {
  const line = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(?:'([^'\\n]*)'|"([^"\\n]*)"|([^\\n'"][^\\n]*?)?)[ \\t]*(?:\\s#[^\\n]*)?\\r?$`,
    'gm',
  );
  const values = [...text.matchAll(line)].map(([, single, double, plain]) => {
    if (single !== undefined) return single;
    const value = double ?? plain ?? '';
    return value.includes('$') || value.includes('\\') ? UNKNOWN : value.replace(/\s+#.*$/, '');
  });
  const [first] = values;
  return values.every((value) => value === first) ? first : UNKNOWN;
}
