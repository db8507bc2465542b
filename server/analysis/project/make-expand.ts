/** Expands make's own variables in a text that is then the shell's or a list of names. */
import { closing, type Makefile } from './makefile';

/** Variables with one known value each. `undefined`: make works it out. */
export type MakeVariables = ReadonlyMap<string, string | undefined>;

const MAX_DEPTH = 8;
const MAX_LENGTH = 100_000;

/** What `$(NAME)` stands for: known text, a variable of the environment, or something make works out. */
type Value = { readonly text: string } | { readonly environment: string } | 'unknown';

/** The variables a recipe may use, by the file and the command line; those given there win. */
export function makeVariables(file: Makefile, given: MakeVariables): MakeVariables {
  const variables = new Map<string, string | undefined>();
  for (const [name, values] of file.variables) {
    variables.set(name, values.length === 1 && !file.open ? values[0] : undefined);
  }
  for (const [name, value] of given) variables.set(name, value);
  return variables;
}

/** A recipe line as the shell gets it; what is not known becomes a variable that nothing is known of. */
export function expandForShell(text: string, variables: MakeVariables): string {
  let inSingle = false;
  return replaceReferences(text, (literal, reference) => {
    for (const quote of literal.matchAll(/\\.|'|"(?:\\.|[^"\\])*"?/g)) if (quote[0] === "'") inSingle = !inSingle;
    if (reference === undefined) return literal;
    const value = valueOf(reference, variables, 0);
    if (value !== 'unknown' && 'text' in value) return literal + value.text;
    const parameter = value === 'unknown' ? '$__unknown' : `\${${value.environment}}`;
    return `${literal}${inSingle ? `'"${parameter}"'` : parameter}`;
  });
}

/** A list of names, or `undefined` when some are not known. */
export function expandNames(text: string, variables: MakeVariables): readonly string[] | undefined {
  let known = true;
  const expanded = replaceReferences(text, (literal, reference) => {
    const value = reference === undefined ? { text: '' } : valueOf(reference, variables, 0);
    if (value === 'unknown' || !('text' in value)) known = false;
    return literal + (value !== 'unknown' && 'text' in value ? value.text : '');
  });
  return known ? expanded.split(/\s+/).filter((word) => word !== '') : undefined;
}

function valueOf(reference: string, variables: MakeVariables, depth: number): Value {
  if (reference === 'MAKE') return { text: 'make' };
  if (!/^[\w.@<^*?+%-]+$/.test(reference)) return 'unknown';
  if (!variables.has(reference)) return /^[A-Za-z_]\w*$/.test(reference) ? { environment: reference } : 'unknown';
  const text = variables.get(reference);
  if (text === undefined || depth > MAX_DEPTH) return 'unknown';
  let known = true;
  const expanded = replaceReferences(text, (literal, inner) => {
    const value = inner === undefined ? { text: '' } : valueOf(inner, variables, depth + 1);
    if (value === 'unknown' || !('text' in value)) known = false;
    return literal + (value !== 'unknown' && 'text' in value ? value.text : '');
  });
  return known && expanded.length <= MAX_LENGTH ? { text: expanded } : 'unknown';
}

/** Calls back with the text before each reference and its name, and at the end with the rest. `$$` is a plain `$`. */
function replaceReferences(text: string, replace: (literal: string, reference?: string) => string): string {
  let result = '';
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const next = text[at + 1];
    if (text[at] !== '$' || next === undefined) {
      literal += text[at++];
    } else if (next === '$') {
      literal += '$';
      at += 2;
    } else {
      const bracketed = next === '(' || next === '{';
      const end = bracketed ? closing(text, at + 2, next === '(' ? ')' : '}') : at + 2;
      result += replace(literal, bracketed ? text.slice(at + 2, end) : next);
      literal = '';
      at = bracketed ? end + 1 : end;
    }
  }
  return result + replace(literal);
}
