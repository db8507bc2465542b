/** kustomize. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import { when, writes } from '../../stating';

export const kustomize: ProgramSpec = {
  names: 'kustomize',
  options: '-o,--output=F --enable-helm --enable-exec --load-restrictor=R --network',
  commands: {
    'version docs openapi localize completion help': [],
    build: {
      options: '-o,--output=F',
      does: (call) => [
        ...writes(call, call.words('-o'), 'overwrite'),
        ...when(call.has('--enable-exec'), { kind: 'code.exec', origin: 'project-config', resolved: false }),
      ],
    },
    'edit create cfg fn': { options: '--resources=R --namespace=N --autodetect', does: edited },
  },
  examples: {
    yields: {
      'kustomize edit set image web=acme/web:2': 'fs.write{path=/repo/kustomization.yaml}',
      'kustomize build --enable-exec .': 'code.exec{resolved=false}',
      'kustomize build . | kubectl delete -f -': 'k8s.delete',
    },
    inert: ['kustomize build overlays/prod'],
  },
};

function edited(call: Call): EffectDraft[] {
  const file = 'kustomization.yaml';
  return writes(call, [{ value: file, raw: file, span: call.invocation.span, many: false }], 'overwrite');
}
