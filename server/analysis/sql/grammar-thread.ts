/**
 * The thread in which SQL grammars run. They are WASM and generated parsers that cannot be interrupted; their own
 * thread can be ended. Answers go out over a port the caller reads synchronously.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { GrammarAnswer, GrammarTask, GrammarThreadData } from './grammars/protocol';

type Parse = (sql: string) => unknown;

const { folder, port, signal } = workerData as GrammarThreadData & { port: MessagePort };
const requireFrom = createRequire(join(folder, 'index.cjs'));
const loaded = new Map<string, Promise<Parse>>();

parentPort?.on('message', async ({ id, grammar, sql }: GrammarTask) => {
  const answer: GrammarAnswer = { id, tree: await parse(grammar, sql) };
  port.postMessage(answer);
  Atomics.store(signal, 0, id);
  Atomics.notify(signal, 0);
});

async function parse(grammar: string, sql: string): Promise<unknown> {
  try {
    let parser = loaded.get(grammar);
    if (!parser) {
      parser = load(grammar);
      loaded.set(grammar, parser);
    }
    return (await parser)(sql);
  } catch {
    // Rejected by the grammar, or no such grammar: both mean "no answer".
    return undefined;
  }
}

async function load(grammar: string): Promise<Parse> {
  if (grammar === 'postgres') return (await loadPostgres()).parseSync;
  if (grammar === 'plpgsql') return (await loadPostgres()).parsePlPgSQLSync;
  if (!/^[a-z]+$/.test(grammar)) throw new Error(`no grammar ${grammar}`);
  const { Parser } = requireFrom(`./${grammar}.js`) as { Parser: new () => { astify(sql: string): unknown } };
  const parser = new Parser();
  // The trees hold class instances and functions, which no message can carry.
  return (sql) => JSON.parse(JSON.stringify(parser.astify(sql)));
}

interface PostgresParser {
  loadModule(): Promise<void>;
  readonly parseSync: Parse;
  readonly parsePlPgSQLSync: Parse;
}

async function loadPostgres(): Promise<PostgresParser> {
  const parser = requireFrom('./index.cjs') as PostgresParser;
  await parser.loadModule();
  return parser;
}
