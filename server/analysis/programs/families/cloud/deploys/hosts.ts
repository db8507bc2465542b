/** Vercel, Netlify, Fly and Railway. */
import type { Answer, Call, ProgramSpec } from '../../../program';
import type { Run } from '../../../spec';
import { always } from '../../../stating';
import { destroys, environmentVariables, evidenceOf, inertVerbs, options, release, releases } from './release';

const remoteOptions = `${options} -C,--command=CMD -A,--address=A -u,--user=U -g,--group=G --pty -s,--select`;

/** `fly ssh console -C CMD`. */
function runsThere(call: Call): Answer {
  const runs = call.words('-C').map(
    ({ value, span }): Run => ({
      type: 'shell',
      text: value,
      span,
      label: `${call.name} ssh`,
      via: 'remote',
      elsewhere: true,
    }),
  );
  const seen: Answer = [{ kind: 'remote.exec', tool: 'other', host: null, resolved: runs.length > 0 }];
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
    'env env:list env:get env:set env:unset env:import': environmentVariables,
    dev: always({ kind: 'net.listen', expose: 'loopback' }),
    'project projects sites sites:list sites:delete sites:create teams': {
      options,
      commands: {
        'ls list': [],
        'rm remove': destroys('project'),
        'add create': always({ kind: 'infra.change', provider: 'vercel', op: 'create' }),
      },
      does: (call) =>
        call.path.at(-1) === 'sites:delete'
          ? [{ kind: 'infra.destroy', provider: call.name, service: 'site', resource: call.operand(0) ?? null }]
          : [],
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
  otherwise: (call) =>
    call.name === 'netlify'
      ? [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }]
      : [release(call, 'deploy')],
  examples: {
    yields: {
      'vercel --prod': 'deploy.release{op=deploy,env=prod}',
      'vercel remove shop -y': 'infra.destroy',
      'netlify deploy --prod': 'deploy.release{env=prod}',
      'vercel env rm A': 'secret.write{op=delete}',
    },
    inert: ['vercel ls', 'netlify status'],
  },
};

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
        'list ls show status info logs': [],
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
    'secrets variables variable vars': environmentVariables,
    ssh: {
      options: remoteOptions,
      does: runsThere,
      commands: { 'issue log establish': [], console: { options: remoteOptions, does: runsThere } },
    },
    'run exec connect shell console': {
      options: remoteOptions,
      stopAtOperand: true,
      does: (call) =>
        call.name === 'railway' && call.path.at(-1) === 'run'
          ? {
              effects: [{ kind: 'secret.read', store: 'env-var', audience: 'process' }],
              runs: [{ type: 'argv', words: call.operands, label: 'railway run' }],
            }
          : runsThere(call),
    },
    'scale restart suspend resume image certs ips domain': (call) => [
      { kind: 'infra.change', provider: call.name, op: call.path.at(-1) === 'suspend' ? 'stop' : 'update' },
    ],
    'auth login logout link unlink init tokens orgs': [],
    proxy: always({ kind: 'net.listen', expose: 'loopback' }),
  },
  examples: {
    yields: {
      'fly deploy': 'deploy.release{op=deploy}',
      'fly postgres destroy db1': 'infra.destroy{stateful=true}',
      'fly apps destroy shop -y': 'infra.destroy',
      "fly ssh console -C 'rm -r /data'": 'remote.exec{resolved=true} + fs.delete{path=/data,via=remote}',
      'fly ssh console': 'remote.exec{resolved=false} + code.opaque{reason=interactive}',
    },
    inert: ['fly status', 'fly logs'],
  },
};
