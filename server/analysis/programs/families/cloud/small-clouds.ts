/** Smaller clouds, which all speak in groups and verbs. */
import type { EffectDraft } from '../../../../effects/effect';
import { opaque, type ProgramSpec } from '../../program';
import { byVerb, destroyingVerb, isVerbTold, verbOf, words } from './verbs';

export const smallOptions =
  '--force,-f --output,-o=F --format=F --access-token,-t=T --context,-c=C --config=F --app,-a=A --remote,-r=R --confirm=N --yes,-y --json --project,-p=P --name,-n=N --region=R --size,-s=S --image=I --environment,-e=E --org=O --team=T --scope=S --prod --stage=S --token=T --detach,-d --remote --service=S --volume=V --compartment-id=C --no-input --local-config=F --dir=D --site=S --message,-m=M';

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
      'ibmcloud is instance-delete web': 'infra.destroy{provider=ibmcloud}',
      'pscale database delete shop --force': 'infra.destroy{stateful=true}',
      'neonctl projects delete p': 'infra.destroy{stateful=true}',
      'turso db destroy shop': 'infra.destroy{stateful=true}',
    },
    inert: ['doctl compute droplet list', 'hcloud server list', 'doctl auth init'],
  },
};
