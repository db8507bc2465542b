/** What is offered about one refused command, wherever it stands: an exception for people to complete, an explanation. */
import {
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type CreateFile,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PlacedRule } from '../policy/compile';
import type { CompiledPolicy } from '../policy/compiled';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { textOf } from './command-at';
import { applyChanges } from './exception/insert-items';
import { type PolicyToEdit, type PreparedException, prepareException } from './exception/prepare-exception';

/** Contributed by the extension; takes the parameters of a check. */
const explainCommand = 'guardrails.checkCommand';
const annotationId = 'exception';
const longestTitle = 80;

export interface ActionWorld {
  readonly workspace: string;
  readonly providers: Providers;
  /** What refused. */
  readonly inForce: CompiledPolicy;
  /** The workspace's policy file; absent where it is not read, or where the editor cannot ask before it changes it. */
  readonly policy?: PolicyToEdit & EditedFile;
  /** What its tests can be added to; absent with it, and while it has errors. */
  readonly tested?: TestedPolicy;
}

/** A file as the editor has it. */
export interface EditedFile {
  readonly uri: string;
  readonly version: number | null;
  /** `undefined` when there is none yet. */
  readonly text: string | undefined;
}

export interface TestedPolicy {
  readonly compiled: CompiledPolicy;
  /** The rules that the workspace wrote itself. */
  readonly rules: readonly PlacedRule[];
  /** By the names that rules have for files. */
  file(name: string): EditedFile;
}

/** The one action that is taken without asking: it makes nothing looser. */
export function useSafer(safer: string, does: Pick<CodeAction, 'edit' | 'command'>): CodeAction {
  const shown = oneLine(safer);
  const short = shown.length > longestTitle ? `${shown.slice(0, longestTitle)}…` : shown;
  return { title: `Use the safer form: ${short}`, kind: CodeActionKind.QuickFix, isPreferred: true, ...does };
}

export function explain({ actions: [action], cwd }: Request): CodeAction[] {
  const text = textOf(action);
  if (text === undefined) return [];
  const given = { [action?.type === 'sql' ? 'sql' : 'command']: text, cwd };
  const title = 'Explain this decision';
  return [{ title, kind: CodeActionKind.QuickFix, command: { title, command: explainCommand, arguments: [given] } }];
}

export function addException(request: Request, { policy, providers }: ActionWorld): CodeAction[] {
  const prepared = policy && prepareException(request, providers, policy);
  if (!policy || !prepared) return [];
  const what = prepared.waived.length > 0 ? `a waiver of ${prepared.waived.join(', ')}` : 'a rule';
  const annotation: ChangeAnnotation = {
    label: `Add ${what} to the policy`,
    description: `It would let agents run: ${oneLine(request.title)}`,
    needsConfirmation: true,
  };
  const edit = confirmedEdit(policy, prepared, annotation);
  return [{ title: `Add ${what} to the policy…`, kind: CodeActionKind.QuickFix, edit }];
}

/** Shown before it is applied: nothing about the policy changes behind anybody's back. */
export function confirmedEdit(
  { uri, version, text }: EditedFile,
  { base, changes }: Pick<PreparedException, 'base' | 'changes'>,
  annotation: ChangeAnnotation,
): WorkspaceEdit {
  const before = TextDocument.create(uri, 'yaml', 0, text ?? '');
  const edits = (text === undefined ? [{ start: 0, end: 0, text: applyChanges(base, changes) }] : changes).map(
    (change) => ({
      range: { start: before.positionAt(change.start), end: before.positionAt(change.end) },
      newText: change.text,
      annotationId,
    }),
  );
  const create: CreateFile = { kind: 'create', uri, options: { ignoreIfExists: true }, annotationId };
  return {
    documentChanges: [...(text === undefined ? [create] : []), { textDocument: { uri, version }, edits }],
    changeAnnotations: { [annotationId]: annotation },
  };
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
