/** Where the lists, packs, parameters, rules and files that a policy names are defined. */
import type { Span } from '../../effects/effect';
import type { PathStep } from '../../policy/problem';
import { extendedPack, packOf } from './extended-pack';
import { meaningOf } from './meaning';
import { namedLists } from './named-lists';
import type { PolicyContext } from './policy-context';
import { placeAt, scalarText } from './policy-text';

/** In a file that is known by its text, or at a line (1-based) of another. */
export type Definition =
  | { readonly uri: string; readonly span: Span }
  | { readonly uri: string; readonly line: number; readonly column: number };

export interface DefinitionLink {
  /** What was pointed at. */
  readonly origin: Span;
  readonly targets: readonly Definition[];
}

export function definitionAt(context: PolicyContext, offset: number): DefinitionLink | undefined {
  const place = placeAt(context.text, offset);
  const word = place && scalarText(place.node);
  if (place === undefined || word === undefined) return undefined;
  const targets = place.role === 'key' ? ofKey(context, place.path) : ofValue(context, place.path, word);
  return targets.length > 0 ? { origin: place.span, targets } : undefined;
}

function ofValue(context: PolicyContext, path: readonly PathStep[], word: string): readonly Definition[] {
  if (word.startsWith('$')) return lists(context, word.slice(1));
  const meaning = meaningOf(path);
  if (meaning.is === 'pack') return pack(context, word);
  if (meaning.is === 'rule') return rule(context, word);
  return path[0] === 'include' ? includedBy(context, word) : [];
}

function lists(context: PolicyContext, name: string): readonly Definition[] {
  return namedLists(context)
    .filter((list) => list.name === name)
    .map(({ text, entry }) => ({ uri: text.uri, span: entry.nameSpan }));
}

function pack({ library, uriOf }: PolicyContext, reference: string): readonly Definition[] {
  const source = packOf(library, reference)?.locations.rules[0]?.source;
  return source === undefined ? [] : [{ uri: uriOf(source), line: 1, column: 1 }];
}

/** Parameters of a pack: the pack itself, whose parameters stand at its top. */
function ofKey(context: PolicyContext, path: readonly PathStep[]): readonly Definition[] {
  const meaning = meaningOf(path);
  if (meaning.is !== 'parameter') return [];
  const source = extendedPack(context, meaning.extend)?.locations.rules[0]?.source;
  return source === undefined ? [] : [{ uri: context.uriOf(source), line: 1, column: 1 }];
}

function rule({ rules, uriOf }: PolicyContext, id: string): readonly Definition[] {
  const location = rules.find(({ compiled }) => compiled.id === id)?.compiled.location;
  return location ? [{ uri: uriOf(location.source), line: location.line, column: location.column }] : [];
}

/** The files of the policy that an `include` names; `*` stands for any name. */
function includedBy({ files, uriOf }: PolicyContext, pattern: string): readonly Definition[] {
  const [start = '', end] = `.guardrails/${pattern}`.split('*');
  return files
    .filter(({ file }) => (end === undefined ? file === start : file.startsWith(start) && file.endsWith(end)))
    .map(({ file }) => ({ uri: uriOf(file), line: 1, column: 1 }));
}
