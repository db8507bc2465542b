/** How long to wait before another start, and when to give up: a worker that keeps ending won't be cured by one more. */

/** So many ends within the window are one too many. */
export const MAX_CRASHES = 5;
export const CRASH_WINDOW_MS = 3 * 60_000;
const FIRST_WAIT_MS = 250;

export class CrashBackoff {
  private crashes: number[] = [];

  /** Milliseconds to wait, doubling with each crash of the window; `undefined` to give up. */
  crashed(now: number): number | undefined {
    this.crashes = [...this.crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    return this.crashes.length > MAX_CRASHES ? undefined : FIRST_WAIT_MS * 2 ** (this.crashes.length - 1);
  }

  forget(): void {
    this.crashes = [];
  }
}
