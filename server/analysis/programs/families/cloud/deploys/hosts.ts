/** Vercel, Netlify, Fly and Railway. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import { type Answer, type Call, opaque, type ProgramSpec } from '../../../program';
import type { Word } from '../../../spec';
import { always, reads } from '../../../stating';
import { shellThere } from '../remote-shell';
import { destroys, environmentVariables, evidenceOf, inertVerbs, options, release, releases } from './release';

const remoteOptions = `${options} -C,--command=CMD -A,--address=A -u,--user=U -g,--group=G --pty -s,--select`;

/** What the platform would set, and nobody sees. */
const variablesThere = new Map<string, Text>([
  ['DATABASE_URL', null],
  ['PGHOST', null],
  ['RAILS_ENV', null],
  ['NODE_ENV', null],
]);

/** `fly ssh console -C CMD`. */
function runsThere(call: Call, given: readonly Word[] = call.words('-C')): Answer {
  const runs = shellThere(call, given);
  const seen: Answer = [
    { kind: 'remote.exec', tool: 'other', host: null, resolved: runs.length > 0, evidence: { host: null } },
  ];
  const unseen: Answer =
    runs.length > 0 ? [] : [{ kind: 'code.opaque', reason: 'interactive', program: call.name, via: 'remote' }];
  return { effects: [...seen, ...unseen], runs };
}

export const vercel: ProgramSpec = {
  names: 'vercel vc netlify',
  options,
  does: (call) => (call.name === 'netlify' ? [] : [release(call, 'deploy')]),
  commands: {
    [inertVerbs]: { options },
    'deploy redeploy': releases('deploy'),
    rollback: releases('rollback'),
    promote: releases('promote'),
    'remove rm': destroys('deployment'),
    'env secrets': environmentVariables,
    'env:list': [],
    'env:get': [{ kind: 'secret.read', store: 'env-var', audience: 'model' }],
    'env:set env:import env:clone': [{ kind: 'secret.write', store: 'platform', op: 'update' }],
    'env:unset': [{ kind: 'secret.write', store: 'platform', op: 'delete' }],
    blob: {
      options,
      commands: {
        'list ls': [],
        put: (call) => [
          ...reads(call, call.operands.slice(0, 1), { shown: false }),
          { kind: 'net.upload', channel: 'bucket', host: null, source: 'file' },
        ],
        'del delete': (call) => [blobDeleted(call, call.operand(0) ?? null)],
        'store copy': [{ kind: 'infra.change', provider: 'vercel', service: 'blob', op: 'update' }],
      },
    },
    'blobs:list blobs:get': [],
    'blobs:set': [{ kind: 'infra.change', provider: 'netlify', service: 'blobs', op: 'update' }],
    'blobs:delete': (call) => [blobDeleted(call, call.operand(1) ?? null)],
    api: (call) =>
      /^(get|list|show)/.test(String(call.operand(0)))
        ? []
        : [
            /^delete/.test(String(call.operand(0)))
              ? { kind: 'infra.destroy', provider: 'netlify', service: 'api', resource: call.operand(0) ?? null }
              : { kind: 'infra.change', provider: 'netlify', service: 'api', op: 'update' },
          ],
    dev: always({ kind: 'net.listen', expose: 'loopback' }),
    'sites:list': [],
    'sites:create': [{ kind: 'infra.change', provider: 'netlify', service: 'site', op: 'create' }],
    'sites:delete': destroys('site'),
    'project projects sites teams': {
      options,
      commands: {
        'ls list': [],
        'rm remove': destroys('project'),
        'add create': always({ kind: 'infra.change', provider: 'vercel', op: 'create' }),
        'inspect switch invite': [],
      },
    },
    'domains dns alias certs': {
      options,
      commands: { 'ls list inspect': [] },
      otherwise: (call, verb) => [
        {
          kind: 'saas.change',
          category: 'dns',
          vendor: call.name,
          op: /^(rm|remove)$/.test(verb) ? 'delete' : 'update',
        },
      ],
    },
    'link init pull unlink functions functions:list functions:invoke blobs': [],
    'login logout': always({ kind: 'secret.write', store: 'vercel', op: 'update' }),
  },
  // vercel takes a folder there.
  otherwise: (call, name) =>
    call.name !== 'netlify' && /[./]|^(dist|build|out|public)$/.test(name)
      ? [release(call.inside(options), 'deploy')]
      : [opaque(call.invocation)],
  examples: {
    yields: {
      'vercel --prod': 'deploy.release{op=deploy,env=prod}',
      'vercel remove shop -y': 'infra.destroy',
      'netlify deploy --prod': 'deploy.release{env=prod}',
      'vercel env rm A': 'secret.write{op=delete}',
      'vercel ./dist --prod': 'deploy.release{env=prod}',
      'vercel project rm shop': 'infra.destroy{service=project,resource=shop}',
      'netlify sites:delete 1234': 'infra.destroy{service=site,resource=1234}',
      'netlify env:set TOKEN 1': 'secret.write{op=update}',
      'vercel domains rm shop.example': 'saas.change{category=dns,op=delete}',
      'vercel blob del x': 'db.rows.delete{where=key}',
      'netlify frobnicate': 'code.opaque{reason=unresolved-command}',
    },
    inert: ['vercel ls', 'netlify status', 'vercel env ls', 'netlify env:list'],
  },
};

function blobDeleted(call: Call, table: Text): EffectDraft {
  return {
    kind: 'db.rows.delete',
    engine: 'other',
    table,
    where: 'key',
    method: 'delete',
    evidence: { cloudProject: call.value('--project') ?? null },
  };
}

export const fly: ProgramSpec = {
  names: 'fly flyctl railway',
  options,
  commands: {
    [inertVerbs]: { options },
    'deploy up launch redeploy': releases('deploy'),
    'destroy down delete': destroys('app'),
    'apps postgres pg mysql redis volumes volume machine machines mpg storage service environment project': {
      options,
      commands: {
        'list ls show status info logs releases': [],
        snapshots: { options, commands: { 'list ls': [] } },
        'stop suspend': [{ kind: 'infra.change', provider: 'fly', op: 'stop' }],
        exec: {
          options,
          does: (call) => runsThere(call, call.operands.slice(1)),
        },
        'destroy delete rm remove kill': (call) => [
          {
            kind: 'infra.destroy',
            provider: call.name,
            service: call.path[0] ?? null,
            resource: call.operand(0) ?? null,
            stateful: /postgres|pg|mysql|redis|volume|mpg|storage|apps|project/.test(call.path[0] ?? ''),
            evidence: evidenceOf(call),
          },
        ],
        connect: (call) => [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
      },
      otherwise: (call) => [{ kind: 'infra.change', provider: call.name, op: 'update' }],
    },
    secrets: environmentVariables,
    'variables variable vars': {
      options: `${options} --set=KV --remove=K -k,--kv`,
      does: (call) =>
        call.words('--set').length > 0 || call.words('--remove').length > 0
          ? [{ kind: 'secret.write', store: 'platform', op: 'update' }]
          : [{ kind: 'secret.read', store: 'env-var', audience: call.audience }],
    },
    ssh: {
      options: remoteOptions,
      does: (call) => runsThere(call),
      commands: { 'issue log establish': [], console: { options: remoteOptions, does: (call) => runsThere(call) } },
    },
    'run exec connect shell console': {
      options: remoteOptions,
      stopAtOperand: true,
      does: (call) =>
        call.name === 'railway' && call.path.at(-1) === 'run'
          ? {
              effects: [{ kind: 'secret.read', store: 'env-var', audience: 'process' }],
              runs: [{ type: 'argv', words: call.operands, label: 'railway run', variables: variablesThere }],
            }
          : runsThere(call),
    },
    'scale restart suspend resume image certs ips domain': (call) => [
      { kind: 'infra.change', provider: call.name, op: call.path.at(-1) === 'suspend' ? 'stop' : 'update' },
    ],
    auth: {
      options,
      commands: {
        token: [{ kind: 'secret.read', store: 'cloud-cred', audience: 'model' }],
        'login logout whoami signup docker': [],
      },
    },
    tokens: {
      options,
      commands: {
        'list ls': [],
        create: { options, does: always({ kind: 'secret.write', store: 'fly', op: 'mint' }) },
        revoke: [{ kind: 'secret.write', store: 'fly', op: 'delete' }],
      },
      otherwise: () => [{ kind: 'secret.write', store: 'fly', op: 'update' }],
    },
    'login logout link unlink init orgs list add': [],
    proxy: always({ kind: 'net.listen', expose: 'loopback' }),
  },
  examples: {
    yields: {
      'fly deploy': 'deploy.release{op=deploy}',
      'fly postgres destroy db1': 'infra.destroy{stateful=true}',
      'fly apps destroy shop -y': 'infra.destroy',
      "fly machine exec m1 'rm -rf /data'": 'remote.exec{resolved=true} + fs.delete{via=remote}',
      'fly secrets unset TOKEN': 'secret.write{op=delete}',
      'fly auth token': 'secret.read{audience=model}',
      'railway variables': 'secret.read{store=env-var,audience=model}',
      'railway run rails db:drop': 'secret.read{audience=process} + db.schema.drop',
      'railway down -y': 'infra.destroy',
      "fly ssh console -C 'rm -r /data'": 'remote.exec{resolved=true} + fs.delete{path=/data,via=remote}',
      'fly ssh console': 'remote.exec{resolved=false} + code.opaque{reason=interactive}',
    },
    inert: ['fly status', 'fly logs', 'fly volumes snapshots list vol_1', 'railway status'],
  },
};
