/** A YAML file with the place of everything in it. */
import { type Document, isMap, isPair, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import { parseYaml } from './parse-yaml';
import type { Complaint, PathStep, PolicyProblem, ProblemCode } from './problem';

const maxAliases = 100;

export interface PolicyDocument {
  readonly file: string;
  /** Plain data; `undefined` when the file could not be parsed. */
  readonly data: unknown;
  readonly problems: readonly PolicyProblem[];
  place(complaint: Complaint): PolicyProblem;
  /** 1-based line and column of the value at a path. */
  position(path: readonly PathStep[]): { readonly line: number; readonly column: number };
}

type Range = readonly [number, number];

export function readDocument(file: string, text: string): PolicyDocument {
  const { yaml, lines } = parseYaml(text);
  const problemAt = (range: Range, rest: Omit<Complaint, 'path'>) => ({
    ...spanOf(range, lines),
    ...toProblem(file, rest),
  });
  const problems = [...yaml.errors, ...yaml.warnings].map((error) =>
    problemAt(error.pos, { code: codeOf(error.code), message: syntaxMessage(error.code, error.message) }),
  );
  const read = problems.length === 0 ? plainData(yaml) : { data: undefined };
  if ('failure' in read) {
    problems.push(problemAt([0, Math.min(1, text.length)], { code: 'yaml-syntax', message: read.failure }));
  }
  return {
    file,
    data: read.data,
    problems,
    place: (complaint) => problemAt(rangeOf(yaml, complaint), complaint),
    position(path) {
      const { line, col } = lines.linePos(rangeOf(yaml, { path })[0]);
      return { line, column: col };
    },
  };
}

function plainData(yaml: Document): { data: unknown; failure?: string } {
  try {
    return { data: yaml.toJS({ maxAliasCount: maxAliases }) };
  } catch (error) {
    return { data: undefined, failure: error instanceof Error ? error.message : String(error) };
  }
}

function toProblem(file: string, { code, severity, message, expected, nearest }: Omit<Complaint, 'path'>) {
  return {
    code,
    severity: severity ?? ('error' as const),
    file,
    message,
    ...(expected && { expected }),
    ...(nearest !== undefined && { nearest }),
  };
}

function codeOf(code: string): ProblemCode {
  return code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml-syntax';
}

const syntaxMessages: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This key is already given above; a key may stand only once.',
  MULTIPLE_DOCS: 'A policy file holds one document; remove the "---".',
};

function syntaxMessage(code: string, message: string): string {
  return syntaxMessages[code] ?? `Not valid YAML: ${message}`;
}

function spanOf([start, end]: Range, lines: LineCounter) {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(end, start + 1));
  return { line: from.line || 1, column: from.col || 1, endLine: to.line || 1, endColumn: to.col || 1 };
}

/** The range of a value, or of its key; of the nearest thing around when it is not there. */
function rangeOf(yaml: Document, { path, onKey }: Pick<Complaint, 'path' | 'onKey'>): Range {
  let node: unknown = yaml.contents;
  let range: Range = nodeRange(node) ?? [0, 1];
  for (const [depth, step] of path.entries()) {
    const child = childOf(node, step);
    if (child === undefined) return range;
    const last = depth === path.length - 1;
    const key = isPair(child) ? nodeRange(child.key) : undefined;
    node = isPair(child) ? child.value : child;
    range = (last && onKey ? key : undefined) ?? nodeRange(node) ?? key ?? range;
    if (!last && key !== undefined && childOf(node, path[depth + 1] as PathStep) === undefined) return key;
  }
  return range;
}

function childOf(node: unknown, step: PathStep): Node | Pair | undefined {
  if (isMap(node)) return node.items.find((pair) => keyText(pair) === String(step));
  return isSeq(node) && typeof step === 'number' ? (node.items[step] as Node | undefined) : undefined;
}

function keyText(pair: Pair): string {
  const key = pair.key;
  return typeof key === 'object' && key !== null && 'value' in key ? String(key.value) : String(key);
}

function nodeRange(node: unknown): Range | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}
