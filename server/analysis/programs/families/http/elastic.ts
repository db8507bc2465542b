/** Elasticsearch and OpenSearch by their HTTP interface. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Word } from '../../spec';

const looksLikeElastic = /^(https?:\/\/)?[^/]*(:9200|elastic|opensearch|\bes\b)[^/]*(\/|$)/i;

/** What a request with that method does to the indexes named in the addresses. */
export function elasticEffects(method: string, urls: readonly Word[]): EffectDraft[] {
  return urls.flatMap((word) =>
    typeof word.value === 'string' && looksLikeElastic.test(word.value) ? effectsOf(method, word.value) : [],
  );
}

function effectsOf(method: string, url: string): EffectDraft[] {
  const [index = '', ...rest] = url
    .replace(/^[a-z]+:\/\//i, '')
    .split(/[?#]/)[0]!
    .split('/')
    .slice(1);
  const all = index === '_all' || index.includes('*');
  const target = { engine: 'elastic', table: index } as const;
  if (rest[0] === '_delete_by_query') return [{ kind: 'db.rows.delete', ...target, where: 'other', method: 'delete' }];
  if (method !== 'DELETE' || index === '') return [];
  if (rest[0] === '_doc') return [{ kind: 'db.rows.delete', ...target, where: 'key', rows: 1, method: 'delete' }];
  if (index === '_snapshot') return [{ kind: 'recovery.destroy', what: 'snapshot', resource: rest.join('/') }];
  return [
    {
      kind: 'db.schema.drop',
      engine: 'elastic',
      object: 'collection',
      name: all ? null : index,
      extent: all ? 'unbounded' : 'single',
    },
  ];
}
