/** The Azure command line. */
import { type Answer, type Call, opaque, type ProgramSpec } from '../../../program';
import { byVerb, isVerbTold, verbOf, words } from '../verbs';
import { rules } from './rules';

const azOptions =
  '--name,-n=N --resource-group,-g=G --subscription=S --output,-o=F --query=Q --yes,-y --no-wait --ids=I --vault-name=V --account-name=A --container-name,-c=C --file,-f=F --source,-s=S --destination,-d=D --assignee=A --role=R --scope=S --command-id=C --scripts=S --location,-l=L --org=O --project,-p=P --id=I --tags=T --debug --verbose --only-show-errors --expand=E --set=S --add=A --remove=R --scripts=S --command=C --mode=M --method,-m=M --url,--uri,-u=U --body,-b=B --template-file=F --parameters=P --settings=S --delete-destination=B --delete-backup-data=B --allow-blob-public-access=B --public-access=A --src-path=F --src=F --image,-t=I --registry,-r=R --sku=S --server=S --storage-uri=U --pattern=P';

/** They are no group, and have no verb. */
const loneCommands = /^(login|logout|configure|version|find|interactive|upgrade|feedback|init|self-test)$/;

function azEffects(call: Call): Answer {
  const all = words(call);
  const at = verbOf(all);
  if (!isVerbTold(call, at)) return [opaque(call.invocation)];
  if (all.length === 0 || (all.length === 1 && loneCommands.test(all[0]!))) return [];
  const verb = all[at] ?? '';
  const group = all.slice(0, at < 0 ? all.length : at).join(' ');
  const name = call.value('--name') ?? null;
  for (const [groups, rule] of rules) {
    const answer = groups.test(group) ? rule({ call, group, verb, name }) : undefined;
    if (answer) return answer;
  }
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
      'az keyvault purge -n v': 'recovery.destroy{what=trash} + infra.destroy{stateful=true}',
      'az storage account keys list -n acme': 'secret.read{store=cloud-cred}',
      'az storage blob upload -c c -f .env': 'fs.read + secret.read + net.upload{source=secret}',
      'az snapshot delete -n s': 'recovery.destroy{what=snapshot}',
      'az account get-access-token': 'secret.read{store=cloud-cred}',
      "az vm run-command invoke -g rg -n v --command-id RunShellScript --scripts 'rm -rf /srv'":
        'remote.exec{host=v,resolved=true} + fs.delete{via=remote,path=/srv}',
      "az aks command invoke -n c -g rg --command 'kubectl delete ns shop'":
        'remote.exec{tool=kubectl} + k8s.delete{object=ns}',
      'az aks get-credentials -n c -g rg': 'config.write{target=kube}',
      'az redis flush -n r -g rg': 'db.rows.delete{method=flush,engine=redis}',
      'az sql db export -s s -n shop --storage-uri https://x.blob.core.windows.net/y': 'db.export{to=bucket}',
      'az storage blob delete-batch -s photos': 'db.rows.delete{where=none}',
      'az storage account update -n s --allow-blob-public-access true': 'access.change{op=publicize}',
      'az storage blob generate-sas -c c -n b': 'access.change{op=publicize}',
      'az lock delete -n l -g rg': 'recovery.destroy{what=deletion-protection,resource=l}',
      'az webapp config appsettings list -n w -g rg': 'secret.read{store=env-var,audience=model}',
      'az deployment group create -g rg -f main.bicep --mode Complete':
        'infra.change{op=apply,reviewed=false} + infra.destroy{all=true}',
      'az rest --method delete --url https://management.azure.com/x': 'infra.destroy{service=rest}',
      'az webapp ssh -n w -g rg': 'remote.exec{resolved=false} + code.opaque{reason=interactive}',
      'az vm frobnicate': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'az vm list',
      'az account show',
      'az group show -n rg',
      'az deployment group what-if -g rg -f main.bicep',
      'az webapp log tail -n w',
      'az rest --method get --url https://management.azure.com/x',
    ],
  },
};
