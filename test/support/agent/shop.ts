/** A working copy of the demo workspace: its database, its git history, and a place where uploads would arrive. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { commitAll } from '../commit-all';
import { projectRoot } from '../editor/paths';
import { ensureNode } from '../editor/vscode';

const source = path.join(projectRoot, 'demo/shop');
const sqliteStandIn = path.join(projectRoot, 'demo/tools/sqlite3.mjs');

export interface Shop {
  readonly folder: string;
  /** For the PATH of whoever works in the shop: a `sqlite3` where the machine has none. */
  readonly path: string;
  readonly uploadPort: number;
  /** Requests that have reached the upload address. */
  uploads(): number;
  query(sql: string): string;
  close(): void;
}

/** Copies the shop to `folder`, creates its database and commits everything, as a team would have. */
export async function openShop(folder: string): Promise<Shop> {
  cpSync(source, folder, { recursive: true });
  const searchPath = await pathWithSqlite(path.join(path.dirname(folder), 'bin'));
  const sqlite = (sql: string) =>
    execFileSync('sqlite3', ['shop.db', sql], {
      cwd: folder,
      env: { ...process.env, PATH: searchPath },
      encoding: 'utf8',
    });
  for (const script of ['schema', 'seed']) sqlite(readFileSync(path.join(folder, 'db', `${script}.sql`), 'utf8'));
  commitAll(folder);
  const collector = await countRequests();
  return { folder, path: searchPath, query: (sql) => sqlite(sql).trim(), ...collector };
}

async function pathWithSqlite(bin: string): Promise<string> {
  const own = process.env.PATH ?? '';
  if (spawnSync('sqlite3', ['-version']).status === 0) return own;
  const script = `#!/bin/sh\nexec '${await ensureNode()}' --no-warnings '${sqliteStandIn}' "$@"\n`;
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'sqlite3'), script);
  chmodSync(path.join(bin, 'sqlite3'), 0o755);
  return `${bin}${path.delimiter}${own}`;
}

async function countRequests(): Promise<Pick<Shop, 'uploadPort' | 'uploads' | 'close'>> {
  let count = 0;
  const server: Server = createServer((request, response) => {
    count += 1;
    request.resume().on('end', () => response.end('received\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as { port: number };
  return { uploadPort: port, uploads: () => count, close: () => server.close() };
}
