/** Other ways to write a command line for a shell of the Bourne family. */

import { parseShell } from '../../analysis/shell/parse';
import { isAssignment, type SimpleNode, type WordNode } from '../../analysis/shell/syntax';
import { flagsReordered, flagsSplit } from './flag-order';
import { type Mutation, replaced } from './mutation';

/** The command is run by a shell of its own. */
const processes: readonly Mutation[] = [
  { name: 'in a shell of its own', mutate: inOwnShell((command) => `bash -c ${quoted(command)}`) },
  { name: 'with a variable set', mutate: inOwnShell((command) => `env CI=1 bash -c ${quoted(command)}`) },
  { name: 'with a time limit', mutate: inOwnShell((command) => `timeout 30 bash -c ${quoted(command)}`) },
  { name: 'in a subshell', mutate: inOwnShell((command) => `(\n${command}\n)`) },
];

/** The command is run by the same shell, from within something else. */
const surroundings: readonly Mutation[] = [
  { name: 'by eval', mutate: (command) => `eval ${quoted(command)}` },
  { name: 'after something harmless', mutate: (command) => `cd . && ${command}` },
  { name: 'in a branch', mutate: (command) => `if true; then\n${command}\nfi` },
  { name: 'in a function', mutate: (command) => `as_agreed() {\n${command}\n}; as_agreed` },
];

/** The command itself is spelled in another way. */
const spellings: readonly Mutation[] = [
  { name: 'with a comment', mutate: (command) => (isOneLine(command) ? `${command} # as agreed` : undefined) },
  { name: 'with its name in quotes', mutate: ofSimple(quotedName) },
  { name: 'with its words in quotes', mutate: ofSimple(quotedWords) },
  { name: 'with wider blanks', mutate: ofSimple((command, { words }) => spaced(command, words, '   ')) },
  { name: 'on several lines', mutate: ofSimple((command, { words }) => spaced(command, words, ' \\\n  ')) },
  { name: 'with its flags in another order', mutate: ofSimple(flagsReordered) },
  { name: 'with its flags one by one', mutate: ofSimple(flagsSplit) },
];

export const shellMutations: readonly Mutation[] = [...processes, ...surroundings, ...spellings];

/** The text as one word of a command line. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** They change the shell that runs them, which one of its own would take with it. */
const changesShell =
  /(?:^|[;&|({]\s*|\n\s*)(?:alias|declare|enable|exec|export|fc|hash|history|readonly|set|shopt|trap|typeset|ulimit|umask|unalias|unset)\b/;

function inOwnShell(wrap: (command: string) => string): Mutation['mutate'] {
  return (command) => (changesShell.test(command) ? undefined : wrap(command));
}

function isOneLine(command: string): boolean {
  return !/[\n\\]|<</.test(command);
}

/** Applies to a text that is one plain command: no pipe, no list, no assignment before it. */
function ofSimple(mutate: (command: string, simple: SimpleNode) => string | undefined): Mutation['mutate'] {
  return (command) => {
    const { list, problem } = parseShell(command);
    const [item, ...more] = list.items;
    const simple = item?.command;
    if (problem || more.length > 0 || simple?.type !== 'simple' || item?.background) return undefined;
    if (simple.assignments.length > 0 || simple.redirects.some(({ operator }) => operator === '<<')) return undefined;
    const mutant = mutate(command, simple);
    return mutant === command ? undefined : mutant;
  };
}

function quotedName(command: string, { words: [name] }: SimpleNode): string | undefined {
  return name && isPlain(name) ? replaced(command, [{ span: name.span, by: `"${name.raw}"` }]) : undefined;
}

/** Words that hold nothing a shell would look into. */
function quotedWords(command: string, { words }: SimpleNode): string {
  const plain = words.slice(1).filter((word): word is WordNode => !isAssignment(word) && isPlain(word));
  return replaced(
    command,
    plain.map(({ span, raw }) => ({ span, by: `'${raw}'` })),
  );
}

function isPlain({ raw }: Pick<WordNode, 'raw'>): boolean {
  return /^[\w./:@%+,-]+$/.test(raw);
}

/** Another blank between neighbouring words. */
function spaced(command: string, words: SimpleNode['words'], blank: string): string {
  const gaps = words.slice(1).flatMap(({ span }, index) => {
    const gap = { start: words[index]?.span.end ?? span.start, end: span.start };
    return /^[ \t]+$/.test(command.slice(gap.start, gap.end)) ? [{ span: gap, by: blank }] : [];
  });
  return replaced(command, gaps);
}
