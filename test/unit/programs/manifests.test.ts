/** Manifests, taken apart into the objects that they describe. */
import { describe, expect, it } from 'vitest';
import { analyseIn } from '../analysis/shell/effects-of';

const files = {
  'web.yaml':
    'apiVersion: apps/v1\nkind: Deployment # the site\nmetadata:\n  name: web\n  namespace: "shop"\nspec:\n  kind: none\n',
  'all.yaml':
    '# both\n---\nkind: Pod\nmetadata:\n  labels:\n    name: other\n  name: web\n---\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n---\n',
  'chart.yaml': 'kind: {{ .Values.kind }}\nmetadata:\n  name: web\n',
  'list.yaml': 'kind: List\nitems: []\n',
};

function objectsOf(command: string) {
  const { effects } = analyseIn({ files }, { type: 'shell', command });
  return effects.flatMap((effect) =>
    effect.kind === 'k8s.delete' || effect.kind === 'k8s.change'
      ? [Object.fromEntries(Object.entries(effect).filter(([name]) => /^(object|name|namespace|stateful)$/.test(name)))]
      : [],
  );
}

describe('manifests', () => {
  it.each([
    ['kubectl delete -f web.yaml', [{ object: 'deployment', name: 'web', namespace: 'shop', stateful: false }]],
    [
      'kubectl delete -f all.yaml',
      [
        { object: 'pod', name: 'web', stateful: false },
        { object: 'persistentvolumeclaim', name: 'data', stateful: true },
      ],
    ],
    ['kubectl apply -f web.yaml', [{ object: 'deployment', namespace: 'shop' }]],
    ['kubectl apply -f - < all.yaml', [{ object: 'pod' }, { object: 'persistentvolumeclaim' }]],
    ['kubectl delete -f chart.yaml', [{ object: null, name: null }]],
    ['kubectl delete -f list.yaml', [{ object: null, name: null }]],
    ['kubectl delete -f missing.yaml', [{ object: null, name: null }]],
    ['kubectl delete -f k8s/', [{ object: null, name: null }]],
  ])('%s', (command, expected) => {
    expect(objectsOf(command)).toEqual(expected);
  });
});
