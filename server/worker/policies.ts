/** The policies in force in the workspace folders, and what is wrong with the files they come from. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { AuditLog } from '../audit/log';
import { nodeFiles } from '../facts/node-files';
import { acceptOnRecord } from '../permissions/accept-policy';
import type { Standing } from '../policy/approval';
import type { CompiledPolicy } from '../policy/compiled';
import { standingIn } from '../policy/in-force';
import type { LoadedPolicy, LoadedTests } from '../policy/loader';
import { nodePolicyWorld } from '../policy/node-world';
import { libraryOf, type PackLibrary } from '../policy/packs';
import type { PolicyProblem } from '../policy/problem';
import type { PolicyTestResult } from '../policy/test-result';
import { rememberTrust } from '../policy/trust';
import { type PolicyWorld, policyPath } from '../policy/world';
import { EditedPolicies } from './edited-policies';
import { EditedTests } from './edited-tests';
import { type OpenText, openFiles } from './open-files';

const MAX_WATCHED = 100;

export class Policies {
  private readonly world = nodePolicyWorld(nodeFiles);
  private readonly edited: EditedPolicies;
  private readonly tests: EditedTests;
  private trusted = false;
  private packs: PackLibrary | undefined;

  constructor(openText: OpenText) {
    const files = openFiles(nodeFiles, openText);
    this.edited = new EditedPolicies(files);
    this.tests = new EditedTests(files);
  }

  /**
   * In a workspace that nobody has trusted, its own policy is not read. Hooks cannot ask the editor, so it is written
   * down for them; and what is committed is looked at now, before any agent has had a chance to commit more.
   */
  setTrusted(trusted: boolean, workspaces: readonly string[]): void {
    this.trusted = trusted;
    for (const workspace of workspaces) {
      rememberTrust(workspace, trusted, this.world);
      if (trusted) void this.inForce(workspace);
    }
  }

  /** What decides: files as saved, never as they are being edited. */
  async inForce(workspace: string): Promise<CompiledPolicy> {
    return (await this.standing(workspace)).policy;
  }

  /** The same with what waits for a person. */
  async standing(workspace: string): Promise<Standing> {
    return this.trusted ? standingIn(workspace, this.now()) : { policy: this.world.bundle().policy, pending: [] };
  }

  /** Gives what keeps the policy from being accepted, if anything does. */
  accept(workspace: string, digest: string, log: AuditLog): Promise<string | undefined> {
    return acceptOnRecord(workspace, digest, this.now(), log);
  }

  /** What is wrong with the policy files as the editor has them, unsaved changes included. */
  async problems(workspace: string): Promise<readonly PolicyProblem[]> {
    return (await this.asEdited(workspace)).problems;
  }

  /** The policy files as the editor has them. */
  asEdited(workspace: string): Promise<LoadedPolicy> {
    return this.edited.load(workspace, this.library());
  }

  isWithoutPolicy(workspace: string): boolean {
    return this.textOf(workspace, policyPath) === undefined && nodeFiles.kind(join(workspace, policyPath)) === 'absent';
  }

  /** What the policy is tested by, as the editor has it. */
  async testsAsEdited(workspace: string): Promise<LoadedTests> {
    return this.tests.load(workspace, await this.asEdited(workspace));
  }

  /** The scenarios as the editor has them, to be run when their results are wanted. */
  async scenarios(workspace: string): Promise<{ results(): readonly PolicyTestResult[] }> {
    const policy = await this.asEdited(workspace);
    const tests = await this.tests.load(workspace, policy);
    return { results: () => this.tests.scenarioResults(workspace, policy, tests) };
  }

  /** Text of a file of the policy as the editor has it. */
  textOf(workspace: string, file: string): string | undefined {
    return this.edited.textOf(workspace, file);
  }

  /** The packs of this version of the product. */
  library(): PackLibrary {
    this.packs ??= libraryOf(this.world.bundle());
    return this.packs;
  }

  /** Directories in which a change of the policy shows. */
  directories(workspace: string): readonly string[] {
    const folder = dirname(join(workspace, policyPath));
    const places = [
      workspace,
      folder,
      join(folder, 'rules'),
      join(folder, 'tests'),
      ...outsidePlaces(homedir()).folders,
    ];
    return places.filter((path) => existsSync(path));
  }

  /** The files of the policy and its scenarios: `include` reaches one folder deep. */
  files(workspace: string): readonly string[] {
    const folder = dirname(join(workspace, policyPath));
    const yaml = (path: string): string[] =>
      (nodeFiles.list(path, MAX_WATCHED) ?? []).filter((name) => /\.ya?ml$/.test(name)).map((name) => join(path, name));
    const own = [folder, ...yaml(folder), ...yaml(join(folder, 'rules')), ...yaml(join(folder, 'tests'))];
    return [...own, ...outsidePlaces(homedir()).files];
  }

  /** Names of files that `include` may name, and a pattern for all of a folder. */
  includable(workspace: string): readonly string[] {
    const folder = dirname(join(workspace, policyPath));
    const yaml = (path: string): readonly string[] =>
      (nodeFiles.list(join(folder, path), MAX_WATCHED) ?? []).filter((name) => /\.ya?ml$/.test(name));
    const beside = yaml('.').filter((name) => name !== basename(policyPath));
    const folders = (nodeFiles.list(folder, MAX_WATCHED) ?? []).filter((name) => name !== 'tests' && name !== 'audit');
    const below = folders.flatMap((name) => {
      const files = yaml(name).map((file) => `${name}/${file}`);
      return files.length > 0 ? [`${name}/*.yaml`, ...files] : [];
    });
    return [...beside, ...below];
  }

  private now(): PolicyWorld {
    return { ...this.world, now: new Date() };
  }
}

/** Approvals, the user's layer and the organisation's. */
function outsidePlaces(home: string): { readonly folders: readonly string[]; readonly files: readonly string[] } {
  const user = join(home, '.guardrails');
  const [approved, organisation] = [join(user, 'approved'), join(user, 'organisation')];
  return {
    folders: [user, approved, organisation],
    files: [approved, join(user, 'policy.yaml'), join(organisation, 'organisation.yaml')],
  };
}
