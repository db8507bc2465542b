/** One call may reach us twice: a plugin's hook and a file's hook both fire. It is recorded once, and so is its end. */
import { fstatSync } from 'node:fs';
import type { Decision } from '../decision';
import type { Request } from '../request';
import { readEnd } from './tail';

const windowMs = 2_000;
const windowBytes = 64 * 1024;

/** The parts of a record that the checks look at. */
interface Earlier {
  readonly $seq: number;
  readonly action: string;
  readonly id: string;
  readonly time: { readonly wall: string };
  readonly session?: { readonly id?: string; readonly tool_call_id?: string };
  readonly command?: { readonly hmac?: string };
  readonly decision?: { readonly verdict: string; readonly would: string };
}

export interface EarlierRecord {
  readonly seq: number;
  readonly id: string;
}

/** A call, as far as its host tells which it is. */
export interface CallIdentity {
  readonly sessionId: string | undefined;
  readonly toolCallId: string | undefined;
  readonly fingerprint: string | undefined;
}

/** The call of a request. */
export function callOf({ agent }: Request, fingerprint: string | undefined): CallIdentity {
  return { sessionId: agent?.sessionId, toolCallId: agent?.toolCallId, fingerprint };
}

/** The same call, answered alike, in the last two seconds of this segment. */
export function findDecision(
  file: number,
  call: CallIdentity,
  answer: Pick<Decision, 'verdict' | 'would'>,
  now: Date,
): EarlierRecord | undefined {
  return findRecent(file, 'command.decision', call, now, ({ decision }) => {
    return decision?.verdict === answer.verdict && decision.would === answer.would;
  });
}

/** The end of the same call, in the last two seconds of this segment. */
export function findOutcome(file: number, call: CallIdentity, now: Date): EarlierRecord | undefined {
  return findRecent(file, 'command.outcome', call, now, () => true);
}

function findRecent(
  file: number,
  action: string,
  call: CallIdentity,
  now: Date,
  fits: (earlier: Earlier) => boolean,
): EarlierRecord | undefined {
  const { sessionId, fingerprint } = call;
  if (sessionId === undefined || fingerprint === undefined) return undefined;
  const lines = readEnd(file, fstatSync(file).size, windowBytes).toString('utf8').split('\n');
  for (const line of lines.reverse()) {
    const earlier = line.includes(fingerprint) ? parse(line) : undefined;
    if (earlier?.action !== action || now.valueOf() - Date.parse(earlier.time.wall) > windowMs) continue;
    if (isSameCall(earlier, call) && fits(earlier)) return { seq: earlier.$seq, id: earlier.id };
  }
  return undefined;
}

/** Two calls with two ids are two calls, however alike; not every host gives an id. */
function isSameCall({ session }: Earlier, { sessionId, toolCallId }: CallIdentity): boolean {
  if (session?.id !== sessionId) return false;
  return toolCallId === undefined || session?.tool_call_id === undefined || session.tool_call_id === toolCallId;
}

function parse(line: string): Earlier | undefined {
  try {
    return JSON.parse(line) as Earlier;
  } catch {
    return undefined;
  }
}
