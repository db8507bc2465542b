/** What was denied, as errors in the decision log document. */
import * as vscode from 'vscode';
import type { RecordedDecision } from '../../server/protocol';
import { who } from './decision-text';
import type { LogEntry, LogText } from './log-text';

export const diagnosticsSource = 'guardrails';

export function stoppedDiagnostics({ entries, text }: LogText): vscode.Diagnostic[] {
  const lines = text.split('\n');
  return entries
    .filter(({ decision }) => decision.verdict === 'deny')
    .map((entry) => stoppedDiagnostic(entry.decision, commandRange(entry, lines)));
}

/** The refusals whose entries a range touches, newest first. */
export function refusedIn({ entries }: LogText, range: vscode.Range): RecordedDecision[] {
  return entries
    .filter(({ lines: [first, last] }) => first <= range.end.line && range.start.line <= last)
    .map(({ decision }) => decision)
    .filter(({ verdict }) => verdict === 'deny' || verdict === 'ask');
}

/** The error that tells of one stopped command, at the given place. */
export function stoppedDiagnostic(decision: RecordedDecision, range: vscode.Range): vscode.Diagnostic {
  const safer = decision.instead === undefined ? '' : `\n${vscode.l10n.t('Safer: {0}', decision.instead)}`;
  const reason = decision.reason.replace(/^Refused: /, '');
  const message = vscode.l10n.t('Denied for {0}: {1}', who(decision), reason);
  const diagnostic = new vscode.Diagnostic(range, `${message}${safer}`, vscode.DiagnosticSeverity.Error);
  diagnostic.source = diagnosticsSource;
  const rule = decision.rules[0];
  if (rule !== undefined) diagnostic.code = rule;
  return diagnostic;
}

function commandRange({ commandLines: [first, last] }: LogEntry, lines: readonly string[]): vscode.Range {
  const start = lines[first]?.search(/(?<=^ {2}\$ )/) ?? 0;
  return new vscode.Range(first, Math.max(start, 0), last, lines[last]?.length ?? 0);
}
