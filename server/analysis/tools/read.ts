/** Files an agent's own tool reads: their content goes to the model. */
import type { ReadAction } from '../../request';
import { withHome } from '../files/paths';
import { secretIn } from '../programs/secret-stores';
import type { Shell } from '../shell/shell';

export function stateRead(action: ReadAction, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  for (const path of action.paths) {
    const target = shell.surroundings.fileTarget(withHome(path, shell.session.providers.env.home), shell.scope.cwd);
    shell.state({ kind: 'fs.read', ...target, audience: 'model' }, whole);
    for (const secret of secretIn(target, 'model')) shell.state(secret, whole);
  }
}
