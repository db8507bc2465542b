/** gem, bundler and composer. */
import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { installs, removes } from './installs';

export const gems: ProgramSpec = {
  names: 'gem bundle bundler composer',
  options:
    '-v,--version=V -s,--source=U -n,--bindir=D -i,--install-dir=D --clear-sources --without=G --with=G --path=D --jobs=N --gemfile=F -W --dev --no-dev --no-scripts --no-interaction -d,--working-dir=D -g --user-install -N --no-document -f -q -a,--add=URL -r,--remove=URL -c,--clear-all',
  commands: {
    'list info search show outdated check env which contents specification dependency query help licenses why depends validate diagnose status about doctor audit platform viz lock prohibits home browse suggests fund':
      [],
    'install update require add create-project i u reinstall': (call) =>
      installs(call, call.operands, { scripts: call.has('--no-scripts') !== true }),
    global: { commands: { require: (call) => installs(call, call.operands, { global: true }), 'show outdated': [] } },
    'uninstall remove cleanup clean': (call) => removes(call),
    push: always({ kind: 'package.publish', op: 'publish', registry: 'rubygems' }),
    yank: always({ kind: 'package.publish', op: 'yank', registry: 'rubygems' }),
    owner: always({ kind: 'package.publish', op: 'owner', registry: 'rubygems' }),
    'signin signout': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    exec: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: `${call.name} exec` }] }),
    },
    'run run-script': {
      stopAtOperand: true,
      does: (call) => ({
        runs: [
          {
            type: 'project',
            runner: 'composer',
            name: call.operand(0) ?? null,
            args: call.operands.slice(1),
            label: `composer run ${String(call.operand(0))}`,
          },
        ],
      }),
    },
    sources: (call) =>
      when(call.maybe('-a', '-r', '-c'), { kind: 'config.write', target: 'package-manager', executes: true }),
    config: (call) =>
      call.operands.length < 2
        ? []
        : [
            {
              kind: 'config.write',
              target: 'package-manager',
              executes: /repositor|mirror|allow-plugins/.test(String(call.operand(0))),
            },
          ],
    'init dump-autoload dumpautoload build open cache clear-cache clearcache archive binstubs console gem package pack':
      [],
  },
  otherwise: (call, name) =>
    call.name === 'composer'
      ? {
          runs: [
            { type: 'project', runner: 'composer', name, args: call.operands.slice(1), label: `composer ${name}` },
          ],
        }
      : [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }],
  examples: {
    yields: {
      'gem install rails': 'package.install{name=rails}',
      'gem push a.gem': 'package.publish',
      'bundle install': 'package.install{source=lockfile}',
      'composer require a/b': 'package.install',
    },
    inert: ['bundle list', 'composer show'],
  },
};
