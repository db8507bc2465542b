/** Puppet and Chef. */
import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';

const puppet: ProgramSpec = {
  names: 'puppet',
  options: '-t,--test --noop -e,--execute=C --modulepath=D --environment=E --server=H --tags=T -v,--verbose -d,--debug',
  commands: {
    'help facts config describe doc parser lookup status epp strings': [],
    'apply agent device': (call) =>
      when(call.has('--noop') !== true, { kind: 'infra.change', provider: 'puppet', op: 'apply', reviewed: false }),
    module: {
      commands: {
        'list search': [],
        'install upgrade': always({ kind: 'package.install', manager: 'puppet', source: 'registry', scripts: true }),
        uninstall: always({ kind: 'package.remove', manager: 'puppet', global: true }),
      },
    },
    node: {
      commands: {
        find: [],
        'clean deactivate purge': always({ kind: 'infra.destroy', provider: 'puppet', service: 'node' }),
      },
    },
    resource: (call) => when(call.operands.length > 2, { kind: 'infra.change', provider: 'puppet', op: 'update' }),
    ssl: always({ kind: 'secret.write', store: 'puppet', op: 'update' }),
  },
  examples: {
    yields: { 'puppet agent -t': 'infra.change{provider=puppet,op=apply}', 'puppet node purge web1': 'infra.destroy' },
    inert: ['puppet apply --noop site.pp', 'puppet facts', 'puppet resource service nginx'],
  },
};

const chef: ProgramSpec = {
  names: 'chef-client chef-solo chef-apply cinc-client inspec bolt',
  options: '-W,--why-run -z,--local-mode -o,--override-runlist=R -c,--config=F -j=F -E=E -l=L -t,--targets=H',
  inertWith: ['-W'],
  does: (call) =>
    call.name === 'inspec'
      ? [{ kind: 'code.exec', origin: 'project-config' }]
      : [{ kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false }],
  examples: {
    yields: { 'chef-client -o recipe[shop]': 'infra.change{op=apply}' },
    inert: ['chef-client --why-run'],
  },
};

export const configurationManagers: readonly ProgramSpec[] = [puppet, chef];
