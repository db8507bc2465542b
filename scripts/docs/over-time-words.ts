/** What limits and sequences count, and what has to come before, as Markdown. */
import type { PlacedRule } from '../../server/policy/compile';
import type { LimitSource, SequenceSource } from '../../server/policy/schema';
import { kindsOf } from '../../server/policy/vocabulary';
import { actorWords, code, conditionLines, referencesOf } from './condition-words';
import { kindWords } from './kind-words';

/** Paragraphs between what is decided on and how strictly. */
export function overTimeWords({ written }: PlacedRule): string[] {
  if (written === undefined) return [];
  return 'count' in written ? countWords(written) : afterWords(written);
}

/** Names that the count or what comes before refers to. */
export function overTimeReferences({ written }: PlacedRule): string[] {
  if (written === undefined) return [];
  if ('after' in written) return referencesOf(written.after);
  return typeof written.count.over === 'string' ? [written.count.over.slice(1)] : [];
}

function countWords({ count: { per, within, over } }: LimitSource): string[] {
  return [
    `as soon as there are more than ${code(over)} of them within ${code(within)}, counted by ${per}: those that were let through before and those of the request.`,
  ];
}

function afterWords({ after }: SequenceSource): string[] {
  const kinds = after.effects.flatMap((selector) => kindsOf(selector) ?? []);
  const lines = conditionLines(after);
  return [
    `and it comes within ${code(after.within)} after ${actorWords(after)} ran something in the same session, or earlier in the same command, by which`,
    kinds.map((kind) => `- ${kindWords[kind]} (${code(kind)})`).join('\n'),
    ...(lines.length === 0 ? [] : [lines.length === 1 ? 'and this held:' : 'and all of this held:', lines.join('\n')]),
  ];
}
