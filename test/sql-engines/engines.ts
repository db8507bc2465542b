/** Runs statements on real servers, each in a transaction that is rolled back, and reads what the triggers wrote. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed, tables } from './shop';

/** What one statement did: rows by event (`delete orders`, `update orders.status`). */
export type Deeds = ReadonlyMap<string, number>;

export interface RealEngine {
  /** One answer per statement; `undefined` where the engine refused it. */
  run(statements: readonly string[]): readonly (Deeds | undefined)[];
  close(): void | Promise<void>;
}

const MARK = '@@done';

function parse(output: string, count: number): readonly (Deeds | undefined)[] {
  const found: (Deeds | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const line of output.split('\n')) {
    const at = line.indexOf(MARK);
    if (at < 0) continue;
    const [index, events = ''] = line.slice(at + MARK.length + 1).split('#');
    const deeds = new Map<string, number>();
    for (const event of events.trim().split(',')) {
      const [name, rows] = event.split('=');
      if (name && rows) deeds.set(name.trim(), Number(rows));
    }
    found[Number(index)] = deeds;
  }
  return found;
}

function run(program: string, args: readonly string[], input: string): string {
  const ran = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (ran.error) throw ran.error;
  return ran.stdout;
}

/** Creates the tables with every column a text-ish type all engines have. */
function schema(): readonly string[] {
  return Object.entries(tables).map(([table, columns]) => {
    const types = columns.map(
      (column) =>
        `${column} ${column === 'id' ? 'INTEGER PRIMARY KEY' : /^(total|user_id|active)$/.test(column) ? 'INTEGER' : 'VARCHAR(200)'}`,
    );
    return `CREATE TABLE ${table} (${types.join(', ')})`;
  });
}

export function sqlite(): RealEngine | undefined {
  if (spawnSync('sqlite3', ['--version']).error) return undefined;
  const triggers = Object.entries(tables).flatMap(([table, columns]) => [
    `CREATE TRIGGER ${table}_d AFTER DELETE ON ${table} BEGIN INSERT INTO deeds VALUES ('delete ${table}'); END`,
    `CREATE TRIGGER ${table}_i AFTER INSERT ON ${table} BEGIN INSERT INTO deeds VALUES ('insert ${table}'); END`,
    ...columns.map(
      (column) =>
        `CREATE TRIGGER ${table}_${column} AFTER UPDATE OF ${column} ON ${table} BEGIN INSERT INTO deeds VALUES ('update ${table}.${column}'); END`,
    ),
  ]);
  const setUp = ['CREATE TABLE deeds (event TEXT)', ...schema(), ...seed(), ...triggers];
  const report = (index: number) =>
    `SELECT '${MARK} ${index}#' || coalesce(group_concat(e || '=' || n, ','), '') FROM (SELECT event e, count(*) n FROM deeds GROUP BY event)`;
  return {
    run(statements) {
      const script = [
        ...setUp.map((sql) => `${sql};`),
        ...statements.map((sql, index) => `BEGIN;\n${sql}\n;\n${report(index)};\nROLLBACK;`),
      ];
      return parse(run('sqlite3', [':memory:'], `${script.join('\n')}\n`), statements.length);
    },
    close() {},
  };
}

function postgresFolder(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort() : [];
  const bin = versions.length > 0 ? `/usr/lib/postgresql/${versions.at(-1)}/bin` : undefined;
  return bin && existsSync(join(bin, 'initdb')) ? bin : undefined;
}

/** Servers refuse to run as root: then they run as the user their package made. */
function as(user: string, program: string, args: readonly string[]): readonly [string, readonly string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', user, '--', program, ...args]] : [program, args];
}

export function postgres(): RealEngine | undefined {
  const bin = postgresFolder();
  if (!bin) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  chmodSync(folder, 0o777);
  const call = (program: string, ...args: string[]) => {
    const [command, all] = as('postgres', join(bin, program), args);
    execFileSync(command, [...all], { stdio: 'ignore' });
  };
  call('initdb', '-D', join(folder, 'data'), '-A', 'trust', '-U', 'postgres', '--no-sync');
  call(
    'pg_ctl',
    '-D',
    join(folder, 'data'),
    '-o',
    `-k ${folder} -c listen_addresses='' -c fsync=off`,
    '-l',
    join(folder, 'log'),
    '-w',
    'start',
  );
  const psql = (input: string) => run('psql', ['-h', folder, '-U', 'postgres', '-XAtq'], input);
  psql([...schema(), ...seed(), ...postgresTriggers()].map((sql) => `${sql};`).join('\n'));
  const report = (index: number) =>
    `SELECT '${MARK} ${index}#' || coalesce(string_agg(e || '=' || n, ','), '') FROM (SELECT event e, count(*) - 1 n FROM deeds GROUP BY event) x`;
  return {
    run: (statements) =>
      parse(
        psql(statements.map((sql, index) => `BEGIN;\n${sql}\n;\n${report(index)};\nROLLBACK;`).join('\n')),
        statements.length,
      ),
    close() {
      call('pg_ctl', '-D', join(folder, 'data'), '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A statement-level trigger tells what was meant to be written even when no row passed; rows are counted besides. */
function postgresTriggers(): readonly string[] {
  const on = (name: string, event: string, table: string, what: string) => [
    `CREATE TRIGGER ${name}_s AFTER ${event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION deed('${what}')`,
    ...(event === 'TRUNCATE'
      ? []
      : [`CREATE TRIGGER ${name}_r AFTER ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION deed('${what}')`]),
  ];
  return [
    'CREATE TABLE deeds (event text)',
    'CREATE FUNCTION deed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO deeds VALUES (TG_ARGV[0]); RETURN NULL; END $$',
    ...Object.entries(tables).flatMap(([table, columns]) => [
      ...on(`${table}_i`, 'INSERT', table, `insert ${table}`),
      ...on(`${table}_d`, 'DELETE', table, `delete ${table}`),
      ...on(`${table}_t`, 'TRUNCATE', table, `truncate ${table}`),
      ...columns.flatMap((column) =>
        on(`${table}_${column}`, `UPDATE OF ${column}`, table, `update ${table}.${column}`),
      ),
    ]),
  ];
}

export async function mariadb(): Promise<RealEngine | undefined> {
  const server = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld'].find(existsSync);
  if (!server) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'maria-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o777 });
  chmodSync(data, 0o777);
  const socket = join(folder, 'sock');
  const [install, installArgs] = as('mysql', 'mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  execFileSync(install, [...installArgs], { stdio: 'ignore' });
  const [command, args] = as('mysql', server, [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    '--skip-networking',
    `--pid-file=${join(folder, 'pid')}`,
  ]);
  const running = spawn(command, [...args], { stdio: 'ignore' });
  await ready(socket);
  const client = (input: string, ...more: string[]) =>
    run('mariadb', ['--no-defaults', `--socket=${socket}`, '-u', 'root', '-N', '--force', ...more], input);
  client(
    `CREATE DATABASE shop; USE shop;\n${[...schema(), ...seed(), ...mariadbTriggers()].map((sql) => `${sql};`).join('\n')}`,
  );
  const report = (index: number) =>
    `SELECT concat('${MARK} ${index}#', coalesce(group_concat(concat(e, '=', n)), '')) FROM (SELECT event e, count(*) n FROM deeds GROUP BY event) x`;
  return {
    run: (statements) =>
      parse(
        client(statements.map((sql, index) => `BEGIN;\n${sql}\n;\n${report(index)};\nROLLBACK;`).join('\n'), 'shop'),
        statements.length,
      ),
    async close() {
      const ended = new Promise((resolve) => running.once('exit', resolve));
      client('SHUTDOWN;');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One trigger per event; it compares columns, so an update to the same value is not seen. */
function mariadbTriggers(): readonly string[] {
  return [
    'CREATE TABLE deeds (event varchar(100))',
    ...Object.entries(tables).flatMap(([table]) => [
      `CREATE TRIGGER ${table}_i AFTER INSERT ON ${table} FOR EACH ROW INSERT INTO deeds VALUES ('insert ${table}')`,
      `CREATE TRIGGER ${table}_d AFTER DELETE ON ${table} FOR EACH ROW INSERT INTO deeds VALUES ('delete ${table}')`,
      `CREATE TRIGGER ${table}_u AFTER UPDATE ON ${table} FOR EACH ROW INSERT INTO deeds VALUES ('update ${table}')`,
    ]),
  ];
}

async function ready(socket: string): Promise<void> {
  for (let waited = 0; waited < 300; waited++) {
    if (
      existsSync(socket) &&
      spawnSync('mariadb', ['--no-defaults', `--socket=${socket}`, '-u', 'root', '-e', 'SELECT 1']).status === 0
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`mariadbd did not come up at ${socket}`);
}

export function missing(engine: string, packages: string): string {
  return `\n!!! ${engine} is not installed, so its statements were NOT checked. Install it: apt-get install ${packages}\n`;
}
