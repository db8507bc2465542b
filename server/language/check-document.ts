/** Decides on every command of a document, as if an agent were about to run it. */
import { decide } from '../decide';
import type { Decision, Finding } from '../decision';
import type { Effect, Span } from '../effects/effect';
import type { CompiledPolicy } from '../policy/compiled';
import type { Verdict } from '../policy/verdict';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { findFragments } from './sources/find-fragments';
import type { Fragment, Source } from './sources/fragment';
import { type SqlSummary, summaryOfSql } from './sources/sql-summary';

/** Longer documents are checked up to here, and say so: every keystroke must stay cheap. */
export const MAX_CHECKED = 1_000_000;

/** One thing to point at: an effect in the document, and what was said about it. */
export interface Mark {
  readonly span: Span;
  readonly effect: Effect;
  /** What would be run, of which this is an effect. */
  readonly fragment: Fragment;
  readonly verdict: Verdict;
  /** Absent for effects that nothing but an `allow` default spoke about. */
  readonly finding?: Finding;
  /** Where the effect really stands, when that is in another file. */
  readonly elsewhere?: { readonly path: string; readonly span: Span };
}

export interface CheckedDocument {
  readonly marks: readonly Mark[];
  /** Commands without any effect that the catalogue knows. */
  readonly harmless: readonly Span[];
  /** Offset up to which the document was checked, when it is longer than that. */
  readonly truncatedAt?: number;
  /** What the rest of a SQL file holds. */
  readonly rest?: SqlSummary;
}

export function checkDocument(source: Source, providers: Providers, policy: CompiledPolicy): CheckedDocument {
  const truncatedAt = source.text.length > MAX_CHECKED ? lastLineEnd(source.text) : undefined;
  const checked = truncatedAt === undefined ? source : { ...source, text: source.text.slice(0, truncatedAt) };
  const decided = findFragments(checked).map((fragment) => {
    return { fragment, decision: decideOn(fragment, source, providers, policy) };
  });
  return {
    marks: withoutRepeats(decided.flatMap(({ fragment, decision }) => marksOf(fragment, decision, source.path))),
    harmless: decided.flatMap(({ fragment, decision }) => (isHarmless(decision) ? [fragment.whole] : [])),
    ...(truncatedAt !== undefined && { truncatedAt }),
    ...(truncatedAt !== undefined &&
      source.language === 'sql' && { rest: summaryOfSql(source.text.slice(truncatedAt)) }),
  };
}

function lastLineEnd(text: string): number {
  const end = text.lastIndexOf('\n', MAX_CHECKED);
  return end > 0 ? end + 1 : MAX_CHECKED;
}

function isHarmless({ verdict, effects }: Decision): boolean {
  return verdict === 'allow' && effects.length === 0;
}

function decideOn(fragment: Fragment, source: Source, providers: Providers, policy: CompiledPolicy): Decision {
  return decide(requestFor(fragment, source.workspace), providers, policy);
}

/** As if an agent were about to run it. */
export function requestFor({ action, title, channel, cwd }: Fragment, workspace: string): Request {
  return { actions: [action], tool: 'editor', title, actor: 'ai', channel, cwd, workspace, interactive: true };
}

function marksOf(fragment: Fragment, decision: Decision, path: string): Mark[] {
  return decision.effects.map((effect, index) => {
    const finding = decision.findings.find((one) => one.effect === index && one.waivedBy === undefined);
    const place = placeOf(effect, fragment, path);
    return { ...place, effect, fragment, verdict: finding?.verdict ?? 'allow', ...(finding && { finding }) };
  });
}

function placeOf(effect: Effect, fragment: Fragment, path: string): Pick<Mark, 'span' | 'elsewhere'> {
  const { file, span } = effect.at;
  if (file?.path === path) return { span: file.span };
  const here = fragment.toDocument(span);
  return { span: here && here.end > here.start ? here : fragment.whole, ...(file && { elsewhere: file }) };
}

/** One target of a makefile leads to another: the same effect at the same place is one mark. */
function withoutRepeats(marks: readonly Mark[]): Mark[] {
  const seen = new Map<string, Mark>();
  for (const mark of marks) {
    const target = mark.elsewhere ? `${mark.elsewhere.path}:${mark.elsewhere.span.start}` : '';
    const key = [mark.span.start, mark.span.end, mark.effect.kind, mark.finding?.rule, mark.finding?.because, target];
    seen.set(key.join('\0'), mark);
  }
  return [...seen.values()];
}
