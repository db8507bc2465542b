/** Programs that print a file name made out of another: how scripts find the folder they stand in. */
import { type Text, UNKNOWN } from '../../effects/value';
import { absolutePath, baseName } from '../files/paths';
import type { Invocation } from '../programs/spec';

/** What `dirname`, `basename`, `realpath` and `readlink -f` print; unknown when that cannot be told. */
export function nameMade(invocation: Invocation): Text {
  const words = invocation.args.map((word) => (word.many ? UNKNOWN : word.value)).filter((word) => word !== '--');
  const [path, ...more] = words.filter((word) => word !== '-f' && word !== '-e' && word !== '-m');
  if (typeof path !== 'string' || path.startsWith('-') || more.length > 0) return UNKNOWN;
  switch (invocation.name) {
    case 'dirname':
      return `${directoryOf(path)}\n`;
    case 'basename':
      return `${baseName(path.replace(/(?<=[^/])\/+$/, ''))}\n`;
    case 'realpath':
      return resolved(path, invocation);
    case 'readlink':
      return words.length > 1 ? resolved(path, invocation) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** POSIX dirname: trailing slashes do not count, and a bare name is in `.`. */
function directoryOf(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path.startsWith('/') ? '/' : '.';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

function resolved(path: string, { cwd, surroundings }: Invocation): Text {
  const absolute = absolutePath(path, cwd);
  return typeof absolute === 'string' ? `${surroundings.providers.files.resolve(absolute)}\n` : UNKNOWN;
}
