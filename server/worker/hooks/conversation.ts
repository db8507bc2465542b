/** The worker's side of one hook's call; hook/ask-worker.ts has the protocol and why it is as it is. */
import type { Socket } from 'node:net';
import type { Reply } from '../../agents/dialect';
import { answerHook, type HeardCall, hear } from '../../hook/answer-hook';
import { maxCallLength } from '../../hook/ask-worker';
import { lineReader } from '../../hook/lines';
import { sentCallSchema } from './sent-call';
import { isServed } from './served';

export interface Desk {
  readonly password: string;
  /** The workspaces that are answered for. */
  readonly workspaces: () => readonly string[];
}

/** A hook sends its call at once, confirms at once and takes its reply at once. */
const patienceMs = 500;
/** The most a hook may allow for its answer. */
const maxLeftMs = 2_000;

/** Whatever is not as it should be ends the connection without a word, and the hook decides by itself. */
export function converse(socket: Socket, desk: Desk): void {
  let call: HeardCall | undefined;
  let acceptedAt = 0;

  const hangUp = () => void socket.destroy();
  const read = lineReader(maxCallLength, (line) => (call ? confirmed(call, Number(line)) : received(line)), hangUp);
  const patience = setTimeout(hangUp, patienceMs);
  socket.on('error', hangUp).on('close', () => clearTimeout(patience));
  socket.setEncoding('utf8').on('data', read);

  function received(line: string): void {
    call = callIn(line, desk);
    acceptedAt = performance.now();
    if (call) socket.write(`${desk.password}\n`);
    else hangUp();
  }

  /** A late confirmation is of a hook that has long decided by itself: it was this worker that was busy. */
  function confirmed(call: HeardCall, left: number): void {
    const start = performance.now();
    const isTimely = start - acceptedAt <= patienceMs && left > 0 && left <= maxLeftMs;
    if (isTimely) void answer(call, () => left - (performance.now() - start));
    else hangUp();
  }

  async function answer(call: HeardCall, timeLeft: () => number): Promise<void> {
    clearTimeout(patience);
    socket.off('data', read);
    const reply = await answerHook(call, timeLeft);
    socket.setTimeout(patienceMs, hangUp).end(lineOf(reply), hangUp);
  }
}

function callIn(line: string, { workspaces }: Desk): HeardCall | undefined {
  try {
    const call = sentCallSchema.parse(JSON.parse(line));
    const heard = hear(call);
    return isServed(call.view, heard, workspaces()) ? heard : undefined;
  } catch {
    return undefined;
  }
}

/** In ASCII, so that the hook need not care where a character ends. */
function lineOf(reply: Reply): string {
  const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(reply).replace(/[\u007f-\uffff]/g, escaped)}\n`;
}
