/** The whole decision log as text, and where in it the stopped commands stand. */
import type { DecisionsResult, RecordedDecision } from '../../server/protocol';
import { decisionText } from './decision-text';

export interface LogEntry {
  readonly decision: RecordedDecision;
  /** Zero-based lines of the document, inclusive. */
  readonly commandLines: readonly [first: number, last: number];
  readonly lines: readonly [first: number, last: number];
}

export interface LogText {
  readonly text: string;
  readonly entries: readonly LogEntry[];
}

/** Newest first: what has just been stopped is at the top. */
export function logText(result: DecisionsResult, policySource: string, leases: readonly string[] = []): LogText {
  const lines = [...header(result, policySource, leases)];
  const entries: LogEntry[] = [];
  for (const decision of result.decisions.toReversed()) {
    const shown = decisionText(decision);
    const first = lines.length;
    entries.push({
      decision,
      commandLines: [first + shown.command[0], first + shown.command[1]],
      lines: [first, first + shown.lines.length - 1],
    });
    lines.push(...shown.lines, '');
  }
  return { text: `${lines.join('\n')}\n`, entries };
}

function header({ decisions, counts }: DecisionsResult, policySource: string, leases: readonly string[]): string[] {
  const numbers = `${counts.denied} denied, ${counts.asked} asked, ${counts.total} in all`;
  const shown = decisions.length < counts.total ? ` · the newest ${decisions.length} shown` : '';
  return [
    `Guardrails decisions · ${numbers}${shown} · newest first`,
    `policy: ${policySource}`,
    ...leases.map((lease) => `lease: ${lease}`),
    '',
    ...(decisions.length === 0 ? ['Nothing has been decided yet. Decisions appear here as agents act.', ''] : []),
  ];
}
