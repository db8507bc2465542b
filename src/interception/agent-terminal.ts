/** Which terminals belong to an agent. */
import type * as vscode from 'vscode';

/** The name of the agent that owns a terminal; `undefined` for terminals of people. */
export function agentOf(terminal: Pick<vscode.Terminal, 'creationOptions'>): string | undefined {
  const env = 'env' in terminal.creationOptions ? terminal.creationOptions.env : undefined;
  if (isSet(env?.COPILOT_AGENT)) return 'copilot';
  const named = env?.AI_AGENT;
  return isSet(named) ? named : undefined;
}

function isSet(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== '' && value !== '0';
}
