/** Scripts of `package.json`, with those that run before and after. */
import { type Node, parseTree } from 'jsonc-parser';
import { parentOf } from '../files/paths';
import type { PackageSelection, Word } from '../programs/spec';
import type { Shell } from '../shell/shell';
import type { Resolved, Step } from './resolve';
import type { ProjectRun } from './run-project';
import { selectPackages } from './workspace-packages';

const MAX_PARENTS = 12;

interface Manifest {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

export function resolvePackageScript(run: ProjectRun, name: string, shell: Shell): Resolved | undefined {
  const start = typeof run.files?.[0] === 'string' ? run.files[0] : shell.scope.cwd;
  if (typeof start !== 'string') return undefined;
  // A folder that the same submission makes may bring a manifest of its own.
  if (isYetToCome(start, run, shell)) return undefined;
  if (run.lifecycle) return { steps: lifecycleSteps(run.lifecycle, findManifest(start, shell), run) };
  if (run.packages) return resolveInPackages(run, run.packages, name, start, shell);
  const manifest = findManifest(start, shell);
  const steps = manifest ? stepsOf(manifest, name, run) : [];
  if (steps.length > 0) return { steps };
  if (!manifest && !hasNoManifest(start, run, shell)) return undefined;
  if (run.orProgram) return { steps: [programStep(run, name, manifest)] };
  return manifest && !lacksScript(manifest, name, run, shell) ? undefined : { steps: [] };
}

/** Without such a script npm runs nothing, but for these; what ran before may have brought one. */
function lacksScript({ root }: Manifest, name: string, run: ProjectRun, { session }: Shell): boolean {
  return root.type === 'object' && !/^(start|restart)$/.test(name) && session.hasOnlyStarted(run.runner);
}

function isYetToCome(directory: string, run: ProjectRun, { session }: Shell): boolean {
  return session.providers.files.kind(directory) === 'absent' && !session.hasOnlyStarted(run.runner);
}

/** Packages without such a script are passed over; when none has it, something was misread. */
function resolveInPackages(
  run: ProjectRun,
  selection: PackageSelection,
  name: string,
  start: string,
  shell: Shell,
): Resolved | undefined {
  const selected = selectPackages(selection, start, shell);
  const manifests = selected?.directories.map((directory) => readManifest(`${directory}/package.json`, shell));
  // More files than are read: what the rest would run is not known.
  if (!manifests || manifests.includes(undefined)) return undefined;
  const steps = manifests.flatMap((manifest) => (manifest ? stepsOf(manifest, name, run) : []));
  if (steps.length === 0) return undefined;
  return { steps: selected?.atMost ? steps.map((step) => ({ ...step, possible: true })) : steps };
}

function lifecycleSteps(names: readonly string[], manifest: Manifest | undefined, run: ProjectRun): Step[] {
  return names.flatMap((name) => (manifest && scriptStep(manifest, name, run, [])) ?? []);
}

function stepsOf(manifest: Manifest, name: string, run: ProjectRun): Step[] {
  const main = scriptStep(manifest, name, run, run.args ?? []);
  if (!main) return [];
  const before = scriptStep(manifest, `pre${name}`, run, []);
  const after = scriptStep(manifest, `post${name}`, run, []);
  return [before, main, after].filter((step) => step !== undefined);
}

/** `yarn eslint .`: not a script but a program of the project. */
function programStep(run: ProjectRun, name: string, manifest: Manifest | undefined): Step {
  const span = { start: 0, end: 0 };
  const words = [{ value: name, raw: name, span, many: false }, ...(run.args ?? [])];
  const cwd = manifest && run.runner === 'yarn' ? { cwd: parentOf(manifest.path) } : {};
  return { run: { type: 'argv', words, label: '', ...cwd }, span };
}

/**
 * `npm test` where there is no package.json, here or above: npm fails and runs nothing. Only when nothing that was run
 * before can have put one there.
 */
function hasNoManifest(start: string, run: ProjectRun, { session }: Shell): boolean {
  if (!session.hasOnlyStarted(run.runner)) return false;
  for (let directory = start; ; directory = parentOf(directory)) {
    if (session.providers.files.kind(`${directory === '/' ? '' : directory}/package.json`) !== 'absent') return false;
    if (directory === '/') return true;
  }
}

/** The nearest manifest of the directory or those above it. */
function findManifest(start: string, shell: Shell): Manifest | undefined {
  let directory = start;
  for (let level = 0; level < MAX_PARENTS; level++) {
    const manifest = readManifest(`${directory === '/' ? '' : directory}/package.json`, shell);
    if (manifest) return manifest;
    if (directory === '/' || directory === shell.session.workspace) return undefined;
    directory = parentOf(directory);
  }
  return undefined;
}

function readManifest(path: string, shell: Shell): Manifest | undefined {
  const file = shell.session.readFile(path);
  const root = file && parseTree(file.text);
  return root?.type === 'object' ? { path, text: file!.text, root } : undefined;
}

function scriptStep(manifest: Manifest, name: string, run: ProjectRun, args: readonly Word[]): Step | undefined {
  const script = property(property(manifest.root, 'scripts'), name);
  if (script?.type !== 'string') return undefined;
  const inner = { start: script.offset + 1, end: script.offset + script.length - 1 };
  return {
    run: {
      type: 'shell',
      label: run.label.endsWith(name) ? '' : `${run.runner} run ${name}`,
      text: withArguments(String(script.value), args),
      span: inner,
      via: 'script',
      cwd: parentOf(manifest.path),
    },
    file: { path: manifest.path, text: manifest.text },
    span: inner,
  };
}

/** Arguments are appended to the script's text, quoted. */
function withArguments(script: string, args: readonly Word[]): string {
  const words = args.map((arg) => (typeof arg.value === 'string' ? quote(arg.value) : '$__unknown'));
  return [script, ...words].join(' ');
}

function quote(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

export function property(node: Node | undefined, key: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  const found = node.children?.find((child) => child.children?.[0]?.value === key);
  return found?.children?.[1];
}
