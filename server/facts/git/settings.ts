/** All settings that hold in a repository: system, user, repository and working tree, with their includes. */
import { dirname, join, resolve } from 'node:path';
import type { EnvironmentProvider } from '../../providers';
import { RememberedFiles } from '../remembered-files';
import { type GitSetting, parseGitConfig } from './config';
import type { GitDirectory } from './directory';
import { readSmall } from './small-files';

const configs = new RememberedFiles((path) => parseGitConfig(readSmall(path) ?? ''));

/** As deep as git follows includes. */
const maxIncludeDepth = 10;

/** In git's order: a later value of the same name wins. */
export function gitSettings(directory: GitDirectory, env: EnvironmentProvider): GitSetting[] {
  return configFiles(directory, env).flatMap((file) => readConfig(file, directory, env.home, 0));
}

function configFiles({ gitDir, commonDir }: GitDirectory, env: EnvironmentProvider): string[] {
  const configHome = env.get('XDG_CONFIG_HOME') || join(env.home, '.config');
  const user = env.get('GIT_CONFIG_GLOBAL');
  return [
    ...(env.get('GIT_CONFIG_NOSYSTEM') ? [] : [env.get('GIT_CONFIG_SYSTEM') ?? '/etc/gitconfig']),
    ...(user === undefined ? [join(configHome, 'git/config'), join(env.home, '.gitconfig')] : [user]),
    join(commonDir, 'config'),
    join(gitDir, 'config.worktree'),
  ];
}

function readConfig(file: string, directory: GitDirectory, home: string, depth: number): readonly GitSetting[] {
  const settings = depth > maxIncludeDepth ? undefined : configs.get(file);
  if (settings === undefined || !settings.some(mayInclude)) return settings ?? [];
  return settings.flatMap((setting) => [
    setting,
    ...(isIncluded(setting, directory, home)
      ? readConfig(resolve(dirname(file), expandHome(setting.value, home)), directory, home, depth + 1)
      : []),
  ]);
}

function mayInclude({ name }: GitSetting): boolean {
  return name.startsWith('include');
}

/** A condition of which it is not decided here whether it holds. */
export function isUndecided({ name }: GitSetting): boolean {
  return name.startsWith('includeif.') && !/^includeif\.gitdir:~?\/[^*?[\]]*\/\.path$/.test(name);
}

/** Of the conditions only `gitdir:` with a plain folder is decided; others are left out. */
function isIncluded({ name }: GitSetting, { gitDir }: GitDirectory, home: string): boolean {
  if (name === 'include.path') return true;
  const folder = /^includeif\.gitdir(?:\/i)?:([^*?[\]]+)\/\.path$/.exec(name)?.[1];
  return folder !== undefined && `${gitDir}/`.startsWith(`${expandHome(folder, home)}/`);
}

function expandHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
}
