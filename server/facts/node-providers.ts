import { nodePermissions } from '../permissions/node-permissions';
import type { ClockProvider, Providers } from '../providers';
import { nodeSession } from '../session/node-session';
import { nodeGit } from './git/node-git';
import { nodeEnvironment, type Variables } from './node-environment';
import { filesOfOneMoment } from './node-files';
import { nodeGrammars } from './node-grammars';

/**
 * The real world. Make one per decision: what it has seen (git state, for one) is kept as long as it lives, and the
 * time it may spend on processes is bounded in total. `variables` are those of the process it is decided for.
 */
export function nodeProviders(variables: Variables = process.env): Providers {
  const env = nodeEnvironment(variables);
  const clock: ClockProvider = { now: () => new Date() };
  return {
    files: filesOfOneMoment(),
    git: nodeGit(env, variables),
    env,
    clock,
    session: nodeSession(env.home, clock),
    permissions: nodePermissions(clock),
    get grammars() {
      return nodeGrammars();
    },
  };
}
