/** The same command without the option that makes it dangerous: what is known of programs, whatever the policy says. */
import { parseShell } from '../../analysis/shell/parse';
import type { WordNode } from '../../analysis/shell/syntax';

interface Respelling {
  /** The words that the command begins with. */
  readonly begins: string;
  /** What stands in place of an option; nothing when it is left out. */
  readonly options: Readonly<Record<string, string>>;
}

const respellings: readonly Respelling[] = [
  { begins: 'git push', options: { '--force': '--force-with-lease', '-f': '--force-with-lease' } },
  { begins: 'git branch', options: { '-D': '-d' } },
  { begins: 'git commit', options: { '--no-verify': '', '-n': '' } },
  { begins: 'docker compose down', options: { '-v': '', '--volumes': '' } },
  { begins: 'terraform apply', options: { '-auto-approve': '', '--auto-approve': '' } },
];

/** `undefined` when there is no such form of it. */
export function respell(command: string): string | undefined {
  const words = wordsOf(command);
  const known = respellings.find(({ begins }) => begins === rawOf(words.slice(0, begins.split(' ').length)));
  const [first, ...others] = words.filter(({ raw }) => known && Object.hasOwn(known.options, raw));
  if (!known || !first || others.length > 0) return undefined;
  const by = known.options[first.raw] ?? '';
  const start = by === '' ? command.slice(0, first.span.start).trimEnd() : command.slice(0, first.span.start) + by;
  return start + command.slice(first.span.end);
}

/** The words of what is one plain command. */
function wordsOf(command: string): readonly WordNode[] {
  const [only, ...others] = parseShell(command).list.items;
  if (only?.command.type !== 'simple' || others.length > 0) return [];
  return only.command.words.filter((word): word is WordNode => 'parts' in word);
}

function rawOf(words: readonly WordNode[]): string {
  return words.map(({ raw }) => raw).join(' ');
}
