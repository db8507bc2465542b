/** What can be done about a command of a document that agents may not run: the safer form first, the reason last. */
import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../effects/effect';
import { restricts } from '../policy/findings';
import type { Mark } from './check-document';
import { type CommandPart, commandAt, textOf } from './command-at';
import { type ActionWorld, addException, explain, useSafer } from './offers';
import { saferForm } from './safer/safer-form';

/** A line can hold many commands; the menu stays short. */
const MAX_COMMANDS = 3;
/** With a whole script selected there are many more; each costs a reading of the script. */
const MAX_MARKS = 12;

/** A command that is refused, for one rule or several. */
interface RefusedCommand {
  readonly mark: Mark;
  readonly part: CommandPart;
  readonly rules: Set<string>;
}

export function codeActionsAt(
  document: TextDocument,
  marks: readonly Mark[],
  range: Range,
  diagnostics: readonly Diagnostic[],
  world: ActionWorld,
): CodeAction[] {
  const refused = marks.filter(({ span, finding }) => finding && restricts(finding) && touches(document, span, range));
  return commandsOf(refused.slice(0, MAX_MARKS), world).flatMap((command) => {
    const { request } = command.part;
    const about = diagnostics.filter(({ code }) => command.rules.has(String(code)));
    const actions = [...replace(document, command, world), ...addException(request, world), ...explain(request)];
    return actions.map((action) => ({ ...action, diagnostics: about }));
  });
}

function commandsOf(marks: readonly Mark[], world: ActionWorld): readonly RefusedCommand[] {
  const commands = new Map<string, RefusedCommand>();
  for (const mark of marks) {
    const part = commandAt(mark, world.workspace, world.providers, world.inForce);
    if (!part) continue;
    const known = commands.get(part.request.title) ?? { mark, part, rules: new Set() };
    known.rules.add(mark.finding?.rule ?? '');
    if (commands.size < MAX_COMMANDS) commands.set(part.request.title, known);
  }
  return [...commands.values()];
}

function touches(document: TextDocument, { start, end }: Mark['span'], range: Range): boolean {
  return start <= document.offsetAt(range.end) && document.offsetAt(range.start) <= end;
}

function replace(document: TextDocument, { mark, part }: RefusedCommand, world: ActionWorld): CodeAction[] {
  const safer = saferForm(part.request, world.providers, world.inForce);
  const span = safer === undefined ? undefined : mark.fragment.toDocument(part.span);
  if (safer === undefined || !span) return [];
  const written = (text: string) => asWritten(text, document.languageId);
  if (textAt(document, span) !== written(textOf(part.request.actions[0]) ?? '')) return [];
  const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
  const edits = [{ range, newText: written(safer) }];
  return [
    useSafer(safer, {
      edit: { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] },
    }),
  ];
}

function textAt(document: TextDocument, { start, end }: Span): string {
  return document.getText().slice(start, end);
}

/** How a command stands in a document of a language. */
function asWritten(command: string, language: string): string {
  return language.startsWith('json') ? JSON.stringify(command).slice(1, -1) : command;
}
