/** Links checked sources (policy files, packs) into one compiled policy with its digest. */
import type { RuleLocation } from '../decision';
import { compileFor, compileRule, compileWhen, monitorOf, type Scope } from './compile-rule';
import {
  type CompiledDefaults,
  type CompiledGrant,
  type CompiledPolicy,
  type CompiledProperty,
  type CompiledRule,
  type CompiledWaiver,
  type EnvironmentSign,
  lowerLayers,
  type PolicyFacts,
  type Scalar,
} from './compiled';
import { compileOverTime } from './over-time';
import { floorPack, type LoadedPack, majorOf, type PackLibrary, splitReference } from './packs';
import type {
  ExtendSource,
  FactsSource,
  FragmentSource,
  GrantsSource,
  LimitSource,
  PolicySource,
  RuleSource,
  SequenceSource,
  WaiverSource,
} from './schema';
import { sealed } from './seal';
import { shippedDefaults, shippedFacts } from './shipped';
import { tableRules } from './tables';
import { selectedKinds, waivedKinds } from './vocabulary';

/** One file's contribution. */
export interface PolicyPart {
  readonly file: string;
  readonly data: FragmentSource;
  locate(path: readonly (string | number)[]): RuleLocation;
}

export interface PolicyParts {
  readonly source: string;
  readonly root: PolicySource;
  /** The root's own part first, then those of included files. */
  readonly parts: readonly PolicyPart[];
}

/** A rule as written, with what surrounds it: for compiling, testing and explaining alike. */
export interface PlacedRule {
  /** Limits and sequences as the rules that they are. */
  readonly source: RuleSource;
  readonly compiled: CompiledRule;
  /** The limit or sequence itself. */
  readonly written?: LimitSource | SequenceSource;
  /** Where something of it stands; not known of the rules of packs and tables. */
  readonly locate?: PolicyPart['locate'];
}

/** What it leaves unsaid is as in the layer above, where there is one; `linkLayer` adds the two. */
export function compilePolicy(policy: PolicyParts, library: PackLibrary): CompiledPolicy {
  const upper = library.upper?.policy;
  const rules = placedRules(policy, library).map((placed) => placed.compiled);
  const packs = packsOf(policy.root, library);
  return sealed({
    id: policy.root.id,
    source: policy.source,
    mode: policy.root.mode ?? 'enforce',
    packs: packs.map(({ pack }) => `${pack.source.id}@${majorOf(pack)}`),
    rules: sortedById(rules),
    waivers: compileWaivers(policy, [...rules, ...(upper?.rules ?? [])]),
    defaults: compileDefaults(policy.root.defaults, upper?.defaults ?? shippedDefaults),
    facts: compileFacts(policy.root.facts, upper?.facts ?? shippedFacts),
    ...compileGrants(policy.root.grants),
    ...compileProperties(policy),
  });
}

/** The policy of a workspace that has none: all packs, shipped defaults and facts. */
export function compilePacks(library: PackLibrary): CompiledPolicy {
  const root: PolicySource = { apiVersion: 'guardrails/v1', id: 'packs', grants: unwrittenGrants };
  return compilePolicy({ source: 'packs', root, parts: [] }, library);
}

/** Every rule of the policy: its own, those its tables, limits and sequences stand for, and those of its packs. */
export function placedRules(policy: PolicyParts, library: PackLibrary): readonly PlacedRule[] {
  return [...packsOf(policy.root, library).flatMap(({ pack, extend }) => packRules(pack, extend)), ...ownRules(policy)];
}

/** The rules that its files write themselves, and those that their tables stand for. */
export function ownRules({ parts }: PolicyParts): readonly PlacedRule[] {
  const scope = listScope(parts);
  return parts.flatMap((part) => partRules(part, scope));
}

export function packRules(pack: LoadedPack, extend?: ExtendSource): readonly PlacedRule[] {
  const floor = pack.source.id === floorPack;
  const monitor = extend && !floor ? monitorOf(extend) : undefined;
  const setting = {
    scope: packScope(pack, extend),
    floor,
    idPrefix: `${pack.source.id}/`,
    ...(monitor && { monitor }),
  };
  const rules = pack.source.rules.map((source, index) => ({
    source,
    compiled: compileRule(source, setting, pack.locations.rules[index]),
  }));
  return [...rules, ...compileOverTime(pack.source, setting, ([section, index]) => pack.locations[section][index])];
}

function partRules(part: PolicyPart, scope: Scope): readonly PlacedRule[] {
  const own = (part.data.rules ?? []).map((source, index) => ({
    source,
    compiled: compileRule(source, { scope }, part.locate(['rules', index])),
    locate: (path: readonly (string | number)[]) => part.locate(['rules', index, ...path]),
  }));
  const granted = Object.entries(part.data.tables ?? {}).flatMap(([table, grant]) =>
    tableRules(table, grant).map((source) => ({
      source,
      compiled: compileRule(source, { scope }, part.locate(['tables', table])),
    })),
  );
  const overTime = compileOverTime(part.data, { scope }, part.locate).map(({ at, ...placed }) => ({
    ...placed,
    locate: (path: readonly (string | number)[]) => part.locate([...at, ...path]),
  }));
  return [...own, ...granted, ...overTime];
}

/** The packs a policy extends; when it names none, those of the layer above, or all. The floor is always among them. */
function packsOf(
  root: PolicySource,
  library: PackLibrary,
): readonly { readonly pack: LoadedPack; readonly extend?: ExtendSource }[] {
  if (root.extends === undefined && !library.upper) return [...library.packs.values()].map((pack) => ({ pack }));
  const floor = library.packs.get(floorPack);
  const named = (root.extends ?? []).flatMap((extend) => {
    const pack = library.packs.get(splitReference(extend.pack).id);
    return pack && pack !== floor ? [{ pack, extend }] : [];
  });
  return floor ? [{ pack: floor }, ...named] : named;
}

export function listScope(parts: readonly PolicyPart[]): Scope {
  return new Map(parts.flatMap((part) => Object.entries(part.data.lists ?? {})));
}

/** A pack's parameters and lists; a list of the same name in the policy does not reach into it. */
export function packScope(pack: LoadedPack, extend?: ExtendSource): Scope {
  const defaults = Object.entries(pack.source.parameters ?? {}).map(
    ([name, parameter]) => [name, parameter.default] as [string, Scalar | readonly Scalar[]],
  );
  return new Map([...Object.entries(pack.source.lists ?? {}), ...defaults, ...Object.entries(extend?.with ?? {})]);
}

function compileWaivers(policy: PolicyParts, rules: readonly CompiledRule[]): readonly CompiledWaiver[] {
  const scope = listScope(policy.parts);
  return policy.parts.flatMap((part) =>
    (part.data.waivers ?? []).map((waiver, index) =>
      compileWaiver(waiver, scope, rules, part.locate(['waivers', index])),
    ),
  );
}

function compileWaiver(
  { rule, when, for: circumstances, reason, owner, expires }: WaiverSource,
  scope: Scope,
  rules: readonly CompiledRule[],
  location: RuleLocation,
): CompiledWaiver {
  const [kind] = waivedKinds(rules.find((candidate) => candidate.id === rule)?.kinds ?? [], when);
  return {
    id: `waiver/${rule}@${location.source}:${location.line}`,
    rule,
    when: compileWhen(when, kind, scope),
    for: compileFor(circumstances, scope),
    reason,
    owner,
    expires,
    location,
  };
}

function compileDefaults(
  defaults: PolicySource['defaults'],
  { actors, unattended }: CompiledDefaults,
): CompiledDefaults {
  return {
    actors: {
      ai: { ...actors.ai, ...defaults?.ai } as CompiledDefaults['actors']['ai'],
      human: { ...actors.human, ...defaults?.human } as CompiledDefaults['actors']['human'],
      ci: { ...actors.ci, ...defaults?.ci } as CompiledDefaults['actors']['ci'],
    },
    unattended: defaults?.unattended ?? unattended,
  };
}

/** What a policy says of an environment replaces what was said of it before; what it leaves out stays. */
function compileFacts(facts: FactsSource | undefined, base: PolicyFacts): PolicyFacts {
  const { otherwise, ...signs } = facts?.env ?? { otherwise: base.env.otherwise };
  const own = Object.entries(signs).map(([name, list]) => [name, (list ?? []).map(compileSign)]);
  return {
    env: { ...base.env, ...Object.fromEntries(own), otherwise },
    protectedBranches: facts?.branch?.protected ?? base.protectedBranches,
    knownHosts: facts?.hosts?.known ?? base.knownHosts,
  };
}

/** Where nobody has written a policy, nobody has withheld anything from a person's word in a session. */
const unwrittenGrants: GrantsSource = { session: { allow: ['*'], waive: ['**'] } };

function compileGrants(grants: GrantsSource = {}): Pick<CompiledPolicy, 'grants'> {
  const layers = lowerLayers.flatMap((layer): [string, CompiledGrant][] => {
    const { allow = [], waive = [], facts = [] } = grants[layer] ?? {};
    const nothing = allow.length + waive.length + facts.length === 0;
    return nothing
      ? []
      : [[layer, { allow: selectedKinds({ effects: allow }), waive, ...(facts.length > 0 && { facts }) }]];
  });
  return layers.length > 0 ? { grants: Object.fromEntries(layers) } : {};
}

function compileProperties({ parts }: PolicyParts): Pick<CompiledPolicy, 'properties'> {
  const scope = listScope(parts);
  const properties = parts.flatMap((part) => part.data.properties ?? []);
  const compiled = properties.map(({ id, effects, when, for: circumstances, always }): CompiledProperty => {
    const kinds = selectedKinds({ effects, when });
    return { id, kinds, when: compileWhen(when, kinds[0], scope), for: compileFor(circumstances, scope), always };
  });
  return compiled.length > 0 ? { properties: compiled } : {};
}

function compileSign(sign: Record<string, string | string[] | undefined>): EnvironmentSign {
  const signals = Object.entries(sign).map(([signal, globs]) => [signal, typeof globs === 'string' ? [globs] : globs]);
  return Object.fromEntries(signals) as EnvironmentSign;
}

function sortedById(rules: readonly CompiledRule[]): readonly CompiledRule[] {
  return [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
