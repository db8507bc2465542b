/** Which cluster and which resources a command means. */
import type { EffectDraftOf, EnvironmentEvidence } from '../../../../effects/effect';
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Call } from '../../program';
import type { Word } from '../../spec';
import { hostOf } from '../../urls';
import { contextOf } from './context';

export const connection =
  '--context=C --cluster=C --user=U -n,--namespace=NS --kubeconfig=F -s,--server=H --token=T --as=U --as-group=G --certificate-authority=F --client-certificate=F --client-key=F --insecure-skip-tls-verify --request-timeout=T --tls-server-name=N -v=N --cache-dir=D --profile=P --match-server-version --warnings-as-errors --log-flush-frequency=D --vmodule=M';

export const selection =
  '-l,--selector=L --field-selector=F -A,--all-namespaces --all -f,--filename=F -k,--kustomize=D -R,--recursive -o,--output=F --template=T --show-labels -w,--watch';

export const changing =
  '--dry-run[=S] --force --grace-period=N --now --cascade[=C] --wait[=B] --timeout=T --field-manager=M --server-side --validate[=V] --record --overwrite --prune --save-config --ignore-not-found --raw=U -i,--interactive --local --resource-version=V --replicas=N --current-replicas=N -p,--patch=P --patch-file=F --type=T --from-literal=L --from-file=F --from-env-file=F --image=I --port=P --to-revision=N --revision=N -c,--container=C --edit --min=N --max=N --cpu-percent=N';

/** Kinds whose deletion takes data, or everything within, along. */
export const statefulKinds =
  /^(ns|namespaces?|projects?|pv|persistentvolumes?|pvc|persistentvolumeclaims?|crds?|customresourcedefinitions?|sts|statefulsets?|volumesnapshots?|etcdclusters?|postgresqls?|databases?|buckets?)(\..*)?$/i;

type Where = Pick<EffectDraftOf<'k8s.change'>, 'namespace' | 'context' | 'pinned' | 'evidence'>;

/** The cluster that is meant: pinned by an option, or whatever the current context is. */
export function whereOf(call: Call, contextOption = '--context'): Where {
  const context = contextOf(call, contextOption);
  const namespace = call.value('-n', '--namespace');
  return {
    ...(context !== undefined && { context }),
    ...(namespace !== undefined && { namespace }),
    pinned: isPinned(call, contextOption),
    evidence: clusterEvidence(call, context),
  };
}

/** `null` where a word that is not known may be the option. */
function isPinned(call: Call, contextOption: string): boolean | null {
  if (call.words(contextOption).length > 0) return true;
  return call.has('-s', '--kubeconfig');
}

/** The cluster's address counts before its context, which tells nothing of a server or cluster given besides. */
export function clusterEvidence(call: Call, context: Text | undefined): EnvironmentEvidence {
  const server = call.value('-s', '--server');
  if (server !== undefined) return { kubeContext: UNKNOWN, host: hostOf(server) ?? UNKNOWN };
  return { kubeContext: call.value('--cluster') === undefined ? (context ?? UNKNOWN) : UNKNOWN };
}

interface Resource {
  readonly object: Text;
  readonly name: Text | undefined;
}

/** `pod a b`, `pod/a deploy/b`, `pods,services`. */
export function resourcesOf(operands: readonly Word[]): readonly Resource[] {
  const [first, ...others] = operands.map((word) => word.value);
  if (first === undefined) return [];
  if (typeof first !== 'string') return [{ object: null, name: null }];
  if (first.includes('/')) return operands.map((word) => splitResource(word.value));
  const kinds = first.split(',');
  return kinds.flatMap((object) =>
    others.length > 0 ? others.map((name): Resource => ({ object, name })) : [{ object, name: undefined }],
  );
}

function splitResource(text: Text): Resource {
  if (typeof text !== 'string') return { object: null, name: null };
  const [object = '', name] = text.split('/');
  return { object, name };
}

export function isDryRun(call: Call): boolean {
  if (call.has('--dry-run') !== true) return call.has('--local') === true;
  const value = call.words('--dry-run').at(-1)?.value;
  return value === undefined || value === 'client' || value === 'server' || value === 'true';
}
