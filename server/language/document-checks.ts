/**
 * Checks open documents as they change: soon after the last keystroke, one at a time, with the worker free to answer
 * requests in between. A document that cannot be checked says so itself and harms no other.
 */
import type { Diagnostic } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mark } from './check-document';
import { diagnosticsSource } from './diagnostics';

const DEBOUNCE_MS = 150;
/** For documents whose author waits for what is said about them. */
const URGENT_DEBOUNCE_MS = 20;

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly marks: readonly Mark[];
}

export interface DocumentChecksOptions {
  readonly check: (document: TextDocument) => Promise<Checked>;
  /** Documents that are cheap to check and written with an eye on the result. */
  readonly isUrgent?: (document: TextDocument) => boolean;
  readonly publish: (document: TextDocument, diagnostics: readonly Diagnostic[]) => void;
  /** Told of a check that threw: a defect of ours, never of the document. */
  readonly onFailure: (document: TextDocument, error: unknown) => void;
}

export class DocumentChecks {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** The newest check of each open document: only what it finds is told. */
  private readonly newest = new Map<string, number>();
  private count = 0;
  private readonly results = new Map<string, { readonly version: number; readonly checked: Checked }>();

  constructor(private readonly options: DocumentChecksOptions) {}

  /** Checks at once when it is new, else when typing pauses. */
  schedule(document: TextDocument): void {
    const known = this.results.has(document.uri);
    clearTimeout(this.timers.get(document.uri));
    const pause = this.options.isUrgent?.(document) ? URGENT_DEBOUNCE_MS : DEBOUNCE_MS;
    const timer = setTimeout(() => void this.run(document), known ? pause : 0);
    this.timers.set(document.uri, timer);
  }

  /** Forgets a document and clears what was said about it. */
  close(document: TextDocument): void {
    clearTimeout(this.timers.get(document.uri));
    this.timers.delete(document.uri);
    this.newest.delete(document.uri);
    this.results.delete(document.uri);
    this.options.publish(document, []);
  }

  /** The marks of a document as it is now. */
  async marksOf(document: TextDocument): Promise<readonly Mark[]> {
    const result = this.results.get(document.uri);
    const current = result?.version === document.version && !this.timers.has(document.uri);
    return current ? result.checked.marks : (await this.run(document)).marks;
  }

  private async run(document: TextDocument): Promise<Checked> {
    clearTimeout(this.timers.get(document.uri));
    this.timers.delete(document.uri);
    const { uri, version } = document;
    const check = ++this.count;
    this.newest.set(uri, check);
    const checked = await this.checkSafely(document);
    // Typed on, closed or checked again meanwhile: what was found is about what is no more.
    if (document.version !== version || this.newest.get(uri) !== check) return checked;
    this.results.set(uri, { version, checked });
    this.options.publish(document, checked.diagnostics);
    return checked;
  }

  private async checkSafely(document: TextDocument): Promise<Checked> {
    try {
      return await this.options.check(document);
    } catch (error) {
      this.options.onFailure(document, error);
      return { diagnostics: [failure(error)], marks: [] };
    }
  }
}

function failure(error: unknown): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: { line: 1, character: 0 } },
    severity: DiagnosticSeverity.Warning,
    source: diagnosticsSource,
    code: 'check-failed',
    message: `The commands in this file could not be checked: ${error instanceof Error ? error.message : String(error)}`,
  };
}
