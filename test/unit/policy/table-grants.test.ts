/** A table grant holds for every form in which SQL arrives and every way to write the statement. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { libraryOf } from '../../../server/policy/packs';
import type { Action, SqlDialect } from '../../../server/request';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { policyOf, request } from './support';

const policy = policyOf(`
tables:
  public.orders:
    for: { actor: ai }
    read: allow
    insert: allow
    update: { columns: [status, updated_at], where: [key], maxRows: 1 }
    delete: deny
    export: deny
    schema: deny
`);

const GRANTED = "UPDATE orders SET status='x', updated_at=now() WHERE id=7";
const FORBIDDEN = "UPDATE orders SET status='x', total=0 WHERE id=7";

function decideOn(action: Action, files: Readonly<Record<string, string>> = {}) {
  const asked = request({ actions: [action], title: 'sql' });
  return decide(asked, fakeProviders({ folders: ['/workspace'], files }), policy);
}

const sql = (text: string, dialect: SqlDialect = 'postgres') => decideOn({ type: 'sql', sql: text, dialect });
const run = (command: string, files = {}) => decideOn({ type: 'shell', command }, files);

describe('a column that is not granted is refused by name', () => {
  it.each([
    ['a plain UPDATE', FORBIDDEN],
    ['the schema', "UPDATE public.orders SET status='x', total=0 WHERE id=7"],
    ['quotes', `UPDATE "public"."orders" SET "status"='x', "total"=0 WHERE id=7`],
    ['capitals', "UPDATE Orders SET Status='x', TOTAL=0 WHERE id=7"],
    ['an alias', "UPDATE orders o SET status='x', total=0 WHERE o.id=7"],
    [
      'another table joined',
      "UPDATE orders o SET status='x', total=c.sum FROM carts c WHERE o.id=7 AND c.order_id=o.id",
    ],
    ['columns as a row', "UPDATE orders SET (status, total) = ('x', 0) WHERE id=7"],
    ['ONLY', 'UPDATE ONLY orders SET total=0 WHERE id=7'],
    ['a CTE', "WITH done AS (UPDATE orders SET status='x', total=0 WHERE id=7 RETURNING id) SELECT * FROM done"],
    ['an upsert', 'INSERT INTO orders (id, total) VALUES (7, 0) ON CONFLICT (id) DO UPDATE SET total = excluded.total'],
    ['a MERGE', 'MERGE INTO orders o USING carts c ON o.id = c.id WHEN MATCHED THEN UPDATE SET total = c.sum'],
    ['EXPLAIN ANALYZE', `EXPLAIN ANALYZE ${FORBIDDEN}`],
    ['a second statement', `SELECT 1; ${FORBIDDEN}`],
    ['a DO block', `DO $$ BEGIN ${FORBIDDEN}; END $$`],
    ['a comment', "UPDATE/**/orders SET status='x',/* , */total=0 WHERE id=7"],
    ['PREPARE', 'PREPARE p AS UPDATE orders SET total=0 WHERE id=7; EXECUTE p'],
  ])('with %s', (_, text) => {
    const decision = sql(text);
    expect(decision).toMatchObject({ verdict: 'deny' });
    expect(decision.reason).toMatch(/column total of public\.orders/);
  });

  it.each<[SqlDialect, string]>([
    ['mysql', "UPDATE `orders` SET status='x', `total`=0 WHERE id=7"],
    ['mysql', 'INSERT INTO orders (id,total) VALUES (7,0) ON DUPLICATE KEY UPDATE total=0'],
    ['mysql', "SET @q = 'UPDATE orders SET total=0 WHERE id=7'; PREPARE p FROM @q; EXECUTE p"],
    ['mysql', 'UPDATE orders o JOIN carts c ON c.id=o.id SET o.total=0 WHERE o.id=7'],
    ['tsql', 'UPDATE [dbo].[x] SET a=1 WHERE id=1 UPDATE [orders] SET [total]=0 WHERE id=7'],
    ['tsql', 'UPDATE o SET total=0 FROM orders o WHERE o.id=7'],
    ['sqlite', 'UPDATE OR IGNORE orders SET total=0 WHERE id=7'],
    ['unknown', FORBIDDEN],
  ])('in %s: %s', (dialect, text) => {
    expect(sql(text, dialect)).toMatchObject({ verdict: 'deny' });
    expect(sql(text, dialect).reason).toMatch(/column total of public\.orders/);
  });
});

const carriers: [string, (text: string) => ReturnType<typeof decideOn>][] = [
  ['psql -c', (text) => run(`psql -c "${text}"`)],
  ['psql --command=', (text) => run(`psql --command="${text}"`)],
  ['a pipe', (text) => run(`echo "${text}" | psql`)],
  ['a here-document', (text) => run(`psql <<'EOF'\n${text};\nEOF`)],
  ['a here-string', (text) => run(`psql <<< "${text}"`)],
  ['a file', (text) => run('psql -f fix.sql', { '/workspace/fix.sql': text })],
  ['a redirected file', (text) => run('psql < fix.sql', { '/workspace/fix.sql': text })],
  ['\\i', (text) => run("psql -c '\\i fix.sql'", { '/workspace/fix.sql': text })],
  ['a variable', (text) => run(`Q="${text}"; psql -c "$Q"`)],
  ['bash -c', (text) => run(`bash -c 'psql -f fix.sql'`, { '/workspace/fix.sql': text })],
  ['docker exec', (text) => run(`docker exec -i db psql -U app -c "${text}"`)],
  ['docker compose exec', (text) => run(`docker compose exec -T db psql -c "${text}"`)],
  ['podman exec, by standard input', (text) => run(`echo "${text}" | podman exec -i db psql`)],
  ['kubectl exec', (text) => run(`kubectl exec pod/db -- psql -c "${text}"`)],
  ['ssh', (text) => run(`ssh h "psql -c \\"${text}\\""`)],
  ['mysql', (text) => run(`mysql shop -e "${text}"`)],
  ['mysqlsh', (text) => run(`mysqlsh --sql -e "${text}"`)],
  ['a file named -', (text) => run(`psql -f - <<< "${text}"`)],
  [
    'a redirected file, in a container',
    (text) => run('docker exec -i db psql < fix.sql', { '/workspace/fix.sql': text }),
  ],
  ['kubectl run', (text) => run(`kubectl run x --image=postgres -- psql -c "${text}"`)],
  ['sqlite3', (text) => run(`sqlite3 shop.db "${text}"`)],
  ['prisma, by standard input', (text) => run(`echo "${text}" | npx prisma db execute --stdin`)],
  ['prisma, by file', (text) => run('npx prisma db execute --file fix.sql', { '/workspace/fix.sql': text })],
  [
    'Python',
    (text) => run(`python3 -c "import sqlite3; sqlite3.connect('shop.db').execute(\\"\\"\\"${text}\\"\\"\\")"`),
  ],
  [
    'Node.js',
    (text) =>
      run(`node <<'EOF'\nconst { Client } = require('pg');\nconst c = new Client();\nc.query(\`${text}\`);\nEOF`),
  ],
  ['SQLAlchemy', (text) => run(`python3 - <<'EOF'\nimport sqlalchemy as sa\nc.execute(sa.text("""${text}"""))\nEOF`)],
  ['a tagged template', (text) => run(`node <<'EOF'\nawait prisma.$executeRaw\`${text}\`;\nEOF`)],
  ['a tool of an MCP server', (text) => decideOn({ type: 'unknown-tool', input: { sql: text } })],
];

describe('a grant holds through', () => {
  it.each(carriers)('%s', (_, carry) => {
    const refused = carry(FORBIDDEN);
    expect(refused).toMatchObject({ verdict: 'deny' });
    expect(refused.reason).toMatch(/column total of public\.orders/);
    expect(carry(GRANTED).verdict).not.toBe('deny');
    expect(carry('DELETE FROM orders WHERE id=7').verdict).toBe('deny');
  });
});

describe('what is granted', () => {
  it.each([
    GRANTED,
    "UPDATE public.orders AS o SET status='x' WHERE o.id=7",
    'INSERT INTO orders (id, total) VALUES (8, 10)',
    'SELECT total FROM orders',
    'UPDATE hr.orders SET total=0 WHERE id=7',
  ])('runs: %s', (text) => {
    expect(sql(text).verdict).toBe('allow');
  });
});

it('gives the way of the repository before that of the packs', () => {
  const own = policyOf(
    `
tables:
  orders: { for: { actor: ai }, delete: deny, instead: Cancel the order. }
`,
    libraryOf(packBundle()),
  );
  const asked = request({ actions: [{ type: 'sql', sql: 'DELETE FROM orders' }], title: 'sql' });
  const { instead, rules } = decide(asked, fakeProviders({ folders: ['/workspace'] }), own);
  expect(rules).toContain('core/database/no-unfiltered-delete');
  expect(instead).toBe('Cancel the order.');
});
