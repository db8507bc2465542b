/** Nomad and Consul. */
import type { Command, ProgramSpec } from '../../program';
import { execsInside } from '../containers/run';

const clusterOptions =
  '-address=A -http-addr=A -namespace=N -region=R -token=T -datacenter=D -purge -detach -force -recurse -yes -y -enable -disable -deadline=D -id=I -name=N';

const changes: Command = {
  options: clusterOptions,
  does: (call) => [{ kind: 'infra.change', provider: call.name, op: 'apply' }],
};

const destroys: Command = {
  options: clusterOptions,
  does: (call) => [
    {
      kind: 'infra.destroy',
      provider: call.name,
      service: call.path[0] ?? null,
      resource: call.operands.at(-1)?.value ?? null,
      all: call.has('-recurse'),
      stateful: /^(volume|kv|namespace|var)$/.test(call.path[0] ?? '') ? true : null,
    },
  ],
};

const tokens: Command = {
  options: clusterOptions,
  commands: {
    'list read self info': [],
    create: [{ kind: 'secret.write', store: 'acl', op: 'mint' }],
    'delete update': [{ kind: 'access.change', provider: 'hashicorp', op: 'revoke' }],
  },
};

const acl: Command = {
  options: clusterOptions,
  commands: {
    token: tokens,
    'policy role auth-method binding-rule': {
      commands: { 'list read info': [] },
      otherwise: () => [{ kind: 'access.change', provider: 'hashicorp', op: 'policy' }],
    },
    bootstrap: [{ kind: 'secret.write', store: 'acl', op: 'mint' }],
  },
};

const snapshot: Command = {
  options: clusterOptions,
  commands: {
    'inspect state': [],
    save: (call) => [{ kind: 'db.export', engine: 'other', to: 'file', table: call.name }],
    restore: [{ kind: 'db.admin', engine: 'other', op: 'restore' }],
    agent: changes,
  },
};

export const nomad: ProgramSpec = {
  names: 'nomad',
  options: clusterOptions,
  commands: {
    'status version fmt monitor agent-info ui validate plan inspect help': [],
    'run start': changes,
    stop: destroys,
    'job system node deployment eval': {
      options: clusterOptions,
      commands: {
        'status inspect history plan validate init allocs deployments eval list config-get': [],
        'run dispatch scale revert promote start restart eligibility meta tag resume pause fail unblock config':
          changes,
        'stop purge gc drain reconcile delete periodic': destroys,
      },
    },
    alloc: {
      options: `${clusterOptions} -task=T -job -i -t`,
      commands: {
        'logs status fs checks pause': [],
        'stop restart signal': changes,
        exec: {
          options: '-task=T -job -i -t -e=C',
          stopAtOperand: true,
          does: (call) =>
            execsInside(call, 'other', call.operand(0) ?? null, call.operands.slice(1), 'nomad alloc exec'),
        },
      },
    },
    'namespace volume quota': {
      options: clusterOptions,
      commands: {
        'list status inspect init': [],
        'apply create register': changes,
        'delete deregister detach': destroys,
      },
    },
    var: {
      options: clusterOptions,
      commands: {
        list: [],
        get: [{ kind: 'secret.read', store: 'vault', audience: 'model' }],
        'put init lock': [{ kind: 'secret.write', store: 'nomad', op: 'update' }],
        purge: [{ kind: 'secret.write', store: 'nomad', op: 'destroy' }],
      },
    },
    acl,
    operator: {
      commands: {
        snapshot,
        'raft autopilot scheduler api debug metrics': {
          commands: { 'list-peers get-config state info': [] },
          otherwise: () => [{ kind: 'infra.change', provider: 'nomad', op: 'update' }],
        },
      },
    },
  },
  examples: {
    yields: {
      'nomad job stop -purge web': 'infra.destroy{provider=nomad,resource=web}',
      'nomad alloc exec 8ba85cef rm -rf /data': 'remote.exec{resolved=true} + fs.delete{via=remote}',
      'nomad job run web.nomad': 'infra.change{op=apply}',
      'nomad var get secrets/db': 'secret.read{audience=model}',
      'nomad namespace delete shop': 'infra.destroy{service=namespace,stateful=true}',
    },
    inert: ['nomad status', 'nomad alloc logs 8ba85cef', 'nomad job plan web.nomad'],
  },
};

export const consul: ProgramSpec = {
  names: 'consul',
  options: clusterOptions,
  commands: {
    'members info catalog version monitor validate watch rtt help debug': [],
    kv: {
      options: clusterOptions,
      commands: { 'get export': [], 'put import': changes, delete: destroys },
    },
    snapshot,
    acl,
    'services config intention peering': {
      options: clusterOptions,
      commands: {
        'list read check export match get exported-services': [],
        'register write create': changes,
        'deregister delete': destroys,
      },
    },
    'leave force-leave': destroys,
    'join reload maint event lock keyring operator': changes,
    exec: [{ kind: 'remote.exec', tool: 'other', host: null, resolved: false, evidence: { host: null } }],
  },
  examples: {
    yields: {
      'consul kv delete -recurse config/': 'infra.destroy{all=true,resource=config/}',
      'consul snapshot restore backup.snap': 'db.admin{op=restore}',
      'consul acl token create -name x': 'secret.write{op=mint}',
    },
    inert: ['consul members', 'consul kv get config/db'],
  },
};
