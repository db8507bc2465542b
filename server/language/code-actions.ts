/** What can be done about a command that agents may not run: see why, or prepare an exception for people to complete. */
import {
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type CreateFile,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompiledPolicy } from '../policy/compiled';
import { restricts } from '../policy/findings';
import type { Providers } from '../providers';
import type { Request } from '../request';
import type { Mark } from './check-document';
import { commandAt, textOf } from './command-at';
import { applyChanges } from './exception/insert-items';
import { type PolicyToEdit, type PreparedException, prepareException } from './exception/prepare-exception';

/** Contributed by the extension; takes the parameters of a check. */
const explainCommand = 'guardrails.checkCommand';
/** A line can hold many commands; the menu stays short. */
const MAX_COMMANDS = 3;
/** With a whole script selected there are many more; each costs a reading of the script. */
const MAX_MARKS = 12;
const annotationId = 'exception';

export interface ActionWorld {
  readonly workspace: string;
  readonly providers: Providers;
  /** What the marks were judged by. */
  readonly inForce: CompiledPolicy;
  /** The workspace's policy file; absent where it is not read, or where the editor cannot ask before it changes it. */
  readonly policy?: PolicyToEdit & { readonly uri: string; readonly version: number | null };
}

export function codeActionsAt(
  document: TextDocument,
  marks: readonly Mark[],
  range: Range,
  diagnostics: readonly Diagnostic[],
  world: ActionWorld,
): CodeAction[] {
  const refused = marks.filter(({ span, finding }) => finding && restricts(finding) && touches(document, span, range));
  const commands = new Map<string, { readonly request: Request; readonly rules: Set<string> }>();
  for (const mark of refused.slice(0, MAX_MARKS)) {
    const request = commandAt(mark, world.workspace, world.providers, world.inForce);
    if (!request) continue;
    const known = commands.get(request.title) ?? { request, rules: new Set() };
    known.rules.add(mark.finding?.rule ?? '');
    if (commands.size < MAX_COMMANDS) commands.set(request.title, known);
  }
  return [...commands.values()].flatMap(({ request, rules }) => {
    const about = diagnostics.filter(({ code }) => rules.has(String(code)));
    return [...explain(request), ...addException(request, world)].map((action) => ({ ...action, diagnostics: about }));
  });
}

function touches(document: TextDocument, { start, end }: Mark['span'], range: Range): boolean {
  return start <= document.offsetAt(range.end) && document.offsetAt(range.start) <= end;
}

function explain({ actions: [action], cwd }: Request): CodeAction[] {
  const text = textOf(action);
  if (text === undefined) return [];
  const given = { [action?.type === 'sql' ? 'sql' : 'command']: text, cwd };
  const title = 'Explain';
  return [{ title, kind: CodeActionKind.QuickFix, command: { title, command: explainCommand, arguments: [given] } }];
}

function addException(request: Request, { policy, providers }: ActionWorld): CodeAction[] {
  const prepared = policy && prepareException(request, providers, policy);
  if (!policy || !prepared) return [];
  const what = prepared.waived.length > 0 ? `a waiver of ${prepared.waived.join(', ')}` : 'a rule';
  const annotation: ChangeAnnotation = {
    label: `Add ${what} to the policy`,
    description: `It would let agents run: ${oneLine(request.title)}`,
    needsConfirmation: true,
  };
  const edit = policyEdit(policy, prepared, annotation);
  return [{ title: `Add ${what} to the policy…`, kind: CodeActionKind.QuickFix, edit }];
}

/** Shown before it is applied: nothing about the policy changes behind anybody's back. */
function policyEdit(
  { uri, version, text }: NonNullable<ActionWorld['policy']>,
  { base, changes }: PreparedException,
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

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
