/** The files of a policy as text: kept, so that it can be compiled again when newer packs or other layers arrive. */
import type { FileProvider } from '../providers';
import { compileAndTest } from './compile-and-test';
import type { CompiledPolicy } from './compiled';
import { includedFiles } from './included-files';
import type { PolicyFiles } from './loader';
import { libraryOf } from './packs';
import type { PolicyFile } from './read-part';
import { maxPolicyBytes, type PolicyWorld, policyPath } from './world';

export interface PolicyText {
  readonly root: string;
  /** The included files, by the patterns that name them. */
  readonly included: Readonly<Record<string, readonly PolicyFile[]>>;
}

/** Either the policy, or what is wrong with it in a sentence. */
export interface CompiledText {
  readonly policy?: CompiledPolicy;
  readonly problem?: string;
}

/** Everything that the policy in these files consists of; nothing when there is no root file that can be read. */
export async function readPolicyText(workspace: string, files: FileProvider): Promise<PolicyText | undefined> {
  const root = files.read(`${workspace}/${policyPath}`, maxPolicyBytes)?.text;
  if (root === undefined) return undefined;
  const { includesOf } = await import('./loader');
  const patterns = includesOf({ file: policyPath, text: root });
  const included = patterns.map((pattern) => [pattern, includedFiles(pattern, workspace, files)]);
  return { root, included: Object.fromEntries(included) };
}

/** For what has not been in force yet. */
export async function compileAndTestText(
  text: PolicyText,
  scenarios: readonly PolicyFile[],
  world: PolicyWorld,
): Promise<CompiledText> {
  return compileAndTest(filesOf(text), () => scenarios, world);
}

/** What has been in force passed its tests then; newer packs do not put it out of force. */
export async function compileText(text: PolicyText, world: PolicyWorld): Promise<CompiledPolicy | undefined> {
  const { loadPolicy } = await import('./loader');
  return loadPolicy(filesOf(text), libraryOf(world.bundle(), world.upper), world.now).policy;
}

function filesOf({ root, included }: PolicyText): PolicyFiles {
  return { root: { file: policyPath, text: root }, include: (pattern) => included[pattern] ?? [] };
}
