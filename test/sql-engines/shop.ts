/** A small shop whose triggers write down what a statement really did, and random statements that run on it. */
import type { Random } from '../unit/sql/random-sql';

export const tables: Readonly<Record<string, readonly string[]>> = {
  orders: ['id', 'status', 'total', 'note', 'user_id'],
  users: ['id', 'name', 'email', 'active'],
};
export const rowsPerTable = 40;

/** The rows every engine starts with; ids from 1, dates and texts ordinary. */
export function seed(): readonly string[] {
  const orders = Array.from({ length: rowsPerTable }, (_, index) => {
    const status = ['new', 'paid', 'sent'][index % 3];
    return `(${index + 1}, '${status}', ${(index * 7) % 100}, 'n${index}', ${(index % 10) + 1})`;
  });
  const users = Array.from(
    { length: rowsPerTable },
    (_, index) => `(${index + 1}, 'user ${index}', 'u${index}@example.org', ${index % 2})`,
  );
  return [`INSERT INTO orders VALUES ${orders.join(', ')}`, `INSERT INTO users VALUES ${users.join(', ')}`];
}

export type Engine = 'postgres' | 'sqlite' | 'mariadb';

const conditions = [
  'id = 7',
  '7 = id',
  'id IN (1, 2, 3)',
  'id = 3 OR id = 4',
  "id = 5 AND status = 'new'",
  'id > 20',
  'id BETWEEN 3 AND 9',
  '1 = 1',
  "'a' = 'a'",
  'id = id',
  'id > 0',
  'id >= 1',
  'id <> 0',
  'id IS NOT NULL',
  'NOT (1 = 2)',
  '2 > 1',
  "'x' LIKE '%'",
  "note LIKE '%'",
  "status = 'x' OR 1 = 1",
  'id IN (SELECT id FROM orders)',
  'EXISTS (SELECT 1)',
  'id < 999999999',
  'total >= 0 OR total < 0',
  '1 IN (1, 2)',
  'length(note) >= 0',
  'coalesce(1, 0) = 1',
  'id BETWEEN 0 AND 999999999',
  "status = 'paid'",
  'user_id = 3',
  "status = 'new' AND total < 50",
  '1 = 0',
  'id = 3 AND 1 = 0',
  'id = 1 OR 1 = 0',
  'id = (SELECT max(id) FROM users)',
  'id = (SELECT min(id) FROM users WHERE active = 1)',
  'id IN (SELECT user_id FROM orders WHERE total > 50)',
  "note LIKE 'n1%'",
  "note LIKE '%9'",
  'NOT (id = 1)',
  'id NOT IN (1, 2)',
  '(id = 1)',
  '((id) = (1))',
  'id = 1 + 1',
  'id = -1',
  'total IS NULL OR total IS NOT NULL',
  'id + 0 = id',
  'id = 2 /* x */ OR /* y */ id = 3',
  "id = 4 -- '\n",
  'id = abs(-3)',
] as const;

export function statement(random: Random, engine: Engine): string {
  const condition = () => {
    const one = random.pick(conditions);
    return random.chance(0.3) ? `(${one}) ${random.pick(['AND', 'OR'])} (${random.pick(conditions)})` : one;
  };
  const where = () => (random.chance(0.9) ? ` WHERE ${condition()}` : '');
  const assign = () =>
    random.pick([
      "status = 'x'",
      'total = total + 1',
      "status = 'y', total = 0",
      "note = 'it''s; DROP TABLE orders'",
      '(SET)',
    ]);
  const make = random.pick([
    () => `UPDATE orders SET ${assign().replace('(SET)', 'note = (SELECT name FROM users WHERE id = 1)')}${where()}`,
    () => `DELETE FROM orders${where()}`,
    () => `INSERT INTO orders (id, status) VALUES (${100 + random.below(50)}, 'a'), (${200 + random.below(50)}, 'b')`,
    () =>
      `INSERT INTO orders SELECT id + 1000, 's', 1, name, 1 FROM users${random.pick(['', ' WHERE active = 1', ' LIMIT 3'])}`,
    () => `SELECT * FROM orders${where()}`,
    () => own(random, engine, where),
  ]);
  return make();
}

/** Forms that only one engine has. */
function own(random: Random, engine: Engine, where: () => string): string {
  const forms: Readonly<Record<Engine, readonly string[]>> = {
    postgres: [
      `WITH gone AS (DELETE FROM orders${where()} RETURNING id) SELECT count(*) FROM gone`,
      `WITH u AS (UPDATE users SET name = 'x' WHERE id = 2 RETURNING id) DELETE FROM orders USING u WHERE orders.user_id = u.id`,
      "INSERT INTO orders (id, status) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET status = excluded.status, total = 1",
      "INSERT INTO orders (id, status) VALUES (1, 'a') ON CONFLICT DO NOTHING",
      "UPDATE orders o SET (status, note) = ('a', 'b') FROM users u WHERE u.id = o.user_id AND o.id = 3",
      "MERGE INTO orders t USING users s ON t.id = s.id WHEN MATCHED AND s.active = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET note = s.name WHEN NOT MATCHED THEN INSERT (id, status) VALUES (s.id, 'm')",
      'TRUNCATE orders',
      `EXPLAIN DELETE FROM orders${where()}`,
      `EXPLAIN ANALYZE DELETE FROM orders${where()}`,
      `DO $$ BEGIN DELETE FROM orders WHERE id = 9; UPDATE users SET name = 'd' WHERE id = 1; END $$`,
      `PREPARE p${random.below(1_000_000)} AS DELETE FROM orders`,
      "SELECT $$DELETE FROM orders$$, 'DROP TABLE users'",
    ],
    sqlite: [
      "REPLACE INTO orders (id, status) VALUES (300, 'r')",
      "INSERT INTO orders (id, status) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET status = excluded.status",
      "INSERT OR IGNORE INTO orders (id, status) VALUES (1, 'a')",
      'UPDATE orders SET status = u.name FROM users u WHERE u.id = orders.user_id AND orders.id = 3',
      `WITH x AS (SELECT id FROM users WHERE id < 5) DELETE FROM orders WHERE id IN (SELECT id FROM x)`,
      'DELETE FROM [orders] WHERE [id] = 3',
    ],
    mariadb: [
      "INSERT INTO orders (id, status) VALUES (1, 'a') ON DUPLICATE KEY UPDATE status = 'd', total = 5",
      `DELETE FROM orders${where().includes('SELECT') ? '' : where()} ORDER BY id LIMIT 5`,
      "UPDATE orders o JOIN users u ON u.id = o.user_id SET o.status = 'x', u.name = 'y' WHERE o.id = 3",
      'DELETE o FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = 5',
      "UPDATE orders SET status = 'z' LIMIT 4",
      'DELETE FROM orders WHERE id = 3 # OR 1 = 1',
      'DELETE FROM orders WHERE id = 3 /*! OR id = 4 */',
      'DELETE FROM orders WHERE id = 5--1',
      "DELETE FROM orders WHERE note = '\\'; DELETE FROM users; -- '",
    ],
  };
  return random.pick(forms[engine]);
}
