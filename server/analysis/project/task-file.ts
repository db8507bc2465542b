/** `.vscode/tasks.json`: finding a task by its label, with the tasks it depends on. */
import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../../effects/effect';
import type { Shell } from '../shell/shell';
import { ofFile } from '../source';
import { property } from './package-scripts';
import { runTaskDefinition } from './task-definition';

const MAX_DEPENDENCIES = 32;

export interface FoundTask {
  run(place: Span): void;
}

interface TaskFile {
  readonly path: string;
  readonly text: string;
  readonly tasks: readonly Node[];
  /** Options that hold for all tasks. */
  readonly shared: Readonly<Record<string, unknown>>;
}

export function findTask(id: string, shell: Shell): FoundTask | undefined {
  for (const file of taskFiles(shell)) {
    const task = file.tasks.find((node) => isNamed(node, id));
    if (task) return { run: (place) => runAll(file, task, shell, place, new Set()) };
  }
  return undefined;
}

function taskFiles(shell: Shell): TaskFile[] {
  const { workspace } = shell.session;
  const beside = shell.session.providers.files.list(workspace, 200) ?? [];
  const workspaces = beside.filter((name) => name.endsWith('.code-workspace')).map((name) => `${workspace}/${name}`);
  return [`${workspace}/.vscode/tasks.json`, ...workspaces].flatMap((path) => readTasks(path, shell));
}

function readTasks(path: string, shell: Shell): TaskFile[] {
  const text = shell.session.readFile(path)?.text;
  const root = text === undefined ? undefined : parseTree(text, [], { allowTrailingComma: true });
  if (!root || text === undefined) return [];
  const holder = path.endsWith('.code-workspace') ? property(root, 'tasks') : root;
  const tasks = property(holder, 'tasks')?.children ?? [];
  const shared = holder ? { ...getNodeValue(holder), tasks: undefined } : {};
  return [{ path, text, tasks, shared }];
}

/** Ids come as labels, and with the type before them (`shell: build`). */
function isNamed(node: Node, id: string): boolean {
  const names = ['label', 'taskName'].map((key) => property(node, key)?.value);
  const type = property(node, 'type')?.value ?? 'shell';
  return names.some((name) => name !== undefined && (name === id || `${type}: ${name}` === id)) || isProvided(node, id);
}

/** Tasks of providers have no label of their own: `npm: build`. */
function isProvided(node: Node, id: string): boolean {
  const script = property(node, 'script')?.value;
  return (
    script !== undefined &&
    property(node, 'label') === undefined &&
    `${property(node, 'type')?.value}: ${script}` === id
  );
}

function runAll(file: TaskFile, task: Node, shell: Shell, place: Span, done: Set<Node>): void {
  if (done.has(task) || done.size > MAX_DEPENDENCIES) return;
  done.add(task);
  for (const name of dependencies(task)) {
    const next = typeof name === 'string' ? file.tasks.find((node) => isNamed(node, name)) : undefined;
    if (next) runAll(file, next, shell, place, done);
    else shell.state({ kind: 'code.opaque', reason: 'unresolved-command', program: String(name) }, place);
  }
  const source = ofFile(shell.frame.source, place, file.path, file.text);
  const inner = shell.with({ frame: { ...shell.frame, source } });
  const definition = { ...file.shared, ...(getNodeValue(task) as object) };
  const hasCommand = property(task, 'command') !== undefined || property(task, 'script') !== undefined;
  if (hasCommand || dependencies(task).length === 0) runTaskDefinition(definition, inner, commandSpan(task));
}

function dependencies(task: Node): unknown[] {
  const node = property(task, 'dependsOn');
  const value: unknown = node && getNodeValue(node);
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The command's text inside its quotes, or the whole task. */
function commandSpan(task: Node): Span {
  const command = property(task, 'command') ?? property(task, 'script');
  if (command?.type === 'string') return { start: command.offset + 1, end: command.offset + command.length - 1 };
  return { start: task.offset, end: task.offset + task.length };
}
