/** Hover: what the command under the pointer would do, how it would be decided, and the safer way. */
import type { Hover } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { summariseEffect } from '../audit/effect-summary';
import { stricter, type Verdict } from '../policy/verdict';
import type { Mark } from './check-document';

const MAX_EFFECTS = 8;

const headlines: Readonly<Record<Verdict, string>> = {
  deny: '**Denied for agents**',
  ask: '**Agents have to ask first**',
  warn: '**Agents are warned**',
  allow: '**Allowed for agents**',
};

export function hoverAt(document: TextDocument, marks: readonly Mark[], offset: number): Hover | undefined {
  const here = closest(marks, offset) ?? onLineOf(document, marks, offset);
  const first = here[0];
  if (!first) return undefined;
  const range = { start: document.positionAt(first.span.start), end: document.positionAt(first.span.end) };
  return { range, contents: { kind: 'markdown', value: hoverText(here) } };
}

/** The marks with the smallest span around the pointer. */
function closest(marks: readonly Mark[], offset: number): readonly Mark[] | undefined {
  const around = marks.filter(({ span }) => span.start <= offset && offset <= span.end);
  const smallest = Math.min(...around.map(({ span }) => span.end - span.start));
  return around.length === 0 ? undefined : around.filter(({ span }) => span.end - span.start === smallest);
}

/** On a program's name the pointer is beside what is marked: its operands. */
function onLineOf(document: TextDocument, marks: readonly Mark[], offset: number): readonly Mark[] {
  const { line } = document.positionAt(offset);
  return marks.filter(({ span }) => document.positionAt(span.start).line === line);
}

function hoverText(marks: readonly Mark[]): string {
  const verdict = marks.reduce<Verdict>((worst, mark) => stricter(worst, mark.verdict), 'allow');
  const deciding = unique(marks.filter((mark) => mark.verdict === verdict).flatMap(findingText));
  const effects = unique(marks.map(({ effect }) => `- ${code(summariseEffect(effect))}${chainText(effect.at.chain)}`));
  const more = effects.length > MAX_EFFECTS ? [`- … ${effects.length - MAX_EFFECTS} more`] : [];
  return [headlines[verdict], ...deciding, ['It would:', ...effects.slice(0, MAX_EFFECTS), ...more].join('\n')].join(
    '\n\n',
  );
}

function findingText({ finding }: Mark): string[] {
  if (!finding) return [];
  const monitored = finding.monitored ? ' *(monitored, not enforced)*' : '';
  const safer = finding.instead === undefined ? '' : `\n\n**Safer:** ${markdownText(finding.instead)}`;
  return [`${markdownText(finding.because)} — ${code(finding.rule)}${monitored}${safer}`];
}

function chainText(chain: readonly string[]): string {
  return chain.length === 0 ? '' : ` through ${chain.map(code).join(' › ')}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Inline code that holds whatever the command holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s+/g, ' ')}${pad}${fence}`;
}

/** Policies are written by people who know Markdown code spans; everything else is shown as it stands. */
function markdownText(text: string): string {
  return text.replace(/[\\*_{}[\]()#+!|<>~]/g, '\\$&');
}
