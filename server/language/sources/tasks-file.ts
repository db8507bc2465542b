/** The entries of .vscode/tasks.json, each as the editor would start it. */
import { join } from 'node:path';
import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { TaskAction } from '../../request';
import type { Fragment, Source } from './fragment';

export function tasks(source: Source): Fragment[] {
  const root = parseTree(source.text, [], { allowTrailingComma: true });
  const entries = root && findNodeAtLocation(root, ['tasks']);
  return (entries?.children ?? []).flatMap((entry) => taskFragment(source, entry));
}

function taskFragment(source: Source, entry: Node): Fragment[] {
  const shown = ['command', 'script', 'label', 'dependsOn']
    .map((key) => findNodeAtLocation(entry, [key]))
    .find(Boolean);
  if (entry.type !== 'object' || !shown) return [];
  const action = taskAction(source, entry);
  return [
    {
      action,
      title: `task ${action.id}`,
      channel: 'task',
      cwd: source.workspace,
      whole: { start: shown.offset, end: shown.offset + shown.length },
      toDocument: () => undefined,
    },
  ];
}

/** Looked up by its label where it can be: that brings the tasks it depends on, and exact places. */
function taskAction(source: Source, entry: Node): TaskAction {
  const id = stringAt(entry, 'label') ?? stringAt(entry, 'taskName');
  if (id !== undefined && source.path === join(source.workspace, '.vscode', 'tasks.json')) return { type: 'task', id };
  const shown = id ?? stringAt(entry, 'script') ?? stringAt(entry, 'command') ?? '?';
  return { type: 'task', id: shown, definition: getNodeValue(entry) as unknown };
}

function stringAt(entry: Node, key: string): string | undefined {
  const value: unknown = findNodeAtLocation(entry, [key])?.value;
  return typeof value === 'string' ? value : undefined;
}
