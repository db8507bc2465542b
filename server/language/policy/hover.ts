/** Hover in policy files: what a key is for, what a kind, an attribute, a list, a rule or a pack is. */
import type { PathStep } from '../../policy/problem';
import { keySchemasAt } from '../../policy/schema-paths';
import {
  describeAttribute,
  describeCircumstance,
  describeImpact,
  describeKinds,
  describePack,
  describeParameter,
  describeRule,
} from './describe';
import { extendedPack, packOf } from './extended-pack';
import { schemaOf } from './file-kind';
import { meaningOf } from './meaning';
import { describeList, namedLists } from './named-lists';
import type { PolicyContext } from './policy-context';
import { type Place, placeAt, scalarText } from './policy-text';
import { attributeTypes, kindsAt } from './selection';

export interface PolicyHover {
  readonly markdown: string;
  readonly place: Place;
}

export function policyHoverAt(context: PolicyContext, offset: number): PolicyHover | undefined {
  const place = placeAt(context.text, offset);
  if (place === undefined) return undefined;
  const markdown = place.role === 'key' ? aboutKey(context, place.path) : aboutValue(context, place);
  return markdown === undefined ? undefined : { markdown, place };
}

function aboutKey(context: PolicyContext, path: readonly PathStep[]): string | undefined {
  const meaning = meaningOf(path);
  const name = String(path.at(-1));
  if (meaning.is === 'attribute' && path.length === meaning.selection.length + 2) {
    return aboutAttribute(context, name, meaning.selection);
  }
  if (meaning.is === 'circumstance' && path.at(-2) === 'for') return describeCircumstance(name);
  if (meaning.is === 'parameter') return aboutParameter(context, meaning.extend, name);
  const description = keySchemasAt(schemaOf[context.text.kind], path.slice(0, -1)).get(name)?.description;
  return description ?? describeImpactDefault(path, name);
}

function aboutAttribute(context: PolicyContext, name: string, selection: readonly PathStep[]): string | undefined {
  const kinds = kindsAt(context, selection);
  const types = attributeTypes(kinds, name);
  if (types.length === 0) return undefined;
  const owner = kinds.length > 3 ? `${kinds.length} kinds of effect` : kinds.join(', ');
  return describeAttribute(name, types, `an attribute of ${owner}`);
}

function aboutParameter(context: PolicyContext, extend: number, name: string): string | undefined {
  const parameter = extendedPack(context, extend)?.source.parameters?.[name];
  return parameter && describeParameter(name, parameter);
}

/** `defaults: { ai: { destroy: … } }`. */
function describeImpactDefault(path: readonly PathStep[], name: string): string | undefined {
  return path[0] === 'defaults' && path.length === 3 ? describeImpact(name) : undefined;
}

function aboutValue(context: PolicyContext, { path, node }: Place): string | undefined {
  const word = scalarText(node);
  if (word === undefined) return undefined;
  if (word.startsWith('$')) return aboutList(context, word.slice(1));
  switch (meaningOf(path).is) {
    case 'kind':
      return describeKinds(word);
    case 'pack': {
      const pack = packOf(context.library, word);
      return pack && describePack(pack);
    }
    case 'rule': {
      const rule = context.rules.find(({ compiled }) => compiled.id === word);
      return rule && describeRule(rule);
    }
    default:
      return aboutWord(path, word);
  }
}

function aboutList(context: PolicyContext, name: string): string | undefined {
  const list = namedLists(context).find((one) => one.name === name);
  return list && describeList(list);
}

const verdictsSay: Readonly<Record<string, string>> = {
  allow: '**allow**: it runs.',
  warn: '**warn**: it runs; whoever runs it is told.',
  ask: '**ask**: a person is asked first; where nobody is there, `defaults.unattended` holds.',
  deny: '**deny**: it does not run; `because` and `instead` are told.',
};

function aboutWord(path: readonly PathStep[], word: string): string | undefined {
  if (path.at(-2) === 'impact') return describeImpact(word);
  const decides =
    path.at(-1) === 'decide' ||
    path.at(-1) === 'expect' ||
    path[0] === 'defaults' ||
    path[0] === 'tables' ||
    path.at(-2) === 'always';
  return decides ? verdictsSay[word] : undefined;
}
