/** Language features of policy files, over the wire: only translation, the rest stands in the files beside. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CodeLens,
  type Connection,
  type Diagnostic,
  type Hover,
  type Location,
  type Position,
  type Range,
  type ServerCapabilities,
  type TextDocumentPositionParams,
  type TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../../effects/effect';
import type { ProblemCode } from '../../policy/problem';
import type { Providers } from '../../providers';
import { type Folders, pathOfUri } from '../../worker/folders';
import { diagnosticsSource } from '../diagnostics';
import type { Recorded } from '../recorded-tests';
import { addRecordedTests } from './add-recorded-test';
import { type Lens, lensesOf, lensTitle } from './code-lens';
import { completionsAt } from './completion';
import { type Definition, definitionAt } from './definition';
import { policyHoverAt } from './hover';
import { pendingCode } from './pending-diagnostics';
import type { PolicyContext } from './policy-context';
import type { PolicyContexts } from './policy-contexts';
import { type FixData, type QuickFix, quickFixesFor } from './quick-fixes';
import { symbolsOf } from './symbols';

export const policyCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: [' ', '.', '/', '$', '@', '[', '{', ','] },
  definitionProvider: true,
  documentSymbolProvider: true,
  codeLensProvider: { resolveProvider: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
};

interface LensData extends Pick<Lens, 'section'> {
  readonly uri: string;
  readonly name: string;
  readonly index: number;
}

/** Hovers and code actions are asked for every language, so `features.ts` asks for them by `policyHover` and `policyCodeActions`. */
export function registerPolicyFeatures(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  contexts: PolicyContexts,
): void {
  /** Answers for policy files, with nothing for others. */
  async function answer<T>(uri: string, of: (context: PolicyContext, document: TextDocument) => T) {
    const document = documents.get(uri);
    const context = document && (await contexts.of(document));
    return document && context ? of(context, document) : null;
  }
  connection.onCompletion(({ textDocument: { uri }, position }) =>
    answer(uri, (context, document) => completionsAt(context, document.offsetAt(position))),
  );
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    answer(uri, (context, document) => locationsAt(context, document.offsetAt(position))),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }) =>
    answer(uri, ({ text }, document) => symbolsOf(text, document)),
  );
  connection.onCodeLens(({ textDocument: { uri } }) =>
    answer(uri, (context, document): CodeLens[] =>
      lensesOf(context).map(({ section, entry: { name, index, nameSpan } }) => ({
        range: rangeOf(document, nameSpan),
        data: { uri, section, name, index } satisfies LensData,
      })),
    ),
  );
  connection.onCodeLensResolve(async (lens) => {
    const data = lens.data as LensData;
    const title = await answer(data.uri, (context) => lensTitle(context, data.section, data));
    // Without a command the editor shows the title as text.
    return { ...lens, command: { title: title ?? '', command: '' } };
  });
}

export async function policyHover(
  contexts: PolicyContexts,
  document: TextDocument,
  { position }: Pick<TextDocumentPositionParams, 'position'>,
): Promise<Hover | undefined> {
  const context = await contexts.of(document);
  const hover = context && policyHoverAt(context, document.offsetAt(position));
  if (hover === undefined) return undefined;
  return { range: rangeOf(document, hover.place.span), contents: { kind: 'markdown', value: hover.markdown } };
}

function locationsAt(context: PolicyContext, offset: number): Location[] {
  return (definitionAt(context, offset)?.targets ?? []).map((target) => locationOf(context, target));
}

function locationOf({ files }: PolicyContext, target: Definition): Location {
  if ('line' in target) {
    const start: Position = { line: target.line - 1, character: target.column - 1 };
    return { uri: target.uri, range: { start, end: start } };
  }
  const text = files.find(({ uri }) => uri === target.uri)?.text ?? '';
  return { uri: target.uri, range: rangeOf(TextDocument.create(target.uri, '', 0, text), target.span) };
}

/** What was decided before, for tests made of it. */
export interface RecordedWorld {
  readonly folders: Folders;
  recorded(workspace: string): readonly Recorded[];
  providers(): Providers;
}

export async function policyCodeActions(
  contexts: PolicyContexts,
  document: TextDocument,
  { range, context: { only, diagnostics } }: Pick<CodeActionParams, 'range' | 'context'>,
  world: RecordedWorld,
): Promise<CodeAction[]> {
  if (only && !only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  const context = await contexts.of(document);
  const ours = diagnostics.filter(({ source }) => source === diagnosticsSource);
  if (!context) return [];
  return [
    ...acceptActions(ours.filter(({ code }) => code === pendingCode)),
    ...ours.flatMap((diagnostic) => fixesOf(context, document, diagnostic)),
    ...recordedFixes(context, document, range, world),
  ];
}

/** Commands of the extension, which ask a person. */
function acceptActions(diagnostics: Diagnostic[]): CodeAction[] {
  if (diagnostics.length === 0) return [];
  const offer = (title: string, command: string): CodeAction => {
    return { title, kind: CodeActionKind.QuickFix, diagnostics, command: { title, command } };
  };
  return [
    offer('Show what the policy would loosen', 'guardrails.showPolicyChange'),
    offer('Accept the policy…', 'guardrails.acceptPolicy'),
  ];
}

function recordedFixes(
  context: PolicyContext,
  document: TextDocument,
  range: Range,
  world: RecordedWorld,
): CodeAction[] {
  const path = pathOfUri(document.uri);
  if (path === undefined) return [];
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const records = () => world.recorded(world.folders.ofFile(path));
  return addRecordedTests(context, span, records, world.providers().env.home).map((fix) => actionOf(fix, document));
}

function actionOf({ title, span, newText }: QuickFix, document: TextDocument): CodeAction {
  const changes = { [document.uri]: [{ range: rangeOf(document, span), newText }] };
  return { title, kind: CodeActionKind.QuickFix, edit: { changes } };
}

function fixesOf(context: PolicyContext, document: TextDocument, diagnostic: Diagnostic): CodeAction[] {
  const span = { start: document.offsetAt(diagnostic.range.start), end: document.offsetAt(diagnostic.range.end) };
  const code = String(diagnostic.code) as ProblemCode;
  const fixes = quickFixesFor(context, { code, span, data: (diagnostic.data ?? {}) as FixData });
  return fixes.map((fix) => ({ ...actionOf(fix, document), isPreferred: true, diagnostics: [diagnostic] }));
}

function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
