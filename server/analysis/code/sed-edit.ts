/** What a simple sed script makes of a text: substitutions, and lines left out. */
import { UNKNOWN } from '../../effects/value';

export interface SedScript {
  readonly text: string;
  /** `-E`, `-r`. */
  readonly extended: boolean;
}

/** Longer texts and lines are not worked on: patterns take time that grows with them. */
const MAX_TEXT = 128 * 1024;
const MAX_LINE = 2000;

/** One line of the text and its number → the line, or `null` when it is left out. */
type LineEdit = (line: string, number: number, last: boolean) => string | null;

/** How the script changes a text; `undefined` for a script that does more than is understood. */
export function sedEdit(scripts: readonly SedScript[]): ((text: string) => string | undefined) | undefined {
  const edits: LineEdit[] = [];
  for (const script of scripts) {
    for (const command of commandsOf(script.text)) {
      const edit = lineEdit(command, script.extended);
      if (!edit) return undefined;
      edits.push(edit);
    }
  }
  return (text) => editLines(text, edits);
}

function editLines(text: string, edits: readonly LineEdit[]): string | undefined {
  if (text.length > MAX_TEXT) return undefined;
  const ended = text.endsWith('\n');
  const lines = (ended ? text.slice(0, -1) : text).split('\n');
  if (lines.some((line) => line.length > MAX_LINE)) return undefined;
  const edited = lines.flatMap((line, at) => {
    const last = at === lines.length - 1;
    const changed = edits.reduce<string | null>((now, edit) => (now === null ? null : edit(now, at + 1, last)), line);
    return changed === null ? [] : [changed];
  });
  return edited.length === 0 ? '' : edited.join('\n') + (ended ? '\n' : '');
}

/** Split at line ends and at semicolons outside of substitutions; whatever stays odd is not understood later on. */
function commandsOf(script: string): readonly string[] {
  const commands = script.match(
    /(?:s([^\w\s\\])(?:\\.|(?!\1)[^\\])*\1(?:\\.|(?!\1)[^\\])*\1|\/(?:\\.|[^\\/])*\/|[^;\n])+/g,
  );
  return (commands ?? []).map((command) => command.trim()).filter((command) => command !== '');
}

function lineEdit(command: string, extended: boolean): LineEdit | undefined {
  const [, number, pattern, rest = ''] = /^(?:(\d+|\$)|\/((?:\\.|[^\\/])*)\/)?\s*([\s\S]*)$/.exec(command) ?? [];
  const address = pattern === undefined ? undefined : expressionOf(pattern.replaceAll('\\/', '/'), extended, '');
  const edit = rest === 'd' ? () => null : substitution(rest, extended);
  if (!edit || (pattern !== undefined && !address)) return undefined;
  return (line, at, last) => {
    const chosen = number === '$' ? last : number !== undefined ? at === Number(number) : (address?.test(line) ?? true);
    return chosen ? edit(line) : line;
  };
}

function substitution(command: string, extended: boolean): ((line: string) => string) | undefined {
  const parts = /^s([^\w\s\\])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1([gI]*)$/s.exec(command);
  if (!parts) return undefined;
  const [, separator = '', written = '', by = '', flags = ''] = parts;
  // An escaped separator that has a meaning of its own would have both.
  const unescaped = (text: string) =>
    text.includes(`\\${separator}`) && /[.*[\]^$+?(){}|]/.test(separator)
      ? null
      : text.replaceAll(`\\${separator}`, separator);
  const [pattern, replacement] = [unescaped(written), unescaped(by)];
  if (pattern === null || replacement === null) return undefined;
  const expression = expressionOf(pattern, extended, flags.includes('I') ? 'i' : '', flags.includes('g'));
  const replaced = expression && replacementOf(replacement);
  return replaced ? (line) => line.replace(expression, replaced) : undefined;
}

/** `&` and `\1`, and characters that stand for themselves. */
function replacementOf(text: string): ((...groups: string[]) => string) | undefined {
  if (/\\[a-zA-Z]/.test(text.replace(/\\[nt]/g, ''))) return undefined;
  return (...groups) =>
    text.replace(/\\(.)|&/gs, (whole, escaped?: string) => {
      if (whole === '&') return groups[0] ?? '';
      if (/\d/.test(escaped ?? '')) return groups[Number(escaped)] ?? '';
      return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : (escaped ?? '');
    });
}

/** Patterns that could take long (repeated groups, more than two repetitions without an end) are left alone. */
function expressionOf(pattern: string, extended: boolean, flags: string, all = false): RegExp | undefined {
  const source = sourceOf(pattern, extended);
  if (source === UNKNOWN) return undefined;
  const repetitions = source.match(/(?<!\\)[*+]|(?<!\\)\{\d*,\d*\}/g) ?? [];
  if (repetitions.length > 2 || /(?<!\\)\)[*+?{]/.test(source)) return undefined;
  try {
    return new RegExp(source, flags + (all ? 'g' : ''));
  } catch {
    return undefined;
  }
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
};

/** A pattern of sed as one of JavaScript. In a basic one `+ ? | ( ) { }` are special only behind a backslash. */
function sourceOf(pattern: string, extended: boolean): string | null {
  let source = '';
  for (const [token] of pattern.matchAll(/\\.|\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|[\s\S]/g)) {
    const converted =
      token.startsWith('[') && token.length > 1 ? bracket(token) : single(token, extended, source === '');
    if (converted === null) return null;
    source += converted;
  }
  return source;
}

function bracket(token: string): string | null {
  const inner = token.slice(1, -1).replace(/\[:(\w+):\]/g, (_, name: string) => CLASSES[name] ?? '[');
  if (inner.includes('[') || inner === '' || inner === '^') return null;
  return `[${inner.replace(/\\(?![s t])/g, '\\\\').replace(/^(\^?)\]/, '$1\\]')}]`;
}

function single(token: string, extended: boolean, first: boolean): string | null {
  if (token.length === 1) {
    if (token === '*' && first) return '\\*';
    if (/[+?|(){}]/.test(token)) return extended ? token : `\\${token}`;
    return /[[\]/]/.test(token) ? `\\${token}` : token;
  }
  const escaped = token.slice(1);
  if (/[+?|(){}]/.test(escaped)) return extended ? token : escaped;
  if (/[.*[\]^$\\/&"'\-#@!,:;=%~ ]/.test(escaped)) return /[.*[\]^$\\/]/.test(escaped) ? token : escaped;
  return /[bBwWsSnt]/.test(escaped) ? token : null;
}
