/** Keys that may stand in a map: those of the schema, attributes, circumstances, parameters of a pack. */
import { CompletionItemKind } from 'vscode-languageserver/node';
import { contextAttributes } from '../../effects/catalogue';
import type { PathStep } from '../../policy/problem';
import { keySchemasAt } from '../../policy/schema-paths';
import { code, describeCircumstance, describeParameter, describeType } from './describe';
import { extendedPack } from './extended-pack';
import { schemaOf } from './file-kind';
import { meaningOf } from './meaning';
import type { PolicyContext } from './policy-context';
import { attributesAt, attributeTypes, kindsAt } from './selection';
import type { Suggestion } from './suggestion';

export function keysFor(context: PolicyContext, path: readonly PathStep[]): readonly Suggestion[] {
  const meaning = meaningOf([...path, '']);
  if (meaning.is === 'attribute' && meaning.name === '') return attributeKeys(context, meaning.selection);
  if (meaning.is === 'circumstance' && meaning.name === '') return circumstanceKeys();
  if (meaning.is === 'parameter') return parameterKeys(context, meaning.extend);
  return schemaKeys(context, path);
}

function attributeKeys(context: PolicyContext, selection: readonly PathStep[]): readonly Suggestion[] {
  const kinds = kindsAt(context, selection);
  return attributesAt(context, selection).map((label) => {
    const types = [...new Set(attributeTypes(kinds, label).map(describeType))];
    return { label, kind: CompletionItemKind.Field, documentation: types.join('; or ') };
  });
}

function circumstanceKeys(): readonly Suggestion[] {
  return Object.keys(contextAttributes).map((label) => ({
    label,
    kind: CompletionItemKind.Field,
    documentation: describeCircumstance(label),
  }));
}

function parameterKeys(context: PolicyContext, extend: number): readonly Suggestion[] {
  const parameters = extendedPack(context, extend)?.source.parameters ?? {};
  return Object.entries(parameters).map(([label, parameter]) => ({
    label,
    kind: CompletionItemKind.Variable,
    detail: `${parameter.type}, ${code(JSON.stringify(parameter.default))} by default`,
    documentation: describeParameter(label, parameter),
  }));
}

function schemaKeys({ text }: PolicyContext, path: readonly PathStep[]): readonly Suggestion[] {
  return [...keySchemasAt(schemaOf[text.kind], path)].map(([label, { description }]) => ({
    label,
    kind: CompletionItemKind.Property,
    documentation: description,
  }));
}
