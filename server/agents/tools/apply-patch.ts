/** The patch format of `apply_patch`: which files it touches and what it puts there. */
import type { EditAction } from '../../request';

type FileEdit = EditAction['files'][number];

const fileHeader = /^\*\*\* (Add|Update|Delete) File: (.+?)\s*$/;
const moveHeader = /^\*\*\* Move to: (.+?)\s*$/;

/** `undefined` when the text names no file: then nobody can say what it would do. */
export function filesOfPatch(patch: string): readonly FileEdit[] | undefined {
  const parts = splitAtHeaders(patch);
  return parts.length === 0 ? undefined : parts.map(editOf);
}

interface Part {
  readonly verb: string;
  readonly path: string;
  readonly lines: string[];
}

function splitAtHeaders(patch: string): Part[] {
  const parts: Part[] = [];
  for (const line of patch.split(/\r?\n/)) {
    const [, verb, path] = fileHeader.exec(line) ?? [];
    if (verb !== undefined && path !== undefined) parts.push({ verb, path, lines: [] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts;
}

function editOf({ verb, path, lines }: Part): FileEdit {
  if (verb === 'Delete') return { path, op: 'delete' };
  const content = lines
    .filter((line) => line.startsWith('+'))
    .map((line) => line.slice(1))
    .join('\n');
  if (verb === 'Add') return { path, op: 'create', content };
  const to = lines.map((line) => moveHeader.exec(line)?.[1]).find((target) => target !== undefined);
  return to === undefined ? { path, op: 'modify', content } : { path, op: 'move', to, content };
}
