/** composer. */
import type { Answer, Command, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { always } from '../../stating';
import { installs, removes, setsManager } from './installs';

const requires: Command = (call) =>
  installs(call, call.operands, { scripts: call.has('--no-scripts', '--no-plugins') !== true });

function runsScript([name, ...args]: readonly Word[]): Answer {
  if (!name) return [];
  const label = `composer ${name.raw}`;
  return { runs: [{ type: 'project', runner: 'composer', name: name.value, args, label }] };
}

const passive =
  'list info search show outdated check-platform-reqs depends why why-not prohibits licenses help validate diagnose status about audit browse home suggests fund dump-autoload dumpautoload archive clear-cache clearcache cc init completion';

export const composer: ProgramSpec = {
  names: 'composer',
  options:
    '-d,--working-dir=D --no-scripts --no-plugins --no-dev --dev -n,--no-interaction -q -v -W,--with-all-dependencies -w,--with-dependencies -g,--global -a,--auth --unset -l,--list --repository=U -s,--stability=S -o --prefer-dist --prefer-source --ignore-platform-reqs --dry-run -f,--format=F -u,--unset',
  inertWith: ['--dry-run'],
  commands: {
    [passive]: [],
    'install update require i u upgrade r reinstall bump': requires,
    // The second operand is a folder.
    'create-project': (call) => installs(call, call.operands.slice(0, 1)),
    global: {
      commands: {
        [passive]: [],
        'require install update': (call) => installs(call, call.operands, { global: true }),
        remove: (call) => removes(call, { global: true }),
      },
    },
    'remove rm uninstall': (call) => removes(call),
    'exec x': {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'composer exec' }] }),
    },
    'run run-script': {
      stopAtOperand: true,
      does: (call) => runsScript(call.operands),
    },
    'self-update selfupdate': always({
      kind: 'package.install',
      manager: 'composer',
      source: 'registry',
      global: true,
    }),
    config: (call) => {
      const key = call.operand(0);
      if (/oauth|token|http-basic|bearer/.test(String(key)))
        return call.operands.length < 2 && !call.maybe('--unset')
          ? [{ kind: 'secret.read', store: 'registry-cred', audience: 'model' }]
          : [{ kind: 'secret.write', store: 'registry-cred', op: 'update' }];
      if (call.operands.length < 2 && !call.maybe('--unset')) return [];
      return [setsManager(key, /repo|allow-plugins|secure-http|disable-tls|scripts/)];
    },
  },
  otherwise: (call) => runsScript(call.operands),
  examples: {
    yields: {
      'composer require acme/tool:1.2.3': 'package.install{name=acme/tool,pinned=true,source=registry,scripts=true}',
      'composer install --no-scripts': 'package.install{source=lockfile,scripts=false}',
      'composer global require acme/tool': 'package.install{name=acme/tool,global=true}',
      'composer exec -- rm -rf build': 'fs.delete{path=/repo/build}',
      'composer config allow-plugins.acme/x true': 'config.write{executes=true}',
      'composer deploy': 'code.exec{resolved=false} + code.opaque{reason=unresolved-command}',
    },
    inert: ['composer show', 'composer validate', 'composer why acme/tool', 'composer require x/y --dry-run'],
  },
};
