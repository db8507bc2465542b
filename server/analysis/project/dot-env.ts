/** Variables of a `.env` file, as task runners load it. */
import { type Text, UNKNOWN } from '../../effects/value';
import { variablesIn } from '../files/env-file';
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
    return file && shownVariables(file.text);
  }
  if (files.kind(path) === 'absent') return NOTHING;
  const file = files.read(path, MAX_BYTES);
  return file && shownVariables(file.text);
}

/** Values of secrets are not looked at. */
function shownVariables(text: string): EnvironmentFile {
  return new Map([...variablesIn(text)].map(([name, value]) => [name, isSecretName(name) ? UNKNOWN : value]));
}
