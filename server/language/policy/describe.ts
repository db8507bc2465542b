/** Kinds, attributes, rules and packs in a few lines of Markdown. */
import {
  type AttributeType,
  type ContextAttribute,
  catalogue,
  commonFacets,
  contextAttributes,
  type EffectKind,
} from '../../effects/catalogue';
import type { PlacedRule } from '../../policy/compile';
import { type LoadedPack, majorOf } from '../../policy/packs';
import { kindsOf } from '../../policy/vocabulary';
import { circumstanceWords } from './circumstance-words';

const harms: Readonly<Record<string, string>> = {
  observe: 'reads',
  modify: 'changes things',
  destroy: 'destroys something',
  execute: 'runs code',
  disclose: 'sends or shows something to others',
  grant: 'widens what may be done',
  control: 'changes how a machine or service behaves',
};

/** A kind, or the kinds of a family. */
export function describeKinds(selector: string): string | undefined {
  const kinds = kindsOf(selector);
  if (kinds === undefined) return undefined;
  const [only] = kinds;
  if (kinds.length === 1 && only === selector) return describeKind(only);
  return `${code(selector)}: ${kinds.length} kinds of effect\n\n${kinds.map((kind) => `- ${code(kind)}`).join('\n')}`;
}

function describeKind(kind: EffectKind): string {
  const { impact, attributes } = catalogue[kind];
  const own = Object.entries(attributes as Record<string, AttributeType>);
  const lines = own.map(([name, type]) => `- ${code(name)}: ${describeType(type)}`);
  return [
    `**${kind}**: an effect that ${harms[impact]} (${impact})`,
    lines.join('\n'),
    `Every effect has ${Object.keys(commonFacets).map(code).join(', ')}.`,
  ].join('\n\n');
}

/** The harm that an impact stands for. */
export function describeImpact(impact: string): string | undefined {
  return harms[impact] && `**${impact}**: such an effect ${harms[impact]}`;
}

const openTypes: Readonly<Record<string, string>> = {
  str: 'text, or a glob',
  path: 'a path or a glob; `*` stops at "/", `**` does not',
  host: 'a host or a glob, also with a path: `github.com/acme/*`',
  bool: 'true or false',
  num: 'a number, or { atLeast: n }, { atMost: n }',
};

export function describeType(type: AttributeType): string {
  return typeof type === 'string' ? (openTypes[type] ?? type) : type.map(code).join(', ');
}

export function describeAttribute(name: string, types: readonly AttributeType[], owner: string): string {
  const said = [...new Set(types.map(describeType))];
  return `**${name}**: ${owner}\n\n${said.join('; or ')}`;
}

export function describeCircumstance(name: string): string | undefined {
  if (!Object.hasOwn(contextAttributes, name)) return undefined;
  const known = name as ContextAttribute;
  return describeAttribute(name, [contextAttributes[known]], `a circumstance: ${circumstanceWords[known]}`);
}

export function describeRule({ source, compiled }: PlacedRule): string {
  const hard = compiled.hard ? ', hard: no waiver lifts it' : '';
  const instead = source.instead === undefined ? [] : [`**Safer:** ${plain(source.instead)}`];
  return [`**${compiled.id}** (${compiled.decide}${hard})`, plain(source.because), ...instead].join('\n\n');
}

export function describePack(pack: LoadedPack): string {
  const { id, description, rules, parameters } = pack.source;
  const settings = Object.entries(parameters ?? {}).map(
    ([name, parameter]) => `- ${describeParameter(name, parameter)}`,
  );
  return [
    `**${id}@${majorOf(pack)}**: ${plain(description)}`,
    ...(settings.length > 0 ? [`Parameters:\n${settings.join('\n')}`] : []),
    `Rules:\n${rules.map((rule) => `- ${code(rule.id)} (${rule.decide}): ${plain(rule.because)}`).join('\n')}`,
  ].join('\n\n');
}

type Parameter = NonNullable<LoadedPack['source']['parameters']>[string];

export function describeParameter(name: string, { type, default: value, description }: Parameter): string {
  return `${code(name)} (${type}, ${code(JSON.stringify(value))} by default): ${plain(description)}`;
}

export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Texts of policies: code spans are meant, everything else is shown as it stands. */
function plain(text: string): string {
  return text.replace(/[\\*_{}[\]()#+!|<>~]/g, '\\$&');
}
