/** hub, which wraps git: what it does not know itself, git does. */
import type { ProgramSpec } from '../../program';
import { apiCall } from './api';
import { changes, inert, options } from './change';
import { issues, pullRequests, speaks } from './collaboration';
import { gists, releases } from './repositories';

export const hub: ProgramSpec = {
  names: 'hub',
  options,
  commands: {
    'browse compare ci-status help version': inert,
    'create fork': changes('repo', 'create'),
    delete: changes('repo', 'delete'),
    'pull-request': speaks('pr', 'create'),
    pr: pullRequests,
    issue: issues,
    release: releases,
    gist: gists,
    api: { options, operandsNeeded: 1, does: apiCall },
  },
  otherwise(call) {
    const [verb] = call.operands;
    if (!verb) return [];
    const git = { ...verb, value: 'git', raw: 'git' };
    return { runs: [{ type: 'argv', words: [git, ...call.operands], label: 'hub' }] };
  },
  examples: {
    yields: {
      'hub delete acme/shop': 'forge.change{service=github,object=repo,op=delete}',
      'hub push --force origin main': 'vcs.push + vcs.rewriteHistory{how=force-push}',
      'hub pull-request -m x': 'forge.change{object=pr,op=create} + comm.send{channel=pr}',
    },
    inert: ['hub ci-status', 'hub status'],
  },
};
