/** Tasks of a Taskfile, with those they depend on and call. */
import { type Text, UNKNOWN } from '../../effects/value';
import { parentOf } from '../files/paths';
import type { Run } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { readDotEnv } from './dot-env';
import { type Quote, quoteAfter } from './make-expand';
import { readYaml, type YamlNode } from './plain-yaml';
import type { Resolved, Step } from './resolve';
import type { ProjectRun } from './run-project';
import { readSource, type SourceFile } from './source-file';

const MAX_STEPS = 200;
const MAX_CALLS = 200;
const MAX_TEXT = 64 * 1024;
const MAX_PARENTS = 12;
const MAX_DEPTH = 8;
const FILE_NAMES = [
  'Taskfile.yml',
  'taskfile.yml',
  'Taskfile.yaml',
  'taskfile.yaml',
  'Taskfile.dist.yml',
  'taskfile.dist.yml',
];

export function resolveTask(run: ProjectRun, name: string, shell: Shell): Resolved | undefined {
  const found = findTaskfile(run, shell);
  const root = found && readYaml(found.text);
  if (!found || !root?.at('tasks')) return undefined;
  const base = run.cwd !== undefined || !run.files ? parentOf(found.path) : shell.scope.cwd;
  const progress: Progress = { steps: [], running: new Set(), calls: 0, shell };
  const plan = new TaskPlan({ root, found, base, passed: given(run), name: '' }, progress);
  return plan.add(name === '' ? 'default' : name, new Map()) && progress.steps.length <= MAX_STEPS
    ? { steps: progress.steps }
    : undefined;
}

/** A Taskfile as it is used: by itself, or included by another. */
interface Module {
  readonly root: YamlNode;
  readonly found: SourceFile;
  /** The folder that its tasks run in. */
  readonly base: Text;
  /** Variables given to it from outside. */
  readonly passed: Values;
  /** What its tasks are called from the outermost file: `docs:`. */
  readonly name: string;
}

interface Progress {
  readonly steps: Step[];
  readonly running: Set<string>;
  calls: number;
  readonly shell: Shell;
}

function findTaskfile(run: ProjectRun, shell: Shell): SourceFile | undefined {
  const { cwd } = shell.scope;
  if (typeof cwd !== 'string') return undefined;
  if (run.files) return readFrom(run.files, cwd, shell);
  for (let directory = cwd, level = 0; level < MAX_PARENTS; level++, directory = parentOf(directory)) {
    const found = readFrom(FILE_NAMES, directory, shell);
    if (found || directory === '/') return found;
  }
  return undefined;
}

function readFrom(names: readonly Text[], directory: string, shell: Shell): SourceFile | undefined {
  const { files } = shell.session.providers;
  const present = names.filter((name) => {
    const { path } = shell.surroundings.fileTarget(name, directory);
    return typeof path === 'string' && files.kind(path) === 'file';
  });
  return present.map((name) => readSource(name, directory, shell)).find((file) => file !== undefined);
}

type Values = ReadonlyMap<string, Text>;

/** `task build X=1`. */
function given(run: ProjectRun): Values {
  const words = (run.args ?? []).flatMap((word) => (typeof word.value === 'string' ? [word.value] : []));
  return new Map(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}

class TaskPlan {
  private readonly root: YamlNode;
  private readonly shell: Shell;

  constructor(
    private readonly module: Module,
    private readonly progress: Progress,
    private readonly outer?: TaskPlan,
  ) {
    this.root = module.root;
    this.shell = progress.shell;
  }

  /** False when some of it cannot be told. */
  add(name: string, passed: Values): boolean {
    if (name.startsWith(':') && this.outer) return this.outermost().add(name.slice(1), passed);
    const task = this.taskNamed(name);
    if (!task) return this.addIncluded(name, passed);
    const { running } = this.progress;
    const full = this.module.name + name;
    if (running.has(full) || ++this.progress.calls > MAX_CALLS) return false;
    running.add(full);
    const added = this.addTask(task, new Map([...this.module.passed, ...passed]));
    running.delete(full);
    return added;
  }

  private outermost(): TaskPlan {
    return this.outer?.outermost() ?? this;
  }

  private taskNamed(name: string): YamlNode | undefined {
    const tasks = this.root.at('tasks')?.entries;
    const aliased = [...(tasks?.values() ?? [])].find((task) => aliasesOf(task).includes(name));
    return tasks?.get(name) ?? aliased;
  }

  /** `docs:build` is `build` of the Taskfile included as `docs`, and `docs` its default. */
  private addIncluded(name: string, passed: Values): boolean {
    for (const [space, node] of this.root.at('includes')?.entries ?? []) {
      const own = [space, ...aliasesOf(node)].find((one) => name === one || name.startsWith(`${one}:`));
      if (own === undefined && node.at('flatten')?.text !== 'true') continue;
      const rest = own === undefined ? name : name.slice(own.length + 1);
      const added = this.included(space, node)?.add(rest === '' ? 'default' : rest, passed);
      if (added || own !== undefined) return added === true;
    }
    return false;
  }

  private included(space: string, node: YamlNode): TaskPlan | undefined {
    const values = this.valuesOf([this.root.at('vars')], this.module.passed);
    const written = this.known(node.text ?? node.at('taskfile')?.text, values);
    const found = written === undefined ? undefined : this.findIncluded(written);
    const root = found && readYaml(found.text);
    if (!found || !root?.at('tasks') || this.module.name.split(':').length > MAX_DEPTH) return undefined;
    const directory = node.at('dir');
    const base = directory ? this.folder(directory, values) : this.module.base;
    const passed = this.valuesOf([node.at('vars')], this.module.passed, values);
    return new TaskPlan({ root, found, base, passed, name: `${this.module.name}${space}:` }, this.progress, this);
  }

  /** A file, or a folder with one of the usual names in it. */
  private findIncluded(written: string): SourceFile | undefined {
    const directory = parentOf(this.module.found.path);
    const path = this.within(written, directory);
    if (typeof path !== 'string') return undefined;
    return readFrom([path], directory, this.shell) ?? readFrom(FILE_NAMES, path, this.shell);
  }

  private addTask(task: YamlNode, passed: Values): boolean {
    // A task is a mapping, or in short its commands.
    const spec = task.entries;
    const values = this.valuesOf([this.root.at('vars'), spec?.get('vars')], passed);
    const commands = spec ? (spec.get('cmds')?.items ?? single(spec.get('cmd'))) : (task.items ?? single(task));
    const dependencies = spec?.get('deps')?.items ?? [];
    if (spec?.has('deps') && !spec.get('deps')?.items) return false;
    if (spec?.has('cmds') && !spec.get('cmds')?.items) return false;
    return (
      dependencies.every((dependency) => this.addCall(dependency, values)) &&
      conditionsOf(spec).every((node) => this.addCommand(node, task, values)) &&
      commands.every((command) => this.addEntry(command, task, values))
    );
  }

  /** A name, or `{ task: name, vars: … }`. */
  private addCall(call: YamlNode, values: Values): boolean {
    const name = this.known(call.text ?? call.at('task')?.text, values);
    return name !== undefined && !call.at('for') && this.add(name, this.valuesOf([call.at('vars')], new Map(), values));
  }

  private addEntry(entry: YamlNode, task: YamlNode, values: Values): boolean {
    if (this.progress.steps.length > MAX_STEPS) return false;
    if (entry.text !== undefined) return this.addCommand(entry, task, values);
    if (entry.at('task')) return this.addCall(entry, values);
    const command = entry.at('cmd') ?? entry.at('defer');
    if (command?.at('task')) return this.addCall(command, values);
    // `for:` gives each round a value that is not worked out.
    const looped = entry.at('for') ? new Map([...values, ['ITEM', UNKNOWN]]) : values;
    return command?.text !== undefined && this.addCommand(command, task, looped);
  }

  private addCommand(command: YamlNode, task: YamlNode, values: Values): boolean {
    if (command.text === undefined) return false;
    const directory = task.at('dir');
    const cwd = directory ? this.folder(directory, values) : this.module.base;
    const run: Run = {
      type: 'shell',
      label: '',
      via: 'script',
      text: this.substitute(command.text, values),
      cwd,
      variables: this.environmentOf(task, values),
    };
    this.progress.steps.push({ run, file: this.module.found, span: command.span });
    return true;
  }

  private folder(node: YamlNode, values: Values): Text {
    const folder = this.known(node.text, values);
    return folder === undefined ? UNKNOWN : this.within(folder, this.module.base);
  }

  private within(folder: string, base: Text): Text {
    return this.shell.surroundings.fileTarget(folder, base).path ?? UNKNOWN;
  }

  private environmentOf(task: YamlNode, values: Values): ReadonlyMap<string, Text> {
    const entries = [this.root.at('env'), task.at('env')].flatMap((node) => [...(node?.entries ?? [])]);
    const stated = entries.map(([name, node]) => [name, this.known(node.text, values) ?? UNKNOWN] as const);
    return new Map([...this.loadedVariables(task, values), ...stated]);
  }

  /** `dotenv: ['.env', '{{.ENV}}/.env']`: the first to name a variable wins, and before it the environment. */
  private loadedVariables(task: YamlNode, values: Values): ReadonlyMap<string, Text> {
    const files = [...(task.at('dotenv')?.items ?? []), ...(this.outermost().root.at('dotenv')?.items ?? [])];
    const loaded = new Map<string, Text>();
    for (const file of files) {
      const path = this.folder(file, values);
      const variables = typeof path === 'string' ? readDotEnv(path, this.shell) : undefined;
      for (const [name, value] of variables ?? []) {
        if (!loaded.has(name) && this.shell.scope.inherited(name) === undefined) loaded.set(name, value);
      }
    }
    return loaded;
  }

  /** Variables of the file, then of the task, then those passed on; `outer` are what their texts may name. */
  private valuesOf(nodes: readonly (YamlNode | undefined)[], passed: Values, outer: Values = new Map()): Values {
    const values = new Map<string, Text>();
    for (const node of nodes) {
      for (const [name, value] of node?.entries ?? []) {
        const text = value.text === undefined ? undefined : this.known(value.text, new Map([...outer, ...values]));
        values.set(name, text ?? UNKNOWN);
        // A variable that a command works out: the command runs.
        const command = value.at('sh');
        if (command?.text !== undefined) this.addCommand(command, this.root, values);
      }
    }
    return new Map([...values, ...passed]);
  }

  /** `undefined` unless all of it is known. */
  private known(text: string | undefined, values: Values): string | undefined {
    const substituted = text === undefined ? '$' : this.substitute(text, values);
    return substituted.includes('$') ? undefined : substituted;
  }

  private substitute(text: string, values: Values): string {
    if (text.length > MAX_TEXT) return '$__unknown';
    let quote: Quote = '';
    return text
      .split(/(\{\{.{0,200}?\}\})/s)
      .map((piece, index) => {
        if (index % 2 === 0) {
          quote = quoteAfter(piece, quote);
          return piece.replaceAll('{{', '$__unknown');
        }
        const name = /^\{\{-?\s*\.(\w+)\s*-?\}\}$/.exec(piece)?.[1];
        const value = name === undefined ? UNKNOWN : values.get(name);
        if (typeof value === 'string') return value;
        return quote === "'" ? `'"$__unknown"'` : '$__unknown';
      })
      .join('');
  }
}

/** Commands that are run to see whether there is anything to do. */
function conditionsOf(spec: ReadonlyMap<string, YamlNode> | undefined): readonly YamlNode[] {
  const status = spec?.get('status')?.items ?? [];
  const preconditions = spec?.get('preconditions')?.items ?? [];
  return [...status, ...preconditions.map((node) => node.at('sh') ?? node)];
}

function aliasesOf(task: YamlNode): readonly (string | undefined)[] {
  return task.at('aliases')?.items?.map((item) => item.text) ?? [];
}

function single(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.text !== undefined && node.text !== '' ? [node] : [];
}
