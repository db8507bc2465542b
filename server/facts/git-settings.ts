/** All settings that hold in a repository: system, user, repository and working tree, with their includes. */
import { dirname, join, resolve } from 'node:path';
import type { EnvironmentProvider } from '../providers';
import { type GitSetting, parseGitConfig } from './git-config';
import { type GitDirectory, readSmall } from './git-directory';

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

function readConfig(file: string, directory: GitDirectory, home: string, depth: number): GitSetting[] {
  const text = depth > maxIncludeDepth ? undefined : readSmall(file);
  if (text === undefined) return [];
  return parseGitConfig(text).flatMap((setting) => [
    setting,
    ...(isIncluded(setting, directory, home)
      ? readConfig(resolve(dirname(file), expandHome(setting.value, home)), directory, home, depth + 1)
      : []),
  ]);
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
