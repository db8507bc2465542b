/** Azure and smaller clouds: noun groups and verbs. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Answer, Call, ProgramSpec } from '../../program';
import { reads, sourceOfFile, when } from '../../stating';
import { runsSql } from '../databases/sql-clients';

const readingVerb =
  /^(list|show|get|ls|describe|info|status|logs?|log|version|help|whoami|ps|open|metrics|usage|events|history|inspect|check|validate|diff|releases|regions|plans|apps|domains-list|top|tail|console-url|--version|list-.*|show-.*|get-.*|:info|docs|browse|view)$/;
const destroyingVerb =
  /^(delete|destroy|purge|remove|rm|terminate|drop|deprovision|del|unset|destroy-.*|delete-.*|uninstall)$/;

function words(call: Call): readonly string[] {
  return call.operands.map((word) => String(word.value));
}

/** The verb is the last word of the group that is one. */
function verbOf(all: readonly string[]): number {
  return all.findIndex(
    (word, at) =>
      at > 0 &&
      (readingVerb.test(word) ||
        destroyingVerb.test(word) ||
        /^(create|update|set|start|stop|restart|add|scale|resize|deploy|power-.*|reboot|assign|grant|revoke|reset|attach|detach|enable|disable|rebuild|upgrade|import|export|upload|download.*|rotate|renew|regenerate|invoke|run|exec|ssh|connect|failover|restore|copy|move|sync)$/.test(
          word,
        )),
  );
}

function change(call: Call, provider: string, service: string, verb: string): EffectDraft {
  const op = /^(create|add|import|copy)$/.test(verb)
    ? 'create'
    : /^(start|power-on|enable|resume)/.test(verb)
      ? 'start'
      : /^(stop|power-off|shutdown|deallocate|disable|suspend)/.test(verb)
        ? 'stop'
        : /scale|resize/.test(verb)
          ? 'scale'
          : 'update';
  return { kind: 'infra.change', provider, service, op, metered: op === 'create', evidence: evidenceOf(call) };
}

function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const project = call.words('--subscription', '-a', '--app', '--project', '--context').at(-1)?.value;
  return project === undefined ? {} : { cloudProject: project };
}

const statefulService =
  /sql|postgres|mysql|redis|cosmos|storage|database|\bdb|group|aks|keyvault|volume|kubernetes|cluster|addons|bucket|spaces|project|apps|disk|backup|queue|namespace/i;

const azOptions =
  '--name,-n=N --resource-group,-g=G --subscription=S --output,-o=F --query=Q --yes,-y --no-wait --ids=I --vault-name=V --account-name=A --container-name,-c=C --file,-f=F --source,-s=S --destination,-d=D --assignee=A --role=R --scope=S --command-id=C --scripts=S --location,-l=L --org=O --project,-p=P --id=I --tags=T --debug --verbose --only-show-errors --expand=E --set=S --add=A --remove=R';

function azEffects(call: Call): Answer {
  const all = words(call);
  const audience = call.invocation.outputShown ? 'model' : 'process';
  const at = verbOf(all);
  const verb = all[at] ?? '';
  const group = all.slice(0, at < 0 ? all.length : at).join(' ');
  const name: Text = call.value('--name') ?? null;
  if (all[0] === 'login' || all[0] === 'logout' || all[0] === 'account' || all[0] === 'configure')
    return readingVerb.test(verb) || all.length < 2
      ? []
      : [
          {
            kind: all[1] === 'get-access-token' ? 'secret.read' : 'config.write',
            ...(all[1] === 'get-access-token'
              ? { store: 'cloud-cred', audience }
              : { target: 'cloud-cli', executes: false }),
          } as EffectDraft,
        ];
  if (all.includes('get-access-token')) return [{ kind: 'secret.read', store: 'cloud-cred', audience }];
  if (/^keyvault (secret|key|certificate)/.test(group)) {
    if (/^(show|download)$/.test(verb))
      return {
        effects: [{ kind: 'secret.read', store: 'vault', name, audience }],
        output: { text: null, sources: ['secret'] },
      };
    if (!readingVerb.test(verb))
      return [
        {
          kind: 'secret.write',
          store: 'azure',
          name,
          op: verb === 'purge' ? 'destroy' : verb === 'delete' ? 'delete' : 'update',
        },
      ];
  }
  if (/^keyvault/.test(group) && (verb === 'purge' || all.includes('purge')))
    return [
      { kind: 'recovery.destroy', what: 'trash', resource: name },
      { kind: 'infra.destroy', provider: 'azure', service: 'keyvault', resource: name, stateful: true },
    ];
  if (/keys$|^storage account keys|connection-string/.test(group) && /^(list|show)/.test(verb))
    return [{ kind: 'secret.read', store: 'cloud-cred', audience }];
  if (/^(role|ad|policy assignment)/.test(group) && !readingVerb.test(verb))
    return [
      {
        kind: 'access.change',
        provider: 'azure',
        op: destroyingVerb.test(verb) ? 'revoke' : /credential|reset/.test(`${group} ${verb}`) ? 'key' : 'grant',
        principal: call.value('--assignee') ?? null,
      },
    ];
  if (/^(vm|vmss) run-command/.test(group))
    return [{ kind: 'remote.exec', tool: 'other', host: name, resolved: false }];
  if (/^repos/.test(group))
    return readingVerb.test(verb)
      ? []
      : [
          {
            kind: 'forge.change',
            service: 'other',
            object: /pr/.test(group) ? 'pr' : 'repo',
            op: destroyingVerb.test(verb) ? 'delete' : 'update',
          },
        ];
  if (/snapshot|backup/.test(group) && destroyingVerb.test(verb))
    return [{ kind: 'recovery.destroy', what: /snapshot/.test(group) ? 'snapshot' : 'backup', resource: name }];
  if (/^storage blob/.test(group) && /^(upload|sync)/.test(verb))
    return [
      ...reads(call, call.words('--file', '--source'), { shown: false }),
      {
        kind: 'net.upload',
        channel: 'bucket',
        host: null,
        source: call.words('--file')[0] ? (sourceOfFile(call, call.words('--file')[0]!) ?? null) : 'tree',
      },
    ];
  if (/^storage (blob|file|table|queue|message)/.test(group) && destroyingVerb.test(verb))
    return [{ kind: 'db.rows.delete', engine: 'other', where: 'key', method: 'delete', table: name }];
  if (/firewall-rule|nsg/.test(group) && !readingVerb.test(verb))
    return [{ kind: 'access.change', provider: 'azure', op: 'firewall' }];
  if (/^monitor (diagnostic-settings|activity-log|log-analytics)/.test(group) && destroyingVerb.test(verb))
    return [{ kind: 'audit.tamper', what: 'cloud-trail' }];
  if (/^(webapp|functionapp|staticwebapp|containerapp)/.test(group) && /^(deploy|up|deployment)/.test(verb))
    return [{ kind: 'deploy.release', target: 'azure', op: 'deploy' }];
  return byVerb(call, 'azure', group, verb, name);
}

function byVerb(call: Call, provider: string, service: string, verb: string, resource: Text): EffectDraft[] {
  if (verb === '' || readingVerb.test(verb)) return [];
  if (destroyingVerb.test(verb))
    return [
      {
        kind: 'infra.destroy',
        provider,
        service,
        resource,
        stateful: statefulService.test(service),
        all: service === 'group',
        evidence: evidenceOf(call),
      },
    ];
  return [change(call, provider, service, verb)];
}

const az: ProgramSpec = {
  names: 'az',
  options: azOptions,
  does: azEffects,
  examples: {
    yields: {
      'az group delete -n rg --yes': 'infra.destroy{provider=azure,service=group,all=true,stateful=true}',
      'az sql db delete -n shop -g rg': 'infra.destroy{resource=shop}',
      'az keyvault secret show -n k --vault-name v': 'secret.read{store=vault,audience=model}',
      'az role assignment create --assignee a --role Owner': 'access.change{op=grant}',
      'az vm create -n v -g rg': 'infra.change{op=create}',
    },
    inert: ['az vm list', 'az account show', 'az group show -n rg'],
  },
};

const smallOptions =
  '--force,-f --output,-o=F --format=F --access-token,-t=T --context,-c=C --config=F --app,-a=A --remote,-r=R --confirm=N --yes,-y --json --project,-p=P --name,-n=N --region=R --size,-s=S --image=I --environment,-e=E --org=O --team=T --scope=S --prod --stage=S --token=T --detach,-d --remote --service=S --volume=V --compartment-id=C --no-input --local-config=F --dir=D --site=S --message,-m=M';

const smallClouds: ProgramSpec = {
  names:
    'doctl linode-cli hcloud oci ibmcloud scw vultr-cli civo exo upctl openstack nova glance eb copilot-cli lightsail flarectl pscale neonctl neon turso render koyeb',
  options: smallOptions,
  does(call) {
    const all = words(call);
    if (/^(auth|account|login|logout|init|version|completion|config|context|help|whoami)$/.test(all[0] ?? ''))
      return /^(set|login|create|switch|use)$/.test(all[1] ?? '')
        ? [{ kind: 'config.write', target: 'cloud-cli', executes: false }]
        : [];
    const at = verbOf(all);
    const verb = all[at] ?? (destroyingVerb.test(all[0] ?? '') ? (all[0] ?? '') : '');
    const group = all.slice(0, Math.max(at, 0)).join(' ');
    const databases = /^(pscale|neonctl|neon|turso)$/.test(call.name);
    if (/snapshot|backup/.test(group) && destroyingVerb.test(verb))
      return [
        {
          kind: 'recovery.destroy',
          what: /snapshot/.test(group) ? 'snapshot' : 'backup',
          resource: call.operands[at + 1]?.value ?? null,
        },
      ];
    if (verb === 'ssh' || verb === 'exec')
      return [{ kind: 'remote.exec', tool: 'other', host: call.operands[at + 1]?.value ?? null, resolved: false }];
    return byVerb(call, call.name, group, verb, call.operands[at + 1]?.value ?? null).map(
      (effect): EffectDraft => (effect.kind === 'infra.destroy' && databases ? { ...effect, stateful: true } : effect),
    );
  },
  examples: {
    yields: {
      'doctl compute droplet delete web -f': 'infra.destroy{provider=doctl,resource=web}',
      'hcloud server delete web': 'infra.destroy',
      'pscale database delete shop --force': 'infra.destroy{stateful=true}',
      'neonctl projects delete p': 'infra.destroy{stateful=true}',
      'turso db destroy shop': 'infra.destroy{stateful=true}',
    },
    inert: ['doctl compute droplet list', 'hcloud server list', 'doctl auth init'],
  },
};

const heroku: ProgramSpec = {
  names: 'heroku',
  options: `${smallOptions} --confirm=A --dyno=D --exit-code --tail --num=N --source=S --type=T --shell`,
  stopAtOperand: false,
  does(call) {
    const verb = String(call.operand(0) ?? '');
    const evidence = evidenceOf(call);
    const audience = call.invocation.outputShown ? 'model' : 'process';
    switch (verb) {
      case 'apps:destroy':
      case 'destroy':
      case 'apps:delete':
        return [
          {
            kind: 'infra.destroy',
            provider: 'heroku',
            service: 'app',
            stateful: true,
            all: true,
            resource: call.value('--app') ?? call.operand(1) ?? null,
            evidence,
          },
        ];
      case 'addons:destroy':
        return [
          {
            kind: 'infra.destroy',
            provider: 'heroku',
            service: 'addon',
            stateful: true,
            resource: call.operand(1) ?? null,
            evidence,
          },
        ];
      case 'pg:reset':
        return [
          { kind: 'db.schema.drop', engine: 'postgres', object: 'database', name: call.operand(1) ?? null, evidence },
        ];
      case 'pg:backups:delete':
        return [{ kind: 'recovery.destroy', what: 'backup', resource: call.operand(1) ?? null }];
      case 'config':
      case 'config:get':
      case 'pg:credentials:url':
        return {
          effects: [{ kind: 'secret.read', store: 'env-var', audience }],
          output: { text: null, sources: ['secret'] },
        };
      case 'config:set':
      case 'config:unset':
      case 'config:edit':
        return [{ kind: 'secret.write', store: 'heroku', op: verb === 'config:unset' ? 'delete' : 'update' }];
      case 'pg:psql':
        return runsSql(call, { engine: 'postgres', dialect: 'postgres', evidence }, { text: ['-c', '--command'] });
      case 'run':
      case 'run:detached':
        return {
          effects: [
            {
              kind: 'remote.exec',
              tool: 'other',
              host: call.value('--app') ?? null,
              resolved: call.operands.length > 1,
              evidence,
            },
          ],
          runs:
            call.operands.length > 1
              ? [{ type: 'argv', words: call.operands.slice(1), label: 'heroku run', via: 'remote', elsewhere: true }]
              : [],
        };
      case 'pg:push':
      case 'pg:pull':
      case 'pg:copy':
      case 'pg:backups:restore':
        return [{ kind: 'db.exec', engine: 'postgres', what: 'script', evidence }];
      case 'pg:backups:capture':
        return [];
      case 'releases:rollback':
      case 'rollback':
        return [{ kind: 'deploy.release', target: 'heroku', op: 'rollback', evidence }];
      case 'pipelines:promote':
      case 'container:release':
        return [{ kind: 'deploy.release', target: 'heroku', op: 'promote', evidence }];
      case 'access:add':
      case 'access:remove':
      case 'members:add':
        return [{ kind: 'access.change', provider: 'heroku', op: 'member' }];
      default:
        return herokuChange(call, verb);
    }
  },
  examples: {
    yields: {
      'heroku apps:destroy -a shop --confirm shop': 'infra.destroy{stateful=true,resource=shop}',
      'heroku pg:reset DATABASE -a shop': 'db.schema.drop{object=database}',
      'heroku config -a shop': 'secret.read{store=env-var}',
    },
    inert: ['heroku apps', 'heroku logs --tail', 'heroku pg:info'],
  },
};

function herokuChange(call: Call, verb: string): EffectDraft[] {
  const changes =
    /:(create|add|remove|restart|scale|stop|resize|upgrade|enable|disable|on|off|set|promote|attach|detach|rename|transfer|join|kill|wait-?less)$|^(create|restart|scale|maintenance:on)$/.test(
      verb,
    ) || /^ps:(scale|stop|restart)/.test(verb);
  return when(changes, {
    kind: 'infra.change',
    provider: 'heroku',
    service: verb.split(':')[0] ?? null,
    op: /stop|kill|off/.test(verb) ? 'stop' : /scale/.test(verb) ? 'scale' : 'update',
    evidence: evidenceOf(call),
  });
}

export const clouds: readonly ProgramSpec[] = [az, smallClouds, heroku];
