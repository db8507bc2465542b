import { createHash } from 'node:crypto';
import { dirname, posix } from 'node:path';
import type { Before } from '../../server/analysis/files/surroundings';
import {
  type EnvironmentProvider,
  type FileProvider,
  type GitProvider,
  type GrammarProvider,
  noPermissions,
  type PermissionProvider,
  type Providers,
  type SessionProvider,
} from '../../server/providers';
import { memorySession } from '../../server/session/memory-session';

export interface FakeWorld {
  /** Absolute path → text. The folders above exist too. */
  readonly files?: Readonly<Record<string, string>>;
  /** Absolute path → when it was changed; of others that cannot be told. */
  readonly changed?: Readonly<Record<string, Date>>;
  /** Folders that exist though empty. */
  readonly folders?: readonly string[];
  /** Absolute path of a link → absolute path it leads to. */
  readonly links?: Readonly<Record<string, string>>;
  /** Left out: no repository anywhere. */
  readonly git?: FakeGit;
  readonly env?: Readonly<Record<string, string>>;
  /** `/home/dana` when left out. */
  readonly home?: string;
  readonly platform?: EnvironmentProvider['platform'];
  readonly user?: string;
  /** 2026-01-15 12:00 UTC when left out. */
  readonly now?: Date;
  readonly grammars?: GrammarProvider;
  /** One in which nothing happened yet when left out. */
  readonly session?: SessionProvider;
  /** Nobody has permitted anything when left out. */
  readonly permissions?: PermissionProvider;
}

export interface FakeGit {
  readonly root: string;
  /** `main` when left out, detached when `null`. */
  readonly branch?: string | null;
  readonly remotes?: Readonly<Record<string, string>>;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly upstream?: { readonly remote: string; readonly ref: string };
  /** Left out: cannot be told. */
  readonly dirty?: boolean;
  /** Absolute path → state. Others are `clean` inside the root, `none` outside. */
  readonly tracked?: Readonly<Record<string, 'clean' | 'dirty' | 'untracked' | 'none'>>;
}

/** A small world in memory, as the providers would show it. Paths are POSIX. */
export function fakeProviders(world: FakeWorld = {}): Providers {
  return {
    files: fakeFiles(world),
    git: fakeGit(world.git),
    env: fakeEnvironment(world),
    clock: { now: () => world.now ?? new Date('2026-01-15T12:00:00Z') },
    grammars: world.grammars ?? { parse: () => undefined },
    session: world.session ?? memorySession(),
    permissions: world.permissions ?? noPermissions,
  };
}

function fakeFiles({ files = {}, folders = [], links = {}, changed = {} }: FakeWorld): FileProvider {
  const directories = new Set([...Object.keys(files), ...Object.keys(links)].flatMap(ancestors));
  for (const folder of folders) for (const path of [folder, ...ancestors(folder)]) directories.add(path);
  const resolve = (path: string): string => followLinks(posix.normalize(path), links, 40);
  return {
    resolve,
    kind(path) {
      const real = resolve(path);
      if (files[real] !== undefined) return 'file';
      return directories.has(real) ? 'directory' : 'absent';
    },
    changedAt: (path) => changed[resolve(path)],
    read(path, maxBytes) {
      const text = files[resolve(path)];
      if (text === undefined || Buffer.byteLength(text) > maxBytes || text.includes('\0')) return undefined;
      return { text, digest: `sha256:${createHash('sha256').update(text).digest('hex')}` };
    },
    list(path, max) {
      const real = resolve(path);
      if (!directories.has(real)) return undefined;
      const within = [...Object.keys(files), ...Object.keys(links), ...directories];
      const names = within
        .filter((name) => name !== real && dirname(name) === real)
        .map((name) => posix.basename(name));
      return [...new Set(names)].sort().slice(0, max);
    },
  };
}

function ancestors(path: string): string[] {
  const found: string[] = [];
  if (path.length > 4096) return found;
  for (let at = path; found.at(-1) !== dirname(at); at = dirname(at)) found.push(dirname(at));
  return found;
}

/** The link nearest to the root first, again until none is left. */
function followLinks(path: string, links: Readonly<Record<string, string>>, left: number): string {
  const link = [path, ...ancestors(path)].reverse().find((prefix) => links[prefix] !== undefined);
  if (link === undefined || left === 0) return path;
  return followLinks(posix.join(links[link] ?? '/', path.slice(link.length)), links, left - 1);
}

function fakeGit(git: FakeGit | undefined): GitProvider {
  const inside = (path: string) => git !== undefined && (path === git.root || path.startsWith(`${git.root}/`));
  return {
    state(cwd) {
      if (git === undefined || !inside(cwd)) return undefined;
      return {
        root: git.root,
        remotes: new Map(Object.entries(git.remotes ?? {})),
        aliases: new Map(Object.entries(git.aliases ?? {})),
        ...(git.branch !== null && { branch: git.branch ?? 'main' }),
        ...(git.upstream && { upstream: git.upstream }),
      };
    },
    dirty: (cwd) => (inside(cwd) ? git?.dirty : undefined),
    tracked: (path) => git?.tracked?.[path] ?? (inside(path) ? 'clean' : 'none'),
  };
}

function fakeEnvironment({ env = {}, home = '/home/dana', platform = 'linux', user = 'dana' }: FakeWorld) {
  return { get: (name: string) => env[name], home, platform, user };
}

/** For surroundings of the first command of a submission. */
export const nothingBefore: Before = {
  settings: () => undefined,
  changedEarlier: () => false,
  throughLinks: (path) => path,
  holdsSecrets: () => false,
  holdsSecretsWithin: () => false,
};
