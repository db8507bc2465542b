/** Managers of versions of languages. */
import type { ProgramSpec } from '../../program';
import { always } from '../../stating';

export const versionManagers: ProgramSpec = {
  names: 'nvm fnm volta n nodenv pyenv rbenv asdf mise rtx corepack sdk jenv tfenv tfswitch goenv rustup ghcup proto',
  options: '-g,--global --default -y -v',
  commands: {
    'ls list ls-remote list-all current which version --version where env doctor versions show help shims rehash hash reshim prefix root whence local shell completions':
      [],
    'use default alias unalias global set pin unpin deactivate enable disable override': always({
      kind: 'config.write',
      target: 'env',
      executes: false,
    }),
    'install i add plugin upgrade update self-update component target toolchain fetch lts latest': (call) =>
      call.operand(0) === 'list'
        ? []
        : [
            {
              kind: 'package.install',
              manager: call.name,
              name: call.operand(0) ?? null,
              source: 'registry',
              scripts: true,
              global: true,
            },
          ],
    'uninstall remove rm unset prune': (call) => [
      { kind: 'package.remove', manager: call.name, name: call.operand(0) ?? null, global: true },
    ],
    'exec run x': {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: `${call.name} exec` }] }),
    },
  },
  otherwise: (call) => [{ kind: 'package.install', manager: call.name, source: 'registry', global: true }],
};
