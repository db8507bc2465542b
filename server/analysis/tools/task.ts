/** Tasks of the editor: by their definition, or looked up by label in `.vscode/tasks.json`. */
import type { TaskAction } from '../../request';
import { runTaskDefinition } from '../project/task-definition';
import { findTask } from '../project/task-file';
import { follow } from '../shell/follow';
import type { Shell } from '../shell/shell';

export function runTask(action: TaskAction, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  if (action.definition !== undefined) {
    runTaskDefinition(action.definition, shell, whole);
    return;
  }
  const npm = /^npm:\s*([\w:.@/-]+)(?:\s+-\s+(.+))?$/.exec(action.id);
  // The editor puts the type in front of a label: `shell: build`.
  const found = findTask(action.id, shell) ?? findTask(action.id.replace(/^(shell|process): /, ''), shell);
  if (found) found.run(whole);
  else if (npm) {
    const folder = npm[2] ? `${shell.session.workspace}/${npm[2]}` : shell.session.workspace;
    follow({ type: 'project', runner: 'npm', name: npm[1]!, label: '', files: [folder] }, shell, whole);
  } else shell.state({ kind: 'code.opaque', reason: 'unresolved-command', program: action.id }, whole);
}
