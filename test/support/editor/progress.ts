/** Tells people that a long step is still going on, without flooding a log. */

const heartbeatMs = 5000;

/** Runs a step, naming it when it starts, every few seconds while it lasts, and when it ends. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  process.stderr.write(`• ${label}\n`);
  const heartbeat = setInterval(() => process.stderr.write(`  … ${seconds(started)}\n`), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.stderr.write(`  done in ${seconds(started)}\n`);
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
