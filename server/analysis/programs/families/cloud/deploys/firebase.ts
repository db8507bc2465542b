/** Firebase. */
import type { Call, Command, ProgramSpec } from '../../../program';
import { reads, writes } from '../../../stating';
import { evidenceOf, options, releases } from './release';

const own = `-r,--recursive --shallow --all-collections --database=D --instance=I --only=O --disable-triggers ${options}`;

const data = (call: Call) =>
  ({ engine: 'other', evidence: { cloudProject: call.value('--project') ?? null } }) as const;

const documentsDeleted: Command = {
  options: own,
  does: (call) => {
    const whole = call.path.at(-1) === 'database:remove' || call.maybe('-r', '--all-collections');
    return [
      {
        kind: 'db.rows.delete',
        ...data(call),
        where: whole ? 'none' : 'key',
        method: 'delete',
        table: call.operand(0) ?? null,
        ...(whole && { extent: 'unbounded' }),
      },
    ];
  },
};

/** `auth:export FILE`; `database:get` prints unless a file is named. */
const exported: Command = {
  options: `-o,--output=F ${own}`,
  does: (call) => {
    const files = [...call.words('-o'), ...(call.path.at(-1) === 'auth:export' ? call.operands.slice(0, 1) : [])];
    return [
      { kind: 'db.export', ...data(call), to: files.length > 0 ? 'file' : 'stdout' },
      ...writes(call, files, 'overwrite'),
    ];
  },
};

const secretShown: Command = (call) => ({
  effects: [{ kind: 'secret.read', store: 'env-var', audience: call.audience }],
  output: { text: null, sources: ['secret'] },
});

const removes =
  (service: string, stateful: boolean): Command =>
  (call) => [
    {
      kind: 'infra.destroy',
      provider: 'firebase',
      service,
      resource: call.operand(0) ?? null,
      stateful,
      all: call.operands.length === 0,
      evidence: evidenceOf(call),
    },
  ];

const changes = (service: string): Command => ({
  options: own,
  does: (call) => [{ kind: 'infra.change', provider: 'firebase', service, op: 'update', evidence: evidenceOf(call) }],
});

export const firebase: ProgramSpec = {
  names: 'firebase',
  options: own,
  commands: {
    'projects:list apps:list apps:sdkconfig functions:list functions:log hosting:channel:list hosting:sites:list firestore:indexes firestore:databases:list firestore:databases:get database:instances:list database:profile remoteconfig:get remoteconfig:versions:list appdistribution:testers:list ext:list ext:info target target:apply target:clear use init help open login:list login:use emulators:export setup:emulators:firestore':
      {},
    deploy: releases('deploy'),
    'hosting:channel:deploy hosting:clone appdistribution:distribute': releases('deploy'),
    'remoteconfig:rollback': releases('rollback'),
    'firestore:delete database:remove': documentsDeleted,
    'auth:export database:get firestore:export': exported,
    'database:set database:update database:push': {
      options: own,
      does: (call) => [
        ...reads(call, call.operands.slice(1, 2), { shown: false }),
        {
          kind: 'db.rows.update',
          ...data(call),
          table: call.operand(0) ?? null,
          where: call.operand(0) === '/' ? 'none' : 'key',
        },
      ],
    },
    'auth:import': (call) => [
      ...reads(call, call.operands.slice(0, 1), { shown: false }),
      { kind: 'db.rows.insert', ...data(call), table: 'users', extent: 'unbounded' },
    ],
    'hosting:disable hosting:channel:delete hosting:sites:delete apps:android:sha:delete ext:uninstall': removes(
      'hosting',
      false,
    ),
    'functions:delete': [{ kind: 'deploy.release', target: 'firebase', op: 'remove' }],
    'firestore:databases:delete database:instances:remove': removes('firestore', true),
    'projects:create apps:create hosting:sites:create hosting:channel:create firestore:databases:create firestore:databases:update ext:install ext:update ext:configure database:settings:set projects:addfirebase':
      changes('project'),
    'emulators:start serve functions:shell experimental:functions:shell': [{ kind: 'net.listen', expose: 'loopback' }],
    'emulators:exec': {
      options: own,
      does: (call) => ({
        effects: [{ kind: 'net.listen', expose: 'loopback' }],
        runs: call.operands
          .slice(0, 1)
          .map(({ value, span }) => ({ type: 'shell', text: value, span, label: 'firebase emulators:exec' }) as const),
      }),
    },
    'login login:add logout': [{ kind: 'secret.write', store: 'platform', op: 'update' }],
    'login:ci functions:secrets:access functions:config:get functions:config:export functions:secrets:get': secretShown,
    'functions:secrets:set functions:config:set': [{ kind: 'secret.write', store: 'firebase', op: 'update' }],
    'functions:secrets:destroy functions:secrets:prune functions:config:unset': [
      { kind: 'secret.write', store: 'firebase', op: 'destroy' },
    ],
  },
  examples: {
    yields: {
      'firebase deploy --only hosting': 'deploy.release{op=deploy}',
      'firebase firestore:delete --all-collections -y': 'db.rows.delete{where=none}',
      'firebase firestore:delete -r users': 'db.rows.delete{table=users,where=none}',
      'firebase firestore:delete users/1': 'db.rows.delete{table=users/1,where=key}',
      'firebase database:remove / --project prod': 'db.rows.delete{table=/,where=none}',
      'firebase auth:export users.json': 'db.export{to=file} + fs.write{path=/repo/users.json}',
      'firebase functions:delete checkout --force': 'deploy.release{op=remove}',
      'firebase firestore:databases:delete shop': 'infra.destroy{stateful=true}',
      "firebase emulators:exec 'rm -rf /srv'": 'net.listen{expose=loopback} + fs.delete{path=/srv}',
      'firebase functions:secrets:access TOKEN': 'secret.read{audience=model}',
      'firebase frobnicate': 'code.opaque{reason=unresolved-command}',
    },
    inert: ['firebase projects:list', 'firebase functions:log', 'firebase use prod'],
  },
};
