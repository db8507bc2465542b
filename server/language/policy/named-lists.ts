/** What `$name` can stand for: lists of all files of the policy; in a pack its own lists and parameters. */
import { type Entry, entriesIn } from './outline';
import type { PolicyContext } from './policy-context';
import { dataAt, type PolicyText } from './policy-text';

export interface NamedList {
  readonly name: string;
  readonly entry: Entry;
  readonly text: PolicyText;
  readonly value: unknown;
}

export function namedLists({ text, files }: PolicyContext): readonly NamedList[] {
  const others = text.kind === 'pack' ? [] : files.filter(({ uri }) => uri !== text.uri);
  return [text, ...others].flatMap((file) => [
    ...entriesIn(file, 'lists').map((entry) => namedList(file, entry, dataAt(file.data(), ['lists', entry.name]))),
    ...entriesIn(file, 'parameters').map((entry) =>
      namedList(file, entry, dataAt(file.data(), ['parameters', entry.name, 'default'])),
    ),
  ]);
}

function namedList(text: PolicyText, entry: Entry, value: unknown): NamedList {
  return { name: entry.name, entry, text, value };
}

export function describeList({ name, value }: NamedList): string {
  const values = [value].flat().map((one) => `- \`${String(one)}\``);
  const [shown, more] = [values.slice(0, 20), values.length - 20];
  return [`**$${name}**`, [...shown, ...(more > 0 ? [`- … ${more} more`] : [])].join('\n')].join('\n\n');
}
