/** Programs that deploy to several platforms. */
import type { Answer, Call, ProgramSpec } from '../../../program';
import { always, when } from '../../../stating';
import { fly, vercel } from './hosts';
import { evidenceOf, inertVerbs, options, release, releases } from './release';
import { wrangler } from './wrangler';

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
