/** Marks what was denied where it lives: the task's entry, the package script, the line of the shell script. */
import * as vscode from 'vscode';
import type { RecordedDecision } from '../../server/protocol';
import { stoppedDiagnostic } from './log-diagnostics';

/** Newest decisions win; older ones about the same place say nothing new. */
export async function markStoppedPlaces(
  collection: vscode.DiagnosticCollection,
  decisions: readonly RecordedDecision[],
): Promise<void> {
  const byFile = new Map<string, vscode.Diagnostic[]>();
  const seen = new Set<string>();
  for (const decision of decisions.toReversed()) {
    for (const place of decision.verdict === 'deny' ? decision.places : []) {
      const key = `${place.path}\0${place.start}\0${place.end}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const document = await openQuietly(place.path);
      if (!document) continue;
      const range = new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
      byFile.set(place.path, [...(byFile.get(place.path) ?? []), stoppedDiagnostic(decision, range)]);
    }
  }
  collection.clear();
  for (const [path, diagnostics] of byFile) collection.set(vscode.Uri.file(path), diagnostics);
}

/** What was denied at a place in a document, newest first. */
export function refusedPlaces(
  document: vscode.TextDocument,
  range: vscode.Range,
  decisions: readonly RecordedDecision[],
): RecordedDecision[] {
  const isHere = ({ path, start, end }: RecordedDecision['places'][number]) =>
    path === document.uri.fsPath &&
    new vscode.Range(document.positionAt(start), document.positionAt(end)).intersection(range) !== undefined;
  return decisions.filter(({ verdict, places }) => verdict === 'deny' && places.some(isHere)).toReversed();
}

/** The document, or nothing when the file is gone since. */
async function openQuietly(path: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  } catch {
    return undefined;
  }
}
