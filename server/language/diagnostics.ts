/** Marks of a checked document as diagnostics: error for what would be stopped, warning for what would be asked. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RuleLocation } from '../decision';
import type { Span } from '../effects/effect';
import { stricter, type Verdict } from '../policy/verdict';
import type { CheckedDocument, Mark } from './check-document';
import type { SqlSummary } from './sources/sql-summary';

export const diagnosticsSource = 'guardrails';
/** Beyond this many, the rest of a document says nothing new. */
const MAX_DIAGNOSTICS = 500;

const severities: Readonly<Record<Verdict, DiagnosticSeverity>> = {
  deny: DiagnosticSeverity.Error,
  ask: DiagnosticSeverity.Warning,
  warn: DiagnosticSeverity.Information,
  allow: DiagnosticSeverity.Hint,
};

/** What diagnostics need to point elsewhere: into a policy, into a resolved file. */
export interface Links {
  /** Address of the file in which a rule stands. */
  ruleSource(location: RuleLocation): string;
  /** Address of the page about a rule; `undefined` for rules that have none: those of the workspace, defaults. */
  rulePage(rule: string, location: RuleLocation): string | undefined;
  /** Turns offsets of another file into a range; `undefined` when it cannot be read. */
  fileRange(path: string, span: Span): { readonly uri: string; readonly range: Range } | undefined;
}

export function diagnosticsOf(
  document: TextDocument,
  checked: CheckedDocument,
  links: Links,
  showAllowed: boolean,
): Diagnostic[] {
  const shown = strictestPerPlace(checked.marks).filter((mark) => showAllowed || mark.verdict !== 'allow');
  return [
    ...shown.slice(0, MAX_DIAGNOSTICS).map((mark) => diagnosticOf(document, mark, links)),
    ...(showAllowed ? checked.harmless.map((span) => harmless(document, span)) : []),
    ...(checked.truncatedAt === undefined ? [] : [tooLong(document, checked.truncatedAt, checked.rest)]),
  ];
}

/** At one place only what decides there is said; every rule of that verdict once. */
function strictestPerPlace(marks: readonly Mark[]): Mark[] {
  const strictest = new Map<string, Verdict>();
  const place = ({ span }: Mark) => `${span.start}:${span.end}`;
  for (const mark of marks) strictest.set(place(mark), stricter(mark.verdict, strictest.get(place(mark)) ?? 'allow'));
  const said = new Set<string>();
  return marks.filter((mark) => {
    const key = `${place(mark)}:${mark.finding?.rule ?? 'allowed'}`;
    if (mark.verdict !== strictest.get(place(mark)) || said.has(key)) return false;
    said.add(key);
    return true;
  });
}

function diagnosticOf(document: TextDocument, mark: Mark, links: Links): Diagnostic {
  const related = relatedTo(mark, links);
  const { finding } = mark;
  const page = finding?.location && links.rulePage(finding.rule, finding.location);
  return {
    range: rangeOf(document, mark.span),
    severity: finding?.monitored ? DiagnosticSeverity.Information : severities[mark.verdict],
    source: diagnosticsSource,
    ...(finding && { code: finding.rule }),
    ...(page !== undefined && { codeDescription: { href: page } }),
    message: messageOf(mark),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}

const openings: Readonly<Record<Verdict, string>> = {
  deny: 'Agents may not run this',
  ask: 'Agents have to ask first',
  warn: 'Agents are warned',
  allow: 'Allowed',
};

function messageOf({ verdict, finding, effect }: Mark): string {
  if (!finding) return `${openings.allow}: ${effect.kind}`;
  const opening = finding.monitored ? `${openings[verdict]} (monitored only)` : openings[verdict];
  const safer = finding.instead === undefined ? '' : `\nSafer: ${finding.instead}`;
  return `${opening}: ${finding.because}${safer}`;
}

function relatedTo({ finding, elsewhere, effect }: Mark, links: Links): DiagnosticRelatedInformation[] {
  const related: DiagnosticRelatedInformation[] = [];
  const target = elsewhere && links.fileRange(elsewhere.path, elsewhere.span);
  if (target) related.push({ location: target, message: `Found here: ${effect.at.evidence}` });
  const { location } = finding ?? {};
  if (finding && location) {
    const start: Position = { line: location.line - 1, character: location.column - 1 };
    const range = { start, end: start };
    related.push({ location: { uri: links.ruleSource(location), range }, message: `The rule ${finding.rule}` });
  }
  return related;
}

function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(Math.max(end, start + 1)) };
}

function harmless(document: TextDocument, span: Span): Diagnostic {
  return {
    range: rangeOf(document, span),
    severity: DiagnosticSeverity.Hint,
    source: diagnosticsSource,
    message: `${openings.allow}: it has no effect that a policy could speak about.`,
  };
}

function tooLong(document: TextDocument, checkedTo: number, rest: SqlSummary | undefined): Diagnostic {
  if (rest) return longSql(document, checkedTo, rest);
  const start = document.positionAt(checkedTo);
  return {
    range: { start, end: { line: start.line + 1, character: 0 } },
    severity: DiagnosticSeverity.Information,
    source: diagnosticsSource,
    code: 'document-too-long',
    message: `Only the part above was checked, the first ${checkedTo.toLocaleString('en')} characters.`,
  };
}

/** At the top, where who opens a dump looks. */
function longSql(document: TextDocument, checkedTo: number, { statements, alarming }: SqlSummary): Diagnostic {
  const length = document.getText().length;
  const share = `the first ${checkedTo.toLocaleString('en')} of ${length.toLocaleString('en')} characters`;
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
    severity: alarming ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    source: diagnosticsSource,
    code: 'document-too-long',
    message: `Only ${share} were checked. Lines of the rest begin ${statements || 'no'} statements.`,
  };
}
