/** A request as an example that a policy can be tested by: in the small world of tests, not on the machine it is from. */
import { posix } from 'node:path';
import type { RuleTest } from '../policy/test-schema';
import { testHome, testWorkspace } from '../policy/test-world';
import type { Request } from '../request';

/** `undefined` for what is neither a command nor SQL. `home` is that of whoever asked. */
export function testOf({ actions, cwd, workspace, actor }: Request, home: string): RuleTest | undefined {
  const [action] = actions;
  const folder = posix.relative(workspace, cwd);
  const world = {
    ...(folder !== '' && !folder.startsWith('..') && { cwd: folder }),
    ...(actor !== 'ai' && { actor }),
  };
  const moved = (text: string) => movedTo(testHome, home, movedTo(testWorkspace, workspace, text));
  if (action?.type === 'shell') {
    const shell = action.shell === undefined || action.shell === 'posix' ? {} : { shell: action.shell };
    return { run: moved(action.command), ...shell, ...world };
  }
  if (action?.type !== 'sql') return undefined;
  return { sql: moved(action.sql), ...(action.dialect && { dialect: action.dialect }), ...world };
}

/** Paths of one machine mean nothing on another. */
function movedTo(to: string, from: string, text: string): string {
  return from.length > 1 ? text.split(from).join(to) : text;
}
