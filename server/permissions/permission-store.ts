/**
 * The permissions that persons have given in a workspace, in the user's folder: one file each, and one for each use.
 * Whoever makes the file of a use has the use, so that of several hooks that reach for the last one, one gets it.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkExclusive } from '../audit/exclusive-link';
import type { AuditLayout } from '../audit/layout';
import { readRegular } from '../audit/regular-file';
import type { Agent } from '../request';
import { replaceFile } from '../runtime/replace-file';
import { type StoredPermission, sealPermission, unsealPermission } from './stored-permission';

/** Far more than anybody grants in a day. */
const maxPermissions = 200;
const permissionFile = /^((?:once|lease)-[0-9a-f-]{36})\.json$/;
const useFile = /^((?:once|lease)-[0-9a-f-]{36})\.use-\d+$/;
/** A use, or one that was being written when its process ended. */
const belonging = /^((?:once|lease)-[0-9a-f-]{36})\.(?:use-\d+|draft-[0-9a-f-]{36})$/;
/** What a clock may have been set back by without anything being wrong. */
const clockSlackMs = 5_000;

/** A call of an agent's tool, as far as its host says which: two hooks may be fired for one. */
export type Call = Pick<Agent, 'sessionId' | 'toolCallId'>;

/** A permission with the calls that have used it. */
export interface HeldPermission {
  readonly permission: StoredPermission;
  readonly usedBy: readonly Call[];
}

/** A use that was taken; `giveBack` undoes it. */
export interface TakenUse {
  giveBack(): void;
}

export class PermissionStore {
  constructor(
    private readonly layout: Pick<AuditLayout, 'anchors' | 'permissions'>,
    private readonly now: () => Date,
  ) {}

  /** Throws when it cannot be kept. */
  add(permission: StoredPermission): void {
    const text = sealPermission(permission, this.layout.anchors);
    if (text === undefined) throw new Error(`the key in ${this.layout.anchors} can neither be read nor made`);
    mkdirSync(this.layout.permissions, { recursive: true, mode: 0o700 });
    replaceFile(this.fileOf(permission.id), text);
  }

  /** What has not ended, oldest first. What has ended or is damaged is cleared away. */
  all(): readonly HeldPermission[] {
    const names = this.names();
    const ids = names.flatMap((name) => permissionFile.exec(name)?.[1] ?? []).sort();
    for (const name of names) {
      const owner = belonging.exec(name)?.[1];
      if (owner !== undefined && !ids.includes(owner)) this.remove(name);
    }
    return ids
      .slice(0, maxPermissions)
      .flatMap((id) => this.current(id) ?? [])
      .map((permission) => ({ permission, usedBy: this.usesOf(permission.id, names) }));
  }

  /** Takes a use for a call; `undefined` when there is none left. */
  take(id: string, call: Call): TakenUse | undefined {
    const permission = this.current(id);
    if (permission === undefined) return undefined;
    if (permission.uses === undefined) return nothingTaken;
    const name = this.makeUse(permission, call);
    if (name === undefined) return this.usesOf(id, this.names()).some(isCall(call)) ? nothingTaken : undefined;
    const use = { giveBack: () => this.remove(name) };
    // It may have been taken back, or have ended, while we reached for it.
    if (this.current(id) !== undefined) return use;
    use.giveBack();
    return undefined;
  }

  /** Takes a permission back; `false` when none of that id holds. */
  revoke(id: string): boolean {
    if (this.current(id) === undefined) return false;
    rmSync(this.fileOf(id));
    return true;
  }

  /** The permission as it holds now. */
  private current(id: string): StoredPermission | undefined {
    const found = this.read(id);
    if (found === undefined || found === 'foreign') return undefined;
    if (found !== 'damaged' && found.id === id && this.isWithinItsTime(found)) return found;
    this.remove(`${id}.json`);
    return undefined;
  }

  private read(id: string): ReturnType<typeof unsealPermission> | undefined {
    try {
      return unsealPermission(readRegular(this.fileOf(id)).toString('utf8'), this.layout.anchors);
    } catch {
      return undefined;
    }
  }

  private isWithinItsTime({ made, expires }: StoredPermission): boolean {
    const now = this.now().valueOf();
    return Date.parse(made) <= now + clockSlackMs && now < Date.parse(expires);
  }

  /** The name of the first use that is free. */
  private makeUse({ id, uses = 0 }: StoredPermission, call: Call): string | undefined {
    const draft = `${id}.draft-${randomUUID()}`;
    writeFileSync(join(this.layout.permissions, draft), JSON.stringify(call), { mode: 0o600, flag: 'wx' });
    try {
      const names = Array.from({ length: uses }, (_, index) => `${id}.use-${index + 1}`);
      return names.find((name) =>
        linkExclusive(join(this.layout.permissions, draft), join(this.layout.permissions, name)),
      );
    } finally {
      this.remove(draft);
    }
  }

  private usesOf(id: string, names: readonly string[]): Call[] {
    return names.filter((name) => useFile.exec(name)?.[1] === id).map((name) => this.readUse(name));
  }

  private readUse(name: string): Call {
    try {
      return JSON.parse(readRegular(join(this.layout.permissions, name)).toString('utf8')) as Call;
    } catch {
      return {};
    }
  }

  private fileOf(id: string): string {
    return join(this.layout.permissions, `${id}.json`);
  }

  /** Mostly nobody has permitted anything, and looking costs less than failing to read. */
  private names(): readonly string[] {
    if (!existsSync(this.layout.permissions)) return [];
    try {
      return readdirSync(this.layout.permissions);
    } catch {
      return [];
    }
  }

  private remove(name: string): void {
    try {
      rmSync(join(this.layout.permissions, name), { force: true });
    } catch {
      // It counts for nothing as it is; another process, or the next look, clears it away.
    }
  }
}

const nothingTaken: TakenUse = { giveBack() {} };

/** Without an id of its own no call is the same as another. */
export function isCall(call: Call): (other: Call) => boolean {
  return (other) =>
    call.toolCallId !== undefined && other.toolCallId === call.toolCallId && other.sessionId === call.sessionId;
}
