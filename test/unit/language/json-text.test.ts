import { describe, expect, it } from 'vitest';
import { readJsonText } from '../../../server/language/sources/json-text';

/** Reads the first string of the source and says what a range of its text covers in the source. */
function covered(source: string, part: string): string {
  const start = source.indexOf('"');
  const json = readJsonText(source, start, source.length - start);
  const at = json.text.indexOf(part);
  const span = json.toSource({ start: at, end: at + part.length });
  return source.slice(span.start, span.end);
}

describe('text of a JSON string', () => {
  it('stands where it stands when nothing is escaped', () => {
    expect(covered('  "rm -rf build"', '-rf')).toBe('-rf');
  });

  it('is decoded', () => {
    const source = String.raw`"echo \"a\u0062\"\t\\n \/"`;
    expect(readJsonText(source, 0, source.length).text).toBe(JSON.parse(source));
  });

  it('keeps its place behind and within escapes', () => {
    expect(covered(String.raw`"echo \"x\" && rm -rf \"$HOME\""`, 'rm -rf "$HOME"')).toBe(String.raw`rm -rf \"$HOME\"`);
    expect(covered(String.raw`"\u0072m -rf /"`, 'rm')).toBe(String.raw`\u0072m`);
  });

  it('ends at the closing quote, whatever range is asked for', () => {
    const json = readJsonText('"ab"', 0, 4);
    expect(json.toSource({ start: 1, end: 99 })).toEqual({ start: 2, end: 3 });
  });
});
