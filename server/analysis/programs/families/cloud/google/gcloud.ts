/** gcloud: a group path, a verb, and what the verb is about. */
import { type Answer, type Call, opaque, type ProgramSpec } from '../../../program';
import { isVerbTold, words } from '../verbs';
import { rules } from './rules';
import { options } from './storage';
import { byVerb, verbAt } from './verbs';

function gcloudEffects(call: Call): Answer {
  const all = words(call);
  if (all.length === 0) return [];
  if (all.length === 1 && all[0] === 'init') return [{ kind: 'config.write', target: 'cloud-cli', executes: false }];
  if (/^(alpha|beta|preview)$/.test(all[0]!)) return gcloudEffects(call.from(1));
  const at = verbAt(all);
  if (at < 0 || !isVerbTold(call, at)) return [opaque(call.invocation)];
  const [verb, group] = [all[at]!, all.slice(0, at).join(' ')];
  for (const [groups, rule] of rules) {
    const answer = groups.test(group) ? rule({ call, group, verb, at }) : undefined;
    if (answer) return answer;
  }
  return byVerb(call, group, verb, call.operands[at + 1]?.value ?? null);
}

export const gcloud: ProgramSpec = {
  names: 'gcloud',
  options,
  does: gcloudEffects,
  examples: {
    yields: {
      'gcloud projects delete shop': 'infra.destroy{provider=gcp,all=true,resource=shop,stateful=true}',
      'gcloud sql instances delete db1 -q --project prod':
        'infra.destroy{service=sql instances,resource=db1,stateful=true}',
      'gcloud compute instances delete vm1': 'infra.destroy{stateful=false}',
      'gcloud auth print-access-token': 'secret.read{store=cloud-cred,audience=model}',
      'gcloud secrets versions access latest --secret=db': 'secret.read{store=cloud-cred}',
      'gcloud projects add-iam-policy-binding p --member=user:a@b --role=roles/owner': 'access.change{op=grant}',
      'gcloud run services add-iam-policy-binding s --member=allUsers --role=r': 'access.change{op=publicize}',
      'gcloud storage rm -r gs://b/x': 'db.rows.delete{where=none}',
      'gcloud run deploy web': 'deploy.release{op=deploy}',
      'gcloud compute instances create vm': 'infra.change{op=create}',
      "gcloud compute ssh vm --command 'rm -rf /srv'":
        'net.connect + remote.exec{host=vm,resolved=true} + fs.delete{via=remote}',
      'gcloud compute ssh vm -- ls /srv': 'net.connect + remote.exec{resolved=true}',
      'gcloud compute ssh vm': 'net.connect + remote.exec{resolved=false} + code.opaque{reason=interactive}',
      'gcloud compute scp vm:/var/log/x .': 'net.fetch + fs.write',
      'gcloud compute scp .env vm:/tmp': 'fs.read + secret.read + net.upload{source=secret,host=vm}',
      'gcloud sql instances patch db1 --no-deletion-protection':
        'recovery.destroy{what=deletion-protection,resource=db1}',
      'gcloud sql export sql db1 gs://b/x.sql': 'db.export{to=bucket}',
      'gcloud secrets versions add db --data-file=.env': 'fs.read + secret.read + secret.write{name=db,op=update}',
      'gcloud secrets versions destroy 1 --secret db': 'secret.write{name=db,op=destroy}',
      'gcloud run deploy web --image i --allow-unauthenticated': 'deploy.release + access.change{op=publicize}',
      'gcloud pubsub topics delete orders': 'db.schema.drop{object=topic,name=orders}',
      'gcloud tasks queues purge mail': 'db.rows.delete{method=purge,table=mail}',
      "gcloud spanner databases execute-sql shop --instance i --sql 'DELETE FROM t WHERE true'":
        'db.rows.delete{where=tautology}',
      'gcloud components install kubectl': 'package.install{manager=gcloud,name=kubectl}',
      'gcloud storage buckets update gs://b --no-versioning': 'recovery.destroy{what=versioning}',
      'gcloud beta compute instances delete $NAME --project prod': 'infra.destroy{resource=?}',
    },
    inert: ['gcloud compute instances list', 'gcloud config list', 'gcloud projects describe p', 'gcloud auth list'],
  },
};
