/** Variables of a `.env` file, as task runners load it. */
import { type Text, UNKNOWN } from '../../effects/value';
import { isSecretName } from '../shell/scope';
import type { Shell } from '../shell/shell';

export type EnvironmentFile = ReadonlyMap<string, Text>;

const MAX_BYTES = 64 * 1024;
const NOTHING: EnvironmentFile = new Map();

/** Empty when there is no such file; `undefined` when it cannot be read. Never recorded: its text holds secrets. */
export function readDotEnv(path: string, { session, frame }: Shell): EnvironmentFile | undefined {
  if (frame.elsewhere) return undefined;
  const { files } = session.providers;
  if (session.isRewritten(path)) {
    const file = session.readFile(path);
    return file && variablesIn(file.text);
  }
  if (files.kind(path) === 'absent') return NOTHING;
  const file = files.read(path, MAX_BYTES);
  return file && variablesIn(file.text);
}

function variablesIn(text: string): EnvironmentFile {
  const variables = new Map<string, Text>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) variables.set(name, isSecretName(name) ? UNKNOWN : textOf(value.trim()));
  }
  return variables;
}

/** References to other variables and text over several lines are not worked out. */
function textOf(written: string): Text {
  const quoted = /^(['"])(.*)\1\s*(?:#.*)?$/.exec(written);
  if (!quoted && /^['"]/.test(written)) return UNKNOWN;
  const value = quoted ? quoted[2]! : written.replace(/\s+#.*$/, '');
  return quoted?.[1] === "'" || !/[$\\`]/.test(value) ? value : UNKNOWN;
}
