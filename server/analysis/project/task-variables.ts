/** `${workspaceFolder}` and the other variables of tasks and launch configurations. */
import { type Text, UNKNOWN } from '../../effects/value';
import { baseName } from '../files/paths';
import type { Shell } from '../shell/shell';
import { concat } from '../shell/text';

export function substituteVariables(text: string, shell: Shell): Text {
  return text
    .split(/(\$\{[\w:.-]+\})/)
    .map((piece): Text => (/^\$\{[\w:.-]+\}$/.test(piece) ? variableValue(piece, shell) : piece))
    .reduce(concat, '');
}

/** Only dotted or lower-case names are the editor's; `${HOME}` is the shell's own. */
function variableValue(piece: string, shell: Shell): Text {
  const name = piece.slice(2, -1);
  const { workspace, providers } = shell.session;
  if (name.startsWith('env:')) return providers.env.get(name.slice(4)) ?? UNKNOWN;
  if (/^(workspaceFolder|workspaceRoot|cwd)(:.*)?$/.test(name)) return workspace;
  if (name === 'workspaceFolderBasename') return baseName(workspace);
  if (name === 'userHome') return providers.env.home;
  if (name === 'pathSeparator' || name === '/') return '/';
  return EDITOR_VARIABLE.test(name) ? UNKNOWN : piece;
}

const EDITOR_VARIABLE =
  /^(file|relativeFile|fileDirname|lineNumber|selectedText|execPath|defaultBuildTask|column\w*|file\w+|relative\w+|(input|command|config):.*)$/;
