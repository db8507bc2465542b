/** What a repository tells about itself, as far as a first policy can use it. Reads files, starts nothing. */
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { FileProvider, GitProvider } from '../../providers';

export interface Survey {
  /** `acme/shop`. */
  readonly id: string;
  /** `github.com/acme/*`, from the remotes. */
  readonly knownHosts: readonly string[];
  /** Branches that look like more people rely on them. */
  readonly protectedBranches: readonly string[];
  /** Names under which containers of this repository reach their databases. */
  readonly composeDatabases: readonly string[];
  /** Folders of migrations, relative. */
  readonly migrations: readonly string[];
  readonly terraform: boolean;
}

export interface SurveyProviders {
  readonly files: FileProvider;
  readonly git: GitProvider;
}

const maxBytes = 1_000_000;
const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const migrationFolders = [
  'prisma/migrations',
  'migrations',
  'db/migrate',
  'db/migrations',
  'database/migrations',
  'src/migrations',
  'supabase/migrations',
  'alembic/versions',
  'drizzle',
];
const terraformFolders = ['', 'terraform', 'infra', 'infrastructure', 'deploy'];
const databaseImage = /(?:^|\/)(?:postgres|postgis|timescaledb|mysql|mariadb|mongo|redis|valkey|mssql)/i;
const sharedBranch = /^(?:main|master|trunk|develop|production|prod|staging|release|release\/.+|hotfix\/.+)$/;

export function surveyRepository(workspace: string, { files, git }: SurveyProviders): Survey {
  const state = git.state(workspace);
  const manifest = jsonOf(files.read(`${workspace}/package.json`, maxBytes)?.text);
  const remotes = [...(state?.remotes.values() ?? [])].flatMap((url) => remoteOf(url) ?? []);
  return {
    id: idFrom(remotes[0]?.path ?? textOf(manifest, 'name') ?? basename(workspace)),
    knownHosts: unique(
      remotes.map(({ host, path }) => (path.includes('/') ? `${host}/${path.split('/')[0]}/*` : host)),
    ),
    protectedBranches: unique(branchesOf(state?.root ?? workspace, state?.branch, files)),
    composeDatabases: composeFiles.flatMap((file) => databasesIn(files.read(`${workspace}/${file}`, maxBytes)?.text)),
    migrations: migrationFolders.filter((folder) => files.kind(`${workspace}/${folder}`) === 'directory'),
    terraform: terraformFolders.some((folder) => holdsTerraform(`${workspace}/${folder}`, files)),
  };
}

/** `git@github.com:acme/shop.git` and `https://github.com/acme/shop` → host and path. */
function remoteOf(url: string): { readonly host: string; readonly path: string } | undefined {
  const match = /^(?:\w+:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+)?[:/]+(.+?)(?:\.git)?\/?$/.exec(url);
  return match?.[1]?.includes('.') ? { host: match[1].toLowerCase(), path: match[2] ?? '' } : undefined;
}

/** Lower-case words joined by "/", as policy ids are. */
function idFrom(name: string): string {
  const words = name
    .toLowerCase()
    .split('/')
    .map((word) => word.replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+|-+$/g, ''));
  return (
    words
      .filter((word) => word !== '')
      .slice(-2)
      .join('/') || 'workspace'
  );
}

function branchesOf(root: string, current: string | undefined, files: FileProvider): string[] {
  const head = /refs\/remotes\/origin\/(\S+)/.exec(
    files.read(`${root}/.git/refs/remotes/origin/HEAD`, maxBytes)?.text ?? '',
  );
  const local = files.list(`${root}/.git/refs/heads`, 1_000) ?? [];
  const packed = [
    ...(files.read(`${root}/.git/packed-refs`, maxBytes)?.text ?? '').matchAll(
      /refs\/(?:heads|remotes\/origin)\/(\S+)/g,
    ),
  ];
  const names = [...local, ...packed.map((match) => match[1] ?? ''), current ?? ''].filter((name) =>
    sharedBranch.test(name),
  );
  return [...(head?.[1] ? [head[1]] : []), ...names.map((name) => name.replace(/^(release|hotfix)\/.+/, '$1/*'))];
}

function databasesIn(compose: string | undefined): string[] {
  if (compose === undefined) return [];
  const services = objectOf(yamlOf(compose), 'services');
  return Object.entries(services).flatMap(([name, service]) =>
    databaseImage.test(textOf(service, 'image') ?? '') ? [name] : [],
  );
}

function holdsTerraform(folder: string, files: FileProvider): boolean {
  return (files.list(folder, 1_000) ?? []).some((name) => name.endsWith('.tf'));
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, name: string): string | undefined {
  const member = objectOf({ value }, 'value')[name];
  return typeof member === 'string' && member !== '' ? member : undefined;
}

function objectOf(value: unknown, name: string): Record<string, unknown> {
  const member = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof member === 'object' && member !== null ? (member as Record<string, unknown>) : {};
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
