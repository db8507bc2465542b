/** Programs that put a project's own description of a deployment into force. */
import type { Answer, Call, Command, ProgramSpec } from '../../../program';
import { always } from '../../../stating';
import { firebase } from './firebase';
import { fly, vercel } from './hosts';
import { platforms } from './platforms';
import { evidenceOf, inertVerbs, options, release, releases } from './release';
import { wrangler } from './wrangler';

const changed: Command = {
  options,
  does: (call) => [{ kind: 'infra.change', provider: call.name, op: 'update', evidence: evidenceOf(call) }],
};

const frameworks: ProgramSpec = {
  names: 'serverless sls sam cdk amplify eas sst nixpacks zappa chalice architect arc',
  options,
  commands: {
    [inertVerbs]: { options },
    deploy: { options, inertWith: ['--dry-run', '--no-execute-changeset'], does: (call) => [release(call, 'deploy')] },
    'publish submit release setup push update sync watch certify': releases('deploy'),
    rollback: releases('rollback'),
    'remove destroy delete undeploy': { options, does: destroyed },
    gc: { options, does: destroyed },
    'start serve offline dev': always({ kind: 'net.listen', expose: 'loopback' }),
    local: {
      options,
      commands: {
        'start-api start-lambda': always({ kind: 'net.listen', expose: 'loopback' }),
        'invoke generate-event': [{ kind: 'code.exec', origin: 'project-config' }],
      },
    },
    'init use target package generate list-functions acknowledge notices pull pipeline traces env:list env:pull build:list build:view channel:list branch:list update:list project:info device:list config:show':
      {},
    'invoke shell manage': changed,
    'add configure import bootstrap refresh unlock migrate cancel': changed,
    'env:create secret:create secret:push env:set secret': [{ kind: 'secret.write', store: 'platform', op: 'update' }],
    'env:delete secret:delete': [{ kind: 'secret.write', store: 'platform', op: 'delete' }],
    'login logout': always({ kind: 'secret.write', store: 'platform', op: 'update' }),
  },
  examples: {
    yields: {
      'cdk destroy --all': 'infra.destroy{all=true}',
      'serverless remove --stage prod': 'infra.destroy{all=true}',
      'serverless deploy --stage=prod': 'deploy.release{env=prod}',
      'sam deploy': 'deploy.release',
      'sst remove --stage $STAGE': 'infra.destroy{all=true}',
      'cdk bootstrap': 'infra.change{provider=cdk}',
      'eas secret:create --name TOKEN': 'secret.write{op=update}',
      'cdk frobnicate': 'code.opaque{reason=unresolved-command}',
    },
    inert: ['cdk diff', 'sam validate', 'sam deploy --no-execute-changeset', 'serverless info --stage prod'],
  },
};

function destroyed(call: Call): Answer {
  const holdsData = call.name !== 'eas' && call.name !== 'nixpacks';
  return [
    {
      kind: 'infra.destroy',
      provider: call.name,
      service: 'stack',
      all: call.has('--all') === true || call.operands.length === 0,
      evidence: evidenceOf(call),
      ...(holdsData && { stateful: null }),
    },
  ];
}

export const deploys: readonly ProgramSpec[] = [vercel, fly, wrangler, firebase, frameworks, ...platforms];
