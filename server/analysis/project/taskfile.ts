/** Tasks of a Taskfile, with those they depend on and call. */
import { type Text, UNKNOWN } from '../../effects/value';
import { parentOf } from '../files/paths';
import type { Run } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { type Quote, quoteAfter } from './make-expand';
import { readYaml, type YamlNode } from './plain-yaml';
import type { Resolved, Step } from './resolve';
import type { ProjectRun } from './run-project';

const MAX_STEPS = 200;
const MAX_CALLS = 200;
const MAX_TEXT = 64 * 1024;
const MAX_PARENTS = 12;
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
  const plan = new TaskPlan(root, found, run, shell);
  return plan.add(name === '' ? 'default' : name, given(run)) && plan.steps.length <= MAX_STEPS
    ? { steps: plan.steps }
    : undefined;
}

interface Found {
  readonly path: string;
  readonly text: string;
}

function findTaskfile(run: ProjectRun, shell: Shell): Found | undefined {
  const { cwd } = shell.scope;
  if (typeof cwd !== 'string') return undefined;
  if (run.file !== undefined) return readFrom([run.file], cwd, shell);
  for (let directory = cwd, level = 0; level < MAX_PARENTS; level++, directory = parentOf(directory)) {
    const found = readFrom(FILE_NAMES, directory, shell);
    if (found || directory === '/') return found;
  }
  return undefined;
}

function readFrom(names: readonly Text[], directory: string, shell: Shell): Found | undefined {
  for (const name of names) {
    const { path } = shell.surroundings.fileTarget(name, directory);
    if (typeof path !== 'string' || shell.session.providers.files.kind(path) !== 'file') continue;
    const file = shell.session.readFile(path);
    if (file) return { path, text: file.text };
  }
  return undefined;
}

type Values = ReadonlyMap<string, Text>;

/** `task build X=1`. */
function given(run: ProjectRun): Values {
  const words = (run.args ?? []).flatMap((word) => (typeof word.value === 'string' ? [word.value] : []));
  return new Map(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}

class TaskPlan {
  readonly steps: Step[] = [];
  private readonly running = new Set<string>();
  private calls = 0;

  constructor(
    private readonly root: YamlNode,
    private readonly found: Found,
    private readonly run: ProjectRun,
    private readonly shell: Shell,
  ) {}

  /** False when some of it cannot be told. */
  add(name: string, passed: Values): boolean {
    const task = this.taskNamed(name);
    if (!task || this.running.has(name) || ++this.calls > MAX_CALLS) return false;
    this.running.add(name);
    const added = this.addTask(task, passed);
    this.running.delete(name);
    return added;
  }

  private taskNamed(name: string): YamlNode | undefined {
    const tasks = this.root.at('tasks')?.entries;
    const aliased = [...(tasks?.values() ?? [])].find((task) => aliasesOf(task).includes(name));
    return tasks?.get(name) ?? aliased;
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
    if (this.steps.length > MAX_STEPS) return false;
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
    const directory = task.at('dir')?.text;
    const base =
      this.run.cwd !== undefined || this.run.file === undefined ? parentOf(this.found.path) : this.shell.scope.cwd;
    const folder = directory === undefined ? undefined : this.known(directory, values);
    const cwd = directory === undefined ? base : folder === undefined ? UNKNOWN : this.within(folder, base);
    const run: Run = {
      type: 'shell',
      label: '',
      via: 'script',
      text: this.substitute(command.text, values),
      cwd,
      variables: this.environmentOf(task, values),
    };
    this.steps.push({ run, file: this.found, span: command.span });
    return true;
  }

  private within(folder: string, base: Text): Text {
    return this.shell.surroundings.fileTarget(folder, base).path ?? UNKNOWN;
  }

  private environmentOf(task: YamlNode, values: Values): ReadonlyMap<string, Text> {
    const entries = [this.root.at('env'), task.at('env')].flatMap((node) => [...(node?.entries ?? [])]);
    return new Map(
      entries.map(([name, node]) => [
        name,
        node.text === undefined ? UNKNOWN : (this.known(node.text, values) ?? UNKNOWN),
      ]),
    );
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
