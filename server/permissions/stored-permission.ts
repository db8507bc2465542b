/** A permission as it lies in the user's folder: a line with its HMAC under the log's key, then JSON. */
import { uuidv7 } from 'uuidv7';
import { authenticate } from '../audit/fingerprint';
import { osUser } from '../audit/os-user';
import type { CompiledSelection } from '../policy/compiled';
import type { Permission } from '../policy/permission';

/** Raised when the shape changes: what another version of the product wrote is left alone. */
const permissionFormat = 1;

export interface StoredPermission {
  readonly format: typeof permissionFormat;
  /** `once-` or `lease-` and a UUID; the name of its file, too. */
  readonly id: string;
  /** The user of the machine who gave it. */
  readonly by: string;
  /** ISO 8601, as `expires`. */
  readonly made: string;
  readonly expires: string;
  /** How often it may be used; unlimited when absent. */
  readonly uses?: number;
  /** Of a permission for one action: the digest that the action must have. */
  readonly action?: string;
  readonly lease?: StoredLease;
}

export interface StoredLease {
  /** The only session in which it holds; any of the workspace when absent. */
  readonly session?: string;
  /** As a person reads it. */
  readonly terms: string;
  readonly selection: CompiledSelection;
}

/** What every permission has: who gives it now, and until when. */
export function newPermission(
  kind: Permission['kind'],
  now: Date,
  milliseconds: number,
): Pick<StoredPermission, 'format' | 'id' | 'by' | 'made' | 'expires'> {
  return {
    format: permissionFormat,
    id: `${kind}-${uuidv7()}`,
    by: thisPerson(),
    made: now.toISOString(),
    expires: new Date(now.valueOf() + milliseconds).toISOString(),
  };
}

/** The user of the machine in whose name this process acts. */
export function thisPerson(): string {
  return osUser() ?? 'unknown';
}

/** `undefined` when there is no key to seal it with. */
export function sealPermission(permission: StoredPermission, keyFolder: string): string | undefined {
  const json = JSON.stringify(permission);
  const seal = authenticate(json, keyFolder);
  return seal && `${seal}\n${json}\n`;
}

/** `damaged` is what was not sealed with the log's key just so; `foreign` what cannot be judged: by another version. */
export function unsealPermission(text: string, keyFolder: string): StoredPermission | 'damaged' | 'foreign' {
  const [seal, json = ''] = text.split('\n');
  const expected = authenticate(json, keyFolder);
  if (expected === undefined) return 'foreign';
  if (seal !== expected) return 'damaged';
  const permission = JSON.parse(json) as StoredPermission;
  return permission.format === permissionFormat ? permission : 'foreign';
}
