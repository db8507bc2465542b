/** Targets of a makefile, with all that make brings up to date before them. */
import type { EffectDraft } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import type { Shell } from '../shell/shell';
import { expandForShell, expandNames, type MakeVariables, makeVariables, unknownDefinition } from './make-expand';
import { readWithIncludes } from './make-includes';
import { type Definition, type Makefile, type RecipeLine, type Rule, rehearsed } from './makefile';
import type { Resolved, Step } from './resolve';
import type { ProjectRun } from './run-project';
import { readSource, type SourceFile } from './source-file';

const MAX_STEPS = 200;
const MAX_NAMES = 5000;
const usualNames = ['GNUmakefile', 'makefile', 'Makefile'];
const shells = /^(?:\/usr)?(?:\/bin\/)?(?:env\s+)?(?:ba|da|z|k)?sh$/;

export function resolveMakeTarget(run: ProjectRun, name: string, shell: Shell): Resolved | undefined {
  const found = findMakefiles(run, shell);
  if (!found) return makesNothing(run, name, shell) ? { steps: [] } : undefined;
  const { file, remade } = readWithIncludes(found, given(run), shell);
  const variables = makeVariables(file, given(run));
  const interpreter = variables.get('SHELL') ?? known('sh');
  if (!shells.test(interpreter.text ?? '') || file.variables.has('.SHELLFLAGS')) return undefined;
  const goals = new Goals(file, variables);
  const goal = name === '' ? goals.first() : name;
  for (const included of remade) goals.visit(included);
  if (goal === undefined || !goals.visit(goal)) return undefined;
  const recipes = run.rehearsal ? goals.lines.flatMap(rehearsedOf) : goals.lines;
  const lines = [...file.commands.map((line) => ({ line, variables })), ...recipes];
  if (lines.length > MAX_STEPS) return undefined;
  const steps = lines.map(({ line, variables: own }) => stepOf(line, own, file, run));
  return { steps, ...(goals.unknown && { effects: [unknownPrerequisites(goal)] }) };
}

/** A line, and the variables as they are where it stands. */
interface PlacedLine {
  readonly line: RecipeLine;
  readonly variables: MakeVariables;
}

function rehearsedOf({ line, variables }: PlacedLine): readonly PlacedLine[] {
  return rehearsed(line).map((part) => ({ line: part, variables }));
}

/** Collects the recipe lines of a goal and of what it depends on, in order, each rule once. */
class Goals {
  readonly lines: PlacedLine[] = [];
  /** Some prerequisite could not be told. */
  unknown = false;
  private readonly rules: readonly { readonly rule: Rule; readonly targets: readonly string[] }[];
  private readonly visited = new Set<string>();

  constructor(
    private readonly file: Makefile,
    private readonly variables: MakeVariables,
  ) {
    this.rules = file.rules.map((rule) => ({ rule, targets: expandNames(rule.targets, variables) ?? [] }));
  }

  first(): string | undefined {
    const stated = this.variables.get('.DEFAULT_GOAL');
    if (stated) return stated.text;
    return this.rules.flatMap(({ targets }) => targets).find((target) => !/^\.[A-Z]|%/.test(target));
  }

  /** False when no rule of this file makes it. */
  visit(goal: string): boolean {
    if (this.visited.has(goal)) return true;
    this.visited.add(goal);
    const own = this.rules.filter(({ targets }) => targets.includes(goal));
    const rules = own.length > 0 ? own : this.rules.filter(({ targets }) => targets.some((one) => fits(one, goal)));
    if (this.file.open) this.unknown = true;
    for (const { rule } of rules) this.follow(rule, goal);
    return rules.length > 0;
  }

  private follow(rule: Rule, goal: string): void {
    const names = expandNames(rule.prerequisites.replaceAll('|', ' '), this.variables);
    if (names === undefined) this.unknown = true;
    const prerequisites = (names ?? []).filter((name) => !name.includes('%') && name !== ':');
    if (this.lines.length <= MAX_STEPS) for (const prerequisite of prerequisites) this.visit(prerequisite);
    const variables = new Map([...this.variables, ...automatic(goal, rule, names && prerequisites)]);
    this.lines.push(...rule.recipe.map((line) => ({ line, variables })));
  }
}

/** `%.o` fits `main.o`. */
function fits(pattern: string, goal: string): boolean {
  const at = pattern.indexOf('%');
  if (at < 0) return false;
  const [before, after] = [pattern.slice(0, at), pattern.slice(at + 1)];
  return goal.length > before.length + after.length && goal.startsWith(before) && goal.endsWith(after);
}

function automatic(goal: string, { targets }: Rule, prerequisites: readonly string[] | undefined): MakeVariables {
  const certain = targets.includes('%') ? undefined : prerequisites;
  const all = certain ? known(certain.join(' ')) : unknownDefinition;
  return new Map([
    ['@', known(goal)],
    ['<', certain?.[0] === undefined ? unknownDefinition : known(certain[0])],
    ['^', all],
    ['+', all],
    ['?', unknownDefinition],
    ['*', unknownDefinition],
  ]);
}

function stepOf(
  { text, span, file: source }: RecipeLine,
  variables: MakeVariables,
  file: Makefile,
  run: ProjectRun,
): Step {
  const exported = [...file.exported].map((name) => [name, exportedValue(name, variables)] as const);
  const shellText = expandForShell(text, variables);
  const environment = exported.length > 0 ? { variables: new Map([...(run.variables ?? []), ...exported]) } : {};
  return {
    run: { type: 'shell', label: '', text: shellText, span, via: 'script', ...environment },
    file: source,
    span,
  };
}

/** Known only where nothing in it is still make's to expand. */
function exportedValue(name: string, variables: MakeVariables): Text {
  const names = expandNames(`$(${name})`, variables);
  const text = variables.get(name)?.text;
  return names && text !== undefined && !text.includes('$') ? text : UNKNOWN;
}

function known(text: string): Definition {
  return { text, fallback: false };
}

function unknownPrerequisites(goal: string): EffectDraft {
  return { kind: 'code.opaque', reason: 'dynamic-target', program: `make ${goal}` };
}

/**
 * Without a makefile make has nothing to do and says so, unless one of its own rules makes the goal from a file that is
 * there (`make hello` beside hello.c), or its environment brings rules along.
 */
function makesNothing(run: ProjectRun, name: string, shell: Shell): boolean {
  const { cwd } = shell.scope;
  if (run.files || typeof cwd !== 'string' || !/^[\w-]*$/.test(name)) return false;
  if (shell.scope.inherited('MAKEFILES') !== undefined || shell.scope.inherited('MAKEFLAGS') !== undefined)
    return false;
  const names = shell.session.providers.files.list(cwd, MAX_NAMES);
  if (!names || names.length === MAX_NAMES || !shell.session.hasOnlyStarted('make')) return false;
  return !names.some((one) => /^(GNUm|m|M)akefile$|^(SCCS|RCS)$/.test(one) || (name !== '' && one.startsWith(name)));
}

/** The usual one, or all that are named. */
function findMakefiles(run: ProjectRun, shell: Shell): readonly SourceFile[] | undefined {
  const { cwd } = shell.scope;
  if (typeof cwd !== 'string') return undefined;
  if (!run.files) {
    const usual = usualNames.map((name) => readSource(name, cwd, shell)).find((file) => file !== undefined);
    return usual && [usual];
  }
  const named = run.files.map((name) => (typeof name === 'string' ? readSource(name, cwd, shell) : undefined));
  return named.every((file) => file !== undefined) ? named : undefined;
}

/** `make X=1`: variables given on the command line. */
function given(run: ProjectRun): MakeVariables {
  const words = (run.args ?? []).map((word) => word.value);
  return new Map(
    words.flatMap((word) => {
      const set = typeof word === 'string' ? /^(\w+)[:+?]?=(.*)$/s.exec(word) : undefined;
      return set ? [[set[1] ?? '', known(set[2] ?? '')] as const] : [];
    }),
  );
}
