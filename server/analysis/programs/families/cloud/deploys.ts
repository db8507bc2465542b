/** Platforms that run what is deployed to them. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { runsSql } from '../databases/sql-clients';

const options =
  '--prod,--production -y,--yes -t,--token=T --scope,-S=S --cwd=D --env,-e=E --build-env=E -c,--config=F --name,-n=N --target=T --dir,-d=D --site,-s=S --message,-m=M --force,-f --project,-p,-P=P --only=O --stage=S --region,-r=R --app,-a=A --stack-name=N --profile=P --require-approval=R --all --debug --json --local --remote --preview --binding=B --namespace-id=N --command=SQL --file=F --access-token=T --org=O --image,-i=I --detach --dry-run --no-execute-changeset --no-confirm-changeset --auto-approve --prebuilt --alias=A --no-prompts';

function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const stage = call.words('--stage', '--env', '--target', '--project').map((word) => `STAGE=${String(word.value)}`);
  const production = call.has('--prod') === true ? ['STAGE=production'] : [];
  const envVars = [...stage, ...production];
  return envVars.length > 0 ? { envVars } : {};
}

function releases(op: 'deploy' | 'rollback' | 'promote' | 'remove'): Command {
  return { options, inertWith: ['--dry-run'], does: (call) => [release(call, op)] };
}

function release(call: Call, op: 'deploy' | 'rollback' | 'promote' | 'remove'): EffectDraft {
  const prod =
    call.has('--prod') === true ||
    call.words('--env', '--stage', '--target').some((word) => /^prod(uction)?$/.test(String(word.value)));
  return {
    kind: 'deploy.release',
    target: call.name,
    op,
    ...(prod && { env: 'prod' as const }),
    evidence: evidenceOf(call),
  };
}

function destroys(service: string): Command {
  return {
    options,
    does: (call) => [
      {
        kind: 'infra.destroy',
        provider: call.name,
        service,
        resource: call.operand(0) ?? null,
        all: call.has('--all'),
        evidence: evidenceOf(call),
      },
    ],
  };
}

const environmentVariables: Command = {
  options,
  commands: {
    'ls list': [],
    'pull get': (call) => [
      { kind: 'secret.read', store: 'env-var', audience: call.path.at(-1) === 'pull' ? 'process' : 'model' },
    ],
    'add set import update clone': always({ kind: 'secret.write', store: 'platform', op: 'update' }),
    'rm remove unset delete': always({ kind: 'secret.write', store: 'platform', op: 'delete' }),
  },
};

const inertVerbs =
  'ls list inspect logs log whoami open help teams switch build version --version status docs info ps show doctor telemetry synth diff ls-stacks metadata notices context validate print plan config types tail releases history platform regions dashboard';

const vercel: ProgramSpec = {
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

const fly: ProgramSpec = {
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
    'ssh run exec connect shell console': {
      options,
      stopAtOperand: true,
      does: (call) =>
        call.name === 'railway' && call.path.at(-1) === 'run'
          ? {
              effects: [{ kind: 'secret.read', store: 'env-var', audience: 'process' }],
              runs: [{ type: 'argv', words: call.operands, label: 'railway run' }],
            }
          : [{ kind: 'remote.exec', tool: 'other', host: null, resolved: false }],
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
    },
    inert: ['fly status', 'fly logs'],
  },
};

const wrangler: ProgramSpec = {
  names: 'wrangler',
  options,
  commands: {
    [inertVerbs]: { options },
    'deploy publish': releases('deploy'),
    rollback: releases('rollback'),
    delete: destroys('worker'),
    dev: always({ kind: 'net.listen', expose: 'loopback' }),
    'versions deployments': { commands: { 'list view status': [], 'deploy upload': releases('deploy') } },
    'kv kv:key kv:namespace kv:bulk r2 queues vectorize hyperdrive pages': {
      options,
      commands: {
        'list get info': [],
        delete: (call) => [storeDeleted(call)],
        'namespace key bulk bucket object project deployment index': {
          options,
          commands: {
            'list get info tail': [],
            delete: (call) => [storeDeleted(call)],
            'create put upload rename': always({ kind: 'infra.change', provider: 'cloudflare', op: 'update' }),
          },
        },
        'put create': always({ kind: 'infra.change', provider: 'cloudflare', op: 'update' }),
        'deploy publish': releases('deploy'),
        purge: always({ kind: 'db.rows.delete', engine: 'queue', method: 'purge', where: 'none' }),
      },
    },
    d1: {
      options,
      commands: {
        'list info insights': [],
        execute: {
          options: `${options} -y`,
          does: (call) =>
            runsSql(
              call,
              {
                engine: 'sqlite',
                dialect: 'sqlite',
                evidence:
                  call.has('--remote') === true
                    ? { dbHost: 'd1.cloudflare.com', dbName: call.operand(0) ?? null }
                    : { dbHost: 'localhost', dbName: call.operand(0) ?? null },
              },
              { text: ['--command'], file: ['--file'] },
            ),
        },
        delete: destroys('d1'),
        create: always({ kind: 'infra.change', provider: 'cloudflare', op: 'create' }),
        export: always({ kind: 'db.export', engine: 'sqlite', to: 'file' }),
        migrations: {
          commands: { 'list create': [], apply: always({ kind: 'db.migrate', tool: 'wrangler', direction: 'up' }) },
        },
        'time-travel': {
          commands: { info: [], restore: always({ kind: 'db.admin', engine: 'sqlite', op: 'restore' }) },
        },
      },
    },
    secret: {
      commands: {
        list: [],
        'put bulk': always({ kind: 'secret.write', store: 'cloudflare', op: 'update' }),
        delete: always({ kind: 'secret.write', store: 'cloudflare', op: 'delete' }),
      },
    },
    'login logout': always({ kind: 'secret.write', store: 'cloudflare', op: 'update' }),
    'init generate': [],
  },
  examples: {
    yields: {
      'wrangler deploy --env production': 'deploy.release{env=prod}',
      'wrangler delete shop': 'infra.destroy',
      'wrangler r2 bucket delete b': 'infra.destroy{stateful=true}',
      'wrangler kv key delete k': 'db.rows.delete{engine=other}',
    },
    inert: ['wrangler whoami', 'wrangler tail'],
  },
};

function storeDeleted(call: Call): EffectDraft {
  const whole = /bucket|namespace|project|index/.test(call.path.join(' ')) || call.path.length < 3;
  if (whole)
    return {
      kind: 'infra.destroy',
      provider: 'cloudflare',
      service: call.path[0] ?? null,
      resource: call.operand(0) ?? null,
      stateful: true,
    };
  return { kind: 'db.rows.delete', engine: 'other', table: call.operand(0) ?? null, where: 'key', method: 'delete' };
}

const frameworks: ProgramSpec = {
  names:
    'firebase serverless sls sam cdk amplify copilot eas kamal cap capistrano sst dokku nixpacks caprover zappa chalice architect',
  options,
  commands: {
    [inertVerbs]: { options },
    'deploy hosting:channel:deploy publish submit release setup push update': releases('deploy'),
    'rollback hosting:clone': releases('rollback'),
    'remove destroy delete undeploy apps:destroy hosting:disable firestore:delete database:remove functions:delete': (
      call,
    ) => destroyed(call),
    'emulators:start serve start offline dev local': always({ kind: 'net.listen', expose: 'loopback' }),
    'firestore:indexes projects:list apps:list functions:list functions:log hosting:channel:list init use target package invoke generate login:list app env svc':
      [],
    'login logout': always({ kind: 'secret.write', store: 'platform', op: 'update' }),
    'functions:secrets:access functions:config:get': always({
      kind: 'secret.read',
      store: 'env-var',
      audience: 'model',
    }),
    'functions:secrets:set functions:config:set': always({ kind: 'secret.write', store: 'firebase', op: 'update' }),
    'bootstrap import': always({ kind: 'infra.change', provider: 'aws', op: 'create' }),
    'database:set database:update firestore:import auth:import': always({
      kind: 'db.rows.update',
      engine: 'other',
      where: 'none',
    }),
    'auth:export database:get firestore:export': always({ kind: 'db.export', engine: 'other' }),
  },
  otherwise: (call) => [release(call, 'deploy')],
  examples: {
    yields: {
      'firebase deploy': 'deploy.release{op=deploy}',
      'cdk destroy --all': 'infra.destroy{all=true}',
      'serverless remove --stage prod': 'infra.destroy',
      'firebase firestore:delete --all-collections': 'db.rows.delete',
      'sam deploy': 'deploy.release',
    },
    inert: ['cdk diff', 'sam validate', 'firebase projects:list'],
  },
};

function destroyed(call: Call): Answer {
  const verb = call.path.at(-1) ?? '';
  if (/^(firestore:delete|database:remove)$/.test(verb))
    return [
      {
        kind: 'db.rows.delete',
        engine: 'other',
        where: 'none',
        method: 'delete',
        table: call.operand(0) ?? null,
        extent: 'unbounded',
      },
    ];
  const stateful = call.name === 'cdk' || call.name === 'serverless' || call.name === 'sam';
  return [
    {
      kind: 'infra.destroy',
      provider: call.name,
      service: 'stack',
      all: call.has('--all') === true || call.operands.length === 0,
      evidence: evidenceOf(call),
      ...(stateful && { stateful: null }),
    },
    ...when(verb === 'functions:delete', { kind: 'deploy.release', target: 'firebase', op: 'remove' }),
  ];
}

export const deploys: readonly ProgramSpec[] = [vercel, fly, wrangler, frameworks];
