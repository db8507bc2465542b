/** The policies in force in the workspace folders, and what is wrong with the files they come from. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeFiles } from '../facts/node-files';
import type { CompiledPolicy } from '../policy/compiled';
import { includedFiles, type PolicyWorld, policyInForce, policyPath } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import { libraryOf } from '../policy/packs';
import type { PolicyProblem } from '../policy/problem';
import type { FileProvider } from '../providers';
import { type OpenText, openFiles } from './open-files';

const MAX_BYTES = 1_000_000;
const MAX_WATCHED = 100;

export class Policies {
  private readonly world = nodePolicyWorld(nodeFiles);
  private readonly edited: FileProvider;
  private trusted = false;

  constructor(openText: OpenText) {
    this.edited = openFiles(nodeFiles, openText);
  }

  /** In a workspace that nobody has trusted, its own policy is not read. */
  setTrusted(trusted: boolean): void {
    this.trusted = trusted;
  }

  /** What decides: files as saved, never as they are being edited. */
  async inForce(workspace: string): Promise<CompiledPolicy> {
    return this.trusted ? policyInForce(workspace, this.now()) : this.world.bundle().policy;
  }

  /** What is wrong with the policy files as the editor has them, unsaved changes included. */
  async problems(workspace: string): Promise<readonly PolicyProblem[]> {
    const { loadPolicy } = await import('../policy/loader');
    const world = { files: this.edited };
    const text = this.edited.read(join(workspace, policyPath), MAX_BYTES)?.text;
    const files = {
      root: { file: policyPath, text },
      include: (pattern: string) => includedFiles(pattern, workspace, world),
    };
    return loadPolicy(files, libraryOf(this.world.bundle()), new Date()).problems;
  }

  /** Directories in which a change of the policy shows. */
  directories(workspace: string): readonly string[] {
    const folder = dirname(join(workspace, policyPath));
    return [workspace, folder, join(folder, 'rules')].filter((path) => existsSync(path));
  }

  /** The files of the policy: `include` reaches one folder deep. */
  files(workspace: string): readonly string[] {
    const folder = dirname(join(workspace, policyPath));
    const yaml = (path: string): string[] =>
      (nodeFiles.list(path, MAX_WATCHED) ?? []).filter((name) => /\.ya?ml$/.test(name)).map((name) => join(path, name));
    return [folder, ...yaml(folder), ...yaml(join(folder, 'rules'))];
  }

  private now(): PolicyWorld {
    return { ...this.world, now: new Date() };
  }
}
