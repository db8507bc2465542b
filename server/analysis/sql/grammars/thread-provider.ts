/**
 * The real grammar provider: asks a thread and waits for it, but never past the deadline. A grammar that does not
 * answer in time is abandoned with its thread; after two such failures no more is asked.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { GrammarProvider } from '../../../providers';
import type { GrammarAnswer, GrammarTask } from './protocol';

export interface GrammarThreadOptions {
  /** The built thread: `dist/sql-grammar.js`. */
  readonly thread: string;
  /** The folder with the grammars' files: `dist/grammars`. */
  readonly folder: string;
  /** How long to wait for an answer once the thread runs. */
  readonly deadline?: number;
  /** How long to wait for the first answer, which loads a grammar. */
  readonly firstDeadline?: number;
}

/** A provider that also can be closed, which ends the thread. */
export interface ClosableGrammarProvider extends GrammarProvider {
  close(): void;
}

const DEADLINE = 250;
const FIRST_DEADLINE = 1_500;
const MAX_FAILURES = 2;
/** Longer statements are not worth a grammar's time: what stage 0 says of them stands. */
const MAX_LENGTH = 64 * 1024;

export function grammarThread(options: GrammarThreadOptions): ClosableGrammarProvider {
  return new ThreadProvider(options);
}

interface Running {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly signal: Int32Array<SharedArrayBuffer>;
  readonly warm: Set<string>;
}

class ThreadProvider implements ClosableGrammarProvider {
  private running: Running | undefined;
  private failures = 0;
  private lastId = 0;

  constructor(private readonly options: GrammarThreadOptions) {}

  parse(grammar: string, sql: string): unknown | undefined {
    if (this.failures >= MAX_FAILURES || sql.length > MAX_LENGTH) return undefined;
    try {
      this.running ??= start(this.options);
      return this.ask(this.running, { id: ++this.lastId, grammar, sql });
    } catch {
      this.abandon();
      return undefined;
    }
  }

  close(): void {
    this.running?.worker.terminate();
    this.running = undefined;
  }

  private ask(running: Running, task: GrammarTask): unknown {
    const { deadline = DEADLINE, firstDeadline = FIRST_DEADLINE } = this.options;
    const ends = performance.now() + (running.warm.has(task.grammar) ? deadline : firstDeadline);
    running.worker.postMessage(task);
    for (;;) {
      const seen = Atomics.load(running.signal, 0);
      if (seen === task.id) break;
      const left = ends - performance.now();
      if (left <= 0 || Atomics.wait(running.signal, 0, seen, left) === 'timed-out') {
        this.abandon();
        return undefined;
      }
    }
    running.warm.add(task.grammar);
    return answerTo(running.port, task.id);
  }

  private abandon(): void {
    this.failures++;
    this.close();
  }
}

function answerTo(port: MessagePort, id: number): unknown {
  for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
    const answer = received.message as GrammarAnswer;
    if (answer.id === id) return answer.tree;
  }
  return undefined;
}

function start({ thread, folder }: GrammarThreadOptions): Running {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(thread, { workerData: { folder, signal, port: port2 }, transferList: [port2] });
  // Neither thread nor port keeps the process alive, and a thread that cannot start is a missing answer.
  worker.unref();
  worker.on('error', () => {});
  port1.unref();
  return { worker, port: port1, signal, warm: new Set() };
}
