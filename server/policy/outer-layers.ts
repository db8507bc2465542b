/** The layers outside any workspace: that of the organisation above its policy, and that of the user below. */
import { type CompiledPolicy, compiledFormat, type PolicyLayer } from './compiled';
import { libraryOf, type UpperLayers } from './packs';
import { describeProblem } from './problem';
import type { LayerFile, PolicyWorld } from './world';

/** A world in which the workspace's policy stands under the organisation's, and what is wrong with that. */
export interface UnderOrganisation {
  readonly world: PolicyWorld;
  readonly problem?: string;
}

/** Where a bundle is due but none can be trusted, nothing is granted: policies count as far as they tighten the packs. */
export async function underOrganisation(world: PolicyWorld): Promise<UnderOrganisation> {
  const file = world.outer?.organisation();
  if (file === undefined) return { world };
  const { policy, problem } = await compileLayer(file, 'organisation', world);
  const { grants: _, ...packs } = world.bundle().policy;
  return {
    world: { ...world, upper: { layer: 'repo', policy: policy ?? { ...packs, source: file.name } } },
    ...(problem !== undefined && { problem }),
  };
}

/** The policy of the workspace with what the user adds to it. */
export async function withUserLayer(policy: CompiledPolicy, world: PolicyWorld): Promise<CompiledPolicy> {
  const file = world.outer?.user();
  if (file === undefined) return policy;
  const upper: UpperLayers | undefined = policy.source === 'packs' ? undefined : { layer: 'user', policy };
  const { policy: whole = policy, problem } = await compileLayer(file, 'user', { ...world, ...(upper && { upper }) });
  const problems = [policy.problem, problem].filter((each) => each !== undefined);
  return problems.length > 0 ? { ...whole, problem: problems.join(' ') } : whole;
}

interface CompiledLayer {
  readonly format: typeof compiledFormat;
  readonly policy?: CompiledPolicy;
  readonly problem?: string;
}

/** A file that is broken, or not to be trusted, leaves the last good one in force. */
async function compileLayer(file: LayerFile, layer: PolicyLayer, world: PolicyWorld): Promise<CompiledLayer> {
  const compiled = file.text === undefined ? undefined : await compileText(file.name, file.text, layer, world);
  if (file.text !== undefined && compiled?.policy) {
    rememberText(layer, file.text, world);
    return compiled;
  }
  const last = world.approvals.read(`layer-${layer}`) as { readonly text: string } | undefined;
  const kept = last && (await compileText(file.name, last.text, layer, world)).policy;
  const why = file.problem ?? compiled?.problem ?? 'It cannot be read.';
  const instead = kept ? 'The last good one stays in force.' : 'It is not in force.';
  return { format: compiledFormat, problem: `${file.name}: ${why} ${instead}`, ...(kept && { policy: kept }) };
}

function rememberText(layer: PolicyLayer, text: string, { approvals }: PolicyWorld): void {
  const name = `layer-${layer}`;
  if ((approvals.read(name) as { readonly text?: string } | undefined)?.text !== text) approvals.write(name, { text });
}

async function compileText(file: string, text: string, layer: PolicyLayer, world: PolicyWorld): Promise<CompiledLayer> {
  const { bundle, store, upper, now } = world;
  const surroundings = upper ? JSON.stringify(upper) : '';
  const name = `${layer}-${store.hash(`${file}\n${text}\n${bundle().digest}\n${surroundings}`)}`;
  const known = store.read(name) as CompiledLayer | undefined;
  if (known?.format === compiledFormat) return known;
  const { loadPolicy } = await import('./loader');
  const files = { root: { file, text }, include: () => [] };
  const { policy, problems } = loadPolicy(files, libraryOf(bundle(), upper), now);
  const error = problems.find(({ severity }) => severity === 'error');
  const compiled: CompiledLayer = {
    format: compiledFormat,
    ...(policy && { policy: named(policy, layer) }),
    ...(error && { problem: describeProblem(error) }),
  };
  store.write(name, compiled);
  return compiled;
}

function named(policy: CompiledPolicy, layer: PolicyLayer): CompiledPolicy {
  const rules = policy.rules.map((rule) => ({ ...rule, layer: rule.layer ?? (rule.floor ? 'core' : layer) }));
  return { ...policy, rules };
}
