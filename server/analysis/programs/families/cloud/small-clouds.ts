/** Smaller clouds, which all speak in groups and verbs. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Answer, type Call, opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import { shellThere } from './remote-shell';
import { byVerb, destroyingVerb, evidenceOf, isVerbTold, readingVerb, verbOf, words } from './verbs';

export const smallOptions =
  '--force,-f --output,-o=F --format=F --access-token,-t=T --context,-c=C --config=F --app,-a=A --remote,-r=R --confirm=N --yes,-y --json --project,-p=P --name,-n=N --region=R --size,-s=S --image=I --environment,-e=E --org=O --team=T --scope=S --prod --stage=S --token=T --detach,-d --remote --service=S --volume=V --compartment-id=C --no-input --local-config=F --dir=D --site=S --message,-m=M --ssh-command=C --command=C --rule=R';

export const smallClouds: ProgramSpec = {
  names:
    'doctl linode-cli hcloud oci ibmcloud scw vultr-cli civo exo upctl openstack nova glance eb copilot-cli lightsail flarectl pscale neonctl neon turso render koyeb',
  options: smallOptions,
  does(call) {
    if (call.operands.length === 0) return [];
    // `ibmcloud is instance-delete x`
    const all = words(call).flatMap((word) => (call.name === 'ibmcloud' ? word.split(/-(?=[a-z]+$)/) : [word]));
    if (/^(auth|account|login|logout|init|version|completion|config|context|help|whoami)$/.test(all[0] ?? ''))
      return /^(set|login|create|switch|use)$/.test(all[1] ?? '')
        ? [{ kind: 'config.write', target: 'cloud-cli', executes: false }]
        : [];
    // Its lists go by the name of what is listed.
    if (call.name === 'ibmcloud' && all.length === 2 && /s$/.test(all[1]!)) return [];
    const at = verbOf(all);
    if (!isVerbTold(call, at)) return [opaque(call.invocation)];
    const verb = all[at] ?? '';
    const group = all.slice(0, Math.max(at, 0)).join(' ');
    const databases = /^(pscale|neonctl|neon|turso)$/.test(call.name);
    if (/snapshot|backup/.test(group) && destroyingVerb.test(verb))
      return [
        {
          kind: 'recovery.destroy',
          what: /snapshot/.test(group) ? 'snapshot' : 'backup',
          resource: resourceAfter(call, at),
        },
      ];
    const resource = resourceAfter(call, at);
    if (verb === 'ssh' || verb === 'exec') return entersMachine(call, resource);
    const special = specialEffects(call, group, verb, resource);
    if (special) return special;
    return byVerb(call, call.name, group, verb, resource).map(
      (effect): EffectDraft => (effect.kind === 'infra.destroy' && databases ? { ...effect, stateful: true } : effect),
    );
  },
  examples: {
    yields: {
      'doctl compute droplet delete web -f': 'infra.destroy{provider=doctl,resource=web}',
      'hcloud server delete web': 'infra.destroy',
      'ibmcloud is instance-delete web': 'infra.destroy{provider=ibmcloud}',
      'pscale database delete shop --force': 'infra.destroy{stateful=true}',
      'neonctl projects delete p': 'infra.destroy{stateful=true}',
      'turso db destroy shop': 'infra.destroy{stateful=true}',
      "turso db shell shop 'DROP TABLE users'": 'db.schema.drop{engine=sqlite,name=users}',
      "doctl compute ssh web --ssh-command 'rm -rf /srv'":
        'remote.exec{host=web,resolved=true} + fs.delete{via=remote}',
      'hcloud server ssh web': 'remote.exec{resolved=false} + code.opaque{reason=interactive}',
      'hcloud server disable-protection web delete': 'recovery.destroy{what=deletion-protection,resource=web}',
      'doctl kubernetes cluster kubeconfig save c': 'config.write{target=kube}',
      'doctl databases firewalls append d --rule ip_addr:1.2.3.4': 'access.change{op=firewall}',
      'neonctl connection-string': 'secret.read{store=db-cred,audience=model}',
      'pscale password create shop main app': 'secret.write{op=mint}',
      'pscale deploy-request deploy shop 1': 'db.migrate{tool=pscale,direction=push}',
      'oci os object bulk-delete -bn photos': 'infra.destroy{provider=oci}',
      'eb deploy': 'deploy.release{target=eb}',
      'hcloud server $VERB web': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'doctl compute droplet list',
      'hcloud server list',
      'doctl auth init',
      'ibmcloud is instances',
      'turso db show shop',
    ],
  },
};

/** What stands behind the verb; the words of `ibmcloud` are not the operands. */
function resourceAfter(call: Call, at: number): Text {
  const index = call.name === 'ibmcloud' ? Math.min(at, 2) : at + 1;
  return call.operands[index]?.value ?? null;
}

function entersMachine(call: Call, host: Text): Answer {
  const runs = shellThere(call, call.words('--ssh-command', '--command'));
  const evidence = { host };
  return {
    effects: [
      { kind: 'remote.exec', tool: 'other', host, resolved: runs.length > 0, evidence },
      ...when(runs.length === 0, {
        kind: 'code.opaque',
        reason: 'interactive',
        program: call.name,
        via: 'remote',
        evidence,
      }),
    ],
    runs,
  };
}

/** Verbs that mean more than they say. */
function specialEffects(call: Call, group: string, verb: string, resource: Text): Answer | undefined {
  const audience = call.audience;
  const evidence = evidenceOf(call);
  if (verb === 'disable-protection') return [{ kind: 'recovery.destroy', what: 'deletion-protection', resource }];
  if (verb === 'reset-password' || (/password|token|api-key/.test(group) && verb === 'create'))
    return [{ kind: 'secret.write', store: call.name, op: 'mint' }];
  if (/kubeconfig/.test(group)) return [{ kind: 'config.write', target: 'kube', executes: false }];
  if (/firewall/.test(group) && !readingVerb.test(verb))
    return [{ kind: 'access.change', provider: call.name, op: 'firewall' }];
  if (verb === 'login') return [{ kind: 'secret.write', store: 'registry-cred', op: 'update' }];
  if (verb === 'target') return [{ kind: 'config.write', target: 'cloud-cli', executes: false }];
  if (verb === 'connection-string' || verb === 'cs')
    return {
      effects: [{ kind: 'secret.read', store: 'db-cred', audience }],
      output: { text: null, sources: ['secret'] },
    };
  if (verb === 'shell' || verb === 'psql') return databaseShell(call, resource);
  if (call.name === 'pscale' && group === 'deploy-request' && verb === 'deploy')
    return [{ kind: 'db.migrate', tool: 'pscale', direction: 'push', evidence }];
  const releases =
    /^(deploy|redeploy|push|rollback|promote)$/.test(verb) || (/^deploys/.test(group) && verb === 'create');
  if (releases && /^(eb|render|koyeb|doctl|ibmcloud)$/.test(call.name))
    return [{ kind: 'deploy.release', target: call.name, op: verb === 'rollback' ? 'rollback' : 'deploy', evidence }];
  return undefined;
}

/** `turso db shell NAME SQL`, `neonctl psql -- -c SQL`. */
function databaseShell(call: Call, database: Text): Answer {
  const sqlite = call.name === 'turso';
  const dialect = sqlite ? 'sqlite' : call.name === 'pscale' ? 'mysql' : 'postgres';
  const dashed = call.last.afterDashes ?? [];
  const statements = sqlite
    ? call.operands.slice(3)
    : dashed.filter((_, at) => /^(-c|--command|-e)$/.test(String(dashed[at - 1]?.value)));
  return runsSql(
    call,
    { engine: dialect, dialect, evidence: { dbHost: null, dbName: database } },
    { operands: statements },
  );
}
