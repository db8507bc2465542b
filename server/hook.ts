/**
 * Process entry: one call of an agent's hook, stdin → stdout. A worker that listens answers it; else the rest is loaded
 * and it is answered here. What is imported here, every call pays for.
 *
 * Arguments: how the hook was registered, for which event, and `launched` when our launcher waits for us.
 */
import { join } from 'node:path';
import type { Reply } from './agents/dialect';
import type { Fields } from './agents/fields';
import { askWorker } from './hook/ask-worker';
import { leave } from './hook/leave';
import type * as main from './hook/main';
import { readPayload } from './hook/read-payload';
import { uptimeMs } from './hook/uptime';

const started = uptimeMs();
const [, , registration = '', registeredFor] = process.argv;
const call = { registration, registeredFor, caller: { cwd: process.cwd(), env: process.env } };
const input = readPayload();

async function decideHere(): Promise<void> {
  const { runCompiled } = await import('./runtime/compile-cache');
  const bundle = runCompiled(join(__dirname, 'hook-call.js')) as typeof main;
  bundle.decideHere({ ...call, input, started });
}

async function run(): Promise<void> {
  const reply = 'problem' in input ? undefined : await answerOfWorker(input.fields);
  return reply ? leave(reply) : decideHere();
}

/** A worker that cannot be asked is none. */
function answerOfWorker(payload: Fields): Promise<Reply | undefined> {
  return askWorker({ ...call, payload }, started).catch(() => undefined);
}

void run();
