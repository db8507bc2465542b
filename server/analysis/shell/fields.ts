/** Collects the fields that one word becomes: word splitting as far as values are known. */
import type { Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { StreamSource, Word } from '../programs/spec';
import type { Value } from './scope';
import { concat } from './text';

interface Field {
  value: Text;
  many: boolean;
  sources: StreamSource[];
}

const GLOB = { prefix: '', suffix: '', glob: true } as const;

export class Fields {
  private readonly done: Field[] = [];
  private current: Field | undefined;

  constructor(private readonly separators: Text) {}

  /** Text that is not split, quoted or literal. */
  add(value: Value): void {
    const field = this.open();
    field.value = concat(field.value, value.text);
    field.sources.push(...(value.sources ?? []));
  }

  glob(): void {
    const field = this.open();
    field.value = concat(field.value, GLOB);
    field.many = true;
  }

  /** The value of an unquoted expansion. */
  split(value: Value): void {
    if (typeof value.text === 'string' && typeof this.separators === 'string') {
      this.splitKnown(value.text, this.separators, value.sources ?? []);
      return;
    }
    const field = this.open();
    field.value = concat(field.value, value.text);
    field.many ||= !isToken(value.text);
    field.sources.push(...(value.sources ?? []));
  }

  /** The elements of `"$@"`: each a field of its own, the first and last joined to what stands around. */
  each(values: readonly Value[], open: boolean): void {
    values.forEach((value, index) => {
      if (index > 0) this.end();
      this.add(value);
    });
    if (!open) return;
    if (values.length > 0) this.end();
    this.add({ text: UNKNOWN });
    this.open().many = true;
  }

  finish(raw: string, span: Span): Word[] {
    this.end();
    return this.done.map(({ value, many, sources }) => ({
      value,
      raw,
      span,
      many,
      ...(sources.length > 0 && { sources: [...new Set(sources)] }),
    }));
  }

  private splitKnown(text: string, separators: string, sources: readonly StreamSource[]): void {
    let piece = '';
    const flush = () => {
      if (piece !== '') this.addUnquoted(piece, sources);
      piece = '';
    };
    for (const char of text) {
      if (!separators.includes(char)) {
        piece += char;
        continue;
      }
      flush();
      this.end();
    }
    flush();
  }

  /** Expanded text is globbed too. */
  private addUnquoted(text: string, sources: readonly StreamSource[]): void {
    text.split(/[*?]+/).forEach((piece, index) => {
      if (index > 0) this.glob();
      if (piece !== '') this.add({ text: piece, sources });
    });
  }

  private open(): Field {
    this.current ??= { value: '', many: false, sources: [] };
    return this.current;
  }

  private end(): void {
    if (this.current) this.done.push(this.current);
    this.current = undefined;
  }
}

/** A process id or a hash is one word. */
function isToken(text: Text): boolean {
  return typeof text === 'object' && text !== null && text.glob;
}
