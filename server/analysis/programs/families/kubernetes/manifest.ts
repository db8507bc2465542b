/** The objects that manifests describe, as far as their files can be read. */
import type { Text } from '../../../../effects/value';
import type { Call } from '../../program';
import type { Word } from '../../spec';

export interface Described {
  readonly object: Text;
  readonly name: Text;
  readonly namespace?: string;
}

/** More would be many effects that all say the same. */
const MAX_OBJECTS = 40;

/** `undefined` when one of the files, a folder or an address cannot be read. */
export function objectsIn(call: Call, files: readonly Word[]): readonly Described[] | undefined {
  const found: Described[] = [];
  for (const file of files) {
    const text = textOf(call, file);
    const objects = typeof text === 'string' ? documentsIn(text) : undefined;
    if (!objects) return undefined;
    found.push(...objects);
  }
  return found.length > 0 && found.length <= MAX_OBJECTS ? found : undefined;
}

function textOf({ invocation }: Call, { value }: Word): Text | undefined {
  if (value !== '-') return invocation.surroundings.settings(value, invocation.cwd);
  const { stdin } = invocation;
  if (stdin?.file) return invocation.surroundings.settings(stdin.file.value, invocation.cwd);
  return stdin?.text;
}

/** Only what is written plainly: templates, flow style and lists of objects are not taken apart. */
function documentsIn(text: string): readonly Described[] | undefined {
  const documents = text.split(/^---.*$/m).filter((document) => /^[^#\s]/m.test(document));
  const described = documents.map(describe);
  return described.every((each) => each !== undefined) ? described : undefined;
}

function describe(document: string): Described | undefined {
  const object = /^kind:[ \t]*["']?([A-Za-z]+)["']?[ \t]*(?:#.*)?$/m.exec(document)?.[1];
  if (object === undefined || object === 'List' || document.includes('{{')) return undefined;
  const metadata = /^metadata:[ \t]*\r?\n((?:[ \t]+.*(?:\r?\n|$)|\r?\n)+)/m.exec(document)?.[1] ?? '';
  const indent = /^[ \t]+/.exec(metadata)?.[0] ?? '  ';
  const member = (key: string) =>
    new RegExp(`^${indent}${key}:[ \\t]*["']?([\\w.-]+)["']?[ \\t]*(?:#.*)?\\r?$`, 'm').exec(metadata)?.[1];
  const namespace = member('namespace');
  return { object: object.toLowerCase(), name: member('name') ?? null, ...(namespace !== undefined && { namespace }) };
}
