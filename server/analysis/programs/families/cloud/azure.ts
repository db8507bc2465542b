/** The Azure command line. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Answer, type Call, opaque, type ProgramSpec } from '../../program';
import { reads, sourceOfFile } from '../../stating';
import { byVerb, destroyingVerb, isVerbTold, readingVerb, verbOf, words } from './verbs';

const azOptions =
  '--name,-n=N --resource-group,-g=G --subscription=S --output,-o=F --query=Q --yes,-y --no-wait --ids=I --vault-name=V --account-name=A --container-name,-c=C --file,-f=F --source,-s=S --destination,-d=D --assignee=A --role=R --scope=S --command-id=C --scripts=S --location,-l=L --org=O --project,-p=P --id=I --tags=T --debug --verbose --only-show-errors --expand=E --set=S --add=A --remove=R';

function azEffects(call: Call): Answer {
  const all = words(call);
  const audience = call.invocation.outputShown ? 'model' : 'process';
  const at = verbOf(all);
  if (!isVerbTold(call, at)) return [opaque(call.invocation)];
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

export const az: ProgramSpec = {
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
