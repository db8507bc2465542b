import { describe, expect, it } from 'vitest';
import type { Tri } from '../../../server/effects/value';
import type { Matcher } from '../../../server/policy/compiled';
import { matchValue } from '../../../server/policy/match';

const bases = { workspace: '/workspace', home: '/home/dana' };
const match = (matcher: Partial<Matcher>, value: unknown): Tri =>
  matchValue({ attribute: 'x', style: 'exact', ...matcher }, value, bases);

describe('conditions on values', () => {
  it('compare words', () => {
    expect(match({ values: ['a', 'b'] }, 'b')).toBe('yes');
    expect(match({ values: ['a', 'b'] }, 'c')).toBe('no');
    expect(match({ values: ['a'], not: true }, 'c')).toBe('yes');
    expect(match({ values: [true] }, false)).toBe('no');
  });

  it('cannot tell about the unknown', () => {
    expect(match({ values: ['a'] }, null)).toBe('maybe');
    expect(match({ values: ['a'] }, undefined)).toBe('maybe');
    expect(match({ values: ['a'], not: true }, null)).toBe('maybe');
    expect(match({ atLeast: 5 }, null)).toBe('maybe');
  });

  it('bound numbers on both sides, inclusively', () => {
    expect(match({ atLeast: 5 }, 5)).toBe('yes');
    expect(match({ atLeast: 5 }, 4)).toBe('no');
    expect(match({ atMost: 5 }, 5)).toBe('yes');
    expect(match({ atLeast: 1, atMost: 5 }, 6)).toBe('no');
  });

  it.each<[string, unknown, Tri]>([
    ['src/**', '/workspace/src/a/b.ts', 'yes'],
    ['src/**', '/elsewhere/src/a.ts', 'no'],
    ['~/.ssh/*', '/home/dana/.ssh/id_rsa', 'yes'],
    ['**/*.sqlite', '/workspace/db/shop.sqlite', 'yes'],
    ['/tmp/**', { prefix: '/tmp/', suffix: '.log', glob: true }, 'yes'],
    ['/tmp/**', { prefix: '/tmp/', suffix: '.log', glob: false }, 'maybe'],
    ['./**/dist', { prefix: '/workspace/packages/', suffix: '/dist', glob: true }, 'yes'],
    ['./**/dist', { prefix: '/workspace/packages/', suffix: '/dist', glob: false }, 'maybe'],
    ['./**/dist', { prefix: '/workspace/', suffix: 'dist', glob: true }, 'maybe'],
    ['./**/dist/**', { prefix: '/workspace/dist/', suffix: '', glob: true }, 'yes'],
    ['./**/dist/**', { prefix: '/workspace/di', suffix: '', glob: true }, 'maybe'],
    ['/a/*', { prefix: '/a/', suffix: '', glob: true }, 'maybe'],
    ['/tmp/**', { prefix: '/var/', suffix: '', glob: false }, 'no'],
    ['/etc/passwd', { prefix: '/etc/', suffix: 'wd', glob: false }, 'maybe'],
    ['/etc/passwd', { prefix: '/etc/', suffix: '.conf', glob: true }, 'no'],
    ['**', null, 'yes'],
  ])('path %s on %j: %s', (glob, path, expected) => {
    expect(match({ style: 'path', values: [glob] }, path)).toBe(expected);
  });

  it('know no case in host names, and match the path after a host', () => {
    expect(match({ style: 'host', values: ['*.Acme.dev'] }, 'API.acme.dev')).toBe('yes');
    expect(match({ style: 'host', values: ['github.com/acme/*'] }, 'github.com/acme/shop')).toBe('yes');
  });
});
