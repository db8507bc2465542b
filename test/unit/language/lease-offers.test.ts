import { describe, expect, it } from 'vitest';
import { leaseOffers } from '../../../server/language/lease-offers';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { fakeProviders } from '../../support/fake-providers';
import { packBundle } from '../../support/packs';
import { policyOf, request } from '../policy/support';

const workspace = '/repo/shop';
const rule = 'rules:\n  - { id: db/no-drop, effects: [db.schema.drop], decide: deny, because: b }\n';
const drop = 'psql -h localhost shop -c "DROP TABLE scratch"';

function offersFor(command: string, inForce: CompiledPolicy) {
  const providers = fakeProviders();
  const asked = request({ actions: [{ type: 'shell', command }], title: command, cwd: workspace, workspace });
  return leaseOffers(asked, { workspace, providers, inForce }).map(({ text }) => text);
}

describe('what a session is offered', () => {
  it('is exactly what was refused, then all of its kind', () => {
    const granting = policyOf(`${rule}grants: { session: { allow: [db.schema.drop], waive: ["db/*"] } }\n`);
    const [narrow, wide] = offersFor(drop, granting);
    expect(narrow).toMatch(/^db\.schema\.drop when .*name=scratch.* for actor=ai env=local$/);
    expect(wide).toBe('db.schema.drop for actor=ai env=local');
  });

  it('is all of its kind where it cannot be named', () => {
    const granting = policyOf(`${rule}grants: { session: { allow: [db.schema.drop], waive: ["db/*"] } }\n`);
    expect(offersFor('psql -h localhost shop -c "DROP TABLE $T"', granting)).toEqual([
      'db.schema.drop for actor=ai env=local',
    ]);
  });

  it('covers everything that the command does', () => {
    const granting = policyOf('grants: { session: { allow: [db.schema.drop, fs.delete] } }\n');
    const offers = offersFor(`${drop} && rm -rf src`, granting);
    expect(offers.map((text) => text.split('; ').map((lease) => lease.split(' ')[0]))).toEqual([
      ['db.schema.drop', 'fs.delete'],
      ['db.schema.drop', 'fs.delete'],
    ]);
  });

  it.each([
    ['the policy grants sessions nothing', policyOf(rule)],
    ['no session may waive the rule', policyOf(`${rule}grants: { session: { allow: [db.schema.drop] } }\n`)],
    ['the kind is not granted', policyOf(`${rule}grants: { session: { allow: [fs.delete], waive: ["db/*"] } }\n`)],
    [
      'the rule is hard',
      policyOf(
        `${rule.replace('because', 'enforce: hard, because')}grants: { session: { allow: [db.schema.drop], waive: ["db/*"] } }\n`,
      ),
    ],
  ])('is nothing where %s', (_, policy) => {
    expect(offersFor(drop, policy)).toEqual([]);
  });

  it('is nothing for what only a hard rule of the packs refuses, and something for the rest', () => {
    expect(offersFor('rm -rf .guardrails', packBundle().policy)).toEqual([]);
    expect(offersFor('git reset --hard', packBundle().policy).length).toBeGreaterThan(0);
  });
});
