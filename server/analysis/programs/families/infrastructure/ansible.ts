/** ansible. */
import { opaque, type ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always, reads } from '../../stating';

const ansibleOptions =
  '-i,--inventory=F -l,--limit=H -e,--extra-vars=V -m,--module-name=M -a,--args=A -u,--user=U -b,--become -K -k -C,--check -D,--diff -t,--tags=T --skip-tags=T -f,--forks=N -c,--connection=C -M=P --private-key=F --vault-password-file=F --vault-id=I --become-user=U --become-method=M -v -o -P=N -B=N -T=N --start-at-task=T --step --list-hosts --list-tasks --list-tags --syntax-check --ask-vault-pass --flush-cache --ssh-common-args=A';

const readOnlyModules =
  /^(ping|setup|debug|stat|gather_facts|command_help|slurp|find|service_facts|package_facts|assert)$/;

export const ansible: ProgramSpec = {
  names: 'ansible',
  options: ansibleOptions,
  inertWith: ['--list-hosts', '--syntax-check'],
  does(call) {
    const host = call.operand(0) ?? null;
    const module = call.value('-m');
    const args = call.words('-a').at(-1);
    const name =
      module === undefined ? 'command' : typeof module === 'string' ? (module.split('.').at(-1) ?? null) : null;
    const read = name !== null && readOnlyModules.test(name);
    const shells = name !== null && /^(shell|command|raw|script)$/.test(name);
    const runs: Run[] =
      args && shells
        ? [
            {
              type: 'shell',
              text: args.value,
              span: args.span,
              label: `ansible -m ${name}`,
              via: 'remote',
              elsewhere: true,
              unbounded: true,
              ...(call.has('-b') === true && { authority: 'elevated' }),
            },
          ]
        : [];
    return {
      effects: [{ kind: 'remote.exec', tool: 'ansible', host, resolved: read || runs.length > 0, evidence: { host } }],
      runs,
    };
  },
  examples: {
    yields: {
      "ansible web -m shell -a 'rm -rf /srv'":
        'remote.exec{tool=ansible,host=web,resolved=true} + fs.delete{via=remote}',
      'ansible all -m user -a name=x': 'remote.exec{resolved=false}',
    },
    inert: ['ansible all --list-hosts'],
  },
};

export const playbook: ProgramSpec = {
  names: 'ansible-playbook ansible-pull ansible-console',
  options: ansibleOptions,
  // To ansible-pull `-C` is a branch.
  inertWith: (name) => [
    ...['--list-hosts', '--list-tasks', '--list-tags', '--syntax-check'],
    ...(name === 'ansible-pull' ? [] : ['-C']),
  ],
  does: (call) => {
    const host = call.value('-l') ?? null;
    return [
      ...reads(call, call.operands, { shown: false }),
      { kind: 'remote.exec', tool: 'ansible', host, resolved: false, evidence: { host } },
    ];
  },
  examples: {
    yields: {
      'ansible-playbook -l prod site.yml': 'remote.exec{resolved=false,host=prod}',
      'ansible-pull -U https://git.acme.test/site.git -C main': 'remote.exec{resolved=false}',
    },
    inert: ['ansible-playbook --check site.yml', 'ansible-playbook --syntax-check site.yml'],
  },
};

export const ansibleTools: ProgramSpec = {
  names: 'ansible-vault ansible-galaxy ansible-inventory ansible-doc ansible-config ansible-lint molecule',
  options:
    '--vault-password-file=F --vault-id=I -i=F -r=F -p=P --ask-vault-pass --output=F --list --graph --host=H -y -f',
  commands: {
    'view decrypt': (call) => [{ kind: 'secret.read', store: 'env-file', audience: call.audience }],
    'encrypt encrypt_string rekey create edit': always({ kind: 'secret.write', store: 'ansible-vault', op: 'update' }),
    install: always({ kind: 'package.install', manager: 'ansible-galaxy', source: 'registry', scripts: false }),
    'remove delete': always({ kind: 'package.remove', manager: 'ansible-galaxy' }),
    'collection role': {
      commands: {
        'list info search init build verify download': [],
        install: always({ kind: 'package.install', manager: 'ansible-galaxy', source: 'registry', scripts: false }),
        publish: always({ kind: 'package.publish', op: 'publish', registry: 'galaxy' }),
        remove: always({ kind: 'package.remove', manager: 'ansible-galaxy' }),
      },
    },
    'list dump init search info lint test converge verify syntax': [],
  },
  // The others take a file first, and only look at it.
  otherwise: (call) => (/^ansible-(vault|galaxy)$/.test(call.name) ? [opaque(call.invocation)] : []),
  examples: {
    yields: {
      'ansible-vault view secrets.yml': 'secret.read{store=env-file,audience=model}',
      'ansible-vault encrypt secrets.yml': 'secret.write{op=update}',
      'ansible-galaxy install -r requirements.yml': 'package.install{manager=ansible-galaxy}',
      'ansible-galaxy collection publish acme-shop-1.0.0.tar.gz': 'package.publish{op=publish}',
    },
    inert: ['ansible-inventory --list', 'ansible-lint site.yml', 'ansible-galaxy collection list'],
  },
};
