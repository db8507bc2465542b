/** A policy file as it stands in the editor: read as far as it can be, with the place of everything in it. */
import { type Document, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../../effects/effect';
import { exceededLimit } from '../../policy/file-limits';
import { parseYaml } from '../../policy/parse-yaml';
import type { PathStep } from '../../policy/problem';
import type { PolicyFileKind } from './file-kind';
import { once } from './once';

const MAX_ALIASES = 100;

export interface PolicySource {
  readonly kind: PolicyFileKind;
  readonly uri: string;
  /** As rules name it: relative to the workspace. */
  readonly file: string;
  readonly text: string;
}

/** Parsed when somebody looks: while a word is typed, only the text with a stand-in for it is. */
export interface PolicyText extends PolicySource {
  yaml(): Document;
  /** Plain data of what could be read. */
  data(): unknown;
}

export function readPolicyText({ kind, uri, file, text }: PolicySource): PolicyText {
  const yaml = once(() => parseLeniently(text));
  return { kind, uri, file, text, yaml, data: once(() => plainData(yaml())) };
}

/** The parser recurses: what is nested to do harm is read as nothing. */
function parseLeniently(text: string): Document {
  return parseYaml(exceededLimit(text) === undefined ? text : '').yaml;
}

function plainData(yaml: Document): unknown {
  try {
    return yaml.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    // Aliases that lead nowhere or explode: places are still known.
    return undefined;
  }
}

/** What stands at an offset: a key, or a value. */
export interface Place {
  /** Ends with the key, or with the step to the value. */
  readonly path: readonly PathStep[];
  readonly role: 'key' | 'value';
  readonly span: Span;
  readonly node: Node;
}

/** The innermost thing around an offset. */
export function placeAt(text: PolicyText, offset: number): Place | undefined {
  const path: PathStep[] = [];
  let node: unknown = text.yaml().contents;
  for (;;) {
    if (!contains(node, offset)) return undefined;
    const inside: Pair | Node | undefined = itemAt(node, offset);
    if (inside === undefined) {
      const value = spanned(node);
      return value && { path, role: 'value', ...value };
    }
    path.push(stepTo(node, inside));
    if (!isPair(inside)) {
      node = inside;
    } else if (contains(inside.key, offset)) {
      const key = spanned(inside.key);
      return key && { path, role: 'key', ...key };
    } else {
      node = inside.value;
    }
  }
}

function itemAt(node: unknown, offset: number): Pair | Node | undefined {
  if (isMap(node)) return node.items.find((pair) => contains(pair.key, offset) || contains(pair.value, offset));
  return isSeq(node) ? (node.items as Node[]).find((item) => contains(item, offset)) : undefined;
}

function stepTo(node: unknown, item: Pair | Node): PathStep {
  return isPair(item) ? keyText(item) : (node as { items: unknown[] }).items.indexOf(item);
}

export function keyText({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function contains(node: unknown, offset: number): boolean {
  const span = spanOf(node);
  return span !== undefined && span.start <= offset && offset <= span.end;
}

function spanned(node: unknown): Pick<Place, 'span' | 'node'> | undefined {
  const span = spanOf(node);
  return span && { span, node: node as Node };
}

/** Where a node stands, without what follows it. */
export function spanOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

/** Data at a path. */
export function dataAt(data: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>((value, step) => {
    const holder = value as Record<PathStep, unknown> | null | undefined;
    return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, step) ? holder[step] : undefined;
  }, data);
}

/** Text of a scalar; `undefined` for anything else. */
export function scalarText(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null ? String(node.value) : undefined;
}
