import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PermissionStore } from '../../../server/permissions/permission-store';
import type { StoredPermission } from '../../../server/permissions/stored-permission';

const start = Date.parse('2026-11-22T12:00:00Z');
let now: number;
let folder: string;
let layout: { readonly anchors: string; readonly permissions: string };
let store: PermissionStore;

beforeEach(() => {
  now = start;
  folder = mkdtempSync(join(tmpdir(), 'guardrails-permissions-'));
  layout = { anchors: join(folder, 'anchors'), permissions: join(folder, 'permissions') };
  store = new PermissionStore(layout, () => new Date(now));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function permission(number: number, more: Partial<StoredPermission> = {}): StoredPermission {
  return {
    format: 1,
    id: `once-00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    by: 'dana',
    made: new Date(start).toISOString(),
    expires: new Date(start + 60_000).toISOString(),
    uses: 1,
    action: 'sha256:1',
    ...more,
  };
}

function heldIds(): string[] {
  return store.all().map(({ permission: { id } }) => id);
}

function files(): string[] {
  return readdirSync(layout.permissions);
}

describe('permissions in the user folder', () => {
  it('are kept as they were given', () => {
    store.add(permission(1));
    expect(store.all()).toEqual([{ permission: permission(1), usedBy: [] }]);
  });

  it('are none before the first', () => {
    expect(store.all()).toEqual([]);
    expect(store.take(permission(1).id, {})).toBeUndefined();
    expect(store.revoke(permission(1).id)).toBe(false);
  });

  it('can be used as often as they say, and no more', () => {
    store.add(permission(1, { uses: 3 }));
    const taken = ['a', 'b', 'c', 'd', 'e'].map((toolCallId) => {
      return store.take(permission(1).id, { sessionId: 's', toolCallId }) !== undefined;
    });
    expect(taken).toEqual([true, true, true, false, false]);
    expect(store.all()[0]?.usedBy.map(({ toolCallId }) => toolCallId)).toEqual(['a', 'b', 'c']);
  });

  it('are used once by a call that two hooks are fired for', () => {
    store.add(permission(1));
    const call = { sessionId: 's', toolCallId: 'a' };
    expect(store.take(permission(1).id, call)).toBeDefined();
    expect(store.take(permission(1).id, call)).toBeDefined();
    expect(store.take(permission(1).id, { ...call, sessionId: 't' })).toBeUndefined();
    expect(store.all()[0]?.usedBy).toEqual([call]);
  });

  it('are used by each of two calls whose host gives no ids', () => {
    store.add(permission(1));
    expect(store.take(permission(1).id, { sessionId: 's' })).toBeDefined();
    expect(store.take(permission(1).id, { sessionId: 's' })).toBeUndefined();
  });

  it('have a use more when one is given back', () => {
    store.add(permission(1));
    store.take(permission(1).id, { toolCallId: 'a' })?.giveBack();
    expect(store.take(permission(1).id, { toolCallId: 'b' })).toBeDefined();
  });

  it('end, and leave nothing behind', () => {
    store.add(permission(1));
    store.take(permission(1).id, {});
    writeFileSync(join(layout.permissions, `${permission(1).id}.draft-00000000-0000-4000-8000-000000000000`), '');
    now = start + 59_999;
    expect(heldIds()).toHaveLength(1);
    now = start + 60_000;
    expect(store.take(permission(1).id, {})).toBeUndefined();
    expect(heldIds()).toEqual([]);
    expect(heldIds()).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('do not hold before they were made: a clock set back prolongs nothing', () => {
    store.add(permission(1));
    now = start - 3_600_000;
    expect(heldIds()).toEqual([]);
  });

  it('can be taken back', () => {
    store.add(permission(1));
    store.add(permission(2));
    expect(store.revoke(permission(1).id)).toBe(true);
    expect(heldIds()).toEqual([permission(2).id]);
  });

  it.each([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, 80)],
    ['longer lived', (text: string) => text.replace('12:01', '19:01')],
    ['for another action', (text: string) => text.replace('sha256:1', 'sha256:2')],
    ['without a seal', (text: string) => `\n${text.split('\n')[1]}`],
    ['of garbage', () => '\u0000\ufffd{"'],
  ])('that are %s count for nothing and are cleared away', (_, damage) => {
    store.add(permission(1));
    const file = join(layout.permissions, `${permission(1).id}.json`);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(heldIds()).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('count for nothing under another name', () => {
    store.add(permission(1));
    const text = readFileSync(join(layout.permissions, `${permission(1).id}.json`), 'utf8');
    writeFileSync(join(layout.permissions, `${permission(2).id}.json`), text);
    expect(heldIds()).toEqual([permission(1).id]);
  });

  it('of another version of the product are left alone', () => {
    store.add(permission(1, { format: 2 } as never));
    expect(heldIds()).toEqual([]);
    expect(files()).toHaveLength(1);
  });

  it('are not lost when the key cannot be read for a while', () => {
    store.add(permission(1));
    const blind = new PermissionStore(
      { ...layout, anchors: join(layout.anchors, 'key', 'no-folder') },
      () => new Date(now),
    );
    expect(blind.all()).toEqual([]);
    expect(heldIds()).toEqual([permission(1).id]);
  });

  it('stand beside what is not theirs', () => {
    store.add(permission(1));
    mkdirSync(join(layout.permissions, `${permission(2).id}.json`));
    writeFileSync(join(layout.permissions, 'notes.txt'), '');
    expect(heldIds()).toEqual([permission(1).id]);
    expect(files()).toHaveLength(3);
  });
});
