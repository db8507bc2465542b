/** Reads a justfile as far as it tells what a recipe would run. */
import type { Span } from '../../effects/effect';
import type { SourceFile } from './source-file';

export interface JustLine {
  /** As the file has it, behind the indentation: `{{…}}` not yet put in. */
  readonly text: string;
  readonly span: Span;
  readonly file: SourceFile;
}

export interface JustParameter {
  readonly name: string;
  /** An expression. */
  readonly fallback: string | undefined;
  /** Takes all arguments that are left. */
  readonly variadic: '' | '+' | '*';
  readonly exported: boolean;
}

export interface JustDependency {
  readonly name: string;
  /** Expressions. */
  readonly args: readonly string[];
}

export interface JustRecipe {
  readonly name: string;
  readonly parameters: readonly JustParameter[];
  readonly before: readonly JustDependency[];
  readonly after: readonly JustDependency[];
  readonly lines: readonly JustLine[];
  /** `[no-cd]`, `[script('python3')]` and their arguments. */
  readonly attributes: readonly string[];
}

export interface JustModuleName {
  readonly name: string;
  /** Of the file or its folder, where it is not the usual one. */
  readonly path: string | undefined;
}

export interface JustVariable {
  /** An expression. */
  readonly text: string;
  readonly file: SourceFile;
}

export interface Justfile {
  /** Several of one name are for several systems. */
  readonly recipes: readonly JustRecipe[];
  readonly variables: ReadonlyMap<string, JustVariable>;
  readonly exported: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  readonly imports: readonly { readonly path: string; readonly optional: boolean }[];
  readonly modules: readonly JustModuleName[];
}

const MAX_LENGTH = 256 * 1024;
const MAX_STATEMENT = 2000;

/** `undefined` when a line is not understood: what it would change is not known. */
export function readJustfile(file: SourceFile): Justfile | undefined {
  if (file.text.length > MAX_LENGTH) return undefined;
  const lines = linesOf(file);
  const recipes: JustRecipe[] = [];
  const variables = new Map<string, JustVariable>();
  const exported = new Set<string>();
  const aliases = new Map<string, string>();
  const settings = new Map<string, string>();
  const imports: { path: string; optional: boolean }[] = [];
  const modules: JustModuleName[] = [];
  let attributes: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const statement = withoutComment(line.text).trim();
    if (statement === '') continue;
    if (/^\s/.test(line.text) || line.text.length > MAX_STATEMENT) return undefined;
    const assigned = /^(export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/s.exec(statement);
    const set = /^set\s+([\w-]+)(?:\s*:=\s*(.*))?$/.exec(statement);
    const alias = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)$/.exec(statement);
    const imported = /^import(\?)?\s+(['"])(.+)\2$/.exec(statement);
    const module = /^mod(\?)?\s+([A-Za-z_][\w-]*)(?:\s+(['"])(.+)\3)?$/.exec(statement);
    if (imported) imports.push({ path: imported[3]!, optional: imported[1] !== undefined });
    else if (module) {
      modules.push({ name: module[2]!, path: module[4] });
      attributes = [];
    } else if (/^\[.*\]$/.test(statement)) attributes.push(...statement.slice(1, -1).split(/,(?![^(]*\))/));
    else if (alias) aliases.set(alias[1]!, alias[2]!);
    else if (set && !assigned) settings.set(set[1]!, set[2] ?? 'true');
    else if (assigned) {
      variables.set(assigned[2]!, { text: assigned[3]!, file });
      if (assigned[1]) exported.add(assigned[2]!);
    } else {
      const body = bodyBelow(lines, at);
      const recipe = readHead(statement, body.lines, attributes);
      if (!recipe) return undefined;
      recipes.push(recipe);
      attributes = [];
      at = body.last;
    }
  }
  return { recipes, variables, exported, aliases, settings, imports, modules };
}

function linesOf(file: SourceFile): JustLine[] {
  const { text } = file;
  const lines: JustLine[] = [];
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines.push({ text: text.slice(start, end).replace(/\r$/, ''), span: { start, end }, file });
    start = end + 1;
  }
  return lines;
}

function bodyBelow(all: readonly JustLine[], head: number): { lines: JustLine[]; last: number } {
  const lines: JustLine[] = [];
  let last = head;
  let width: number | undefined;
  for (let at = head + 1; at < all.length; at++) {
    const line = all[at]!;
    if (line.text.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line.text)![0].length;
    if (indent === 0) break;
    width ??= indent;
    const cut = Math.min(indent, width);
    lines.push({ ...line, text: line.text.slice(cut), span: { start: line.span.start + cut, end: line.span.end } });
    last = at;
  }
  return { lines, last };
}

function readHead(
  statement: string,
  lines: readonly JustLine[],
  attributes: readonly string[],
): JustRecipe | undefined {
  const words = wordsOf(statement);
  const colon = words?.indexOf(':') ?? -1;
  if (!words || colon < 1) return undefined;
  const name = words[0]!.replace(/^@/, '');
  const parameters = words.slice(1, colon).map(readParameter);
  const and = words.indexOf('&&', colon);
  const before = words.slice(colon + 1, and < 0 ? undefined : and).map(readDependency);
  const after = and < 0 ? [] : words.slice(and + 1).map(readDependency);
  if (!/^[A-Za-z_][\w-]*$/.test(name)) return undefined;
  if (!allRead(parameters) || !allRead(before) || !allRead(after)) return undefined;
  return { name, parameters, before, after, lines, attributes };
}

function allRead<T>(list: readonly (T | undefined)[]): list is readonly T[] {
  return !list.includes(undefined);
}

/** Split at blanks and colons, but for quoted and bracketed parts. */
function wordsOf(text: string): string[] | undefined {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const word = /^(?::(?![=:])|&&|(?:"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|\([^()]*\)|::|[^\s:"'`()&])+)/.exec(rest)?.[0];
    if (word === undefined) return undefined;
    words.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return words;
}

function readParameter(word: string): JustParameter | undefined {
  const [, variadic = '', dollar, name, fallback] = /^([+*]?)(\$?)([A-Za-z_][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === undefined) return undefined;
  return { name, fallback, variadic: variadic as JustParameter['variadic'], exported: dollar !== '' };
}

function readDependency(word: string): JustDependency | undefined {
  const inner = word.startsWith('(') ? wordsOf(word.slice(1, -1)) : [word];
  const [name, ...args] = inner ?? [];
  return name !== undefined && /^[A-Za-z_][\w-]*(::[A-Za-z_][\w-]*)*$/.test(name) ? { name, args } : undefined;
}

function withoutComment(text: string): string {
  const found = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^#"'`])*/.exec(text)?.[0] ?? '';
  return text[found.length] === '#' ? found : text;
}
