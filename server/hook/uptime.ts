/** Milliseconds since the process started. `performance` is not there at the start: asking for it loads it. */
export function uptimeMs(): number {
  return process.uptime() * 1000;
}
