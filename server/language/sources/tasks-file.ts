/** The entries of .vscode/tasks.json, each as the editor would start it. */
import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Fragment, Source } from './fragment';
import { readJsonText } from './json-text';

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
  const definition: unknown = getNodeValue(entry);
  const id = labelOf(entry);
  return [
    {
      action: { type: 'task', id, definition },
      title: `task ${id}`,
      channel: 'task',
      cwd: source.workspace,
      whole: { start: shown.offset, end: shown.offset + shown.length },
      toDocument: spansOfCommand(source, entry),
    },
  ];
}

/** A task that is one plain shell line is analysed as it stands; anything else is put together from several values. */
function spansOfCommand(source: Source, entry: Node): Fragment['toDocument'] {
  const command = findNodeAtLocation(entry, ['command']);
  const plain = command?.type === 'string' && !findNodeAtLocation(entry, ['args']) && !command.value.includes('${');
  if (!plain) return () => undefined;
  const json = readJsonText(source.text, command.offset, command.length);
  return (span) => (span.end <= json.text.length ? json.toSource(span) : undefined);
}

function labelOf(entry: Node): string {
  for (const key of ['label', 'taskName', 'script', 'command']) {
    const value: unknown = findNodeAtLocation(entry, [key])?.value;
    if (typeof value === 'string') return value;
  }
  return '?';
}
