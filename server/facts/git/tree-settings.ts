/** The settings that bear on how a working tree is compared, where they leave that to what is read here. */
import { join } from 'node:path';
import type { EnvironmentProvider } from '../../providers';
import type { GitSetting } from './config';
import type { IdLength } from './index-file';
import { isUndecided } from './settings';

export interface TreeSettings {
  readonly idLength: IdLength;
  /** Is the executable bit compared? */
  readonly fileMode: boolean;
  readonly ignoreCase: boolean;
  /** Does git compose accented letters that the file system may have taken apart? */
  readonly precompose: boolean;
  /** The user's own ignore file. */
  readonly excludesFile: string;
}

/** Extensions of the repository format that change nothing here. */
const harmlessExtensions = ['worktreeconfig', 'noop', 'preciousobjects', 'partialclone'];

/** `undefined` when there is a setting that only git itself should act upon. */
export function treeSettings(settings: readonly GitSetting[], env: EnvironmentProvider): TreeSettings | undefined {
  const values = new Map(settings.map(({ name, value }) => [name, value]));
  if (settings.some(isUndecided) || values.has('core.worktree')) return undefined;
  if (flag(values, 'core.bare', false) !== false || flag(values, 'core.symlinks', true) !== true) return undefined;
  const idLength = idLengthOf(values);
  const fileMode = flag(values, 'core.filemode', true);
  const ignoreCase = flag(values, 'core.ignorecase', false);
  const precompose = flag(values, 'core.precomposeunicode', false);
  const excludesFile = excludesFileOf(values, env);
  if (idLength === undefined || excludesFile === undefined) return undefined;
  if (fileMode === undefined || ignoreCase === undefined || precompose === undefined) return undefined;
  return { idLength, fileMode, ignoreCase, precompose, excludesFile };
}

type Values = ReadonlyMap<string, string>;

function idLengthOf(values: Values): IdLength | undefined {
  const format = values.get('core.repositoryformatversion') ?? '0';
  const extensions = [...values.keys()].flatMap((name) => /^extensions\.(.+)$/.exec(name)?.[1] ?? []);
  const others = extensions.filter((name) => name !== 'objectformat' && !harmlessExtensions.includes(name));
  if (!['0', '1'].includes(format) || others.length > 0) return undefined;
  const hash = values.get('extensions.objectformat');
  if (hash === undefined || hash === 'sha1') return 20;
  return hash === 'sha256' && format === '1' ? 32 : undefined;
}

function flag(values: Values, name: string, otherwise: boolean): boolean | undefined {
  const value = values.get(name);
  if (value === undefined) return otherwise;
  if (/^(true|yes|on|1)$/i.test(value)) return true;
  return /^(false|no|off|0|)$/i.test(value) ? false : undefined;
}

function excludesFileOf(values: Values, env: EnvironmentProvider): string | undefined {
  const set = values.get('core.excludesfile');
  if (set === undefined) return join(env.get('XDG_CONFIG_HOME') || join(env.home, '.config'), 'git/ignore');
  if (set.startsWith('~/')) return join(env.home, set.slice(2));
  return set.startsWith('/') ? set : undefined;
}
