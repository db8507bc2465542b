/**
 * Reads the words after a program's name by its option table: clusters, attached values, `--`, negations,
 * abbreviations. Words may be unknown; then the answers are unknown too, never "absent".
 */
import { headOf, isPattern, type Text } from '../../effects/value';
import { type Option, type OptionTable, optionTable } from './option-table';
import type { Word } from './spec';

export interface Reading {
  /** Options as a usage text, see `option-table.ts`. */
  readonly options?: string;
  /** Options of the program that its sub-command understands too. */
  readonly inherited?: string;
  /** Options end at the first operand (`ssh`, `docker run`, programs with sub-commands). */
  readonly stopAtOperand?: boolean;
  /** Options with the program that is run: everything behind them belongs to it (`python -c CODE -V`). */
  readonly lastOptions?: readonly string[];
  /** Fewer operands than this are a usage error: so many unknown words cannot have been options. */
  readonly operandsNeeded?: number;
}

interface Occurrence {
  readonly values: readonly Word[];
  readonly negated: boolean;
}

export class Arguments {
  readonly operands: Word[] = [];
  /** Options that the table does not know, as written (`-x` for each of a cluster). */
  readonly unknownOptions: string[] = [];
  /** Words after `--`, also among the operands; `undefined` without a `--`. */
  afterDashes: Word[] | undefined;
  /** `--help` was given, and not as what may be the value of an option that the table does not know. */
  asksForHelp = false;
  /** It was, before any operand. */
  asksForHelpFirst = false;
  /** A word of unknown content may be, or contain, options and operands that are not seen. */
  open = false;
  private readonly seen = new Map<Option, Occurrence[]>();

  constructor(private readonly table: OptionTable) {}

  /** The usage text of its options. */
  get usage(): string {
    return this.table.usage;
  }

  add(option: Option, values: readonly Word[], negated = false): void {
    const occurrences = this.seen.get(option) ?? [];
    occurrences.push({ values, negated });
    this.seen.set(option, occurrences);
  }

  /** Was the option given? `null` when it cannot be told. The last one of `--x` and `--no-x` counts. */
  has(name: string): boolean | null {
    const last = this.occurrences(name).at(-1);
    if (last && !last.negated) return true;
    return this.open ? null : false;
  }

  /** Was it taken back (`--no-x`)? */
  negated(name: string): boolean {
    return this.occurrences(name).at(-1)?.negated ?? false;
  }

  /** Values of every occurrence, in order. */
  values(name: string): readonly Word[] {
    return this.occurrences(name).flatMap((occurrence) => occurrence.values);
  }

  private occurrences(name: string): readonly Occurrence[] {
    const option = this.table.exact(name);
    return (option && this.seen.get(option)) ?? [];
  }

  knows(name: string): boolean {
    return this.table.exact(name) !== undefined;
  }
}

/** Reads words by a table. Never fails: what it does not know is in `unknownOptions`. */
export function readArguments(words: readonly Word[], reading: Reading = {}): Arguments {
  return new Reader(words, reading).read();
}

class Reader {
  private readonly result: Arguments;
  private readonly table;
  private at = 0;
  private uncertain = 0;

  constructor(
    private readonly words: readonly Word[],
    private readonly reading: Reading,
  ) {
    this.table = optionTable(reading.options ?? '', reading.inherited ?? '');
    this.result = new Arguments(this.table);
  }

  read(): Arguments {
    while (this.at < this.words.length) {
      const word = this.words[this.at++]!;
      const head = headOf(word.value);
      if (head === '--' && word.value === '--') {
        this.takeRest(true);
      } else if (head.startsWith('-') && word.value !== '-') {
        this.readOption(word, head);
      } else {
        this.readOperand(word);
        if (this.reading.stopAtOperand) this.takeRest(false);
      }
    }
    this.settleUncertain();
    return this.result;
  }

  private takeRest(dashes: boolean): void {
    const rest = this.words.slice(this.at);
    if (dashes) this.result.afterDashes = rest;
    this.result.operands.push(...rest);
    this.at = this.words.length;
  }

  private readOperand(word: Word): void {
    this.result.operands.push(word);
    if (!mayBeOption(word)) return;
    if (word.many) this.result.open = true;
    else this.uncertain++;
  }

  /** Unknown single words are operands when the program could not do with fewer, options possibly otherwise. */
  private settleUncertain(): void {
    const needed = this.reading.operandsNeeded ?? 0;
    if (this.uncertain > 0 && this.result.operands.length > needed) this.result.open = true;
  }

  private readOption(word: Word, head: string): void {
    const equals = head.indexOf('=');
    const name = equals < 0 ? head : head.slice(0, equals);
    const option = this.lookUp(name, equals < 0 && word.value !== head);
    if (option) this.takeOption(option, word, equals);
    else if (this.readNegation(name)) return;
    else if (head.startsWith('--')) {
      this.readUnknown(name, equals >= 0);
      if (word.value !== head && equals < 0) this.result.open = true;
    } else this.readCluster(word, head);
  }

  private readUnknown(name: string, hasValue: boolean): void {
    const before = this.words[this.at - 2];
    const mayBeValue = before !== undefined && this.result.unknownOptions.includes(headOf(before.value));
    // `--help=false` does not, to programs that take values for flags.
    if (name === '--help' && !hasValue && !mayBeValue) {
      this.result.asksForHelp = true;
      if (this.result.operands.length === 0) this.result.asksForHelpFirst = true;
    }
    this.result.unknownOptions.push(name);
  }

  private lookUp(name: string, incomplete: boolean): Option | undefined {
    if (incomplete) return undefined;
    const exact = this.table.exact(name);
    if (exact) return exact;
    if (!name.startsWith('--')) return undefined;
    // Go's flag package takes `--name` for `-name`.
    return this.table.abbreviated(name) ?? (name.length > 3 ? this.table.exact(name.slice(1)) : undefined);
  }

  private takeOption(option: Option, word: Word, equals: number): void {
    const attached = equals >= 0 ? [rest(word, equals + 1)] : [];
    if (equals >= 0 && option.arity === 0)
      this.result.add(option, option.optional ? attached : [], isRefusal(attached[0]));
    else this.takeWithValues(option, attached);
  }

  private takeWithValues(option: Option, attached: readonly Word[]): void {
    this.result.add(option, [...attached, ...this.takeValues(option.arity - attached.length)]);
    if (this.reading.lastOptions?.some((name) => option.names.includes(name))) this.takeRest(false);
  }

  private takeValues(count: number): Word[] {
    const values: Word[] = [];
    for (let i = 0; i < count && this.at < this.words.length; i++) {
      const word = this.words[this.at++]!;
      values.push(word);
      // `-o $X` where X may be several words: the rest of them are not seen.
      if (word.many && !isPattern(word.value)) this.result.open = true;
    }
    return values;
  }

  private readNegation(name: string): boolean {
    const positive = name.startsWith('--no-') ? this.table.exact(`--${name.slice(5)}`) : undefined;
    if (positive) this.result.add(positive, [], true);
    return positive !== undefined;
  }

  /** `-rf`, `-n5`, `-ofile`: letters until one that takes a value. */
  private readCluster(word: Word, head: string): void {
    for (let i = 1; i < head.length; i++) {
      const option = this.table.exact(`-${head[i]}`);
      if (!option) {
        const hasValue = head[i + 1] === '=';
        this.result.unknownOptions.push(`-${head[i]}${hasValue ? '=' : ''}`);
        if (hasValue) return;
        continue;
      }
      if (option.arity === 0 && !option.optional) this.result.add(option, []);
      else {
        const attached = rest(word, i + 1);
        this.takeWithValues(option, attached.value === '' ? [] : [withoutEquals(attached)]);
        return;
      }
    }
    if (word.value !== head) this.result.open = true;
  }
}

/** `--dry-run=false`: as if the option were not given. */
function isRefusal(value: Word | undefined): boolean {
  return /^(false|0|none|no|off)$/i.test(String(value?.value));
}

/** A glob expands to names of files, which hardly ever begin with a dash; before a slash stands a folder. */
function mayBeOption(word: Word): boolean {
  if (typeof word.value === 'string') return false;
  return word.value === null || (!word.value.glob && word.value.prefix === '' && !word.value.suffix.startsWith('/'));
}

/** The word without its first characters, with the span narrowed where it is written plainly. */
export function rest(word: Word, from: number): Word {
  const value = restOfText(word.value, from);
  if (typeof value !== 'string' || !word.raw.endsWith(value)) return { ...word, value };
  return { ...word, value, raw: value, span: { start: word.span.end - value.length, end: word.span.end } };
}

function restOfText(text: Text, from: number): Text {
  if (typeof text === 'string') return text.slice(from);
  if (isPattern(text) && text.prefix.length >= from) return { ...text, prefix: text.prefix.slice(from) };
  return null;
}

/** `-o=file`, which many argument parsers take for `-o file`. */
function withoutEquals(word: Word): Word {
  return typeof word.value === 'string' && word.value.startsWith('=') && word.value.length > 1 ? rest(word, 1) : word;
}
