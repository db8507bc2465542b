/** The files that an `include` entry of a workspace's policy names. */
import type { FileProvider } from '../providers';
import type { PolicyFile } from './read-part';
import { maxPolicyBytes } from './world';

/** The files with scenarios, as an `include` would name them. They test the policy and are no part of it. */
export const scenarioPattern = 'tests/*.yaml';
const maxIncluded = 100;

/** The scenario files of a workspace. */
export function scenarioFiles(workspace: string, files: FileProvider): readonly PolicyFile[] {
  return includedFiles(scenarioPattern, workspace, files);
}

export function includedFiles(pattern: string, workspace: string, files: FileProvider): readonly PolicyFile[] {
  return includedNames(pattern, workspace, files).map((name) => ({
    file: name,
    text: files.read(`${workspace}/${name}`, maxPolicyBytes)?.text,
  }));
}

/** `rules/*.yaml` in the policy's folder; a pattern cannot leave it. */
export function includedNames(pattern: string, workspace: string, files: FileProvider): readonly string[] {
  if (pattern.startsWith('/') || pattern.split('/').includes('..')) return [];
  const path = `.guardrails/${pattern}`;
  const slash = path.lastIndexOf('/');
  const [folder, last] = [path.slice(0, slash), path.slice(slash + 1)];
  if (!last.includes('*')) return files.kind(`${workspace}/${path}`) === 'file' ? [path] : [];
  const [start = '', end = ''] = last.split('*');
  const names = files.list(`${workspace}/${folder}`, maxIncluded) ?? [];
  const fits = (name: string) =>
    name.startsWith(start) && name.endsWith(end) && name.length >= start.length + end.length;
  return [...names]
    .sort()
    .filter(fits)
    .map((name) => `${folder}/${name}`);
}
