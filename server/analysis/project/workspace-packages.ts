/** The packages of a workspace of npm, pnpm, yarn or bun, and those that a command selects. */
import { getNodeValue, parseTree } from 'jsonc-parser';
import { isPattern } from '../../effects/value';
import { isWithin, normalize, parentOf } from '../files/paths';
import type { PackageSelection } from '../programs/spec';
import type { Session } from '../session';
import { globPattern } from '../shell/glob-match';
import type { Shell } from '../shell/shell';
import { readYaml } from './plain-yaml';

const MAX_PACKAGES = 200;
const MAX_FOLDERS = 2000;
const MAX_DEPTH = 5;
const MAX_PARENTS = 12;
const MAX_BYTES = 512 * 1024;

interface Package {
  readonly name: string;
  readonly directory: string;
}

export interface SelectedPackages {
  readonly directories: readonly string[];
  /** Some may not be meant: the selection depends on what only the package manager works out. */
  readonly atMost: boolean;
}

/** `undefined` when they cannot be told. */
export function selectPackages(selection: PackageSelection, start: string, shell: Shell): SelectedPackages | undefined {
  const workspace = findWorkspace(start, shell);
  if (!workspace) return undefined;
  const { packages, root } = workspace;
  if (selection.all && selection.selectors.length === 0) return named(packages);
  const chosen = new Set<Package>();
  for (const selector of selection.selectors) {
    if (typeof selector !== 'string') return isPattern(selector) || selector === null ? undefined : named(packages);
    // Dependents, dependencies, what changed since a commit, and all but some: any of them, so that none is missed.
    if (/\.\.\.|\^|\[|^!/.test(selector))
      return packages.length > 0 ? { ...named(packages)!, atMost: true } : undefined;
    for (const one of packages) if (isSelected(one, selector, start, root)) chosen.add(one);
  }
  return named([...chosen]);
}

function named(packages: readonly Package[]): SelectedPackages | undefined {
  return packages.length > 0 ? { directories: packages.map(({ directory }) => directory), atMost: false } : undefined;
}

/** By name, by a pattern of names with or without the scope, by folder, or by a folder above it. */
function isSelected({ name, directory }: Package, selector: string, start: string, root: string): boolean {
  const plain = selector.replace(/^\{(.*)\}$/, '$1');
  const matches = globPattern(plain);
  if (matches?.test(name) || (!plain.startsWith('@') && matches?.test(name.replace(/^@[^/]+\//, '')))) return true;
  return [start, root].some((base) => {
    const folder = plain.startsWith('/') ? plain : normalize(`${base}/${plain}`);
    return /[*?]/.test(plain) ? (globPattern(folder)?.test(directory) ?? false) : isWithin(directory, folder);
  });
}

interface Workspace {
  readonly root: string;
  readonly packages: readonly Package[];
}

const workspaces = new WeakMap<Session, Map<string, Workspace | undefined>>();

/** The nearest folder from here up that lists packages. */
function findWorkspace(start: string, { session }: Shell): Workspace | undefined {
  const found = workspaces.get(session) ?? new Map<string, Workspace | undefined>();
  workspaces.set(session, found);
  let root = start;
  for (let level = 0; level < MAX_PARENTS; level++) {
    const patterns = patternsOf(root, session);
    if (patterns) {
      if (!found.has(root)) found.set(root, readWorkspace(root, patterns, session));
      return found.get(root);
    }
    if (root === '/' || root === session.workspace) return undefined;
    root = parentOf(root);
  }
  return undefined;
}

/** `packages` of pnpm-workspace.yaml, `workspaces` of package.json. */
function patternsOf(root: string, session: Session): readonly string[] | undefined {
  const pnpm = session.readFile(`${root}/pnpm-workspace.yaml`);
  if (pnpm) return stringsOf(readYaml(pnpm.text)?.at('packages')?.plain());
  const manifest = session.readFile(`${root}/package.json`);
  const listed = manifest && objectIn(manifest.text)?.workspaces;
  return stringsOf(Array.isArray(listed) ? listed : (listed as { packages?: unknown } | undefined)?.packages);
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function readWorkspace(root: string, patterns: readonly string[], session: Session): Workspace | undefined {
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const folders = new Set<string>();
  const search: Search = { session, folders, left: MAX_FOLDERS };
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    if (/[{}[\]()]/.test(pattern)) return undefined;
    expand(root, segmentsOf(pattern), search, 0);
  }
  if (search.left <= 0 || folders.size > MAX_PACKAGES) return undefined;
  const kept = [...folders].filter((folder) => !excluded.some((pattern) => isExcluded(folder, `${root}/${pattern}`)));
  return { root, packages: kept.flatMap((folder) => packageIn(folder, session)) };
}

/** Only what is certainly left out: a pattern that spans folders is taken for one that leaves out nothing. */
function isExcluded(folder: string, pattern: string): boolean {
  const written = pattern.replace(/\/\.?\//g, '/').replace(/\/$/, '');
  return written.includes('*') ? false : folder === written;
}

interface Search {
  readonly session: Session;
  readonly folders: Set<string>;
  left: number;
}

function segmentsOf(pattern: string): string[] {
  return pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function expand(folder: string, segments: readonly string[], search: Search, depth: number): void {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    search.folders.add(folder);
  } else if (segment === '**') {
    expand(folder, rest, search, depth);
    if (depth < MAX_DEPTH)
      for (const inner of foldersIn(folder, '*', search)) expand(inner, segments, search, depth + 1);
  } else if (segment.includes('*') || segment.includes('?')) {
    for (const inner of foldersIn(folder, segment, search)) expand(inner, rest, search, depth);
  } else expand(segment === '..' ? parentOf(folder) : `${folder}/${segment}`, rest, search, depth);
}

function foldersIn(folder: string, pattern: string, search: Search): string[] {
  const { files } = search.session.providers;
  const names = search.left > 0 ? (files.list(folder, MAX_PACKAGES * 2) ?? []) : [];
  search.left -= names.length + 1;
  const matches = globPattern(pattern);
  return names
    .filter((name) => name !== 'node_modules' && !name.startsWith('.') && matches?.test(name))
    .map((name) => `${folder}/${name}`)
    .filter((path) => files.kind(path) === 'directory');
}

/** Looked at, but not recorded: only the files whose scripts run are. */
function packageIn(directory: string, { providers }: Session): Package[] {
  const file = providers.files.read(`${directory}/package.json`, MAX_BYTES);
  if (!file) return [];
  const name = objectIn(file.text)?.name;
  return [{ name: typeof name === 'string' ? name : directory, directory }];
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const root = parseTree(text);
  return root?.type === 'object' ? (getNodeValue(root) as Record<string, unknown>) : undefined;
}
