/** What finding the policy in force needs of the machine it runs on. */
import type { Upstream } from '../facts/git/upstream';
import type { FileProvider } from '../providers';
import type { PackBundle, UpperLayers } from './packs';

/** The policy file of a workspace, relative to its root. */
export const policyPath = '.guardrails/policy.yaml';
export const maxPolicyBytes = 1_000_000;

/** A place in the user's folder. Whatever is not exactly what was written reads as absent. */
export interface PolicyStore {
  read(name: string): unknown;
  /** May fail silently: what cannot be kept is found out again. */
  write(name: string, value: unknown): void;
  /** A short, stable name for any text. */
  hash(text: string): string;
}

/** What the workspace's repository knows of its policy. Asked only when a policy is new. */
export interface PolicyHistory {
  /** The policy's files as they are committed; nothing when they are not. */
  committed(workspace: string): FileProvider | undefined;
  /** The branch of the remote on which the policy is reviewed, to be remembered. */
  reviewedOn(
    workspace: string,
    isProtected: (branch: string) => boolean,
    names: readonly string[],
  ): Upstream | undefined;
  /** The commit that has arrived there from the remote; nothing when that is not certain. */
  arrived(workspace: string, reviewedOn: Upstream): string | undefined;
  /** The policy's files in that commit. */
  filesAt(workspace: string, commit: string): FileProvider | undefined;
}

/** A policy from outside the workspace: its text, or why that cannot be used. */
export interface LayerFile {
  /** As messages name it. */
  readonly name: string;
  readonly text?: string;
  readonly problem?: string;
}

export interface OuterLayers {
  /** The organisation's policy, its signature verified. */
  organisation(): LayerFile | undefined;
  user(): LayerFile | undefined;
}

export interface PolicyWorld {
  readonly files: FileProvider;
  /** What is compiled; may be thrown away at any time. */
  readonly store: PolicyStore;
  /** What people have approved and trusted. */
  readonly approvals: PolicyStore;
  readonly history: PolicyHistory;
  /** The packs of this version of the product. */
  readonly bundle: () => PackBundle;
  readonly now: Date;
  /** Names the run of the pipeline this happens in, where there is no person to trust or approve anything. */
  readonly pipelineRun?: string;
  readonly outer?: OuterLayers;
  /** The layers above the workspace's own policy, once they are known. */
  readonly upper?: UpperLayers;
}
