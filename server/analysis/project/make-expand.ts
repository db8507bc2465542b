/** Expands make's own variables in a text that is then the shell's or a list of names. */
import { closing, type Definition, type Makefile } from './makefile';

/** The one value of a variable, as far as it is known. */
export type MakeVariables = ReadonlyMap<string, Definition>;

/** Also bounds how deep they lead to each other. */
const MAX_VARIABLES = 500;
const MAX_LENGTH = 100_000;

/** What `$(NAME)` stands for: known text, a variable of the environment, or something make works out. */
type Value = { readonly text: string } | { readonly parameter: string };

const UNKNOWN_VALUE: Value = { parameter: '$__unknown' };

/** The variables a recipe may use, by the file and the command line; those given there win. */
export function makeVariables(file: Makefile, given: MakeVariables): MakeVariables {
  const own = [...file.variables].map(([name, definitions]) => {
    const [first] = definitions;
    return [name, first && definitions.length === 1 && !file.open ? first : unknownDefinition] as const;
  });
  return new Map([...own, ...given]);
}

export const unknownDefinition: Definition = { text: undefined, fallback: false };

/** A recipe line as the shell gets it; what is not known becomes a variable that nothing is known of. */
export function expandForShell(text: string, variables: MakeVariables): string {
  const expansion = new Expansion(variables);
  let quote: Quote = '';
  return replaceReferences(text, (literal, reference) => {
    quote = quoteAfter(literal, quote);
    if (reference === undefined) return literal;
    const value = expansion.value(reference);
    if ('text' in value) return literal + value.text;
    return `${literal}${quote === "'" ? `'"${value.parameter}"'` : value.parameter}`;
  });
}

/** A list of names, or `undefined` when some are not known. */
export function expandNames(text: string, variables: MakeVariables): readonly string[] | undefined {
  return new Expansion(variables)
    .known(text)
    ?.split(/\s+/)
    .filter((word) => word !== '');
}

/** Works out every variable once, so that variables that multiply each other cost nothing. */
class Expansion {
  private readonly values = new Map<string, Value>();

  constructor(private readonly variables: MakeVariables) {}

  value(reference: string): Value {
    const worked = this.values.get(reference);
    if (worked) return worked;
    // What leads back to itself, or too deep, is not known.
    this.values.set(reference, UNKNOWN_VALUE);
    if (this.values.size > MAX_VARIABLES) return UNKNOWN_VALUE;
    const value = this.workOut(reference);
    this.values.set(reference, value);
    return value;
  }

  /** `undefined` unless all of it is known. */
  known(text: string): string | undefined {
    let known = true;
    let length = 0;
    const expanded = replaceReferences(text, (literal, reference) => {
      const value = reference === undefined ? { text: '' } : this.value(reference);
      if (!('text' in value) || length > MAX_LENGTH) known = false;
      const added = known && 'text' in value ? literal + value.text : '';
      length += added.length;
      return added;
    });
    return known && length <= MAX_LENGTH ? expanded : undefined;
  }

  private workOut(reference: string): Value {
    if (reference === 'MAKE') return { text: 'make' };
    const definition = this.variables.get(reference);
    if (!definition) return /^[A-Za-z_]\w*$/.test(reference) ? { parameter: `\${${reference}}` } : UNKNOWN_VALUE;
    const text = definition.text === undefined ? undefined : this.known(definition.text);
    if (text === undefined) return UNKNOWN_VALUE;
    if (!definition.fallback) return { text };
    return /^[\w./:@-]*$/.test(text) ? { parameter: `\${${reference}-${text}}` } : UNKNOWN_VALUE;
  }
}

export type Quote = '' | "'" | '"';

/** The quote that is open after a text which began within the given one. */
export function quoteAfter(text: string, within: Quote): Quote {
  let quote = within;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && quote !== "'") at++;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
  }
  return quote;
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
