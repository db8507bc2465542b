/**
 * Adds a layer to those above it. It tightens freely, and loosens only what they grant: the rest is withheld, and said
 * to be. Nothing here looks at effects: a linked policy is decided on like any other.
 */
import { type EffectKind, effectKinds, type Impact, impactOf } from '../effects/catalogue';
import type {
  CompiledDefaults,
  CompiledGrant,
  CompiledPolicy,
  CompiledRule,
  CompiledWaiver,
  FactSection,
  ImpactDefaults,
  LowerLayer,
  PolicyFacts,
  PolicyLayer,
  Withheld,
} from './compiled';
import { factSections, lowerLayers } from './compiled';
import { matchesGlob } from './glob';
import type { UpperLayers } from './packs';
import { same } from './same';
import { sealed } from './seal';
import { holds, stricter } from './verdict';

const nothing: CompiledGrant = { allow: [], waive: [] };

/** What is kept of a part, and what is not. */
interface Kept<T> {
  readonly kept: T;
  readonly withheld: readonly Withheld[];
}

/** `lower` is compiled under `upper`: what it leaves unsaid is what the layers above say. */
export function linkLayer({ policy: upper, layer }: UpperLayers, lower: CompiledPolicy): CompiledPolicy {
  const grant = upper.grants?.[layer] ?? nothing;
  const defaults = linkDefaults(upper.defaults, lower, grant, layer);
  const added = lower.rules.filter((rule) => !upper.rules.some((other) => same(rule, other)));
  const rules = linkRules(added, defaults.kept, grant, layer);
  const waivers = linkWaivers(lower.waivers, upper, grant, layer);
  const facts = linkFacts(upper.facts, lower.facts, grant, layer);
  const enforced = upper.mode === 'enforce' || lower.mode === 'enforce';
  const withheld = [
    ...(upper.withheld ?? []),
    ...rules.withheld,
    ...waivers.withheld,
    ...defaults.withheld,
    ...facts.withheld,
  ];
  const properties = [...(upper.properties ?? []), ...(lower.properties ?? [])];
  return sealed({
    id: lower.id,
    source: upper.source === 'packs' ? lower.source : `${upper.source}, ${lower.source}`,
    mode: enforced ? 'enforce' : 'monitor',
    packs: [...new Set([...upper.packs, ...lower.packs])],
    rules: [
      ...monitoredAsBefore(ofLayer(upper.rules, layerAbove(layer, upper)), upper, enforced),
      ...monitoredAsBefore(ofLayer(rules.kept, layer), lower, enforced),
    ].sort(byId),
    waivers: [...upper.waivers, ...waivers.kept],
    defaults: defaults.kept,
    facts: facts.kept,
    ...linkGrants(upper, lower),
    ...(properties.length > 0 && { properties }),
    ...(withheld.length > 0 && { withheld }),
  });
}

/** A layer that only monitors goes on doing so when another one enforces. */
function monitoredAsBefore(rules: readonly CompiledRule[], { mode }: CompiledPolicy, enforced: boolean) {
  return mode === 'monitor' && enforced ? rules.map((rule) => (rule.floor ? rule : { ...rule, monitor: {} })) : rules;
}

function layerAbove(layer: LowerLayer, { source }: CompiledPolicy): PolicyLayer {
  if (source === 'packs') return 'core';
  return layer === 'repo' ? 'organisation' : 'repo';
}

function ofLayer(rules: readonly CompiledRule[], layer: PolicyLayer): readonly CompiledRule[] {
  return rules.map((rule) => ({ ...rule, layer: rule.layer ?? (rule.floor ? 'core' : layer) }));
}

function byId({ id: one }: CompiledRule, { id: other }: CompiledRule): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function linkRules(
  rules: readonly CompiledRule[],
  { unattended }: CompiledDefaults,
  grant: CompiledGrant,
  layer: LowerLayer,
): Kept<readonly CompiledRule[]> {
  const each = rules.map((rule) => {
    if (rule.decide === 'allow') return linkAllow(rule, grant, layer);
    const passes = rule.decide === 'ask' && unattended === 'allow';
    return passes
      ? withhold(rule, `rule ${rule.id}, which would let what nobody answers pass`, `${layer}.allow`)
      : keep(rule);
  });
  return { kept: each.flatMap(({ kept }) => kept), withheld: each.flatMap(({ withheld }) => withheld) };
}

/** An allow rule is kept for the kinds that are granted. */
function linkAllow(rule: CompiledRule, grant: CompiledGrant, layer: LowerLayer): Kept<readonly CompiledRule[]> {
  const kinds = rule.kinds.filter((kind) => grant.allow.includes(kind));
  if (kinds.length === rule.kinds.length) return keep(rule);
  const lost = rule.kinds.filter((kind) => !kinds.includes(kind));
  const { withheld } = withhold(rule, `allow rule ${rule.id} for ${lost.join(', ')}`, `${layer}.allow`);
  return { kept: kinds.length > 0 ? [{ ...rule, kinds }] : [], withheld };
}

/** A layer's waivers of its own rules are its own affair. */
function linkWaivers(
  waivers: readonly CompiledWaiver[],
  upper: CompiledPolicy,
  grant: CompiledGrant,
  layer: LowerLayer,
): Kept<readonly CompiledWaiver[]> {
  const may = ({ rule }: CompiledWaiver) =>
    !upper.rules.some(({ id }) => id === rule) || grant.waive.some((glob) => matchesGlob(glob, rule, '/'));
  const refused = waivers.filter((waiver) => !may(waiver));
  return {
    kept: waivers.filter(may),
    withheld: refused.flatMap((one) => withhold(one, `waiver for ${one.rule}`, `${layer}.waive`).withheld),
  };
}

function keep<T>(one: T): Kept<readonly T[]> {
  return { kept: [one], withheld: [] };
}

function withhold(one: Pick<CompiledRule, 'location'>, what: string, needs: string): Kept<readonly never[]> {
  const at = one.location && { location: one.location };
  return { kept: [], withheld: [{ what, needs: `grants.${needs}`, ...at }] };
}

function linkDefaults(
  upper: CompiledDefaults,
  lower: CompiledPolicy,
  grant: CompiledGrant,
  layer: LowerLayer,
): Kept<CompiledDefaults> {
  const said = lower.mode === 'monitor' ? upper : lower.defaults;
  const everything = effectKinds.every((kind) => grant.allow.includes(kind));
  const unattended = everything
    ? said.unattended
    : (stricter(upper.unattended, said.unattended) as typeof said.unattended);
  const refused: string[] = unattended === said.unattended ? [] : ['unattended'];
  const row = (actor: keyof CompiledDefaults['actors']): ImpactDefaults => {
    const cells = Object.entries(said.actors[actor]).map(([impact, verdict]) => {
      const before = upper.actors[actor][impact as Impact];
      if (holds(before, verdict, unattended) || isGranted(impact, grant)) return [impact, verdict];
      refused.push(`${impact} for ${actor}`);
      return [impact, before];
    });
    return Object.fromEntries(cells);
  };
  const actors = { ai: row('ai'), human: row('human'), ci: row('ci') };
  const withheld = refused.map((name) => ({ what: `default ${name}`, needs: `grants.${layer}.allow` }));
  return { kept: { actors, unattended }, withheld };
}

function isGranted(impact: string, grant: CompiledGrant): boolean {
  return kindsOfDefault(impact).every((kind) => grant.allow.includes(kind));
}

function kindsOfDefault(impact: string): readonly EffectKind[] {
  if (impact === 'opaque') return ['code.opaque'];
  return effectKinds.filter((kind) => kind !== 'code.opaque' && impactOf(kind) === impact);
}

/** Facts can cut either way, so each section counts as a whole or not at all. */
function linkFacts(upper: PolicyFacts, lower: PolicyFacts, grant: CompiledGrant, layer: LowerLayer): Kept<PolicyFacts> {
  const parts: Readonly<Record<FactSection, keyof PolicyFacts>> = {
    env: 'env',
    branch: 'protectedBranches',
    hosts: 'knownHosts',
  };
  const differs = (name: FactSection) => !same(upper[parts[name]], lower[parts[name]]);
  const refused = factSections.filter((name) => !grant.facts?.includes(name) && differs(name));
  const of = (name: FactSection) => (refused.includes(name) ? upper : lower);
  return {
    kept: {
      env: of('env').env,
      protectedBranches: of('branch').protectedBranches,
      knownHosts: of('hosts').knownHosts,
    },
    withheld: refused.map((name) => ({ what: `facts.${name}`, needs: `grants.${layer}.facts` })),
  };
}

/** A layer below may do what all layers above it grant. */
function linkGrants(upper: CompiledPolicy, lower: CompiledPolicy): Pick<CompiledPolicy, 'grants'> {
  const rules = [...new Set([...upper.rules, ...lower.rules].map(({ id }) => id))].sort();
  const common = lowerLayers.flatMap((layer): [LowerLayer, CompiledGrant][] => {
    const [one, other] = [upper.grants?.[layer], lower.grants?.[layer]];
    return one && other ? [[layer, bothGrant(one, other, rules)]] : [];
  });
  return common.length > 0 ? { grants: Object.fromEntries(common) } : {};
}

function bothGrant(one: CompiledGrant, other: CompiledGrant, rules: readonly string[]): CompiledGrant {
  const mayWaive = ({ waive }: CompiledGrant, rule: string) => waive.some((glob) => matchesGlob(glob, rule, '/'));
  const facts = one.facts?.filter((name) => other.facts?.includes(name)) ?? [];
  return {
    allow: one.allow.filter((kind) => other.allow.includes(kind)),
    waive: rules.filter((rule) => mayWaive(one, rule) && mayWaive(other, rule)),
    ...(facts.length > 0 && { facts }),
  };
}
