/** Builtins that fill variables from what they read: `read`, `mapfile`, `getopts`. */
import { isPattern, type Text, UNKNOWN } from '../../effects/value';
import type { Word } from '../programs/spec';
import type { Builtin } from './builtins';
import { descriptorStream } from './descriptors';
import { fieldsOf, nextLine } from './lines';
import { UNKNOWN_VALUE, type Value } from './scope';
import { NOTHING } from './streams';
import { mapKnown, TOKEN } from './text';

const NAME = /^[A-Za-z_]\w*$/;

interface ReadOptions {
  readonly names: readonly string[];
  readonly array?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly descriptor?: Text | undefined;
  /** `-r`: backslashes stand for themselves. */
  readonly raw: boolean;
  /** It may read less than a line. */
  readonly unsure: boolean;
}

/** `read a b`: the fields of the next line, as far as that is known. */
const read: Builtin = ({ args, shell }) => {
  const options = readOptions(args);
  const stdin = options.descriptor === undefined ? shell.io.stdin : descriptorStream(options.descriptor, shell);
  const next = options.unsure ? UNKNOWN : nextLine(stdin, options.delimiter ?? '\n', shell);
  const line = options.raw ? next : withoutBackslashes(next);
  const sources = stdin?.sources ?? [];
  const value = (text: Text): Value => ({ text, sources });
  const separators = shell.scope.get('IFS')?.[0]?.text ?? UNKNOWN;
  const known = typeof line === 'string' && typeof separators === 'string';
  const set = (name: string, text: Text) => shell.scope.set(name, [value(text)]);
  if (options.array !== undefined) {
    const values = known ? fieldsOf(line, separators).map(value) : [value(UNKNOWN)];
    shell.scope.set(options.array, values, { open: !known });
  } else if (options.names.length === 0) set('REPLY', line);
  else if (options.names.length === 1 && isPattern(line)) set(options.names[0]!, line);
  else {
    const fields = known ? fieldsOf(line, separators, options.names.length) : [];
    for (const [at, name] of options.names.entries()) set(name, known ? (fields[at] ?? '') : UNKNOWN);
  }
  return NOTHING;
};

/** A line that ends in one goes on. */
function withoutBackslashes(line: Text): Text {
  return mapKnown(line, (known) => (known.endsWith('\\') ? UNKNOWN : known.replace(/\\(.)/g, '$1')));
}

function readOptions(args: readonly Word[]): ReadOptions {
  const valued = new Map<string, Text>();
  let [at, unsure, raw] = [0, false, false];
  for (; at < args.length; at++) {
    const flags = args[at]!.value;
    if (typeof flags !== 'string' || !/^-[A-Za-z]/.test(flags)) break;
    const letter = flags.search(/[adinNptu]/);
    raw ||= flags.slice(0, letter < 0 ? undefined : letter).includes('r');
    if (letter < 0) continue;
    const given = flags.slice(letter + 1);
    valued.set(flags[letter]!, given === '' ? (args[++at]?.value ?? '') : given);
    unsure ||= /[nNi]/.test(flags[letter]!);
  }
  const names = args.slice(at).map(({ value }) => value);
  const array = valued.get('a');
  const delimiter = valued.get('d');
  return {
    names: names.filter((name) => typeof name === 'string').filter((name) => NAME.test(name)),
    array: typeof array === 'string' ? array : undefined,
    delimiter: typeof delimiter === 'string' ? delimiter.slice(0, 1) : undefined,
    descriptor: valued.get('u'),
    raw,
    unsure: unsure || delimiter === UNKNOWN,
  };
}

const mapfile: Builtin = ({ args, shell }) => {
  const name = args.findLast((arg) => typeof arg.value === 'string' && NAME.test(arg.value));
  const { text, sources = [] } = shell.io.stdin ?? {};
  const plain = args.every(({ value }) => value === '-t' || value === name?.value);
  const values =
    typeof text === 'string' && plain
      ? text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => ({ text: line, sources }))
      : undefined;
  shell.scope.set(name ? String(name.value) : 'MAPFILE', values ?? [{ ...UNKNOWN_VALUE, sources }], {
    open: values === undefined,
  });
  return NOTHING;
};

/** Which of the options comes next is not followed. */
const getopts: Builtin = ({ args, shell }) => {
  const name = args[1]?.value;
  if (typeof name === 'string' && NAME.test(name)) shell.scope.set(name, [{ text: TOKEN }]);
  shell.scope.set('OPTARG', optionArguments(shell.scope.positional ?? args.slice(2)));
  shell.scope.set('OPTIND', [{ text: TOKEN }]);
  return NOTHING;
};

function optionArguments(given: readonly Word[]): readonly Value[] {
  const sources = [...new Set(given.flatMap((word) => word.sources ?? []))];
  return [{ text: UNKNOWN, ...(sources.length > 0 && { sources }) }];
}

export const readingBuiltins = { read, mapfile, readarray: mapfile, getopts };
