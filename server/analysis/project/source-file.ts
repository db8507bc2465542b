/** A definition file of a project: what recipes and tasks point at. */
import type { Text } from '../../effects/value';
import type { Shell } from '../shell/shell';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export function readSource(name: Text, directory: Text, shell: Shell): SourceFile | undefined {
  const { path } = shell.surroundings.fileTarget(name, directory);
  const file = typeof path === 'string' ? shell.session.readFile(path) : undefined;
  return file && typeof path === 'string' ? { path, text: file.text } : undefined;
}
