/** Images moved and published without a daemon: skopeo, crane, oras, ko, cosign. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, opaque, type ProgramSpec } from '../../program';
import { writes } from '../../stating';

const publishes = (name: Text): EffectDraft => ({ kind: 'package.publish', op: 'publish', name });

const options =
  '-a,--all -f,--format=F --src-creds=C --dest-creds=C --creds=C --authfile=F --platform=P -t,--tags=T -o,--output=F -y,--yes --key=K --certificate-identity=I --certificate-oidc-issuer=I --annotation,-A=A --artifact-type=T --insecure --local,-L --push[=B] --bare -B,--base-import-paths --image-label=L -u,--username=U -p,--password=P --password-stdin --tarball=F';

const passive =
  /^(inspect|list-tags|ls|manifest|digest|config|catalog|validate|version|export|repo|discover|triangulate|tree|env|deps|blob|help|verify|verify-attestation|verify-blob|public-key|standalone-verify|resolve|login|logout)$/;

function effectsOf(call: Call): readonly EffectDraft[] {
  const [verb, first, second] = call.operands;
  const name = verb?.value;
  if (typeof name !== 'string') return verb ? [opaque(call.invocation)] : [];
  if (passive.test(name)) return [];
  if (name === 'pull') return [{ kind: 'net.fetch' }, ...writes(call, call.words('-o'), 'create')];
  if (name === 'delete') return [{ kind: 'package.publish', op: 'unpublish', name: first?.value ?? null }];
  const target = (second ?? first)?.value ?? null;
  const stays = /^(dir|oci|docker-archive|docker-daemon|oci-archive|containers-storage):/.test(String(target));
  if (name === 'copy' && stays) return [{ kind: 'net.fetch' }];
  if (/^(copy|push|cp|append|mutate|tag|sync|attach|sign|attest|rebase|flatten)$/.test(name))
    return [publishes(target)];
  if (call.name !== 'ko' || !/^(build|apply|create|run)$/.test(name)) return [opaque(call.invocation)];
  const local = call.has('--local') === true;
  return [
    { kind: 'code.exec', origin: 'project-config', lang: 'go' },
    ...(local ? [] : [publishes(null)]),
    ...(name === 'build' ? [] : [{ kind: 'k8s.change', op: 'apply' } satisfies EffectDraft]),
  ];
}

export const imageRegistries: ProgramSpec = {
  names: 'skopeo crane gcrane regctl oras ko cosign',
  options,
  does: effectsOf,
  examples: {
    yields: {
      'skopeo copy docker://a docker://ghcr.io/acme/a': 'package.publish{op=publish,name=docker://ghcr.io/acme/a}',
      'crane delete ghcr.io/acme/a:1': 'package.publish{op=unpublish}',
      'oras push ghcr.io/acme/a:1 a.txt': 'package.publish',
      'ko apply -f config/': 'code.exec + package.publish + k8s.change{op=apply}',
    },
    inert: ['skopeo inspect docker://alpine', 'crane ls ghcr.io/acme/a', 'cosign verify ghcr.io/acme/a'],
  },
};
