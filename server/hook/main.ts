/**
 * One hook call from start to end. Whatever goes wrong before a tool is run, the host gets an explicit refusal: hosts
 * take a crash, an odd exit code or silence for consent.
 *
 * Arguments: how the hook was registered (`plugin`, `file`, or a dialect's name), for which event, and `launched` when
 * our launcher waits for us: it tells an answer from a program that merely ended by exit codes of its own.
 */
import { writeSync } from 'node:fs';
import type { Dialect, Reply } from '../agents/dialect';
import { silence } from '../agents/dialects/replies';
import { type Fields, fieldsOf } from '../agents/fields';
import { eventKindOf, type HostEvent, kindOfEvent } from '../agents/host-event';
import { recogniseDialect } from '../agents/recognise-dialect';
import { answerCall } from './answer-call';
import { readPayload } from './read-payload';
import { recordEvent } from './record-event';

/** From here to the answer. What Node takes to start on a busy machine is not ours to save. */
const deadlineMs = 2_000;
const started = performance.now();

/** Added to the exit code; hook.sh and hook.ps1 take it away again. */
const answeredToLauncher = 10;

const [, , registration = '', registeredFor, launched] = process.argv;

/** How to refuse by what is known so far. */
let dialect: Dialect = recogniseDialect({}, registration);
let mayRefuse = registeredFor === undefined || kindOfEvent(registeredFor) === 'before-tool';

function timeLeft(): number {
  return deadlineMs - (performance.now() - started);
}

/** Answers once and leaves at once: what is still pending (timers, a grammar's compiler threads) must not hold it up. */
function leave({ stdout, stderr, exitCode }: Reply): never {
  if (stderr !== '') writeAll(2, stderr);
  if (stdout !== '') writeAll(1, stdout);
  process.exit(launched === 'launched' ? exitCode + answeredToLauncher : exitCode);
}

function writeAll(file: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}

function refuse(why: string): never {
  const message = `Access Guardrails refused this because it could not check it: ${why}.`;
  leave(mayRefuse ? dialect.fail(message) : { ...silence, stderr: `${message}\n` });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.+$/, '') : String(error);
}

async function run(): Promise<never> {
  const payload = readPayload();
  if ('problem' in payload) return refuse(payload.problem);
  const event = eventOf(payload.fields);
  mayRefuse = event.kind === 'before-tool';
  if (mayRefuse) return leave(await answerCall(event, dialect, timeLeft));
  recordEvent(event);
  return leave(silence);
}

function eventOf(payload: Fields): HostEvent {
  dialect = recogniseDialect(fieldsOf(payload), registration);
  return dialect.read(payload, eventKindOf(payload, registeredFor));
}

process.on('uncaughtException', (error) => refuse(reasonOf(error)));
setTimeout(() => refuse(`it took longer than ${deadlineMs} ms`), deadlineMs);
run().catch((error: unknown) => refuse(reasonOf(error)));
