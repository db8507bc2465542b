/** Keeps the worker alive: what nobody caught is reported, with its stack, and the worker goes on. */
import type { Connection } from 'vscode-languageserver/node';

/** A worker that fails this often within a second is not going on, it is looping; a fresh one is better. */
const MAX_PER_SECOND = 20;

export function armour(connection: Pick<Connection, 'console'>): void {
  let recent: number[] = [];
  const report = (kind: string, error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      connection.console.error(`${kind}: ${text}`);
    } catch {
      process.stderr.write(`${kind}: ${text}\n`);
    }
    const now = Date.now();
    recent = [...recent.filter((at) => now - at < 1000), now];
    if (recent.length > MAX_PER_SECOND) process.exit(1);
  };
  // Without its editor a worker has nothing to do; over IPC only this event tells.
  process.once('disconnect', () => process.exit(0));
  process.on('uncaughtException', (error) => report('uncaught exception', error));
  process.on('unhandledRejection', (reason) => report('unhandled rejection', reason));
}
