import type { Decision } from '../decision';
import type { Fields } from './fields';
import type { HostEvent, HostEventKind } from './host-event';

export type DialectName =
  | 'copilot-local'
  | 'copilot-file-hook'
  | 'copilot-callback'
  | 'claude'
  | 'codex'
  | 'gemini'
  | 'cursor';

/** What the hook process leaves behind. */
export interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** One agent host: how it asks, and how it wants to be answered. */
export interface Dialect {
  readonly name: DialectName;
  read(payload: Fields, kind: HostEventKind): HostEvent;
  allow(options: { readonly skipConfirmation: boolean }): Reply;
  warn(message: string): Reply;
  /** Only called where `canAsk` was true; other hosts get the unattended verdict. */
  ask(message: string): Reply;
  deny(message: string): Reply;
  /** The guard itself failed before it could decide: refuse in the surest way the host has. */
  fail(message: string): Reply;
}

export interface ReplySettings {
  /** May a complete and allowed call skip the host's own confirmation? Setting `guardrails.instantRun`. */
  readonly instantRun: boolean;
}

/** The decision in the host's words. */
export function replyTo(dialect: Dialect, decision: Decision, settings: ReplySettings): Reply {
  switch (decision.verdict) {
    case 'allow':
      return dialect.allow({ skipConfirmation: settings.instantRun && decision.instant });
    case 'warn':
      return dialect.warn(messageOf(decision));
    case 'ask':
      return dialect.ask(messageOf(decision));
    case 'deny':
      return dialect.deny([messageOf(decision), decision.liftable && byAPerson].filter(Boolean).join(' '));
  }
}

const byAPerson = 'A person can allow it once in the editor, under "Guardrails: Show Decisions".';

/** Most rules that a message names. */
const maxRules = 3;

/** Why, what to do instead, and by which rule: what a model needs to go on well. */
export function messageOf({ reason, instead, rules }: Pick<Decision, 'reason' | 'instead' | 'rules'>): string {
  const named = rules.slice(0, maxRules).join(', ');
  const more = rules.length > maxRules ? ` and ${rules.length - maxRules} more` : '';
  return [
    reason || 'Access Guardrails stopped this.',
    instead && `Instead: ${instead}`,
    named && `(Access Guardrails: ${named}${more})`,
  ]
    .filter(Boolean)
    .join(' ');
}
