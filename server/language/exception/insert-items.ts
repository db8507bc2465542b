/** Adds items to a list of a policy file, leaving everything else, comments included, as it stands. */

/** A half-open range of the text, and what comes in its place. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `undefined` where the list is written in a way that lines cannot be added to: `rules: [{ … }]`. */
export function addItems(text: string, key: string, items: readonly (readonly string[])[]): Change | undefined {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (at === -1) return atEnd(text, [`${key}:`, ...indented(items, '  ')], eol);
  const value = (lines[at] ?? '').slice(key.length + 1).replace(/\s+#.*$/, '');
  if (value.trim() === '[]') return replaceEmpty(lines, at, key, items, eol);
  if (value.trim() !== '') return undefined;
  const last = lastLineOf(lines, at);
  const first = lines.slice(at + 1, last + 1).find((line) => /^\s*-(\s|$)/.test(line));
  const start = offsetOf(lines, last, eol) + (lines[last] ?? '').length;
  const indent = /^\s*/.exec(first ?? '  ')?.[0] ?? '';
  return { start, end: start, text: eol + indented(items, indent).join(eol) };
}

export function applyChanges(text: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((a, b) => b.start - a.start)
    .reduce((changed, { start, end, text: by }) => changed.slice(0, start) + by + changed.slice(end), text);
}

function atEnd(text: string, added: readonly string[], eol: string): Change {
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return { start: text.length, end: text.length, text: `${gap}${added.join(eol)}${eol}` };
}

function replaceEmpty(
  lines: readonly string[],
  at: number,
  key: string,
  items: readonly (readonly string[])[],
  eol: string,
): Change {
  const start = offsetOf(lines, at, eol) + key.length + 1;
  const end = start + (lines[at] ?? '').indexOf(']') - key.length;
  return { start, end, text: eol + indented(items, '  ').join(eol) };
}

/** The last line with something in it before the next key of the file. */
function lastLineOf(lines: readonly string[], at: number): number {
  const next = lines.findIndex((line, index) => index > at && /^(?!-\s|-$|#|\s|$)/.test(line));
  let last = (next === -1 ? lines.length : next) - 1;
  while (last > at && /^\s*(#.*)?$/.test(lines[last] ?? '')) last -= 1;
  return last;
}

function offsetOf(lines: readonly string[], line: number, eol: string): number {
  return lines.slice(0, line).reduce((offset, one) => offset + one.length + eol.length, 0);
}

function indented(items: readonly (readonly string[])[], indent: string): string[] {
  return items.flatMap((item) => item.map((line) => indent + line));
}
