/** Flags of a command in another order, as far as its program is described and takes them in any order. */
import { type OptionTable, optionTable } from '../../analysis/programs/option-table';
import { programFor } from '../../analysis/programs/registry';
import type { SimpleNode } from '../../analysis/shell/syntax';
import { replaced } from './mutation';

/** `-rf x` → `-fr x`, `-r --force x` → `--force -r x`. */
export function flagsReordered(command: string, simple: SimpleNode): string | undefined {
  const flags = leadingFlags(simple);
  const written = flags.map(({ raw }) => raw);
  const turned = written.map((raw) => (isCluster(raw) ? `-${[...raw.slice(1)].reverse().join('')}` : raw)).reverse();
  return flags.length === 0 ? undefined : replaced(command, placed(flags, turned));
}

/** `-rf x` → `-r -f x`. */
export function flagsSplit(command: string, simple: SimpleNode): string | undefined {
  const flags = leadingFlags(simple);
  const split = flags.map(({ raw }) =>
    isCluster(raw) ? [...raw.slice(1)].map((letter) => `-${letter}`).join(' ') : raw,
  );
  return flags.length === 0 ? undefined : replaced(command, placed(flags, split));
}

function placed(flags: readonly SimpleNode['words'][number][], texts: readonly string[]) {
  return flags.map(({ span }, index) => ({ span, by: texts[index] ?? '' }));
}

/** Flags without a value that stand right behind the program's name; none where the order says something. */
function leadingFlags({ words: [name, ...rest] }: SimpleNode): SimpleNode['words'] {
  const spec = name && programFor(name.raw)?.spec;
  if (!spec?.options) return [];
  const table = optionTable(spec.options);
  const end = rest.findIndex(({ raw }) => !isFlag(raw, table));
  const flags = end === -1 ? rest : rest.slice(0, end);
  return flags.some(({ raw }) => overrides(raw)) ? [] : flags;
}

function isFlag(raw: string, table: OptionTable): boolean {
  if (/^--[a-z][a-z-]*$/.test(raw)) return takesNothing(raw, table);
  return /^-[A-Za-z]+$/.test(raw) && [...raw.slice(1)].every((letter) => takesNothing(`-${letter}`, table));
}

function takesNothing(name: string, table: OptionTable): boolean {
  const option = table.exact(name);
  return option !== undefined && option.arity === 0 && !option.optional;
}

/** `-f` and `-i`, `-n`, `--no-…`: the last one counts. */
function overrides(raw: string): boolean {
  return /^-[A-Za-z]*[inI]/.test(raw) || /^--(no-|interactive)/.test(raw);
}

function isCluster(raw: string): boolean {
  return /^-[A-Za-z]{2,}$/.test(raw);
}
