/** One call may reach us twice: a plugin's hook and a file's hook both fire. It is recorded once. */
import { fstatSync } from 'node:fs';
import type { Decision } from '../decision';
import type { Request } from '../request';
import { readEnd } from './tail';

const windowMs = 2_000;
const windowBytes = 64 * 1024;

/** The parts of a record that the check looks at. */
interface EarlierDecision {
  readonly $seq: number;
  readonly action: string;
  readonly id: string;
  readonly time: { readonly wall: string };
  readonly session?: { readonly id?: string; readonly tool_call_id?: string };
  readonly command: { readonly hmac?: string };
  readonly decision: { readonly verdict: string; readonly would: string };
}

export interface EarlierRecord {
  readonly seq: number;
  readonly id: string;
}

/** The same call of the same session, answered alike, in the last two seconds of this segment. */
export function findDuplicate(
  file: number,
  request: Request,
  decision: Decision,
  fingerprint: string,
  now: Date,
): EarlierRecord | undefined {
  const session = request.agent?.sessionId;
  if (session === undefined) return undefined;
  const lines = readEnd(file, fstatSync(file).size, windowBytes).toString('utf8').split('\n');
  for (const line of lines.reverse()) {
    if (!line.includes(fingerprint)) continue;
    const earlier = parse(line);
    if (earlier === undefined || now.valueOf() - Date.parse(earlier.time.wall) > windowMs) continue;
    if (earlier.session?.id === session && isSameCall(earlier, request) && isSameAnswer(earlier, decision)) {
      return { seq: earlier.$seq, id: earlier.id };
    }
  }
  return undefined;
}

/** Two calls with two ids are two calls, however alike; not every host gives an id. */
function isSameCall(earlier: EarlierDecision, request: Request): boolean {
  const call = request.agent?.toolCallId;
  return call === undefined || earlier.session?.tool_call_id === undefined || earlier.session.tool_call_id === call;
}

function isSameAnswer(earlier: EarlierDecision, decision: Decision): boolean {
  return earlier.decision.verdict === decision.verdict && earlier.decision.would === decision.would;
}

function parse(line: string): EarlierDecision | undefined {
  try {
    const record = JSON.parse(line) as EarlierDecision;
    return record.action === 'command.decision' ? record : undefined;
  } catch {
    return undefined;
  }
}
