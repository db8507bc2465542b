/** What archivers have in common: packing, unpacking, and the commands that they run. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call } from '../../program';
import type { Run, Word } from '../../spec';
import { reads, targetOf, writes } from '../../stating';

/** What unpacking writes is decided by the archive, below the directory. */
export function unpacks(call: Call, directory: Word | undefined): EffectDraft[] {
  const zone = directory
    ? targetOf(call, directory).zone
    : call.invocation.surroundings.fileTarget('.', call.invocation.cwd).zone;
  return [{ kind: 'fs.write', zone: zone ?? null, mode: 'overwrite', extent: 'bounded', certainty: 'possible' }];
}

/** An archive without a name goes where output goes. */
export function isStandardOutput({ value }: Word): boolean {
  return value === '-';
}

export function packs(call: Call, archive: readonly Word[], members: readonly Word[]): EffectDraft[] {
  const read = reads(call, members, { shown: archive.every(isStandardOutput) }).map(
    (effect): EffectDraft => ({ ...effect, extent: 'unbounded' }) as EffectDraft,
  );
  return [...read, ...writes(call, archive, 'create')];
}

export const runsOf = (call: Call, ...names: readonly string[]): readonly Run[] =>
  call
    .words(...names)
    .map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label: `${call.name} ${names[0]}` }));

export function archiveSources(call: Call, members: readonly Word[]): readonly ('archive' | 'secret')[] {
  const secret = members.some((word) => /^(secret|key)$/.test(String(targetOf(call, word).class)));
  return secret ? ['archive', 'secret'] : ['archive'];
}
