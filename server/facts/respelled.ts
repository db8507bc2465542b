/** Does an effect do, in other words, what was refused a while ago? */
import { attributeOf, type Effect } from '../effects/effect';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { type Past, type RefusedEffect, refusedForMs } from '../session/past';
import { isSame, wordsOf } from '../session/refused';

export function isRespelled(
  effect: Effect,
  past: Past,
  request: Request,
  { files, clock }: Pick<Providers, 'files' | 'clock'>,
): boolean | null {
  const since = clock.now().valueOf() - refusedForMs;
  // Whatever can be read is judged by what it does; only the unread may hide something.
  if (past.knownSince > since && isUnread(effect)) return null;
  const recent = past.refused.filter(({ at }) => at > since);
  if (recent.length === 0) return false;
  const words = wordsOf(request);
  const others = recent.filter((refused) => refused.words !== words);
  const answers = others.map((refused) => isSame(effect, refused));
  if (answers.includes('yes')) return true;
  return answers.includes('maybe') || others.some((refused) => mayHide(effect, refused, files)) ? null : false;
}

/** Code that nobody has read, and that can have been written since: it may do what was refused. */
function mayHide(effect: Effect, { at }: RefusedEffect, files: Providers['files']): boolean {
  if (!isUnread(effect)) return false;
  const file = attributeOf(effect, effect.kind === 'code.opaque' ? 'program' : 'path');
  const changed = typeof file === 'string' && isAbsolute(file) ? files.changedAt(file) : undefined;
  return changed === undefined || changed.valueOf() >= at;
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/])/.test(path);
}

/** What the project itself configures, and programs by their name, were there before. */
function isUnread(effect: Effect): boolean {
  if (effect.kind === 'code.exec') {
    return effect.resolved !== true && (effect.origin ?? null) !== 'project-config' && effect.origin !== 'registry';
  }
  if (effect.kind === 'code.opaque') return !isNamedProgram(effect);
  return effect.kind === 'remote.exec' && effect.resolved !== true;
}

function isNamedProgram({ reason, program }: Extract<Effect, { kind: 'code.opaque' }>): boolean {
  const named = reason === 'unknown-program' || reason === 'interactive';
  return named && typeof program === 'string' && !program.includes('/');
}
