/** How a tool call ended, as far as the host's account of it tells. */
import type { Outcome } from '../audit/log';
import { fieldsOf, textOf } from './fields';
import type { HostEvent } from './host-event';

export type CallOutcome = Pick<Outcome, 'status' | 'exitCode' | 'bytesOut'>;

export function outcomeOf({ kind, response }: HostEvent): CallOutcome {
  const fields = fieldsOf(response);
  const text = typeof response === 'string' ? response : textOf(fields, 'textResultForLlm', 'stdout', 'output', 'text');
  const exitCode = exitCodeOf(fields, text);
  return {
    status: response === undefined || response === null ? 'unknown' : statusOf(kind, fields, exitCode),
    ...(exitCode !== undefined && { exitCode }),
    ...(text !== undefined && { bytesOut: Buffer.byteLength(text) }),
  };
}

function exitCodeOf(fields: Readonly<Record<string, unknown>>, text: string | undefined): number | undefined {
  const named = fields.exit_code ?? fields.exitCode;
  if (typeof named === 'number') return named;
  const told = /\b(?:exited with (?:exit )?code|exit code:?)\s+(-?\d+)\b/i.exec(text?.slice(-400) ?? '')?.[1];
  return told === undefined ? undefined : Number(told);
}

const failures = new Set(['failure', 'error', 'denied', 'rejected']);

function statusOf(kind: HostEvent['kind'], fields: Readonly<Record<string, unknown>>, exitCode: number | undefined) {
  if (fields.interrupted === true || fields.is_interrupt === true) return 'killed';
  const said = textOf(fields, 'resultType', 'status');
  if (kind === 'after-tool-failure' || (said !== undefined && failures.has(said))) return 'failure';
  if (fields.is_error === true || fields.isError === true) return 'failure';
  return exitCode === undefined || exitCode === 0 ? 'success' : 'failure';
}
