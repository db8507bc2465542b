/**
 * Ids of processes that were picked out by name, file or port (`lsof -ti:3000 | xargs kill`). What is not listed here
 * could turn them into anything, `-1` among it, and its output is unknown text.
 */
import type { Invocation, StreamSource } from '../programs/spec';

/** The sources of a program's output, those of process lists and ids only where they survive it. */
export function withProcessIds(invocation: Invocation, sources: readonly StreamSource[]): StreamSource[] {
  const picked = picks(invocation);
  if (picked) return [picked];
  return sources.map((source) => (source === 'pid' || source === 'process-list' ? after(invocation, source) : source));
}

function picks({ name, args }: Invocation): StreamSource | undefined {
  const words = args.map((word) => word.value);
  const names = words.filter((word) => typeof word !== 'string' || !word.startsWith('-'));
  switch (name) {
    case 'ps':
      return 'process-list';
    case 'cat':
      // By convention a file of this name holds one, as its server wrote it.
      return names.length > 0 && names.every((file) => /\.pid$/.test(String(file))) ? 'pid' : undefined;
    case 'pidof':
      return names.length > 0 ? 'pid' : undefined;
    case 'pgrep':
      return names.length === 1 && isTelling(names[0]) && !hasFlag(words, 'v') ? 'pid' : undefined;
    case 'lsof':
      return hasFlag(words, 't') && words.some(isPortOrFile) ? 'pid' : undefined;
    default:
      return undefined;
  }
}

/** `-i:3000`, `-ti:3000`, `tcp:3000`, `:3000`, a path; not everything that any process has open. */
function isPortOrFile(word: unknown): boolean {
  return typeof word === 'string' && /^(-\w*i)?(tcp|udp)?(@[\w.-]+)?:\d+$|^[^-].*\//i.test(word);
}

function after({ name, args }: Invocation, source: 'pid' | 'process-list'): StreamSource {
  const words = args.map((word) => word.value);
  switch (name) {
    case 'grep':
    case 'egrep': {
      const patterns = words.filter((word) => typeof word !== 'string' || !word.startsWith('-'));
      if (patterns.length !== 1) return 'unknown';
      return hasFlag(words, 'v') || !isTelling(patterns[0]) ? source : 'pid';
    }
    case 'awk':
    case 'gawk':
    case 'mawk':
      return words.length === 1 && /^\s*\{\s*print\s+\$\d+;?\s*\}\s*$/.test(String(words[0])) ? source : 'unknown';
    case 'head':
    case 'tail':
    case 'sort':
    case 'uniq':
    case 'cat':
      return words.every((word) => typeof word === 'string' && word.startsWith('-')) ? source : 'unknown';
    default:
      return 'unknown';
  }
}

/** A name of some length: it picks certain processes. */
function isTelling(name: unknown): boolean {
  return typeof name === 'string' && /[\w-]{3}/.test(name) && !/^[.*^]/.test(name);
}

function hasFlag(words: readonly unknown[], letter: string): boolean {
  return words.some((word) => typeof word === 'string' && new RegExp(`^-[A-Za-z]*${letter}`).test(word));
}
