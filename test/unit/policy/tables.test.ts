import { describe, expect, it } from 'vitest';
import { decideOn, effect, policyOf } from './support';

const policy = policyOf(`
tables:
  public.orders:
    for: { actor: ai }
    read: allow
    insert: allow
    update: { columns: [status, updated_at], where: [key, range], maxRows: 100 }
    delete: deny
    export: deny
    schema: deny
`);

const update = (attributes: Record<string, unknown>) =>
  effect('db.rows.update', { engine: 'postgres', env: 'local', table: 'orders', where: 'key', rows: 1, ...attributes });

describe('table grants', () => {
  it('allow what they list', () => {
    const decision = decideOn(policy, [update({ column: 'status' }), update({ column: 'updated_at' })]);
    expect(decision).toMatchObject({ verdict: 'allow', instant: true });
  });

  it('refuse another column, and name it', () => {
    const decision = decideOn(policy, [update({ column: 'status' }), update({ column: 'total' })]);
    expect(decision).toMatchObject({ verdict: 'deny', rules: ['tables/public.orders/update-columns'] });
    expect(decision.reason).toContain('Updating column total of public.orders is not allowed here.');
    expect(decision.instead).toContain('status, updated_at');
  });

  it.each([
    ['rows picked by nothing', { column: 'status', where: 'none' }, 'deny'],
    ['rows picked otherwise', { column: 'status', where: 'other' }, 'deny'],
    ['too many rows', { column: 'status', where: 'range', rows: 101 }, 'deny'],
    ['as many rows as granted', { column: 'status', where: 'range', rows: 100 }, 'allow'],
    ['nobody knows how many rows', { column: 'status', where: 'range', rows: null }, 'ask'],
    ['a column that is not known', { column: null }, 'deny'],
    ['the same table by its full name', { column: 'total', table: 'public.orders' }, 'deny'],
    ['a table of another schema', { column: 'total', table: 'hr.orders' }, 'allow'],
    ['a table that is not known', { column: 'total', table: null }, 'deny'],
  ])('judge %s', (_, attributes, expected) => {
    expect(decideOn(policy, [update(attributes)]).verdict).toBe(expected);
  });

  it.each([
    ['db.rows.delete', { table: 'orders', where: 'key' }, 'deny'],
    ['db.export', { table: 'orders', to: 'file' }, 'deny'],
    ['db.schema.drop', { object: 'table', name: 'orders' }, 'deny'],
    ['db.schema.alter', { object: 'table', name: 'public.orders' }, 'deny'],
    ['db.read', { table: 'orders', column: '*' }, 'allow'],
    ['db.rows.delete', { table: 'sessions', where: 'key' }, 'ask'],
  ] as const)('judge %s of %j', (kind, attributes, expected) => {
    expect(decideOn(policy, [effect(kind, { env: 'local', ...attributes })]).verdict).toBe(expected);
  });

  it('let a narrowed read count rows, but not see every column', () => {
    const narrow = policyOf('tables:\n  orders: { read: { columns: [id] } }\n');
    const read = (column: string) =>
      decideOn(narrow, [effect('db.read', { env: 'local', table: 'orders', column })]).verdict;
    expect([read('id'), read(''), read('*'), read('total')]).toEqual(['allow', 'allow', 'deny', 'deny']);
  });

  it('hold for those they name only', () => {
    const remove = effect('db.rows.delete', { env: 'local', table: 'orders', where: 'key' });
    expect(decideOn(policy, [remove], { actor: 'human' }).verdict).toBe('warn');
  });
});
