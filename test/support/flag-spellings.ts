/** The same options of a command written in other ways, as far as the program's own table says that they are the same. */
import { type Option, optionTable } from '../../server/analysis/programs/option-table';
import type { Command, CommandSpec } from '../../server/analysis/programs/program';
import { allPrograms } from '../../server/analysis/programs/registry';

/** The options of a program and all its sub-commands. An option with a value somewhere is taken for one everywhere. */
interface Flags {
  readonly alone: ReadonlySet<string>;
  readonly valued: ReadonlySet<string>;
}

const flagsByName = new Map<string, Flags>();
for (const spec of allPrograms()) for (const name of spec.names.split(' ')) flagsByName.set(name, flagsOf(spec));

function flagsOf(spec: CommandSpec): Flags {
  const options = usagesIn(spec)
    .flatMap((usage) => usage.split(/\s+/))
    .flatMap(optionIn);
  const valued = new Set(options.filter(takesValue).flatMap(({ names }) => names));
  return { valued, alone: new Set(options.flatMap(({ names }) => names).filter((name) => !valued.has(name))) };
}

function optionIn(entry: string): readonly Option[] {
  const option = optionTable(entry).exact(entry.replace(/[,[=].*/s, ''));
  return option ? [option] : [];
}

function takesValue({ arity, optional }: Option): boolean {
  return arity > 0 || optional;
}

function usagesIn(command: Command): readonly string[] {
  if (typeof command === 'function' || !('commands' in command || 'options' in command)) return [];
  return [command.options ?? '', ...Object.values(command.commands ?? {}).flatMap(usagesIn)];
}

/** `command` is one of plain words. */
export function flagSpellings(command: string): readonly string[] {
  const [name = '', ...words] = command.split(' ');
  const flags = flagsByName.get(name);
  if (!flags) return [];
  return [...spellings(words, flags)].map((changed) => [name, ...changed].join(' '));
}

function* spellings(words: readonly string[], { alone, valued }: Flags): Generator<readonly string[]> {
  const isCluster = (word = '') => /^-[A-Za-z]{2,}$/.test(word) && !alone.has(word);
  const isFlag = (word = '') =>
    alone.has(word) || (isCluster(word) && [...word.slice(1)].every((letter) => alone.has(`-${letter}`)));
  for (const [at, word] of words.entries()) {
    const [before, after] = [words.slice(0, at), words.slice(at + 1)];
    const next = after[0];
    if (isFlag(word)) yield [...before, word, word, ...after];
    if (isFlag(word) && isFlag(next)) yield [...before, next!, word, ...after.slice(1)];
    if (isFlag(word) && isCluster(word)) {
      const letters = [...word.slice(1)];
      yield [...before, `-${letters.toReversed().join('')}`, ...after];
      yield [...before, ...letters.map((letter) => `-${letter}`), ...after];
    }
    if (valued.has(word) && word.startsWith('--') && next !== undefined)
      yield [...before, `${word}=${next}`, ...after.slice(1)];
  }
}
