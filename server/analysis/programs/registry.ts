/** All programs that are described, by name. To add one, add its spec to a family file. */
import { agentPrograms } from './families/agents';
import { archives } from './families/archives/family';
import { aws } from './families/cloud/aws/aws';
import { clouds } from './families/cloud/clouds';
import { deploys } from './families/cloud/deploys/frameworks';
import { gcloud } from './families/cloud/google/gcloud';
import { gsutil } from './families/cloud/google/storage';
import { containers } from './families/containers/docker';
import { databaseAdministration } from './families/databases/administration';
import { documentStores } from './families/databases/document-stores';
import { sqlClients } from './families/databases/sql-clients';
import { developmentTools } from './families/development';
import { files } from './families/files/family';
import { finders } from './families/find/family';
import { forges } from './families/forge/gh';
import { git } from './families/git/git';
import { httpClients } from './families/http/family';
import { inertPrograms } from './families/inert';
import { infrastructure } from './families/infrastructure/family';
import { interpreters } from './families/interpreters/family';
import { kubernetes } from './families/kubernetes/family';
import { migrations } from './families/migrations/family';
import { networkPrograms } from './families/network/family';
import { nodePackages } from './families/node/family';
import { packages } from './families/packages/family';
import { persistence } from './families/persistence/family';
import { readers } from './families/readers/family';
import { secretStores } from './families/secrets/family';
import { saas } from './families/services';
import { systemPrograms } from './families/system/family';
import { versionControl } from './families/version-control';
import { windowsLoaders } from './families/windows-loaders';
import { wrappers } from './families/wrappers/family';
import { interpret } from './interpret';
import type { ProgramSpec } from './program';
import { shellPrograms } from './shells';
import type { Invocation, Outcome } from './spec';

export interface Program {
  readonly spec: ProgramSpec;
  /** What the invocation would do. Total: never throws. */
  interpret(invocation: Invocation): Outcome;
}

/** Made when first asked for: a command needs one or two of them. */
const families: readonly (() => readonly ProgramSpec[])[] = [
  () => wrappers,
  () => shellPrograms,
  () => [inertPrograms],
  () => [git],
  () => readers,
  () => files,
  () => httpClients,
  () => networkPrograms,
  () => sqlClients,
  () => documentStores,
  () => databaseAdministration,
  () => containers,
  () => kubernetes,
  () => infrastructure,
  () => nodePackages,
  () => packages,
  () => interpreters,
  () => finders,
  () => archives,
  () => migrations,
  () => systemPrograms,
  () => persistence,
  () => secretStores,
  () => [aws, gcloud, gsutil],
  () => clouds,
  () => deploys,
  () => forges,
  () => saas,
  () => agentPrograms,
  () => versionControl,
  () => developmentTools,
  () => windowsLoaders,
];

/** Set by the build, which has asked `programFamilies` already. */
declare const PROGRAM_FAMILIES: Readonly<Record<string, number>>;

/** Index of the family that describes each name. */
export function programFamilies(): Record<string, number> {
  return Object.fromEntries(
    families.flatMap((family, index) => family().flatMap(({ names }) => names.split(' ').map((name) => [name, index]))),
  );
}

let index: Readonly<Record<string, number>> | undefined =
  typeof PROGRAM_FAMILIES === 'undefined' ? undefined : PROGRAM_FAMILIES;

const found = new Map<string, ProgramSpec>();

function specOf(name: string): ProgramSpec | undefined {
  if (name === '') return undefined;
  const earlier = found.get(name);
  if (earlier) return earlier;
  index ??= programFamilies();
  const family = Object.hasOwn(index, name) ? families[index[name] ?? -1] : undefined;
  const spec = family?.().findLast(({ names }) => names.split(' ').includes(name));
  if (spec) found.set(name, spec);
  return spec;
}

/** The program of a base name (`rm`, `python3.12`); `undefined` for one that nobody described. */
export function programFor(name: string): Program | undefined {
  const spec = specOf(name) ?? specOf(name.replace(/[-.]?\d+(\.\d+)*$/, ''));
  return spec && { spec, interpret: (invocation) => interpret(spec, invocation) };
}

export function allPrograms(): readonly ProgramSpec[] {
  return families.flatMap((family) => family());
}
