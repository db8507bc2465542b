/**
 * Reads a makefile as far as it tells what a target would run. What make works out by itself (functions, included
 * files, pattern rules) is kept as unknown, never guessed.
 */
import type { Span } from '../../effects/effect';
import type { SourceFile } from './source-file';

export interface RecipeLine {
  /** As the file has it, behind the tab: make's own `$` not yet expanded. */
  readonly text: string;
  readonly span: Span;
  readonly file: SourceFile;
  /** It is run even by `make -n`. */
  readonly inRehearsals?: boolean;
}

/** `include NAMES`, unexpanded. */
export interface Include {
  readonly names: string;
  /** `-include`: not missed when it is not there. */
  readonly optional: boolean;
  /** How many rules stand before it. */
  readonly at: number;
}

export interface Rule {
  /** Unexpanded, as all text here. */
  readonly targets: string;
  readonly prerequisites: string;
  readonly recipe: RecipeLine[];
}

export interface Makefile {
  readonly rules: readonly Rule[];
  /** Every value that is ever given to a variable. */
  readonly variables: ReadonlyMap<string, readonly Definition[]>;
  /** Names that recipes see in their environment. */
  readonly exported: ReadonlySet<string>;
  /** Commands that run while the file is read: `$(shell …)`, `X != …`. */
  readonly commands: readonly RecipeLine[];
  readonly includes: readonly Include[];
  /** Rules or variables are made up: they may be anything. */
  readonly open: boolean;
}

export interface Definition {
  /** `undefined` for what make works out. */
  readonly text: string | undefined;
  /** `?=`: only where the environment has no value. */
  readonly fallback: boolean;
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** More than are followed, so that a line full of them is not followed at all. */
const MAX_CALLS = 250;

const assignment = /^(?:override\s+|export\s+|private\s+)*([\w.-]+)\s*(\?|\+|!|::?:?)?=\s*(.*)$/s;
const conditional = /^\s*(?:ifeq|ifneq|ifdef|ifndef|else|endif)\b/;
const including = /^\s*(-|s)?include\s+(.*)$/;
const opening = /^\s*(?:load|vpath)\b|\$[({]eval\b|^\s*\.RECIPEPREFIX\b/;

export function readMakefile(file: SourceFile): Makefile {
  const includes: Include[] = [];
  const rules: Rule[] = [];
  const variables = new Map<string, Definition[]>();
  const exported = new Set<string>();
  const commands: RecipeLine[] = [];
  let open = false;
  let rule: Rule | undefined;
  let defining: string | undefined;
  for (const line of logicalLines(file.text)) {
    if (defining !== undefined) {
      if (/^\s*endef\b/.test(line.text)) defining = undefined;
      continue;
    }
    if (line.text.startsWith('\t') && rule) {
      rule.recipe.push(recipeLine(line, file));
      continue;
    }
    const statement = withoutComment(line.text);
    commands.push(...shellCalls(statement, line, file));
    if (opening.test(statement)) open = true;
    const include = including.exec(statement);
    if (include) {
      includes.push({ names: include[2] ?? '', optional: include[1] !== undefined, at: rules.length });
      continue;
    }
    if (statement.trim() === '' || conditional.test(statement)) continue;
    defining = /^\s*(?:override\s+)?define\s+([\w.-]+)/.exec(statement)?.[1];
    if (defining !== undefined) define(variables, defining, { text: undefined, fallback: false });
    else rule = readStatement(statement, line, { rules, variables, exported, commands, file }) ?? rule;
  }
  return { rules, variables, exported, commands, includes, open };
}

interface Found {
  readonly rules: Rule[];
  readonly variables: Map<string, Definition[]>;
  readonly exported: Set<string>;
  readonly commands: RecipeLine[];
  readonly file: SourceFile;
}

/** An assignment, an export or the head of a rule; returns the rule. */
function readStatement(statement: string, line: Line, found: Found): Rule | undefined {
  const set = assignment.exec(statement.trim());
  if (set) {
    const [, name = '', operator, value = ''] = set;
    if (/\bexport\s/.test(statement)) found.exported.add(name);
    const text = operator === '+' || operator === '!' ? undefined : value.trim();
    define(found.variables, name, { text, fallback: operator === '?' });
    if (operator === '!') found.commands.push({ text: value.trim(), span: line, file: found.file });
    return undefined;
  }
  const names = /^\s*(?:un)?export\b(.*)$/.exec(statement);
  if (names) {
    for (const name of names[1]?.trim().split(/\s+/) ?? []) found.exported.add(name);
    return undefined;
  }
  return readRule(statement, line, found);
}

function readRule(statement: string, line: Line, { rules, variables, file }: Found): Rule | undefined {
  const colon = colonOf(statement);
  if (colon < 0) return undefined;
  const rest = statement.slice(colon + 1).replace(/^:/, '');
  const semicolon = rest.indexOf(';');
  const prerequisites = semicolon < 0 ? rest : rest.slice(0, semicolon);
  const own = assignment.exec(prerequisites.trim());
  if (own) define(variables, own[1] ?? '', { text: undefined, fallback: false });
  const recipe = semicolon < 0 ? [] : [{ text: rest.slice(semicolon + 1).trim(), span: line, file }];
  const rule = { targets: statement.slice(0, colon).trim(), prerequisites: own ? '' : prerequisites.trim(), recipe };
  rules.push(rule);
  return rule;
}

/** The colon behind the targets: not within a `$(…)`. */
function colonOf(statement: string): number {
  let depth = 0;
  for (let at = 0; at < statement.length; at++) {
    const character = statement[at];
    if (character === '(' || character === '{') depth++;
    else if (character === ')' || character === '}') depth--;
    else if (character === ':' && depth === 0) return at;
  }
  return -1;
}

function define(variables: Map<string, Definition[]>, name: string, definition: Definition): void {
  variables.set(name, [...(variables.get(name) ?? []), definition]);
}

/** Prefixes tell make, not the shell: silent, go on after errors, run even when asked not to. */
function recipeLine(line: Line, file: SourceFile): RecipeLine {
  const prefix = /^\t[@+\-\s]*/.exec(line.text)?.[0] ?? '';
  const span = { start: line.start + prefix.length, end: line.end };
  return { text: line.text.slice(prefix.length), span, file, inRehearsals: prefix.includes('+') };
}

/** What of a recipe line is run by `make -n`: all of it if it says so, else what make asks the shell while it expands it. */
export function rehearsed(line: RecipeLine): readonly RecipeLine[] {
  return line.inRehearsals ? [line] : shellCalls(line.text, line.span, line.file);
}

function shellCalls(statement: string, span: Span, file: SourceFile): RecipeLine[] {
  const calls: RecipeLine[] = [];
  for (const call of statement.matchAll(/\$[({]shell\s/g)) {
    const from = call.index + call[0].length;
    const end = closing(statement, from, call[0][1] === '(' ? ')' : '}');
    calls.push({ text: statement.slice(from, end), span, file });
    // Unclosed, or more than any makefile has: too many commands to follow, which the caller bounds.
    if (end === statement.length || calls.length > MAX_CALLS) break;
  }
  return calls;
}

/** Where the bracket that was opened before `from` closes. */
export function closing(text: string, from: number, close: string): number {
  const open = close === ')' ? '(' : '{';
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return text.length;
}

function withoutComment(text: string): string {
  const at = text.search(/(?<!\\)#/);
  return at < 0 ? text : text.slice(0, at);
}

/** Lines, with those that end in a backslash joined to the next. */
function logicalLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < text.length) {
    let end = lineEnd(text, start);
    while (end < text.length && /(?<!\\)(?:\\\\)*\\$/.test(text.slice(Math.max(start, end - 64), end))) {
      end = lineEnd(text, end + 1);
    }
    const written = text.slice(start, end);
    lines.push({ text: written.startsWith('\t') ? written : written.replace(/\\\r?\n\s*/g, ' '), start, end });
    start = end + 1;
  }
  return lines;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
