/** Stores of secrets and keys: what is shown, changed, or taken along. */
import type { ProgramSpec } from '../../program';
import { environment, keychains } from './keychains';
import { decrypters, gpg, sshAgent, sshKeys } from './keys';
import { openssl } from './openssl';
import { managers, vault } from './vaults';

export const secretStores: readonly ProgramSpec[] = [
  vault,
  managers,
  keychains,
  gpg,
  openssl,
  decrypters,
  sshKeys,
  sshAgent,
  environment,
];
