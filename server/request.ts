/** What is asked: one action, by whom, where. Every way in (hook, worker, CLI, editor) makes one of these. */
import type { Engine } from './effects/catalogue';

/** The language of a command line; `posix` means "some sh-like shell, unknown which". */
export type Shell = 'posix' | 'bash' | 'zsh' | 'dash' | 'powershell' | 'cmd' | 'fish';

/** SQL dialects the analysis tells apart; `unknown` is read by the rules all have in common. */
export const sqlDialects = [
  'postgres',
  'mysql',
  'mariadb',
  'sqlite',
  'tsql',
  'oracle',
  'bigquery',
  'snowflake',
  'redshift',
  'duckdb',
  'unknown',
] as const;
export type SqlDialect = (typeof sqlDialects)[number];

export interface ShellAction {
  readonly type: 'shell';
  readonly command: string;
  readonly shell?: Shell;
  /** Absolute path of the script that the text is: its `$0`. */
  readonly script?: string;
}

export interface SqlAction {
  readonly type: 'sql';
  readonly sql: string;
  readonly dialect?: SqlDialect;
  readonly engine?: Engine;
}

/** A task by id or label, to be resolved through `.vscode/tasks.json`, or with its definition given in full. */
export interface TaskAction {
  readonly type: 'task';
  readonly id: string;
  readonly definition?: unknown;
}

/** What an agent's edit tool would do to files. `content` is the full new text, or only the inserted part. */
export interface EditAction {
  readonly type: 'edit';
  readonly files: readonly {
    readonly path: string;
    readonly op: 'create' | 'overwrite' | 'modify' | 'delete' | 'move';
    readonly content?: string;
    readonly to?: string;
  }[];
}

export interface FetchAction {
  readonly type: 'fetch';
  readonly urls: readonly string[];
}

/** A command of the editor itself (`run_vscode_command`, `install_extension`). */
export interface EditorCommandAction {
  readonly type: 'editor-command';
  readonly id: string;
  readonly args: readonly unknown[];
}

/** Code to be run by an interpreter (notebook cell, playwright). */
export interface CodeAction {
  readonly type: 'code';
  readonly language: string;
  readonly code: string;
}

/** A cell of a notebook to be run. */
export interface NotebookAction {
  readonly type: 'notebook';
  readonly path: string;
}

/** A tool known to do nothing that policy cares about (read a file in the workspace, list errors, think). */
export interface InertAction {
  readonly type: 'inert';
}

/** A tool nobody described: judged by its string arguments, else opaque. */
export interface UnknownToolAction {
  readonly type: 'unknown-tool';
  /** Its name, with that of its server when it has one. */
  readonly tool?: string;
  readonly input: unknown;
}

/** Something that was asked in a form that cannot be understood at all; always opaque. */
export interface UnreadableAction {
  readonly type: 'unreadable';
  readonly why: string;
}

/** A file whose content is read by the agent's own tool. */
export interface ReadAction {
  readonly type: 'read';
  readonly paths: readonly string[];
}

export type Action =
  | ShellAction
  | SqlAction
  | TaskAction
  | EditAction
  | ReadAction
  | FetchAction
  | EditorCommandAction
  | CodeAction
  | NotebookAction
  | InertAction
  | UnknownToolAction
  | UnreadableAction;

export type ActorKind = 'human' | 'ai' | 'ci';
export type Channel =
  | 'terminal'
  | 'task'
  | 'debug'
  | 'chat-tool'
  | 'mcp'
  | 'hook'
  | 'openai-call'
  | 'anthropic-tool-use'
  | 'notebook';

/** The program that asks on somebody's behalf. */
export interface Agent {
  /** `copilot`, `copilot-cli`, `claude`, `codex`, `gemini`, `cursor`, or what it calls itself. */
  readonly name: string;
  readonly sessionId?: string;
  readonly toolCallId?: string;
  readonly subagent?: boolean;
  readonly model?: string;
  readonly permissionMode?: string;
}

export interface Request {
  /** One or more actions of one call; the verdict is the strictest over all. */
  readonly actions: readonly Action[];
  /** The tool as the host calls it (`run_in_terminal`), or `terminal`, `task`, `cli`. */
  readonly tool: string;
  /** What to show as "the command": the command line, the SQL, or a one-line account of the call. */
  readonly title: string;
  readonly actor: ActorKind;
  readonly agent?: Agent;
  /** What a person's commands are remembered together by, such as an editor window; an agent says `sessionId`. */
  readonly session?: string;
  readonly channel: Channel;
  /** Absolute. */
  readonly cwd: string;
  /** Absolute root of the workspace whose policy holds. */
  readonly workspace: string;
  /** Is somebody there to answer a question? Decides what `ask` becomes. */
  readonly interactive: boolean;
  /** The agent's own words about the call, with where they were found (`explanation`, `description`, …). */
  readonly intent?: { readonly text: string; readonly source: string };
}
