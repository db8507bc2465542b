/** Values that may stand at a place: kinds, values of attributes, lists, packs, rules, and the words of the schema. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import type { AttributeType } from '../../effects/catalogue';
import type { PathStep } from '../../policy/problem';
import { wordsAt } from '../../policy/schema-paths';
import { contextType, kindSelectors } from '../../policy/vocabulary';
import { describeKinds, describePack, describeRule } from './describe';
import { extendedPack, packOf, referencesOf } from './extended-pack';
import { schemaOf } from './file-kind';
import { meaningOf } from './meaning';
import { describeList, namedLists } from './named-lists';
import type { PolicyContext } from './policy-context';
import { dataAt } from './policy-text';
import { attributeTypes, kindsAt } from './selection';
import { type Suggestion, words } from './suggestion';

export function valuesFor(context: PolicyContext, path: readonly PathStep[]): readonly Suggestion[] {
  const meaning = meaningOf(path);
  switch (meaning.is) {
    case 'kind':
      return kindSelectors.map((label) => ({
        label,
        kind: CompletionItemKind.Event,
        documentation: describeKinds(label),
      }));
    case 'attribute':
      return conditionValues(context, attributeTypes(kindsAt(context, meaning.selection), meaning.name));
    case 'circumstance':
      return conditionValues(context, [contextType(meaning.name) ?? 'str']);
    case 'pack':
      return packs(context);
    case 'parameter':
      return parameterValues(context, meaning.extend, meaning.name);
    case 'rule':
      return rules(context);
    case 'file':
      return context.includable().map((label) => ({ label, kind: CompletionItemKind.File }));
    case 'other':
      return words(wordsAt(schemaOf[context.text.kind], path));
  }
}

function conditionValues(context: PolicyContext, types: readonly AttributeType[]): readonly Suggestion[] {
  const closed = types.flatMap((type) => (type === 'bool' ? ['true', 'false'] : typeof type === 'string' ? [] : type));
  const lists = namedLists(context).map((list) => ({
    label: `$${list.name}`,
    kind: CompletionItemKind.Variable,
    documentation: describeList(list),
  }));
  return [...words([...new Set(closed)]), ...lists];
}

/** Those that are not extended yet. */
function packs({ text, library }: PolicyContext): readonly Suggestion[] {
  const extended = dataAt(text.data(), ['extends']);
  const taken = Array.isArray(extended) ? extended.map((extend) => dataAt(extend, ['pack'])) : [];
  return referencesOf(library)
    .filter((reference) => !taken.includes(reference))
    .map((label) => {
      const pack = packOf(library, label);
      return {
        label,
        kind: CompletionItemKind.Module,
        detail: pack?.source.description,
        documentation: pack && describePack(pack),
      };
    });
}

function parameterValues(context: PolicyContext, extend: number, name: string): readonly Suggestion[] {
  const type = extendedPack(context, extend)?.source.parameters?.[name]?.type;
  return type === 'boolean' ? words(['true', 'false']) : [];
}

/** Hard rules cannot be waived, but scenarios may expect them. */
function rules(context: PolicyContext): readonly Suggestion[] {
  return context.rules
    .filter(({ compiled }) => context.text.kind === 'scenarios' || !compiled.hard)
    .map((rule) => ({
      label: rule.compiled.id,
      kind: CompletionItemKind.Reference,
      detail: rule.compiled.decide,
      documentation: describeRule(rule),
    }));
}
