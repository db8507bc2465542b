/** Spans of time as policies write them: `30s`, `10m`, `2h`, `1d`. */
export const durationPattern = /^\d+[smhd]$/;

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function milliseconds(text: string): number {
  return Number.parseInt(text, 10) * (units[text.slice(-1)] ?? 0);
}
