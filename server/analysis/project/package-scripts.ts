/** Scripts of `package.json`, with those that run before and after. */
import { type Node, parseTree } from 'jsonc-parser';
import { parentOf } from '../files/paths';
import type { Word } from '../programs/spec';
import type { Shell } from '../shell/shell';
import type { Resolved, Step } from './resolve';
import type { ProjectRun } from './run-project';

const MAX_PARENTS = 12;

interface Manifest {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

export function resolvePackageScript(run: ProjectRun, name: string, shell: Shell): Resolved | undefined {
  const manifest = findManifest(run, shell);
  if (!manifest) return undefined;
  const main = scriptStep(manifest, name, run, run.args ?? []);
  if (!main) return undefined;
  const before = scriptStep(manifest, `pre${name}`, run, []);
  const after = scriptStep(manifest, `post${name}`, run, []);
  return { steps: [before, main, after].filter((step) => step !== undefined) };
}

/** The nearest manifest of the directory or those above it. */
function findManifest(run: ProjectRun, shell: Shell): Manifest | undefined {
  const start = typeof run.file === 'string' ? run.file : shell.scope.cwd;
  if (typeof start !== 'string') return undefined;
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
    path: manifest.path,
    fileText: manifest.text,
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
