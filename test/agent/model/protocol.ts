/** What the test tells the scripted model, and what it answers: JSON over loopback HTTP, polled by the model. */

/** Environment variable of the editor that holds the address to poll. */
export const controlVariable = 'SCRIPTED_MODEL_CONTROL';

export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One turn of Copilot's agent: the prompt, what the model says and calls, and what it says when the result is in. */
export interface Turn {
  readonly prompt: string;
  readonly say?: string;
  readonly call?: ToolCall;
  readonly closing?: string;
  /** Go on in the chat that is open; otherwise a new one begins. */
  readonly sameChat?: boolean;
}

export type Instruction =
  | { readonly id: number; readonly do: 'turn'; readonly turn: Turn }
  | { readonly id: number; readonly do: 'account' }
  | { readonly id: number; readonly do: 'command'; readonly command: string; readonly args: readonly unknown[] }
  | { readonly id: number; readonly do: 'open'; readonly path: string; readonly line?: number }
  | { readonly id: number; readonly do: 'diagnostics' };

/** What has happened in a turn so far. A turn ends for the test when the agent has answered, or waits for a person. */
export interface TurnAccount {
  /** Copilot's agent asked the model during this turn. */
  readonly asked: boolean;
  /** Names of the tools Copilot offered. */
  readonly tools: readonly string[];
  /** Texts of the tool results that reached the model. */
  readonly results: readonly string[];
}

export interface DiagnosticReport {
  readonly path: string;
  readonly scheme: string;
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly source: string;
  readonly code: string;
  readonly message: string;
}

export interface Report {
  readonly id: number;
  readonly error?: string;
  readonly value?: unknown;
}
