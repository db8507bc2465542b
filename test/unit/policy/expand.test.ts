import { describe, expect, it } from 'vitest';
import { decide } from '../../../server/decide';
import { expandTables } from '../../../server/policy/expand';
import { testWorld } from '../../../server/policy/test-world';
import { load, noPacks, now } from './support';

const header = 'apiVersion: guardrails/v1\nid: shop\nlists: { crew: [ai, ci] }\n';
const tables = `tables:
  public.orders:
    for: { actor: $crew }
    read: { columns: [id, status], maxRows: 50 }
    insert: allow
    update: { columns: [status, updated_at], where: [key, range], maxRows: 100 }
    delete: deny
    export: deny
    schema: ask
  "hr.*":
    read: deny
    because: "People's files: {{closed}} to everybody."
    instead: Ask \`hr@acme.example\`.
`;

function expanded(text: string): string {
  const { policy, parts, problems } = load(text);
  if (!policy || !parts) throw new Error(problems.map(({ message }) => message).join('\n'));
  return expandTables(parts);
}

/** The policy with its tables replaced by what they expand to. */
function reloaded(text: string) {
  return load(`${header}include: [tables.yaml]\n`, noPacks, { 'tables.yaml': expanded(text) });
}

const statements = [
  'SELECT id FROM orders LIMIT 5',
  'SELECT * FROM orders',
  'SELECT count(*) FROM public.orders',
  "INSERT INTO orders (id, status) VALUES (1, 'new')",
  "UPDATE orders SET status = 'paid' WHERE id = 7",
  "UPDATE orders SET status = 'paid', total = 0 WHERE id = 7",
  "UPDATE orders SET status = 'paid'",
  'DELETE FROM orders WHERE id = 7',
  'DELETE FROM archive.orders WHERE id = 7',
  'DROP TABLE orders',
  'ALTER TABLE orders ADD COLUMN note text',
  'TRUNCATE sessions',
  'SELECT salary FROM hr.people',
  'WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone',
];

describe('expanding tables', () => {
  const original = load(header + tables).policy!;
  const { policy, problems } = reloaded(header + tables);

  it('writes a file that loads', () => {
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('makes a policy with the same digest: all that decides is equal', () => {
    expect(policy?.digest).toBe(original.digest);
  });

  it.each(statements)('decides the same on %s', (sql) => {
    const verdicts = [original, policy!].flatMap((one) =>
      (['ai', 'human'] as const).map((actor) => {
        const { request, providers } = testWorld({ sql, dialect: 'postgres' }, actor, now);
        const { verdict, rules, reason, instead } = decide(request, providers, one);
        return { verdict, rules, reason, instead };
      }),
    );
    expect(verdicts.slice(2)).toEqual(verdicts.slice(0, 2));
  });

  it('reads like a policy that a person wrote', () => {
    expect(expanded(`${header}tables:\n  orders: { for: { actor: ai }, update: { columns: [status] } }\n`)).toBe(
      `apiVersion: guardrails/v1
rules:
  # orders, from policy.yaml:5
  - id: tables/orders/update
    effects: [ db.rows.update ]
    when: { table: orders, column: [ status, "" ] }
    for: { actor: ai }
    decide: allow
    because: The grant on the table allows it.
  - id: tables/orders/update-columns
    effects: [ db.rows.update ]
    when: { table: orders, column: { not: [ status, "" ] } }
    for: { actor: ai }
    decide: deny
    because: Updating column {column} of orders is not allowed here.
    instead: "Keep to the columns that are allowed: status."
`,
    );
  });

  it('gives an id of its own to each rule where names differ in case only', () => {
    const text = `${header}tables:\n  Orders: { delete: deny }\n  orders: { delete: ask }\n`;
    const { policy: both, problems: found } = reloaded(text);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(both?.rules.map(({ id }) => id)).toEqual(['tables/orders/delete', 'tables/orders/delete-2']);
  });

  it('writes an empty list for a policy without tables', () => {
    expect(expanded(header)).toBe('apiVersion: guardrails/v1\nrules: []\n');
    expect(reloaded(header).policy?.rules).toEqual([]);
  });
});
