/** The policy world of this machine: packs beside the bundle, compiled policies in the user's folder. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { nodeEnvironment, type Variables } from '../facts/node-environment';
import type { EnvironmentProvider, FileProvider } from '../providers';
import { seal, unseal } from '../runtime/sealed-json';
import { nodeHistory } from './node-history';
import { organisationBundle, systemFolder } from './organisation-bundle';
import type { PackBundle } from './packs';
import { type LayerFile, maxPolicyBytes, type PolicyStore, type PolicyWorld } from './world';

export interface NodeWorldOptions {
  readonly packsFile?: string;
  /** The user's folder of the product. */
  readonly userFolder?: string;
  /** Where administrators put what holds for everybody on the machine. */
  readonly systemFolder?: string;
  /** Of the process it is decided for. */
  readonly variables?: Variables;
}

export function nodePolicyWorld(files: FileProvider, options: NodeWorldOptions = {}): PolicyWorld {
  const packsFile = options.packsFile ?? join(__dirname, 'packs.json');
  const userFolder = options.userFolder ?? join(homedir(), '.guardrails');
  const variables = options.variables ?? process.env;
  const env = nodeEnvironment(variables);
  const run = pipelineRun(env);
  const system = options.systemFolder ?? systemFolder(env);
  return {
    files,
    store: folderStore(join(userFolder, 'cache')),
    approvals: folderStore(join(userFolder, 'approved')),
    history: nodeHistory(env, variables),
    bundle: () => bundleIn(packsFile),
    now: new Date(),
    outer: {
      organisation: () => organisationBundle([system, join(userFolder, 'organisation')]),
      user: () => userFile(join(userFolder, 'policy.yaml'), files),
    },
    ...(run !== undefined && { pipelineRun: run }),
  };
}

const bundles = new Map<string, PackBundle>();

/** Read once: a build is never changed in place. */
function bundleIn(file: string): PackBundle {
  const known = bundles.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as PackBundle);
  bundles.set(file, known);
  return known;
}

function userFile(path: string, files: FileProvider): LayerFile | undefined {
  if (files.kind(path) === 'absent') return undefined;
  const text = files.read(path, maxPolicyBytes)?.text;
  return { name: '~/.guardrails/policy.yaml', ...(text !== undefined && { text }) };
}

/** Variables in which pipelines name the run: GitHub, GitLab, Azure, CircleCI, Buildkite, Jenkins. */
const runVariables = [
  'GITHUB_RUN_ID',
  'CI_JOB_ID',
  'BUILD_BUILDID',
  'CIRCLE_WORKFLOW_JOB_ID',
  'BUILDKITE_JOB_ID',
  'BUILD_TAG',
];

function pipelineRun(env: EnvironmentProvider): string | undefined {
  const run = runVariables.flatMap((name) => env.get(name) ?? []).join(' ');
  return run === '' ? undefined : `${run} ${env.get('GITHUB_RUN_ATTEMPT') ?? ''}`;
}

/** One file per entry: a line with the hash of the rest, then JSON. Written beside, then renamed. */
export function folderStore(folder: string): PolicyStore {
  return {
    hash: (text) => sha256(text).slice(0, 32),
    read(name) {
      try {
        return unseal(readFileSync(join(folder, `${name}.json`), 'utf8'));
      } catch {
        return undefined;
      }
    },
    write(name, value) {
      const temporary = join(folder, `${name}.${randomUUID()}.tmp`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(temporary, seal(value), { mode: 0o600 });
        renameSync(temporary, join(folder, `${name}.json`));
      } catch {
        removeLeftover(temporary);
      }
    },
  };
}

function removeLeftover(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself is unusable; then there is no leftover either.
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
