/** pipx. */
import type { Command, ProgramSpec } from '../../program';
import { always } from '../../stating';
import { installs, removes } from './installs';
import { pipOptions } from './python-common';
import { runsFetched } from './uv';

const options = `${pipOptions} --spec=S --pip-args=A --suffix=S --include-deps --include-apps --verbose`;

const install: Command = {
  options,
  does: (call) => installs(call, call.operands, { global: true, source: 'registry' }),
};

export const pipx: ProgramSpec = {
  names: 'pipx',
  options,
  commands: {
    'list environment completions help': [],
    run: { options, stopAtOperand: true, does: runsFetched },
    'install install-all upgrade upgrade-all upgrade-shared reinstall reinstall-all': install,
    inject: { options, does: (call) => installs(call, call.operands.slice(1), { global: true, source: 'registry' }) },
    'uninstall uninstall-all uninject': { options, does: (call) => removes(call, { global: true }) },
    ensurepath: always({ kind: 'config.write', target: 'path', executes: false }),
    interpreter: [],
  },
  examples: {
    yields: {
      'pipx install black': 'package.install{name=black,global=true}',
      'pipx uninstall-all': 'package.remove{global=true}',
      'pipx run --spec git+https://github.com/a/b ruff .': 'package.install{source=git} + code.exec{origin=registry}',
    },
    inert: ['pipx list'],
  },
};
