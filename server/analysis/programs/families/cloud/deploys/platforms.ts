/** Programs that run an application on machines of one's own: Kamal, Dokku, Capistrano, AWS Copilot, CapRover. */

import type { EffectDraft } from '../../../../../effects/effect';
import { type Answer, type Call, type Command, opaque, type ProgramSpec } from '../../../program';
import type { Run, Word } from '../../../spec';
import { agentOptions, startsAgent } from '../../agents';
import { evidenceOf, options, release, releases } from './release';

function remotely(call: Call, words: readonly Word[]): Answer {
  const evidence = { host: null };
  if (words.length === 0)
    return [
      { kind: 'remote.exec', tool: 'other', host: null, resolved: false, evidence },
      { kind: 'code.opaque', reason: 'interactive', program: call.name, via: 'remote', evidence },
    ];
  const [only] = words;
  const label = `${call.name} exec`;
  const run: Run =
    words.length === 1 && only
      ? { type: 'shell', text: only.value, span: only.span, label, via: 'remote', elsewhere: true }
      : { type: 'argv', words, label, via: 'remote', elsewhere: true };
  return { effects: [{ kind: 'remote.exec', tool: 'other', host: null, resolved: true, evidence }], runs: [run] };
}

const destroys: Command = {
  options,
  does: (call) => [
    {
      kind: 'infra.destroy',
      provider: call.name,
      service: call.path[0] ?? null,
      resource: call.operand(0) ?? null,
      stateful: /accessory|storage|postgres|mysql|redis|db/.test(call.path.join(' ')),
      evidence: evidenceOf(call),
    },
  ],
};

const changes: Command = {
  options,
  does: (call) => [{ kind: 'infra.change', provider: call.name, op: 'update', evidence: evidenceOf(call) }],
};

const executes: Command = {
  options: '-i,--interactive --reuse --primary -q,--quiet -h,--hosts=H -r,--roles=R -d,--destination=D',
  stopAtOperand: true,
  does: (call) => remotely(call, call.operands),
};

const containers: Command = {
  options,
  commands: {
    'details logs containers images version stale_containers maintenance live': {},
    'boot start stop reboot restart pull push deliver upgrade prune': changes,
    'remove remove_container remove_containers remove_images remove_app_directory': destroys,
    exec: executes,
  },
};

const kamal: ProgramSpec = {
  names: 'kamal',
  options,
  commands: {
    'audit config details docs help init version': {},
    'deploy redeploy setup': releases('deploy'),
    rollback: releases('rollback'),
    remove: destroys,
    'app proxy traefik prune build registry server': containers,
    accessory: {
      options,
      commands: {
        'details logs': {},
        'boot start stop reboot restart upload upgrade': changes,
        remove: destroys,
        exec: { options, stopAtOperand: true, does: (call) => remotely(call, call.operands.slice(1)) },
      },
    },
    secrets: [{ kind: 'secret.read', store: 'vault', audience: 'model' }],
    'lock env': changes,
  },
  examples: {
    yields: {
      'kamal deploy -d production': 'deploy.release{target=kamal}',
      "kamal app exec 'rm -rf /rails/storage'": 'remote.exec{resolved=true} + fs.delete{via=remote}',
      'kamal accessory remove db -y': 'infra.destroy{service=accessory,stateful=true}',
      'kamal rollback v12': 'deploy.release{op=rollback}',
    },
    inert: ['kamal app logs', 'kamal audit', 'kamal config'],
  },
};

const dokkuData = /^(postgres|mysql|mariadb|redis|mongo|rabbitmq|elasticsearch|clickhouse|storage)$/;

/** `dokku TOPIC:VERB APP`. */
function dokkuEffects(call: Call): Answer {
  const [topic = '', verb = ''] = String(call.operand(0) ?? '').split(':');
  const resource = call.operand(1) ?? null;
  if (/^(|list|info|report|exists|logs|links|status|show|help|version|ps|inspect)$/.test(verb || topic)) return [];
  if (topic === 'config' && /^(|get|export)$/.test(verb))
    return [{ kind: 'secret.read', store: 'env-var', audience: 'model' }];
  if (topic === 'config') return [{ kind: 'secret.write', store: 'dokku', op: verb === 'unset' ? 'delete' : 'update' }];
  if (/^(destroy|remove)$/.test(verb))
    return [
      {
        kind: 'infra.destroy',
        provider: 'dokku',
        service: topic,
        resource,
        stateful: dokkuData.test(topic),
        all: topic === 'apps',
        evidence: { host: null },
      },
    ];
  if (verb === 'export') return [{ kind: 'db.export', engine: null, to: 'stdout', evidence: { dbHost: null } }];
  if (verb === 'import') return [{ kind: 'db.exec', engine: null, what: 'script', evidence: { dbHost: null } }];
  if (verb === 'connect' || topic === 'enter' || topic === 'run' || verb === 'enter')
    return remotely(call, call.operands.slice(2));
  if (
    /^(create|set|link|unlink|expose|unexpose|start|stop|restart|rebuild|scale|enable|disable|add|clear|clone|rename|lock|unlock|mount|unmount|build|from-image|from-archive|sync)$/.test(
      verb,
    )
  )
    return [{ kind: 'infra.change', provider: 'dokku', service: topic, op: 'update', evidence: { host: null } }];
  return [opaque(call.invocation)];
}

const dokku: ProgramSpec = {
  names: 'dokku',
  options: '--force -f --app=A --quiet --trace --rm-container --rm --no-restart',
  stopAtOperand: true,
  commandWords: 1,
  does: dokkuEffects,
  examples: {
    yields: {
      'dokku apps:destroy shop': 'infra.destroy{service=apps,resource=shop,all=true}',
      'dokku postgres:destroy shop-db --force': 'infra.destroy{service=postgres,stateful=true}',
      'dokku run shop rm -rf /data': 'remote.exec{resolved=true} + fs.delete{via=remote}',
      'dokku config:set shop TOKEN=1': 'secret.write{op=update}',
      'dokku ps:scale shop web=2': 'infra.change{service=ps}',
    },
    inert: ['dokku apps:list', 'dokku ps:report shop', 'dokku logs shop'],
  },
};

/** `cap STAGE TASK`. */
const capistrano: ProgramSpec = {
  names: 'cap capistrano',
  options: '-T,--tasks -n,--dry-run -P,--prereqs -f=F -t,--trace -v',
  inertWith: ['-T', '-n', '-P'],
  commandWords: 2,
  does(call) {
    const [stage, ...tasks] = call.operands.map(({ value }) => String(value));
    const environment = { evidence: { envVars: [`STAGE=${stage}`] } } as const;
    return tasks.flatMap((task): EffectDraft[] => {
      if (/^deploy:(check|pending|log_revision)/.test(task) || task === 'doctor') return [];
      if (task === 'deploy' || task.startsWith('deploy:'))
        return [{ ...release(call, /rollback/.test(task) ? 'rollback' : 'deploy'), ...environment }];
      return [{ kind: 'remote.exec', tool: 'ssh', host: null, resolved: false, evidence: { host: null } }];
    });
  },
  examples: {
    yields: {
      'cap production deploy': 'deploy.release{op=deploy}',
      'cap production deploy:rollback': 'deploy.release{op=rollback}',
      'cap production rails:console': 'remote.exec{resolved=false}',
    },
    inert: ['cap -T', 'cap production deploy:check'],
  },
};

const copilotGroup: Command = {
  options,
  commands: {
    'ls show status logs init override package': {},
    'deploy pause resume': releases('deploy'),
    'delete rollback': destroys,
    'exec run': { options: `${options} --container=C`, does: (call) => remotely(call, call.words('--command')) },
    'upgrade update': changes,
  },
};

/** Amazon's, and GitHub's agent of the same name, which is given options and a prompt. */
const copilot: ProgramSpec = {
  names: 'copilot',
  options: `-p,--prompt=P -i,--interactive=P ${agentOptions}`,
  does: startsAgent,
  otherwise: startsAgent,
  commands: {
    'app env svc job pipeline task storage': copilotGroup,
    'version docs completion init help': {},
    deploy: releases('deploy'),
    secret: { commands: { init: [{ kind: 'secret.write', store: 'aws', op: 'create' }] } },
  },
  examples: {
    yields: {
      'copilot app delete --yes': 'infra.destroy{provider=copilot,service=app}',
      'copilot svc deploy --env prod': 'deploy.release{op=deploy,env=prod}',
      'copilot -p fix --allow-all-tools': 'guard.tamper{what=bypass-flag,agent=copilot} + code.exec{lang=prompt}',
      "copilot svc exec --command 'rm -rf /data'": 'remote.exec{resolved=true} + fs.delete{via=remote}',
    },
    inert: ['copilot svc logs', 'copilot app ls'],
  },
};

const caprover: ProgramSpec = {
  names: 'caprover',
  options:
    '-u,--caproverUrl=U -p,--caproverPassword=P -n,--caproverName=N -a,--caproverApp=A -b,--branch=B -t,--tarFile=F -i,--imageName=I -d,--default -c,--configFile=F',
  commands: {
    'list ls help': {},
    deploy: releases('deploy'),
    serversetup: changes,
    'login logout': [{ kind: 'secret.write', store: 'caprover', op: 'update' }],
    api: changes,
  },
  examples: {
    yields: { 'caprover deploy -a shop': 'deploy.release{target=caprover}' },
    inert: ['caprover list'],
  },
};

export const platforms: readonly ProgramSpec[] = [kamal, dokku, capistrano, copilot, caprover];
