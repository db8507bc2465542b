/** The command of a document that a mark is about, by itself: the smallest part that is judged by the same rule. */

import { parseShell } from '../analysis/shell/parse';
import { decide } from '../decide';
import type { Span } from '../effects/effect';
import type { CompiledPolicy } from '../policy/compiled';
import type { Providers } from '../providers';
import type { Action, Request } from '../request';
import type { Mark } from './check-document';
import { requestFor } from './check-document';

/** More than this is a script, not a command. */
const MAX_COMMAND = 10_000;

export interface CommandPart {
  readonly request: Request;
  /** Where it stands in the text of the fragment. */
  readonly span: Span;
}

/** `undefined` when only a whole long script would show the same. */
export function commandAt(
  { fragment, effect, finding }: Pick<Mark, 'fragment' | 'effect' | 'finding'>,
  workspace: string,
  providers: Providers,
  policy: CompiledPolicy,
): CommandPart | undefined {
  const candidates = partsAround(fragment.action, effect.at.span).map(({ action, span }) => {
    return { request: requestFor({ ...fragment, action, title: textOf(action) ?? fragment.title }, workspace), span };
  });
  return candidates.find(({ request }) =>
    decide(request, providers, policy).findings.some(
      (one) => one.rule === finding?.rule && one.verdict === finding.verdict && one.because === finding.because,
    ),
  );
}

/** The text of a command or of SQL; other actions have none. */
export function textOf(action: Action | undefined): string | undefined {
  if (action?.type === 'shell') return action.command;
  return action?.type === 'sql' ? action.sql : undefined;
}

/** The same action with another text. */
export function withText(action: Action, text: string): Action {
  if (action.type === 'shell') return { ...action, command: text };
  return action.type === 'sql' ? { ...action, sql: text } : action;
}

/** From the smallest to the whole. */
function partsAround(action: Action, span: Span): readonly { readonly action: Action; readonly span: Span }[] {
  const text = textOf(action);
  if (text === undefined) return [{ action, span }];
  const spans = action.type === 'shell' ? commandsAround(text, span) : [statementAround(text, span)];
  const parts = [...spans, { start: 0, end: text.length }].map((part) => trimmed(text, part));
  return parts
    .filter(({ start, end }) => end > start && end - start <= MAX_COMMAND)
    .map((part) => ({ action: withText(action, text.slice(part.start, part.end)), span: part }));
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  const first = start + part.length - part.trimStart().length;
  return { start: first, end: first + part.trim().length };
}

/** Every command around the span, the innermost first. */
function commandsAround(text: string, span: Span): readonly Span[] {
  const found: Span[] = [];
  collect(parseShell(text).list, span, found);
  return found.sort((a, b) => a.end - a.start - (b.end - b.start));
}

function collect(node: unknown, span: Span, found: Span[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) collect(item, span, found);
    return;
  }
  if ('joiner' in node && 'command' in node) {
    const { span: whole } = node.command as { readonly span: Span };
    if (whole.start <= span.start && span.end <= whole.end) found.push(whole);
  }
  for (const child of Object.values(node)) collect(child, span, found);
}

/** Between the semicolons around it; one within a string shows by the statement being judged otherwise. */
function statementAround(text: string, { start, end }: Span): Span {
  const next = text.indexOf(';', Math.max(end - 1, start));
  return { start: text.lastIndexOf(';', start - 1) + 1, end: next === -1 ? text.length : next };
}
