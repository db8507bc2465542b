/** Recipes of a justfile, with those they depend on, their parameters and variables put in as far as they are known. */
import { type Text, UNKNOWN } from '../../effects/value';
import { parentOf } from '../files/paths';
import type { Run, Word } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { type EnvironmentFile, readDotEnv } from './dot-env';
import { type JustModule, readJustModule } from './just-modules';
import type { JustDependency, Justfile, JustLine, JustRecipe } from './justfile';
import { type Quote, quoteAfter } from './make-expand';
import type { Resolved, Step } from './resolve';
import type { ProjectRun } from './run-project';
import { readSource, type SourceFile } from './source-file';

const MAX_LINES = 200;
const MAX_RECIPES = 200;
const MAX_TEXT = 64 * 1024;
const MAX_PARENTS = 12;
const FILE_NAME = /^\.?justfile$/i;

export function resolveJustRecipe(run: ProjectRun, name: string, shell: Shell): Resolved | undefined {
  const found = findJustfile(run, shell);
  const module = found && readJustModule(found, shell);
  if (!module) return undefined;
  const progress: Progress = { steps: [], done: new Set(), run, shell };
  return new Plan(module, progress).runs(name, run.args ?? []) ? { steps: progress.steps } : undefined;
}

function findJustfile(run: ProjectRun, shell: Shell): SourceFile | undefined {
  const { cwd } = shell.scope;
  if (typeof cwd !== 'string') return undefined;
  if (run.files) return readSource(run.files[0] ?? UNKNOWN, cwd, shell);
  let directory = cwd;
  for (let level = 0; level < MAX_PARENTS; level++) {
    const names = shell.session.providers.files.list(directory, 5000) ?? [];
    const name = names.find((one) => FILE_NAME.test(one));
    if (name !== undefined) return readSource(name, directory, shell);
    if (directory === '/') return undefined;
    directory = parentOf(directory);
  }
  return undefined;
}

type Values = ReadonlyMap<string, Text>;

interface Progress {
  readonly steps: Step[];
  /** Recipes with their arguments: each is run once. */
  readonly done: Set<string>;
  readonly run: ProjectRun;
  readonly shell: Shell;
}

/** What is run of one module. */
class Plan {
  private readonly values = new Map<string, Text>();
  private readonly inner = new Map<string, Plan | undefined>();
  private readonly file: Justfile;
  private readonly shell: Shell;
  private readonly loaded: EnvironmentFile;
  private backticksRun = false;

  constructor(
    private readonly module: JustModule,
    private readonly progress: Progress,
    private readonly path = '',
  ) {
    this.file = module.file;
    this.shell = progress.shell;
    this.loaded = loadedVariables(module, progress.shell);
  }

  /** `just [NAME=VALUE…] recipe arg… recipe arg…`; false when some of it is not known. */
  runs(name: string, args: readonly Word[]): boolean {
    let rest: readonly Text[] = [...(name === '' ? [] : [name]), ...args.map((word) => word.value)];
    // Settings may stand behind the name as given here, because options have been put in front of the arguments.
    const settings = rest.filter((text) => typeof text === 'string' && /^[A-Za-z_][\w-]*=/.test(text));
    for (const setting of settings) {
      const [, variable = '', value = ''] = /^([^=]*)=(.*)$/s.exec(String(setting)) ?? [];
      if (this.file.variables.has(variable)) this.values.set(variable, value);
    }
    rest = rest.filter((text) => !(settings.includes(text) && this.file.variables.has(String(text).split('=')[0]!)));
    if (rest.length === 0) return this.runFirst() !== undefined;
    while (rest.length > 0) {
      const [next, ...after] = rest;
      const taken = typeof next === 'string' ? this.runNamed(next, after) : undefined;
      if (taken === undefined) return false;
      rest = after.slice(taken);
    }
    return this.progress.steps.length <= MAX_LINES;
  }

  private runFirst(): number | undefined {
    const first = this.file.recipes[0];
    return first && this.runRecipe(first.name, []);
  }

  /** A recipe, or one of a module (`docs::build`, `docs build`, `docs`): how many of the arguments it takes. */
  private runNamed(name: string, args: readonly Text[]): number | undefined {
    const [head = '', ...path] = name.split('::');
    const own = this.file.aliases.has(head) || this.file.recipes.some((recipe) => recipe.name === head);
    if (own && path.length === 0) return this.runRecipe(head, args);
    const inner = this.innerPlan(head);
    if (!inner) return undefined;
    if (path.length > 0) return inner.runNamed(path.join('::'), args);
    const [next, ...after] = args;
    if (next === undefined) return inner.runFirst();
    const taken = typeof next === 'string' ? inner.runNamed(next, after) : undefined;
    return taken === undefined ? undefined : taken + 1;
  }

  private innerPlan(name: string): Plan | undefined {
    if (!this.inner.has(name)) {
      const module = this.module.module(name);
      this.inner.set(name, module && new Plan(module, this.progress, `${this.path}${name}::`));
    }
    return this.inner.get(name);
  }

  /** How many of the arguments it takes. */
  private runRecipe(called: string, args: readonly Text[]): number | undefined {
    this.runBackticks();
    const name = this.file.aliases.get(called) ?? called;
    const recipes = this.file.recipes.filter((one) => one.name === name);
    let taken: number | undefined;
    for (const recipe of recipes) {
      const key = JSON.stringify([this.path + name, args, recipes.indexOf(recipe)]);
      const bound = this.bind(recipe, args);
      if (!bound || this.progress.done.size > MAX_RECIPES) return undefined;
      taken = bound.taken;
      if (this.progress.done.has(key) || this.progress.steps.length > MAX_LINES) continue;
      this.progress.done.add(key);
      if (!this.runDependencies(recipe.before, bound.values)) return undefined;
      this.addLines(recipe, bound.values, recipes.length > 1);
      if (!this.runDependencies(recipe.after, bound.values)) return undefined;
    }
    return taken;
  }

  private runDependencies(dependencies: readonly JustDependency[], values: Values): boolean {
    return dependencies.every(({ name, args }) => {
      const given = args.map((expression) => this.evaluate(expression, values));
      return this.runNamed(name, given) !== undefined;
    });
  }

  private bind({ parameters }: JustRecipe, args: readonly Text[]): { values: Values; taken: number } | undefined {
    const values = new Map<string, Text>();
    let at = 0;
    for (const { name, fallback, variadic } of parameters) {
      const given = variadic === '' ? args.slice(at, at + 1) : args.slice(at);
      at += given.length;
      if (given.length > 0)
        values.set(name, given.every((text) => typeof text === 'string') ? given.join(' ') : UNKNOWN);
      else if (fallback !== undefined) values.set(name, this.evaluate(fallback, values));
      else if (variadic === '*') values.set(name, '');
      else return undefined;
    }
    return { values, taken: at };
  }

  private addLines(recipe: JustRecipe, values: Values, possible: boolean): void {
    const [first] = recipe.lines;
    const script = first?.text.startsWith('#!') || recipe.attributes.some((one) => /^\s*script\b/.test(one));
    const units = script && first ? [wholeOf([first, ...recipe.lines.slice(1)])] : joined(recipe.lines);
    for (const line of units) this.addStep(recipe, line, values, possible, script === true);
  }

  private addStep(recipe: JustRecipe, line: JustLine, values: Values, possible: boolean, script: boolean): void {
    const text = this.substitute(script ? line.text : line.text.replace(/^[@-]+\s*/, ''), values);
    const stays = recipe.attributes.some((one) => one.trim() === 'no-cd');
    const elsewhere = recipe.attributes.some((one) => one.trim().startsWith('working-directory'));
    const cwd = elsewhere
      ? UNKNOWN
      : stays || (this.progress.run.cwd !== undefined && this.path === '')
        ? this.shell.scope.cwd
        : parentOf(this.module.source.path);
    const common = { label: '', via: 'script', cwd, variables: this.environment(recipe, values) } as const;
    const positional =
      this.file.settings.has('positional-arguments') || recipe.attributes.includes('positional-arguments');
    this.progress.steps.push({
      run: script
        ? scriptRun(recipe, text, line, common)
        : { type: 'shell', text: positional ? unsure(text) : text, ...common },
      file: line.file,
      span: line.span,
      ...(possible && { possible }),
    });
  }

  private environment({ parameters }: JustRecipe, values: Values): ReadonlyMap<string, Text> {
    const all = this.file.settings.get('export') !== undefined && this.file.settings.get('export') !== 'false';
    const names = [...this.file.variables.keys()].filter((name) => all || this.file.exported.has(name));
    const own = parameters.filter(({ exported }) => all || exported).map(({ name }) => name);
    const stated = [...names, ...own].map((name) => [name, values.get(name) ?? this.valueOf(name)] as const);
    return new Map([...this.loaded, ...stated]);
  }

  /** Assignments are worked out before any recipe runs, commands in backticks among them. */
  private runBackticks(): void {
    if (this.backticksRun) return;
    this.backticksRun = true;
    for (const [name, { text, file }] of this.file.variables) {
      if (this.values.has(name)) continue;
      for (const [, command = ''] of text.matchAll(/`([^`]+)`/g)) {
        const start = file.text.indexOf(`\`${command}\``) + 1;
        const cwd = parentOf(this.module.source.path);
        const run: Run = { type: 'shell', label: '', text: command, via: 'script', cwd };
        this.progress.steps.push({ run, file, span: { start, end: start + command.length } });
      }
    }
  }

  /** What is not known becomes a variable that nothing is known of. */
  private substitute(text: string, values: Values): string {
    if (text.length > MAX_TEXT) return '$__unknown';
    let quote: Quote = '';
    return text
      .split(/(\{\{\{\{|\{\{.{0,200}?\}\})/s)
      .map((piece, index) => {
        if (index % 2 === 0) {
          quote = quoteAfter(piece, quote);
          return piece.replaceAll('{{', '$__unknown');
        }
        if (piece === '{{{{') return '{{';
        const value = this.evaluate(piece.slice(2, -2), values);
        if (typeof value === 'string') return value;
        return quote === "'" ? `'"$__unknown"'` : '$__unknown';
      })
      .join('');
  }

  private named(name: string, args: string | undefined, values: Values): Text {
    return args === undefined ? (values.get(name) ?? this.valueOf(name)) : this.called(name, args);
  }

  private valueOf(name: string): Text {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    const expression = this.file.variables.get(name)?.text;
    // Unknown while it is worked out, for those that lead back to themselves.
    this.values.set(name, UNKNOWN);
    const value = expression === undefined ? UNKNOWN : this.evaluate(expression, new Map());
    this.values.set(name, value);
    return value;
  }

  /** Functions that give a folder, or a variable of the environment. */
  private called(name: string, args: string): Text {
    if (args.trim() === '') {
      if (/^(justfile|source)_dir(ectory)?$/.test(name)) return parentOf(this.module.source.path);
      return /^invocation_dir(ectory)?$/.test(name) ? this.shell.scope.cwd : UNKNOWN;
    }
    const [variable, fallback] = args.split(',').map((arg) => textOf(arg.trim()));
    if (!/^env(_var(_or_default)?)?$/.test(name) || variable === undefined) return UNKNOWN;
    return this.shell.scope.inherited(variable) ?? this.loaded.get(variable) ?? fallback ?? UNKNOWN;
  }

  /** Literals, names, calls, `+` and `/`; all else is not known. */
  private evaluate(expression: string, values: Values): Text {
    let rest = expression.trim();
    let text = '';
    for (;;) {
      const term = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w-]*)(?:\(([^()]*)\))?)\s*(?![\w(])/.exec(rest);
      if (!term) return UNKNOWN;
      const [whole, single, double, name, args] = term;
      const value = name === undefined ? literalOf(single, double) : this.named(name, args, values);
      if (typeof value !== 'string' || text.length > 10_000) return UNKNOWN;
      text += value;
      rest = rest.slice(whole.length);
      if (rest === '') return text;
      if (rest[0] !== '+' && rest[0] !== '/') return UNKNOWN;
      if (rest[0] === '/') text += '/';
      rest = rest.slice(1).trimStart();
    }
  }
}

/** `set dotenv-load` and its kin: the variables of the file, but for those that the environment has anyway. */
function loadedVariables({ file: { settings }, source }: JustModule, shell: Shell): EnvironmentFile {
  const path = textOf(settings.get('dotenv-path'));
  const name = textOf(settings.get('dotenv-filename'));
  const loads = ['dotenv-load', 'dotenv-required', 'dotenv-override'].some((one) => settings.get(one) === 'true');
  if (!loads && path === undefined && name === undefined) return new Map();
  const target = shell.surroundings.fileTarget(path ?? name ?? '.env', parentOf(source.path)).path;
  const variables = typeof target === 'string' ? readDotEnv(target, shell) : undefined;
  const overrides = settings.get('dotenv-override') === 'true';
  return new Map([...(variables ?? [])].filter(([one]) => overrides || shell.scope.inherited(one) === undefined));
}

function textOf(setting: string | undefined): string | undefined {
  const [, single, double] = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)")$/.exec(setting ?? '') ?? [];
  const text = single ?? (double === undefined ? undefined : literalOf(undefined, double));
  return typeof text === 'string' ? text : undefined;
}

function literalOf(single: string | undefined, double: string | undefined): Text {
  if (single !== undefined) return single;
  const text = double ?? '';
  if (/\\[^nrt"\\]/.test(text)) return UNKNOWN;
  return text.replace(/\\(.)/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}

type Common = Pick<Run, 'label' | 'via' | 'cwd' | 'variables'>;

function scriptRun(recipe: JustRecipe, text: string, line: JustLine, common: Common): Run {
  const interpreter = /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?(?:\S*\/)?([\w.-]+)/.exec(text)?.[1];
  const language = interpreter ?? (recipe.attributes.some((one) => /^\s*script\s*$/.test(one)) ? 'sh' : undefined);
  if (language !== undefined && /^(ba|da|z|k)?sh$/.test(language)) {
    return { type: 'shell', text, shell: language, span: line.span, ...common };
  }
  return { type: 'code', language: (language ?? 'unknown').replace(/[\d.]+$/, ''), text, span: line.span, ...common };
}

/** The arguments are there as `$1` too, which is not followed. */
function unsure(text: string): string {
  return text.replace(/\$(\{?)([1-9@*])(\}?)/g, '$__unknown');
}

function wholeOf(lines: readonly [JustLine, ...JustLine[]]): JustLine {
  const [{ file }] = lines;
  const span = { start: lines[0]?.span.start ?? 0, end: lines.at(-1)?.span.end ?? 0 };
  return { text: lines.map((line) => line.text).join('\n'), span, file };
}

/** Lines that end in a backslash go on in the next. */
function joined(lines: readonly JustLine[]): JustLine[] {
  const result: JustLine[] = [];
  let open: JustLine | undefined;
  for (const line of lines) {
    const whole: JustLine = open
      ? { ...line, text: `${open.text}\n${line.text}`, span: { start: open.span.start, end: line.span.end } }
      : line;
    if (line.text.endsWith('\\')) open = whole;
    else {
      result.push(whole);
      open = undefined;
    }
  }
  return open ? [...result, open] : result;
}
