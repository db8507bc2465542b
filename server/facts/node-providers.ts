import type { GrammarProvider, Providers } from '../providers';
import { nodeEnvironment } from './node-environment';
import { nodeFiles } from './node-files';
import { nodeGit } from './node-git';

const noGrammars: GrammarProvider = { parse: () => undefined };

/**
 * The real world. Make one per decision: what it has seen (git state, for one) is kept as long as it lives, and the
 * time it may spend on processes is bounded in total.
 */
export function nodeProviders(grammars: GrammarProvider = noGrammars): Providers {
  const env = nodeEnvironment();
  return { files: nodeFiles, git: nodeGit(env), env, clock: { now: () => new Date() }, grammars };
}
