/** All programs that are described, by name. To add one, add its spec to a family file. */
import { agentPrograms } from './families/agents';
import { archives } from './families/archives';
import { aws } from './families/cloud/aws';
import { clouds } from './families/cloud/clouds';
import { deploys } from './families/cloud/deploys';
import { gcloud, gsutil } from './families/cloud/google';
import { containers } from './families/containers';
import { httpClients } from './families/curl';
import { databaseAdministration } from './families/databases/administration';
import { documentStores } from './families/databases/document-stores';
import { sqlClients } from './families/databases/sql-clients';
import { files } from './families/files';
import { finders } from './families/find';
import { forges } from './families/forge';
import { git } from './families/git/git';
import { inertPrograms } from './families/inert';
import { infrastructure } from './families/infrastructure';
import { interpreters } from './families/interpreters';
import { kubernetes } from './families/kubernetes';
import { migrations } from './families/migrations';
import { networkPrograms } from './families/network';
import { nodePackages } from './families/node-packages';
import { packages } from './families/packages';
import { persistence } from './families/persistence';
import { readers } from './families/readers';
import { secretStores } from './families/secrets';
import { saas } from './families/services';
import { systemPrograms } from './families/system';
import { interpret, type ProgramSpec } from './program';
import { shellPrograms } from './shells';
import type { Invocation, Outcome } from './spec';
import { wrappers } from './wrappers';

export interface Program {
  readonly spec: ProgramSpec;
  /** What the invocation would do. Total: never throws. */
  interpret(invocation: Invocation): Outcome;
}

const families: readonly (readonly ProgramSpec[])[] = [
  wrappers,
  shellPrograms,
  [inertPrograms, git],
  readers,
  files,
  httpClients,
  networkPrograms,
  sqlClients,
  documentStores,
  databaseAdministration,
  containers,
  kubernetes,
  infrastructure,
  nodePackages,
  packages,
  interpreters,
  finders,
  archives,
  migrations,
  systemPrograms,
  persistence,
  secretStores,
  [aws, gcloud, gsutil],
  clouds,
  deploys,
  forges,
  saas,
  agentPrograms,
];

let index: ReadonlyMap<string, ProgramSpec> | undefined;

function programs(): ReadonlyMap<string, ProgramSpec> {
  index ??= new Map(families.flat().flatMap((spec) => spec.names.split(' ').map((name) => [name, spec] as const)));
  return index;
}

/** The program of a base name (`rm`, `python3.12`); `undefined` for one that nobody described. */
export function programFor(name: string): Program | undefined {
  const spec = programs().get(name) ?? programs().get(name.replace(/[-.]?\d+(\.\d+)*$/, ''));
  return spec && { spec, interpret: (invocation) => interpret(spec, invocation) };
}

export function allPrograms(): readonly ProgramSpec[] {
  return families.flat();
}
