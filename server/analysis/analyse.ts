/** From a request to its effects: every action of the call, each by its own kind of reading. */
import type { Providers } from '../providers';
import type { Action, Request, UnreadableAction } from '../request';
import type { Analysis } from './analysis';
import { runCode } from './code/run-code';
import { outermost } from './frame';
import { Session } from './session';
import { runForeignShell } from './shell/foreign/foreign';
import { Scope } from './shell/scope';
import { Shell } from './shell/shell';
import { runSqlText } from './shell/sql-run';
import { runKnown } from './shell/text-run';
import { stateEdit } from './tools/edit';
import { stateEditorCommand } from './tools/editor-command';
import { stateFetch } from './tools/fetch';
import { runNotebook } from './tools/notebook';
import { stateRead } from './tools/read';
import { runTask } from './tools/task';
import { runUnknownTool } from './tools/unknown-tool';

/** What the request would do, as far as it can be told. Total: does not throw. */
export function analyse(request: Request, providers: Providers): Analysis {
  const session = new Session(providers, request.workspace);
  for (const action of request.actions) {
    try {
      analyseAction(action, request, session);
    } catch (error) {
      // The bounds on nesting should not let it come to this; if they do, the answer is still an answer.
      if (!(error instanceof RangeError)) throw error;
      session.state({ kind: 'code.opaque', reason: 'depth-limit' }, outermost(request.title), { start: 0, end: 0 });
    }
  }
  return session.finish();
}

function analyseAction(action: Action, request: Request, session: Session): void {
  switch (action.type) {
    case 'shell': {
      const shell = shellFor(action.command, request, session);
      const whole = { start: 0, end: action.command.length };
      if (action.script !== undefined) shell.scope.standIn(action.script);
      runForeignShell(action.shell, action.command, whole, shell) ?? runKnown(action.command, shell, action.shell);
      return;
    }
    case 'sql': {
      const connection = { engine: action.engine ?? null, dialect: action.dialect ?? 'unknown', evidence: {} };
      const shell = shellFor(action.sql, request, session, 'tool');
      runSqlText(action.sql, connection, { start: 0, end: action.sql.length }, shell);
      return;
    }
    case 'code': {
      const { language, code } = action;
      runCode({ language, text: code, span: { start: 0, end: code.length } }, shellFor(code, request, session, 'tool'));
      return;
    }
    case 'inert':
      return;
    default:
      analyseToolCall(action, shellFor(request.title, request, session, 'tool'));
  }
}

type ToolCall = Exclude<Action, { type: 'shell' | 'sql' | 'code' | 'inert' }>;

const TOOL_CALLS: { readonly [T in ToolCall['type']]: (action: Extract<ToolCall, { type: T }>, shell: Shell) => void } =
  {
    task: runTask,
    edit: stateEdit,
    read: stateRead,
    fetch: stateFetch,
    'editor-command': stateEditorCommand,
    notebook: runNotebook,
    'unknown-tool': runUnknownTool,
    unreadable: stateUnreadable,
  };

function analyseToolCall(action: ToolCall, shell: Shell): void {
  const analyseIt = TOOL_CALLS[action.type] as (action: ToolCall, shell: Shell) => void;
  analyseIt(action, shell);
}

function stateUnreadable(_: UnreadableAction, shell: Shell): void {
  shell.state({ kind: 'code.opaque', reason: 'unparsed' }, { start: 0, end: shell.frame.source.text.length });
}

function shellFor(text: string, request: Request, session: Session, via: 'direct' | 'tool' = 'direct'): Shell {
  const scope = new Scope(session.providers.env, request.cwd);
  return new Shell(session, scope, outermost(text, via), { shown: true });
}
