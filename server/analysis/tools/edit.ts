/** What an agent's edit tool does to files: by where they lie, what they are, and what is put into them. */
import type { EffectDraft } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import type { EditAction } from '../../request';
import { guardKeyIn, isSettingsFile } from '../files/guard-places';
import { decidesWhatRuns, isPackageSettings } from '../files/package-settings';
import { baseName, withHome } from '../files/paths';
import type { FileTarget } from '../programs/spec';
import type { Shell } from '../shell/shell';

type FileEdit = EditAction['files'][number];

export function stateEdit(action: EditAction, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  const { home } = shell.session.providers.env;
  for (const file of action.files) {
    const to = file.to === undefined ? {} : { to: withHome(file.to, home) };
    for (const effect of effectsOf({ ...file, ...to, path: withHome(file.path, home) }, shell))
      shell.state(effect, whole);
  }
}

function effectsOf(file: FileEdit, shell: Shell): EffectDraft[] {
  const target = shell.surroundings.fileTarget(file.path, shell.scope.cwd);
  const deleted: EffectDraft = {
    kind: 'fs.delete',
    ...target,
    recursive: file.op === 'delete' ? UNKNOWN : false,
    root: 'none',
  };
  if (file.op === 'delete') {
    return [{ ...deleted, root: shell.surroundings.deletionRoot(file.path, shell.scope.cwd) }];
  }
  if (file.op === 'move') {
    const to = shell.surroundings.fileTarget(file.to ?? UNKNOWN, shell.scope.cwd);
    return [deleted, { kind: 'fs.write', ...to, mode: 'overwrite' }];
  }
  const mode = file.op === 'create' ? 'create' : 'overwrite';
  return [{ kind: 'fs.write', ...target, mode }, ...contentEffects(file, target)];
}

/** Settings that switch the guard off, scripts that are run later. */
function contentEffects(file: FileEdit, target: FileTarget): EffectDraft[] {
  const path = typeof target.path === 'string' ? target.path : file.path;
  const name = baseName(path.replace(/\\/g, '/'));
  const effects: EffectDraft[] = [];
  if (isSettingsFile(path)) {
    if (file.content === undefined) effects.push({ kind: 'guard.tamper', what: 'settings', certainty: 'possible' });
    else if (guardKeyIn(file.content)) effects.push({ kind: 'guard.tamper', what: 'settings' });
  }
  if (name === 'package.json' && touchesScripts(file)) {
    effects.push({ kind: 'persist.install', mechanism: 'package-script', op: 'add' });
  }
  if (isPackageSettings(path) && (file.content === undefined || decidesWhatRuns(file.content))) {
    effects.push({
      kind: 'config.write',
      target: 'package-manager',
      executes: file.content === undefined ? null : true,
    });
  }
  if (name === '.gitconfig' || /\/\.git\/config$/.test(path)) effects.push(gitConfig(file.content));
  return effects;
}

function touchesScripts(file: FileEdit): boolean {
  if (file.content === undefined) return true;
  return /"(scripts|(pre|post)?(install|prepare|publish|pack|test|start|build)\w*)"\s*:/.test(file.content);
}

/** Keys of git's configuration that name something to be run. */
function gitConfig(content: string | undefined): EffectDraft {
  const executes =
    content === undefined
      ? UNKNOWN
      : /hooksPath|fsmonitor|pager|editor|\bcommand\b|helper|sshCommand|=\s*!/i.test(content);
  return { kind: 'config.write', target: 'git', executes };
}
