/** terraform, pulumi, ansible and other programs that make infrastructure what a file says. */
import type { EffectDraft } from '../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../program';
import type { Run } from '../spec';
import { always, reads, when } from '../stating';
import { environmentVariables } from './databases/connection';

const options =
  '-chdir=DIR -var=KV -var-file=F -target=R -replace=R -out=F -state=F -state-out=F -backup=F -parallelism=N -lock=B -lock-timeout=T -input=B -auto-approve -destroy -refresh=B -refresh-only -compact-warnings -no-color -json -detailed-exitcode -generate-config-out=F -upgrade -reconfigure -migrate-state -backend=B -backend-config=C -from-module=M -get=B -plugin-dir=D -force -ignore-remote-version -allow-missing -raw -recursive -check -diff -write=B -list=B -module=M -type=T -filter=F -verbose';

/** `-destroy` in the plan, too: applying it later is not seen here. */
function applies(call: Call): readonly EffectDraft[] {
  const plan = call.operands[0];
  const evidence = evidenceOf(call);
  if (call.has('-destroy') === true)
    return [{ kind: 'infra.destroy', provider: call.name, all: call.words('-target').length === 0, evidence }];
  // A saved plan was looked at, or could have been; what it holds is in the plan, not here.
  if (plan && call.path.at(-1) === 'apply')
    return [{ kind: 'infra.change', provider: call.name, op: 'apply', reviewed: null, evidence }];
  const refreshOnly = call.has('-refresh-only') === true;
  return [
    {
      kind: 'infra.change',
      provider: call.name,
      op: refreshOnly ? 'update' : 'apply',
      reviewed: refreshOnly,
      evidence,
    },
    ...when(call.has('-destroy') === null ? null : false, { kind: 'infra.destroy', provider: call.name, evidence }),
  ];
}

function evidenceOf(call: Call) {
  const workspace = call.invocation.variable('TF_WORKSPACE');
  const awsProfile = call.invocation.variable('AWS_PROFILE');
  const named = environmentVariables(call);
  const envVars = [...named, ...(typeof workspace === 'string' ? [`TF_WORKSPACE=${workspace}`] : [])];
  return { ...(awsProfile !== undefined && { awsProfile }), ...(envVars.length > 0 && { envVars }) };
}

const state = (op: 'rm' | 'mv' | 'import' | 'taint' | 'unlock' | 'workspace-delete' | 'cancel' | 'push'): Command => ({
  options,
  does: (call) => [{ kind: 'infra.state', tool: call.name, op }],
});

const terraform: ProgramSpec = {
  names: 'terraform tofu terragrunt',
  options: `${options} --terragrunt-non-interactive --terragrunt-working-dir=D --terragrunt-config=F`,
  commands: {
    'validate fmt show output providers version graph metadata help get modules functions hclfmt hclvalidate graph-dependencies':
      [],
    plan: always({
      kind: 'code.exec',
      origin: 'project-config',
      lang: 'terraform',
      certainty: 'possible',
      resolved: true,
    }),
    init: always({ kind: 'net.fetch' }),
    'apply run-all': (call) => runAll(call),
    destroy: (call) => [
      {
        kind: 'infra.destroy',
        provider: call.name,
        all: call.words('-target').length === 0,
        evidence: evidenceOf(call),
      },
    ],
    refresh: (call) => [
      { kind: 'infra.change', provider: call.name, op: 'update', reviewed: true, evidence: evidenceOf(call) },
    ],
    state: {
      options,
      commands: {
        'list show pull': [],
        'rm remove': state('rm'),
        'mv move': state('mv'),
        push: state('push'),
        'replace-provider': state('mv'),
      },
    },
    'taint untaint': state('taint'),
    'force-unlock': state('unlock'),
    import: state('import'),
    workspace: {
      commands: {
        'list show': [],
        'select new': always({ kind: 'config.write', target: 'other', executes: false }),
        delete: state('workspace-delete'),
      },
    },
    'login logout': always({ kind: 'secret.write', store: 'terraform', op: 'update' }),
    console: always({ kind: 'code.opaque', reason: 'interactive', program: 'terraform' }),
    test: always({ kind: 'infra.change', provider: 'terraform', op: 'apply', reviewed: false }),
  },
  examples: {
    yields: {
      'terraform apply -auto-approve': 'infra.change{op=apply,reviewed=false}',
      'terraform -chdir=infra apply': 'infra.change{op=apply,reviewed=false}',
      'terraform destroy': 'infra.destroy{all=true}',
      'terraform apply -destroy -auto-approve': 'infra.destroy{all=true}',
      'terraform destroy -target=aws_db_instance.main': 'infra.destroy{all=false}',
      'terraform state rm aws_s3_bucket.b': 'infra.state{op=rm}',
      'terraform force-unlock -force 123': 'infra.state{op=unlock}',
      'terraform workspace delete staging': 'infra.state{op=workspace-delete}',
      'terraform apply plan.out': 'infra.change{op=apply}',
      'terraform plan': 'code.exec{certainty=possible}',
    },
    inert: [
      'terraform validate',
      'terraform fmt -check',
      'terraform show',
      'terraform state list',
      'terraform output -json',
    ],
  },
};

/** `terragrunt run-all VERB`: the verb is an operand there. */
function runAll(call: Call): readonly EffectDraft[] {
  if (call.path.at(-1) !== 'run-all') return applies(call);
  const verb = call.operand(0);
  if (verb === 'plan' || verb === 'validate' || verb === 'output' || verb === 'init') return [];
  if (verb === 'destroy')
    return [{ kind: 'infra.destroy', provider: call.name, all: true, evidence: evidenceOf(call) }];
  return [{ kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false, evidence: evidenceOf(call) }];
}

const pulumiOptions =
  '-s,--stack=S -y,--yes -C,--cwd=D -t,--target=U -p,--parallel=N -f,--skip-preview --refresh[=B] -m,--message=M -c,--config=KV --config-file=F --plan=F --diff -j,--json --non-interactive -e,--logtostderr -v=N --force --expect-no-changes --remove --preserve-config --show-secrets';

const pulumi: ProgramSpec = {
  names: 'pulumi',
  options: pulumiOptions,
  commands: {
    'preview pre about whoami version logs schema gen-completion help': [],
    'up update watch': (call) => [
      {
        kind: 'infra.change',
        provider: 'pulumi',
        op: 'apply',
        reviewed: call.has('--plan'),
        evidence: evidenceOf(call),
      },
    ],
    'destroy down': (call) => [
      { kind: 'infra.destroy', provider: 'pulumi', all: call.words('-t').length === 0, evidence: evidenceOf(call) },
    ],
    refresh: always({ kind: 'infra.change', provider: 'pulumi', op: 'update', reviewed: true }),
    cancel: always({ kind: 'infra.state', tool: 'pulumi', op: 'cancel' }),
    import: always({ kind: 'infra.state', tool: 'pulumi', op: 'import' }),
    stack: {
      options: pulumiOptions,
      commands: {
        'ls select init output history tag graph export unselect': [],
        rm: always({ kind: 'infra.state', tool: 'pulumi', op: 'rm' }),
        'import rename change-secrets-provider': always({ kind: 'infra.state', tool: 'pulumi', op: 'push' }),
      },
      does: always(),
    },
    state: {
      options: pulumiOptions,
      commands: {
        delete: always({ kind: 'infra.state', tool: 'pulumi', op: 'rm' }),
        'unprotect rename upgrade repair edit move protect taint': always({
          kind: 'infra.state',
          tool: 'pulumi',
          op: 'mv',
        }),
      },
    },
    config: {
      options: pulumiOptions,
      commands: {
        get: [],
        'set rm set-all rm-all refresh cp': always({ kind: 'config.write', target: 'other', executes: false }),
        env: [],
      },
      does: (call) => when(call.has('--show-secrets'), { kind: 'secret.read', store: 'vault' }),
    },
    'new plugin package install convert': always({ kind: 'net.fetch' }),
    'login logout': always({ kind: 'secret.write', store: 'pulumi', op: 'update' }),
    'env esc policy org deployment': {
      commands: { 'ls get list': [] },
      otherwise: () => [{ kind: 'infra.change', provider: 'pulumi', op: 'update' }],
    },
  },
  examples: {
    yields: {
      'pulumi up -y': 'infra.change{op=apply,reviewed=false}',
      'pulumi destroy': 'infra.destroy{all=true}',
      'pulumi stack rm dev': 'infra.state{op=rm}',
      'pulumi cancel': 'infra.state{op=cancel}',
    },
    inert: ['pulumi preview', 'pulumi stack ls'],
  },
};

const ansibleOptions =
  '-i,--inventory=F -l,--limit=H -e,--extra-vars=V -m,--module-name=M -a,--args=A -u,--user=U -b,--become -K -k -C,--check -D,--diff -t,--tags=T --skip-tags=T -f,--forks=N -c,--connection=C -M=P --private-key=F --vault-password-file=F --vault-id=I --become-user=U --become-method=M -v -o -P=N -B=N -T=N --start-at-task=T --step --list-hosts --list-tasks --list-tags --syntax-check --ask-vault-pass --flush-cache --ssh-common-args=A';

const readOnlyModules =
  /^(ping|setup|debug|stat|gather_facts|command_help|slurp|find|service_facts|package_facts|assert)$/;

const ansible: ProgramSpec = {
  names: 'ansible',
  options: ansibleOptions,
  inertWith: ['--list-hosts', '--syntax-check'],
  does(call) {
    const host = call.operand(0) ?? null;
    const module = call.value('-m') ?? 'command';
    const args = call.words('-a').at(-1);
    const name = typeof module === 'string' ? (module.split('.').at(-1) ?? module) : null;
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

const playbook: ProgramSpec = {
  names: 'ansible-playbook ansible-pull ansible-console',
  options: ansibleOptions,
  inertWith: ['--list-hosts', '--list-tasks', '--list-tags', '--syntax-check', '-C'],
  does: (call) => {
    const host = call.value('-l') ?? null;
    return [
      ...reads(call, call.operands, { shown: false }),
      { kind: 'remote.exec', tool: 'ansible', host, resolved: false, evidence: { host } },
    ];
  },
  examples: {
    yields: { 'ansible-playbook -l prod site.yml': 'remote.exec{resolved=false,host=prod}' },
    inert: ['ansible-playbook --check site.yml', 'ansible-playbook --syntax-check site.yml'],
  },
};

const ansibleTools: ProgramSpec = {
  names: 'ansible-vault ansible-galaxy ansible-inventory ansible-doc ansible-config ansible-lint molecule',
  options:
    '--vault-password-file=F --vault-id=I -i=F -r=F -p=P --ask-vault-pass --output=F --list --graph --host=H -y -f',
  commands: {
    'view decrypt': (call) => [
      { kind: 'secret.read', store: 'env-file', audience: call.invocation.outputShown ? 'model' : 'process' },
    ],
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
  otherwise: () => [],
};

const packer: ProgramSpec = {
  names: 'packer vagrant nomad consul cdktf',
  options:
    '-var=KV -var-file=F -f,--force -only=N -auto-approve --auto-approve -purge -detach -address=A -namespace=N -recurse -y',
  commands: {
    'validate fmt inspect version status global-status ssh-config plan diff synth list members info catalog members-list port box-list node-status server help job-status alloc logs monitor agent-info kv-get snapshot-list convert get':
      [],
    'build up apply deploy run start reload provision resume': (call) => [
      { kind: 'infra.change', provider: call.name, op: 'apply', reviewed: false },
    ],
    destroy: (call) => [{ kind: 'infra.destroy', provider: call.name, all: call.operands.length === 0 }],
    'stop halt suspend': (call) => [{ kind: 'infra.change', provider: call.name, op: 'stop', reviewed: true }],
    'job system node': {
      options: '-purge -detach',
      commands: {
        'status inspect history plan validate init allocs deployments eval': [],
        'run dispatch scale revert promote start': (call) => [
          { kind: 'infra.change', provider: call.name, op: 'apply' },
        ],
        'stop purge gc drain eligibility': (call) => [
          { kind: 'infra.destroy', provider: call.name, resource: call.operand(0) ?? null },
        ],
      },
    },
    kv: {
      options: '-recurse',
      commands: {
        'get export': [],
        'put import': (call) => [{ kind: 'infra.change', provider: call.name, op: 'update' }],
        delete: (call) => [
          { kind: 'infra.destroy', provider: call.name, resource: call.operand(0) ?? null, all: call.has('-recurse') },
        ],
      },
    },
    'init plugins box plugin': always({ kind: 'net.fetch' }),
    'ssh exec rsync': {
      stopAtOperand: true,
      does: (call) => [{ kind: 'remote.exec', tool: 'other', host: call.operand(0) ?? null, resolved: false }],
    },
  },
  examples: {
    yields: { 'vagrant destroy -f': 'infra.destroy{all=true}', 'vagrant up': 'infra.change' },
    inert: ['vagrant status', 'packer validate x.pkr.hcl'],
  },
};

/** Backup programs: what matters is what they forget. */
const backups: ProgramSpec = {
  names: 'restic borg borgmatic duplicity kopia rustic tmutil bup duplicacy',
  options:
    '-r,--repo=R -n,--dry-run --prune --keep-last=N --keep-daily=N -p,--password-file=F --stats -v --list --force --tag=T --host=H',
  inertWith: ['-n'],
  commands: {
    'snapshots list info ls stats check diff find version cat verify listbackups latestbackup status cat-file key-list destinationinfo help':
      [],
    'backup create init startbackup snapshot': [],
    'restore extract mount': always({ kind: 'fs.write', mode: 'overwrite', extent: 'unbounded' }),
    'forget prune delete compact deletelocalsnapshots purge remove-older-than remove-all-but-n-full thinlocalsnapshots':
      always({ kind: 'recovery.destroy', what: 'backup' }),
    'disable removedestination': always({ kind: 'recovery.destroy', what: 'retention' }),
    'unlock break-lock repair rebuild-index key rename copy migrate': always({
      kind: 'infra.state',
      tool: 'backup',
      op: 'unlock',
    }),
  },
  examples: {
    yields: {
      'restic forget --keep-last 1 --prune': 'recovery.destroy{what=backup}',
      'borg delete repo::a': 'recovery.destroy',
    },
    inert: ['restic snapshots', 'restic forget -n --keep-last 1'],
  },
};

const windowsBackups: ProgramSpec = {
  names: 'vssadmin wbadmin bcdedit',
  options: '',
  commands: {
    'list get': [],
    'delete resize': always({ kind: 'recovery.destroy', what: 'snapshot' }),
    '/set': always({ kind: 'system.configure', area: 'kernel' }),
  },
  examples: {
    yields: { 'vssadmin delete shadows /all': 'recovery.destroy{what=snapshot}' },
    inert: ['vssadmin list shadows'],
  },
};

export const infrastructure: readonly ProgramSpec[] = [
  terraform,
  pulumi,
  ansible,
  playbook,
  ansibleTools,
  packer,
  backups,
  windowsBackups,
];
