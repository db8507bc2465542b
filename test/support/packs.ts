/** The packs as they stand in `policies/`, compiled on the fly. */
import { join } from 'node:path';
import { buildPacks } from '../../server/policy/build-packs';
import type { PackBundle } from '../../server/policy/packs';

let bundle: PackBundle | undefined;

export function packBundle(): PackBundle {
  bundle ??= buildPacks(join(__dirname, '../../policies'));
  return bundle;
}
