/** One word that could stand at the cursor. */
import { CompletionItemKind } from 'vscode-languageserver/node';

export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string | undefined;
  /** Markdown; made when it is looked at. */
  readonly documentation?: string | undefined;
}

export function words(labels: readonly string[], detail?: string): readonly Suggestion[] {
  return labels.map((label) => ({ label, kind: CompletionItemKind.EnumMember, detail }));
}
