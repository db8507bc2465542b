/** What opening a file or an address with the desktop's own program does. */
import type { EffectDraft } from '../../../effects/effect';
import type { Call } from '../program';
import { hostOf } from '../urls';

export function opens(call: Call): readonly EffectDraft[] {
  return call.operands.flatMap((word): EffectDraft[] => {
    const host = /^https?:/.test(String(word.value)) ? hostOf(word.value) : undefined;
    return host === undefined ? [] : [{ kind: 'net.fetch', host }];
  });
}
