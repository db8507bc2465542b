/** Ends work that does not end by itself: V8 stops loops, regular expressions, WASM and `Atomics.wait` alike. */
import { Script } from 'node:vm';

export class OutOfTime extends Error {
  constructor(readonly milliseconds: number) {
    super(`it took longer than ${Math.round(milliseconds)} ms`);
    this.name = 'OutOfTime';
  }
}

const slot = Symbol.for('guardrails.hook.work');
const start = new Script('globalThis[Symbol.for("guardrails.hook.work")]()');

export function withinTime<T>(milliseconds: number, work: () => T): T {
  const shared = globalThis as unknown as Record<symbol, () => T>;
  shared[slot] = work;
  try {
    return start.runInThisContext({ timeout: Math.max(1, Math.floor(milliseconds)) }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new OutOfTime(milliseconds);
    throw error;
  } finally {
    delete shared[slot];
  }
}
