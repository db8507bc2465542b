/** One call of the hook: what the host says, and what of the process it started a decision depends on. */
import type { Fields } from '../agents/fields';
import type { Variables } from '../facts/node-environment';

export interface HookCall {
  /** How the hook was registered: `plugin`, `file`, or a dialect's name. */
  readonly registration: string;
  /** The event it was registered for. */
  readonly registeredFor?: string | undefined;
  readonly payload: Fields;
  readonly caller: Caller;
}

/** The process that the host started. A command would inherit the same. */
export interface Caller {
  readonly cwd: string;
  readonly env: Variables;
}
