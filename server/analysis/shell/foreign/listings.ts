/** What cmdlets print that find, filter or put together paths: what comes after a pipe deletes it, maybe. */
import { isPattern, type Text, UNKNOWN } from '../../../effects/value';
import { isWindows } from '../../files/paths';
import type { Stream, Word } from '../../programs/spec';
import type { Shell } from '../shell';
import { literal } from '../streams';
import { concat } from '../text';
import type { Arguments } from './parameters';

const FINDING = /^(get-childitem|gci|ls|dir|get-item|gi|resolve-path|rvpa|convert-path)$/i;
const MAKING = /^(join-path|write-output|echo|write|split-path)$/i;
const PASSING =
  /^(where-object|where|\?|select-object|select|sort-object|sort|get-unique|gu|tee-object|foreach-object|%)$/i;

export function isListing(name: string): boolean {
  return FINDING.test(name) || MAKING.test(name) || PASSING.test(name);
}

export function listed(name: string, args: Arguments, { io }: Shell): Stream {
  if (FINDING.test(name)) return literal(found(name, args), ['file']);
  if (MAKING.test(name)) return made(name, args);
  const { text = UNKNOWN, sources = [] } = io.stdin ?? {};
  const passesAll = /^(sort|tee|foreach|%)/i.test(name);
  return literal(passesAll ? text : someOf(text), sources);
}

/** Of what is gone through, some is left: the star says that there is more to the names. */
function someOf(text: Text): Text {
  return isPattern(text) && text.glob ? { ...text, suffix: text.suffix === '' ? '*' : text.suffix } : UNKNOWN;
}

function found(name: string, { operands, values }: Arguments): Text {
  const [given] = values.get('path') ?? values.get('literalpath') ?? operands;
  const path = given?.value ?? (given ? UNKNOWN : '.');
  if (/^(get-item|gi|resolve-path|rvpa|convert-path)$/i.test(name)) return path;
  if (typeof path !== 'string') return UNKNOWN;
  if (/[*?]/.test(path)) return globbed(path);
  const filter = filterOf(values);
  if (isWindows(path)) return filter === '' ? `${path.replace(/\\+$/, '')}\\*` : UNKNOWN;
  return { prefix: `${path.replace(/\/+$/, '')}/`, suffix: filter, glob: true };
}

/** What the names end in: `-Filter *.log` */
function filterOf(values: Arguments['values']): string {
  const [filter] = values.get('filter') ?? values.get('include') ?? [];
  const text = typeof filter?.value === 'string' ? filter.value : '';
  return text === '*' ? '' : text.replace(/^.*\*/, '');
}

/** A path, or what it stands for with wildcards in it. */
export function pathsLike(path: string): Text {
  return /[*?]/.test(path) ? globbed(path) : path;
}

function globbed(path: string): Text {
  const at = path.search(/[*?]/);
  if (isWindows(path)) return path;
  return { prefix: path.slice(0, at), suffix: path.slice(path.search(/[^*?]*$/)), glob: true };
}

function made(name: string, { operands, values }: Arguments): Stream {
  const all: readonly Word[] = [...(values.get('path') ?? []), ...operands, ...(values.get('childpath') ?? [])];
  const sources = [...new Set(all.flatMap((word) => word.sources ?? []))];
  const [first, second] = all;
  if (/^join-path$/i.test(name)) return literal(joined(first?.value ?? UNKNOWN, second?.value ?? UNKNOWN), sources);
  return literal(all.length === 1 && !/^split-path$/i.test(name) ? first!.value : UNKNOWN, sources);
}

function joined(parent: Text, child: Text): Text {
  const separator = typeof parent === 'string' && isWindows(parent) ? '\\' : '/';
  const ends = typeof parent === 'string' && parent.endsWith(separator);
  return concat(ends ? parent : concat(parent, separator), child);
}
