/**
 * The policy of an organisation: a file, its detached ed25519 signature, and the public key that the machine's
 * administrator has put in place. A key in the system's folder counts before one in the user's.
 */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentProvider } from '../providers';
import type { LayerFile } from './world';

const policyName = 'organisation.yaml';
const signatureName = 'organisation.yaml.sig';
const keyName = 'organisation.pub';
const maxBytes = 1_000_000;

/** Where only administrators write. */
export function systemFolder({ platform, get }: EnvironmentProvider): string {
  if (platform === 'win32') return join(get('PROGRAMDATA') ?? 'C:\\ProgramData', 'Guardrails');
  return platform === 'darwin' ? '/Library/Application Support/Guardrails' : '/etc/guardrails';
}

/** Nothing where no organisation has put anything. `folders`: the system's before the user's. */
export function organisationBundle(folders: readonly string[]): LayerFile | undefined {
  const present = folders.filter(isDirectory);
  if (present.length === 0) return undefined;
  const find = (name: string) => present.map((folder) => join(folder, name)).find(isFile);
  const [policy, key] = [find(policyName), find(keyName)];
  if (policy === undefined && key === undefined) return undefined;
  if (policy === undefined) return refused(join(present[0] as string, policyName), 'A key is there, but no policy.');
  if (key === undefined) return refused(policy, `No ${keyName} is there to verify it with.`);
  return verified(policy, key);
}

function verified(policy: string, key: string): LayerFile {
  try {
    const bytes = readFileSync(policy);
    if (bytes.length > maxBytes) return refused(policy, `It is larger than ${maxBytes} bytes.`);
    const signature = Buffer.from(readFileSync(join(policy, '..', signatureName), 'latin1'), 'base64');
    const publicKey = createPublicKey(readFileSync(key));
    if (publicKey.asymmetricKeyType !== 'ed25519') return refused(policy, `${key} is not an ed25519 key.`);
    const good = verify(null, bytes, publicKey, signature);
    if (!good) return refused(policy, `Its signature (${signatureName}) does not fit ${key}.`);
    return { name: policy, text: bytes.toString('utf8') };
  } catch (error) {
    return refused(policy, `It cannot be verified: ${(error as Error).message}.`);
  }
}

function refused(name: string, problem: string): LayerFile {
  return { name, problem };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
