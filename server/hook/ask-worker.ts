/**
 * Asks a running worker to answer a hook's call, which saves the hook from loading all that decides.
 *
 *   hook → worker   the call, one line of JSON
 *   worker → hook   the worker's password: it has read the call and would answer it
 *   hook → worker   the milliseconds that are left: only now does the worker decide and record
 *   worker → hook   the reply, one line of JSON
 *
 * The third line is there because a worker may be busy: one that comes to a call after the hook has given up finds
 * nobody who confirms it, so that no call is answered by two. Only when a worker ends or stalls after that does the hook
 * decide once more by itself; that may leave two records, where the other way would leave none.
 */
import { basename, isAbsolute } from 'node:path';
import type { Reply } from '../agents/dialect';
import { listOf, textOf } from '../agents/fields';
import type { HookCall } from './call';
import { type Connection, connectTo } from './connection';
import { fileView } from './file-view';
import { lineReader } from './lines';
import { uptimeMs } from './uptime';
import { findWorker, homeOf, socketPath, type WorkerAddress } from './worker-address';

/** A call as it travels. */
export interface SentCall extends HookCall {
  readonly view: string;
}

/** Whole files travel in edits; those are left to the hook, so that nobody makes a worker hold much. */
export const maxCallLength = 1024 * 1024;
const maxReplyLength = 1024 * 1024;

/** To the password. An idle worker needs less than one; a busy one is not waited for. */
const acceptMs = 100;
/** After the hook's start; what is left then of its deadline is enough to decide without the worker. */
const answerByMs = 1_400;

/** Nothing when there is no worker, or it does not answer in time. */
export async function askWorker(call: HookCall, started: number): Promise<Reply | undefined> {
  const worker = workerFor(call);
  const text = worker && lineOf({ ...call, view: fileView() });
  if (worker === undefined || text === undefined) return undefined;
  return converse(worker, text, started);
}

interface Found extends WorkerAddress {
  readonly path: string;
}

/** Only a hook of the installed runtime asks, and only a worker of the same build. */
function workerFor({ payload, caller }: HookCall): Found | undefined {
  const home = homeOf(caller.env);
  const said = caller.env.CLAUDE_PROJECT_DIR || textOf(payload, 'workingDirectory', 'cwd') || rootOf(payload);
  const worker = home && findWorker(home, said !== undefined && isAbsolute(said) ? said : caller.cwd);
  return worker && worker.build === ownBuild() ? { ...worker, path: socketPath(home, worker.socket) } : undefined;
}

function rootOf(payload: HookCall['payload']): string | undefined {
  return listOf(payload.workspace_roots).find((root) => typeof root === 'string');
}

/** The runtime's folder is named after its build. */
function ownBuild(): string {
  return basename(__dirname);
}

function lineOf(call: SentCall): string | undefined {
  const text = JSON.stringify(call);
  return text.length < maxCallLength ? `${text}\n` : undefined;
}

function converse({ path, password }: Found, call: string, started: number): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    let accepted = false;
    let timer = setTimeout(expired, acceptMs);

    /** Where this was woken late, what it waits for may have come first: that is looked at before it counts. */
    function expired(): void {
      const since = timer;
      setImmediate(() => timer === since && finish());
    }

    function finish(reply?: Reply): void {
      clearTimeout(timer);
      resolve(reply);
      void connection.then(({ close }) => close());
    }

    function heard(line: string): void {
      if (accepted) finish(replyOf(line));
      else if (line === password) void connection.then(confirm);
      else finish();
    }

    function confirm({ send }: Connection): void {
      const left = Math.floor(answerByMs - (uptimeMs() - started));
      clearTimeout(timer);
      timer = setTimeout(expired, left);
      accepted = true;
      send(`${left}\n`);
    }

    const ended = () => finish();
    const connection = connectTo(path, { heard: lineReader(maxReplyLength, heard, ended), ended });
    connection.then(({ send }) => send(call), ended);
  });
}

/** A reply of another shape is none. */
function replyOf(line: string): Reply | undefined {
  try {
    const { stdout, stderr, exitCode } = JSON.parse(line) as Partial<Reply>;
    const isReply = typeof stdout === 'string' && typeof stderr === 'string' && Number.isInteger(exitCode);
    return isReply ? { stdout, stderr, exitCode: exitCode as number } : undefined;
  } catch {
    return undefined;
  }
}
