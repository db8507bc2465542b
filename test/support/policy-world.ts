/** A user's folder on disk and a workspace in memory, in which policies come in force. */
import { join } from 'node:path';
import { folderStore } from '../../server/policy/node-world';
import { rememberTrust } from '../../server/policy/trust';
import type { PolicyHistory, PolicyWorld } from '../../server/policy/world';
import type { FileProvider } from '../../server/providers';
import { fakeProviders } from './fake-providers';
import { packBundle } from './packs';

export interface PolicyWorldOptions extends Partial<Pick<PolicyWorld, 'bundle' | 'now' | 'pipelineRun' | 'upper'>> {
  /** Texts in the workspace's `.guardrails`, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The same as committed at HEAD. */
  readonly committed?: Readonly<Record<string, string>>;
  /** The same as fetched from the remote's protected branch. */
  readonly fetched?: Readonly<Record<string, string>>;
  readonly trusted?: boolean;
}

/** `folder` stands for the user's folder of the product. */
export function policyWorld(folder: string, options: PolicyWorldOptions = {}): PolicyWorld {
  const { files = {}, committed, fetched, trusted, ...rest } = options;
  const world: PolicyWorld = {
    files: guardrailsFiles(files),
    store: folderStore(join(folder, 'cache')),
    approvals: folderStore(join(folder, 'approved')),
    history: fakeHistory(committed, fetched),
    bundle: packBundle,
    now: new Date('2026-11-22T12:00:00Z'),
    ...rest,
  };
  if (trusted !== undefined) rememberTrust('/workspace', trusted, world);
  return world;
}

function fakeHistory(
  committed: PolicyWorldOptions['committed'],
  fetched: PolicyWorldOptions['fetched'],
): PolicyHistory {
  return {
    committed: () => committed && guardrailsFiles(committed),
    reviewedOn: () => ({ remote: 'origin', ref: 'refs/remotes/origin/main', settings: '' }),
    arrived: () => fetched && JSON.stringify(fetched),
    filesAt: () => fetched && guardrailsFiles(fetched),
  };
}

function guardrailsFiles(files: Readonly<Record<string, string>>): FileProvider {
  const paths = Object.entries(files).map(([name, text]) => [`/workspace/.guardrails/${name}`, text]);
  return fakeProviders({ files: Object.fromEntries(paths) }).files;
}
