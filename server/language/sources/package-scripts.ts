/** The scripts of a package.json, each as the command line that `npm run` hands to the shell. */
import { dirname } from 'node:path';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Fragment, Source } from './fragment';
import { readJsonText } from './json-text';

export function packageScripts(source: Source): Fragment[] {
  const root = parseTree(source.text);
  const scripts = root && findNodeAtLocation(root, ['scripts']);
  return (scripts?.children ?? []).flatMap((property) => scriptFragment(source, property));
}

function scriptFragment(source: Source, property: Node): Fragment[] {
  const [name, value] = property.children ?? [];
  if (name?.type !== 'string' || value?.type !== 'string') return [];
  const json = readJsonText(source.text, value.offset, value.length);
  if (json.text.trim() === '') return [];
  return [
    {
      action: { type: 'shell', command: json.text },
      title: `npm run ${String(name.value)}`,
      channel: 'terminal',
      cwd: dirname(source.path),
      whole: { start: value.offset, end: value.offset + value.length },
      toDocument: json.toSource,
    },
  ];
}
