import { describe, expect, it } from 'vitest';
import type { CompiledGrant } from '../../../server/policy/compiled';
import { leaseText, readLease } from '../../../server/policy/lease';
import type { Permission } from '../../../server/policy/permission';
import type { LeaseSource } from '../../../server/policy/schema';
import { fakeProviders } from '../../support/fake-providers';
import { decideOn, effect, now, policyOf } from './support';

const scratch = effect('db.schema.drop', { object: 'table', name: 'scratch', env: 'local' });
const orders = effect('db.schema.drop', { object: 'table', name: 'orders', env: 'local' });
const anyTable = effect('db.schema.drop', { object: 'table', env: 'local' });
const deletion = effect('fs.delete', { path: '/workspace/a', zone: 'workspace' });

const terms: LeaseSource = { effects: ['db.schema.drop'], when: { name: 'scratch' }, expires: '20m' };
const rules = `rules:
  - { id: db/no-drop, effects: [db.schema.drop], decide: deny, because: It is lost. }
  - { id: shop/keep, effects: [db.schema.drop], when: { name: orders }, decide: ask, because: Ours. }
`;
const granting = 'grants: { session: { allow: [db.schema.*], waive: [db/*] } }\n';
const grant: CompiledGrant = { allow: ['db.schema.drop', 'db.schema.alter'], waive: ['db/*'] };

function lease(source: LeaseSource, within: CompiledGrant = grant): Permission {
  const { terms: read, complaints } = readLease(source, within);
  if (!read) throw new Error(complaints.map(({ message }) => message).join('\n'));
  return { kind: 'lease', id: 'lease-1', by: 'dana', ...read.selection };
}

function verdictOf(policy: string, one: typeof scratch, ...permissions: Permission[]) {
  return decideOn(policyOf(policy), [one], {}, fakeProviders({ now }), undefined, permissions).verdict;
}

describe('a lease', () => {
  it('lifts the soft rules that the policy lets a session waive, and the default beneath, where it certainly matches', () => {
    expect(verdictOf(rules + granting, scratch)).toBe('deny');
    expect(verdictOf(rules + granting, scratch, lease(terms))).toBe('allow');
    expect(verdictOf(rules + granting, anyTable, lease(terms))).toBe('deny');
    expect(verdictOf(rules + granting, deletion, lease(terms))).toBe('ask');
  });

  it('leaves the rules alone that no session may waive', () => {
    const all = lease({ effects: ['db.schema.drop'], expires: '1h' });
    expect(verdictOf(rules + granting, orders, all)).toBe('ask');
    expect(verdictOf(`${rules}grants: { session: { allow: [db.schema.drop] } }\n`, scratch, all)).toBe('deny');
    expect(verdictOf(rules.replace('decide: deny', 'decide: deny, enforce: hard') + granting, scratch, all)).toBe(
      'deny',
    );
  });

  it('is worth nothing where the policy grants sessions nothing, or no longer this kind', () => {
    const all = lease({ effects: ['db.schema.drop'], expires: '1h' });
    expect(verdictOf('', scratch, all)).toBe('ask');
    expect(verdictOf('grants: { session: { allow: [db.schema.drop] } }\n', scratch, all)).toBe('allow');
    expect(verdictOf('grants: { session: { allow: [fs.delete], waive: ["**"] } }\n', scratch, all)).toBe('ask');
    expect(verdictOf('grants: { user: { allow: [db.schema.drop] } }\n', scratch, all)).toBe('ask');
  });

  it('is named in the decision with the rules that it lifts', () => {
    const decision = decideOn(policyOf(rules + granting), [scratch], {}, fakeProviders({ now }), undefined, [
      lease(terms),
    ]);
    expect(decision.permissions).toEqual([
      { id: 'lease-1', kind: 'lease', by: 'dana', rules: ['db/no-drop', 'default/ai/destroy'] },
    ]);
  });

  it('holds under its circumstances only', () => {
    const forAgents = lease({ ...terms, for: { actor: 'ai', env: 'local' } });
    expect(verdictOf(rules + granting, scratch, forAgents)).toBe('allow');
    expect(verdictOf(rules + granting, { ...scratch, env: 'staging' } as typeof scratch, forAgents)).toBe('deny');
    expect(verdictOf(rules + granting, scratch, lease({ ...terms, for: { actor: 'human' } }))).toBe('deny');
  });
});

describe('the terms of a lease', () => {
  it('read as a sentence', () => {
    expect(leaseText({ ...terms, for: { actor: 'ai', env: ['local', 'dev'] } })).toBe(
      'db.schema.drop when name=scratch for actor=ai env=["local","dev"]',
    );
    expect(leaseText({ effects: ['fs.delete', 'fs.write'], expires: '1h' })).toBe('fs.delete, fs.write');
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { ...terms, until: 'noon' }, /Unknown key "until"/],
    ['no effects', { expires: '20m' }, /"effects" is missing/],
    ['no end', { effects: ['db.schema.drop'] }, /"expires" is missing/],
    ['an unknown kind', { ...terms, effects: ['db.schema.dorp'] }, /did you mean "?db\.schema\.drop/i],
    ['an unknown attribute', { ...terms, when: { nmae: 'x' } }, /no attribute "nmae"/],
    ['a value outside the vocabulary', { ...terms, when: { object: 'chair' } }, /"chair" is not one of/],
    ['an unknown circumstance', { ...terms, for: { weather: 'fine' } }, /No circumstance is called "weather"/],
    ['the name of a list', { ...terms, when: { name: '$pii' } }, /no list or parameter "pii"/],
    [
      'a kind that no session may allow',
      { ...terms, effects: ['fs.delete'], when: {} },
      /lets no session allow fs\.delete/,
    ],
    ['a family of which some may not be', { ...terms, effects: ['db.*'], when: {} }, /lets no session allow/],
    ['too long a time', { ...terms, expires: '9h' }, /at most 8h/],
    ['no time', { ...terms, expires: '0m' }, /at most 8h/],
    ['what is no duration', { ...terms, expires: 'soon' }, /a duration such as/],
    ['a count of none', { ...terms, count: 0 }, /at least 1/],
    ['what is no number', { ...terms, count: Number.NaN }, /number/],
    ['text', 'everything', /keys and values/],
  ])('are refused with %s', (_, source, message) => {
    const { terms: read, complaints } = readLease(source, grant);
    expect(read).toBeUndefined();
    expect(complaints.map((complaint) => complaint.message).join('\n')).toMatch(message);
  });

  it('are refused where the policy grants sessions nothing', () => {
    expect(readLease(terms, undefined).terms).toBeUndefined();
  });
});
