/** The command of an example as an agent would submit it, in a small invented workspace. */
import { analyse } from '../../../server/analysis/analyse';
import type { Effect } from '../../../server/effects/effect';
import type { Request } from '../../../server/request';
import { fakeProviders } from '../../support/fake-providers';

const workspace = '/repo';

export const exampleProviders = fakeProviders({
  home: '/home/dana',
  folders: ['/repo/src', '/repo/build'],
  files: {
    '/repo/a.ts': 'export {};\n',
    '/repo/.env': 'TOKEN=1\n',
    '/repo/package.json': '{"scripts":{"clean":"rm -rf build"}}',
    '/repo/Makefile': 'clean:\n\trm -rf build\n',
    '/repo/justfile': 'clean:\n    rm -rf build\n',
    '/repo/Taskfile.yml': 'version: 3\ntasks:\n  clean:\n    cmds:\n      - rm -rf build\n',
  },
  git: { root: workspace, branch: 'feature', remotes: { origin: 'git@github.com:acme/shop.git' } },
});

export function exampleRequest(command: string): Request {
  return {
    actions: [{ type: 'shell', command, shell: 'bash' }],
    tool: 'run_in_terminal',
    title: command,
    actor: 'ai',
    channel: 'terminal',
    cwd: workspace,
    workspace,
    interactive: true,
  };
}

export function effectsOf(command: string): readonly Effect[] {
  return analyse(exampleRequest(command), exampleProviders).effects;
}
