/**
 * One hook call decided in the hook's own process. Whatever goes wrong before a tool is run, the host gets an explicit
 * refusal: hosts take a crash, an odd exit code or silence for consent.
 */
import { kindOfEvent } from '../agents/host-event';
import { recogniseDialect } from '../agents/recognise-dialect';
import { answerHook, type HeardCall, hear, mayRefuse, reasonOf, refusal } from './answer-hook';
import type { HookCall } from './call';
import { leave } from './leave';
import type { Payload } from './read-payload';
import { uptimeMs } from './uptime';

/** From the start to the answer. What Node takes to start on a busy machine is not ours to save. */
const deadlineMs = 2_000;

export type Invocation = Omit<HookCall, 'payload'> & {
  readonly input: Payload;
  /** By `uptimeMs`. */
  readonly started: number;
};

/** Answers the host and ends the process. */
export function decideHere({ input, started, ...call }: Invocation): void {
  let heard: HeardCall | undefined;
  const timeLeft = () => deadlineMs - (uptimeMs() - started);

  /** How to refuse by what is known so far. */
  function refuse(why: string): never {
    if (heard) return leave(refusal(why, heard.dialect, mayRefuse(heard)));
    const { registration, registeredFor } = call;
    const beforeTool = registeredFor === undefined || kindOfEvent(registeredFor) === 'before-tool';
    return leave(refusal(why, recogniseDialect({}, registration), beforeTool));
  }

  async function run(): Promise<never> {
    if ('problem' in input) return refuse(input.problem);
    heard = hear({ ...call, payload: input.fields });
    return leave(await answerHook(heard, timeLeft));
  }

  process.on('uncaughtException', (error) => refuse(reasonOf(error)));
  setTimeout(() => refuse(`it took longer than ${deadlineMs} ms`), timeLeft());
  run().catch((error: unknown) => refuse(reasonOf(error)));
}
