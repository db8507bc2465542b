/** What curl does to addresses that are not of the web. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Word } from '../../spec';
import { hostOf, schemeOf } from '../../urls';

export function otherProtocols(urls: readonly Word[]): EffectDraft[] {
  return urls.flatMap(({ value }): EffectDraft[] => {
    const host = hostOf(value) ?? null;
    const scheme = schemeOf(value) ?? '';
    if (/^smtps?$/.test(scheme)) return [{ kind: 'comm.send', channel: 'email', host }];
    return /^(telnet|gopher|dict)$/.test(scheme) ? [{ kind: 'net.connect', purpose: 'raw', host }] : [];
  });
}
