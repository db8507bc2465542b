import { describe, expect, it } from 'vitest';
import { explainDecision } from '../../../server/policy/explain';
import { decideOn, effect, policyOf } from './support';

const policy = policyOf(`
rules:
  - id: db/no-drop
    effects: [db.schema.drop]
    when: { name: [orders, users] }
    decide: deny
    because: "{name} is needed"
    instead: "Rename {name} first."
`);

const drop = (name: string | null) =>
  effect('db.schema.drop', {
    object: 'table',
    name,
    env: 'local',
    at: { span: { start: 0, end: 4 }, evidence: `DROP TABLE ${name ?? '$T'}`, chain: ['bash -c', 'psql'] },
  });

describe('messages', () => {
  it('name the thing first, then why, then the safer way', () => {
    expect(decideOn(policy, [drop('orders')])).toMatchObject({
      reason: 'Refused: DROP TABLE orders (in bash -c › psql). orders is needed.',
      instead: 'Rename orders first.',
    });
  });

  it('condense what is refused for the same reason', () => {
    const { reason } = decideOn(policy, [drop('orders'), drop('users'), drop('orders')]);
    expect(reason).toBe(
      'Refused: DROP TABLE orders (in bash -c › psql). orders is needed. Likewise: DROP TABLE users (in bash -c › psql).',
    );
  });

  it('say when it is the unknown that counts', () => {
    expect(decideOn(policy, [drop(null)]).reason).toMatch(/the worst case counts: .+ Write it out literally\.$/);
  });

  it('say so when an unknown word may be the option that does it', () => {
    const at = { span: { start: 0, end: 1 }, chain: [] };
    const said = (evidence: string, certainty: 'certain' | 'possible') =>
      decideOn(policy, [effect('db.schema.drop', { name: 'orders', env: 'local', certainty, at: { ...at, evidence } })])
        .reason;
    expect(said('dropit $OPTS orders', 'possible')).toMatch(/^Refused: .+ Part of it is not known here/);
    expect(said('dropit $OPTS orders', 'certain')).not.toContain('not known');
    expect(said('dropit orders', 'possible')).not.toContain('not known');
  });

  it('stay short and on one line, whatever the command', () => {
    const huge = effect('db.schema.drop', {
      name: 'orders',
      env: 'local',
      at: { span: { start: 0, end: 1 }, evidence: `DROP\n\u001b[31m${'x'.repeat(5000)}`, chain: [] },
    });
    const { reason } = decideOn(policy, [huge]);
    expect(reason.length).toBeLessThan(400);
    expect(reason).not.toMatch(/[\n\u001b]/);
  });
});

describe('an explanation', () => {
  it('has effects, rules and where they stand', () => {
    const text = explainDecision(decideOn(policy, [drop('orders'), effect('fs.read', { path: '/workspace/a' })]));
    expect(text).toBe(
      `This is refused.

Refused: DROP TABLE orders (in bash -c › psql). orders is needed.

Instead: Rename orders first.

What it does:
  1. db.schema.drop object=table name=orders
     from: DROP TABLE orders in bash -c › psql
     environment: local
     deny by db/no-drop at policy.yaml:5: orders is needed
  2. fs.read path=/workspace/a
     from: fs.read
     environment: local
     allowed by default

Policy in force: policy.yaml, enforced, ${policy.digest.slice(0, 19)}.`,
    );
  });
});
