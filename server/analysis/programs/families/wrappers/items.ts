/** The items that `xargs` and `parallel` hand to a command, and the command with an item in its place. */
import type { EffectDraft } from '../../../../effects/effect';
import { headOf, type Pattern, type Text } from '../../../../effects/value';
import type { Call } from '../../program';
import type { StreamSource, Word } from '../../spec';

const MAX_ITEMS = 64;

/** As many commands are read one by one. */
const MAX_COMMANDS = 8;

/** `{}`, and `{.}`, `{/}` and their like for parts of the item, as parallel and fd have them. */
export const placeholders = /\{(?:\.|\/\.|\/{0,2})\}/g;

/** Words of a known input, else any number of unknown ones. */
export function itemsOf(call: Call): Word[] {
  const { stdin, span } = call.invocation;
  const unknown = unknownItems(call);
  // A pattern describes every line.
  if (stdin?.text && typeof stdin.text === 'object' && stdin.text.glob) return [{ ...unknown, value: stdin.text }];
  if (typeof stdin?.text !== 'string' || call.maybe('-a', '-d', '-E')) return [unknown];
  const separator = call.has('-0') ? '\0' : call.has('-I') ? '\n' : /\s+/;
  const items = stdin.text.split(separator).filter((item) => item.trim() !== '');
  if (items.length > MAX_ITEMS) return [unknown];
  return items.map((value) => ({ value: value.trim(), raw: value, span, many: false }));
}

/** Any number of words that nobody can know. */
export function unknownItems(call: Call): Word {
  const { stdin, span } = call.invocation;
  return { value: null, raw: '', span, many: true, sources: stdin?.sources ?? ['unknown'] };
}

export function areKnown(items: readonly Word[]): boolean {
  return items.every((item) => typeof item.value === 'string');
}

/** The command for each item, or one for all where they are too many or not known. */
export function commandsFor(words: readonly Word[], placeholder: Text, items: readonly Word[]): readonly Word[][] {
  if (items.length > MAX_COMMANDS || !areKnown(items)) return [substituted(words, placeholder, items)];
  return items.map((item) => substituted(words, placeholder, [item]));
}

/** The words with the placeholder replaced, by the item if there is just one. */
export function substituted(words: readonly Word[], placeholder: Text, items: readonly Word[]): Word[] {
  const [only] = items;
  const item = items.length === 1 && only ? only.value : null;
  const sources = [...new Set(items.flatMap((each) => each.sources ?? []))].filter(isSecret);
  return words.map((word) => {
    if (typeof word.value !== 'string' || typeof placeholder !== 'string' || !word.value.includes(placeholder))
      return word;
    if (item !== null && typeof item === 'string') return { ...word, value: word.value.replaceAll(placeholder, item) };
    const known = typeof item === 'object' && item?.glob ? item : { prefix: '', suffix: '', glob: false };
    const [first, last] = aroundPlaceholder(word.value, placeholder, known);
    const value = { prefix: `${first}${known.prefix}`, suffix: `${known.suffix}${last}`, glob: known.glob };
    const filled = { ...word, value: value.prefix + value.suffix === '' ? null : value, many: false };
    return sources.length > 0 ? { ...filled, sources } : filled;
  });
}

/** What stands before and after the last placeholder; of a text that is run, nothing between them may get lost. */
function aroundPlaceholder(text: string, placeholder: string, known: Pattern): readonly [string, string] {
  const parts = text.split(placeholder);
  const last = parts.pop() ?? '';
  const isText = /[\s;|&]/.test(text);
  const standIn = known.glob ? `${known.prefix}$$${known.suffix}` : '$__unknown';
  return [isText ? parts.join(standIn) : (parts[0] ?? ''), last];
}

/** Lists of addresses and names are what is usually read from files; secrets are not. */
function isSecret(source: StreamSource): boolean {
  return source === 'secret' || source === 'env';
}

/** `xargs sh -c` runs its input as text. */
export function textFromInput(words: readonly Word[], placeholder: Text | undefined): EffectDraft[] {
  const [name, ...args] = words;
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(headOf(arg.value)));
  if (at < 0 || !/(^|\/)(ba|z|da|k)?sh$/.test(headOf(name?.value ?? ''))) return [];
  const text = args[at + 1];
  if (text && text.value !== placeholder) return [];
  return [{ kind: 'code.opaque', reason: 'dynamic-target', program: name?.value ?? null }];
}
