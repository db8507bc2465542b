/** Programs that do nothing of their own but run another. */
import type { ProgramSpec } from '../../program';
import { concurrently } from './concurrently';
import { env } from './environment';
import { parallel } from './parallel';
import { plainWrappers } from './plain';
import { recorders } from './recording';
import { runsRest } from './running';
import { group, su, sudo } from './sudo';
import { watchers } from './watching';
import { xargs } from './xargs';

const flock: ProgramSpec = {
  names: 'flock',
  options:
    '-c,--command=C -e,-x,--exclusive -E,--conflict-exit-code=N -F,--no-fork -n,--nb,--nonblock -o,--close -s,--shared -u,--unlock -w,--wait,--timeout=N --verbose',
  stopAtOperand: true,
  does(call) {
    const [, first, second] = call.operands;
    const text = call.words('-c').at(-1) ?? (first?.value === '-c' ? second : undefined);
    if (text) return { runs: [{ type: 'shell', text: text.value, span: text.span, label: 'flock -c' }] };
    return { runs: runsRest(call, {}, 1) };
  },
  examples: {
    yields: {
      'flock -n /tmp/build.lock rm -rf build': 'fs.delete{recursive=true}',
      "flock /tmp/build.lock -c 'rm -rf build'": 'fs.delete{recursive=true}',
    },
    inert: ['flock -w 10 /tmp/build.lock git status', 'flock -u 9'],
  },
};

/** `busybox rm`, `toybox rm`. */
const multicall: ProgramSpec = {
  names: 'busybox toybox',
  options: '--list --list-full --install -s',
  stopAtOperand: true,
  inertWith: ['--list', '--list-full'],
  does: (call) => (call.has('--install') === true ? [{ kind: 'fs.write', mode: 'link' }] : { runs: runsRest(call) }),
  examples: {
    yields: { 'busybox rm -rf build': 'fs.delete{recursive=true}', "busybox sh -c 'rm -rf build'": 'fs.delete' },
    inert: ['busybox ls -la', 'busybox --list'],
  },
};

export const wrappers: readonly ProgramSpec[] = [
  sudo,
  su,
  group,
  env,
  xargs,
  parallel,
  concurrently,
  flock,
  multicall,
  ...recorders,
  ...watchers,
  ...plainWrappers,
];
