/** What the process ends with. `usage` and `internal` are those of sysexits.h. */
import type { Verdict } from '../policy/verdict';

export const exitCodes = { fine: 0, deny: 1, ask: 2, usage: 64, internal: 70 } as const;

export const exitCodeOf: Record<Verdict, number> = {
  allow: exitCodes.fine,
  warn: exitCodes.fine,
  ask: exitCodes.ask,
  deny: exitCodes.deny,
};

/** The user asked in a way that cannot be answered; the message says how to ask. */
export class UsageError extends Error {}
