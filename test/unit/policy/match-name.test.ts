import { describe, expect, it } from 'vitest';
import type { Text, Tri } from '../../../server/effects/value';
import { matchName } from '../../../server/policy/match-name';

describe('names of database objects', () => {
  it.each<[string, Text, Tri]>([
    ['public.orders', 'public.orders', 'yes'],
    ['public.orders', 'orders', 'yes'],
    ['public.orders', 'shop.public.orders', 'yes'],
    ['public.orders', 'hr.orders', 'no'],
    ['public.orders', 'orders_old', 'no'],
    ['acme.orders', 'orders', 'maybe'],
    ['orders', 'orders', 'yes'],
    ['orders', 'public.orders', 'yes'],
    ['orders', 'main.orders', 'yes'],
    ['orders', 'hr.orders', 'maybe'],
    ['orders', 'ORDERS', 'maybe'],
    ['public.*', 'public.users', 'yes'],
    ['public.*', 'users', 'yes'],
    ['*.orders', 'hr.orders', 'yes'],
    ['*.orders', 'orders', 'yes'],
    ['total', '*', 'maybe'],
    ['orders', null, 'maybe'],
    ['orders', { prefix: 'ord', suffix: '', glob: false }, 'maybe'],
    ['orders', { prefix: 'users', suffix: '', glob: false }, 'no'],
    ['orders', '"orders"', 'yes'],
    ['orders', '"a.b".orders', 'maybe'],
  ])('policy says %s, statement says %s: %s', (pattern, name, expected) => {
    expect(matchName(pattern, name)).toBe(expected);
  });
});
