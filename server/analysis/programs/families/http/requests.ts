/** What a request fetches and sends. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import { isPattern, type Text } from '../../../../effects/value';
import type { Call } from '../../program';
import type { StreamSource, Word } from '../../spec';
import { reads, when } from '../../stating';
import { hostOf, isMetadataHost, schemeOf } from '../../urls';
import { elasticEffects } from './elastic';

export type Upload = EffectDraftOf<'net.upload'>;

/** A URL as these programs read it: a bare `host/path` is one too. */
function urlOf(text: Text): Text {
  if (typeof text === 'string') return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return isPattern(text) && text.prefix !== '' && !text.prefix.includes('://')
    ? { ...text, prefix: `http://${text.prefix}` }
    : text;
}

function hostsOf(urls: readonly Word[]): readonly Text[] {
  return urls.length > 0 ? urls.map((word) => hostOf(urlOf(word.value)) ?? null) : [null];
}

export function fetches(call: Call, urls: readonly Word[]): EffectDraft[] {
  return urls.flatMap((word) => {
    const url = urlOf(word.value);
    const host = hostOf(url) ?? null;
    const scheme = schemeOf(url);
    if (scheme === 'file')
      return reads(call, [{ ...word, value: typeof url === 'string' ? url.slice('file://'.length) : null }]);
    const metadata = isMetadataHost(host);
    const fetch: EffectDraft = {
      kind: 'net.fetch',
      host,
      ...(scheme && { scheme }),
      metadata: host === null ? null : metadata,
      span: word.span,
    };
    return [
      fetch,
      ...when(metadata, {
        kind: 'secret.read',
        store: 'metadata-service',
        audience: call.audience,
      }),
    ];
  });
}

export function uploads(urls: readonly Word[], sources: readonly Upload['source'][]): EffectDraft[] {
  return hostsOf(urls).flatMap((host) =>
    sources.map((source): EffectDraft => ({ kind: 'net.upload', host, channel: 'http', source: source ?? null })),
  );
}

/** A word that is not known may be an option, and a file may hold more of them: something may be sent, by any method. */
export function hidden(call: Call, urls: readonly Word[]): EffectDraft[] {
  if (!call.open && call.words('-K').length === 0) return [];
  return [...uploads(urls, [null]), { kind: 'saas.change', category: 'other', op: null } as const].map((effect) => ({
    ...effect,
    certainty: 'possible',
  }));
}

/** What a request changes by its method, though it may carry nothing. `null` is a method that is not known. */
export function changes(method: string | null | undefined, urls: readonly Word[], sends: boolean): EffectDraft[] {
  const elastic = elasticEffects(method ?? (sends ? 'POST' : 'GET'), urls);
  if (elastic.length > 0) return elastic;
  if (method === null) return [{ kind: 'saas.change', category: 'other', op: null, certainty: 'possible' }];
  if (method === 'DELETE')
    return hostsOf(urls).every(isThisMachine) ? [] : [{ kind: 'saas.change', category: 'other', op: 'delete' }];
  return sends || method === undefined || /^(GET|HEAD|OPTIONS|PROPFIND)$/.test(method)
    ? []
    : uploads(urls, ['literal']);
}

function isThisMachine(host: Text): boolean {
  return typeof host === 'string' && /^(localhost|127\.|\[?::1)/.test(host);
}

export const network: { readonly text: Text; readonly sources: readonly StreamSource[] } = {
  text: null,
  sources: ['network'],
};

/** A header, cookie or address with the content of a file or variable in it. */
export function carriesData(word: Word): boolean {
  return (word.sources ?? []).some(
    (source) => source === 'secret' || source === 'file' || source === 'db' || source === 'env',
  );
}

export function writtenByName(urls: readonly Word[]): readonly Word[] {
  return urls.map((word) => {
    const name =
      typeof word.value === 'string'
        ? word.value
            .replace(/[?#].*/, '')
            .split('/')
            .at(-1)
        : undefined;
    return { ...word, value: name ? name : { prefix: './', suffix: '', glob: true }, many: false };
  });
}
