/** From the hints in a command to the environment it hits. Evidence counts, never what an agent says. */
import { catalogue, type Environment } from '../effects/catalogue';
import { attributeOf, type Effect, type EnvironmentEvidence } from '../effects/effect';
import type { Text, Tri } from '../effects/value';
import type { EnvironmentSign, EnvironmentSignal, PolicyFacts } from '../policy/compiled';
import { type Bases, both, matchValue } from '../policy/match';

/** Checked in this order, so that a host named in two lists is the more serious of them. */
const strictestFirst: readonly Environment[] = ['prod', 'staging', 'dev', 'local'];

/** Signals that say where a target is; without any of them a database client talks to this machine. */
const places: readonly EnvironmentSignal[] = ['dbHost', 'host', 'kubeContext', 'awsProfile', 'cloudProject'];

/** The environment that an effect hits; `null` when more than one is possible. */
export function environmentOf(effect: Effect, facts: PolicyFacts['env'], bases: Bases): Environment | null {
  const stated = attributeOf(effect, 'env');
  if (typeof stated === 'string') return stated as Environment;
  if (effect.evidence === undefined) return hasEnvironment(effect) ? facts.otherwise : 'local';
  return environmentOfEvidence(effect.evidence, effect, facts, bases);
}

function environmentOfEvidence(
  evidence: EnvironmentEvidence,
  effect: Effect,
  facts: PolicyFacts['env'],
  bases: Bases,
): Environment | null {
  const possible = new Set<Environment>();
  for (const environment of strictestFirst) {
    const tri = matchSigns(facts[environment] ?? [], evidence, bases);
    if (tri !== 'no') possible.add(environment);
    if (tri === 'yes') return only(possible);
  }
  possible.add(isThisMachine(evidence, effect) ? 'local' : facts.otherwise);
  return only(possible);
}

function only(possible: ReadonlySet<Environment>): Environment | null {
  const [first] = possible;
  return possible.size === 1 ? (first ?? null) : null;
}

/** A file, a socket, a container of the workspace, or something that has no environment of its own. */
function isThisMachine(evidence: EnvironmentEvidence, effect: Effect): boolean {
  if (evidence.ownService || evidence.dbFile !== undefined) return true;
  if (places.some((place) => signalOf(evidence, place) !== undefined)) return false;
  const isDatabase = effect.kind.startsWith('db.') && effect.kind !== 'db.migrate';
  return isDatabase || !hasEnvironment(effect);
}

function hasEnvironment(effect: Effect): boolean {
  return 'env' in catalogue[effect.kind].attributes;
}

function matchSigns(signs: readonly EnvironmentSign[], evidence: EnvironmentEvidence, bases: Bases): Tri {
  let best: Tri = 'no';
  for (const sign of signs) {
    const tri = matchSign(sign, evidence, bases);
    if (tri === 'yes') return 'yes';
    if (tri === 'maybe') best = 'maybe';
  }
  return best;
}

function matchSign(sign: EnvironmentSign, evidence: EnvironmentEvidence, bases: Bases): Tri {
  return Object.entries(sign).reduce<Tri>(
    (result, [signal, globs]) => both(result, matchSignal(signal as EnvironmentSignal, globs, evidence, bases)),
    'yes',
  );
}

function matchSignal(
  signal: EnvironmentSignal,
  globs: readonly string[],
  evidence: EnvironmentEvidence,
  bases: Bases,
): Tri {
  if (signal === 'envVar') return matchVariables(globs, evidence.envVars ?? [], bases);
  const value = signalOf(evidence, signal);
  if (value === undefined) return 'no';
  return matchValue({ attribute: signal, style: styleOf(signal), values: globs }, value, bases);
}

function signalOf(evidence: EnvironmentEvidence, signal: Exclude<EnvironmentSignal, 'envVar'>): Text | undefined;
function signalOf(evidence: EnvironmentEvidence, signal: EnvironmentSignal): Text | undefined;
function signalOf(evidence: EnvironmentEvidence, signal: EnvironmentSignal): Text | undefined {
  return signal === 'envVar' ? undefined : evidence[signal];
}

function styleOf(signal: EnvironmentSignal): 'host' | 'path' | 'text' {
  if (signal === 'dbHost' || signal === 'host') return 'host';
  return signal === 'dbFile' ? 'path' : 'text';
}

function matchVariables(globs: readonly string[], variables: readonly string[], bases: Bases): Tri {
  const matcher = { attribute: 'envVar', style: 'text', values: globs } as const;
  return variables.some((variable) => matchValue(matcher, variable, bases) === 'yes') ? 'yes' : 'no';
}
