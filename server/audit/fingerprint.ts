/**
 * Tells whether two requests are the same without keeping what they say: an HMAC under a key of the log's own, kept
 * outside the workspace. A plain hash of a command could be guessed offline.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from '../request';
import { canonicalJson } from './canonical';

const keyBytes = 32;

/** `undefined` when the key can neither be read nor made. */
export function fingerprintOf(request: Pick<Request, 'actions'>, keyFolder: string): string | undefined {
  return authenticate(canonicalJson(request.actions), keyFolder);
}

/** The HMAC of a text under the log's key; `undefined` when the key can neither be read nor made. */
export function authenticate(text: string, keyFolder: string): string | undefined {
  const key = readKey(keyFolder) ?? makeKey(keyFolder);
  return key && `hmac-sha256:${createHmac('sha256', key).update(text).digest('base64url')}`;
}

function readKey(folder: string): Buffer | undefined {
  try {
    const key = readFileSync(join(folder, 'key'));
    return key.length === keyBytes ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Linked into place, so that processes that start together agree on one key. */
function makeKey(folder: string): Buffer | undefined {
  const draft = join(folder, `key.${process.pid}.new`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, randomBytes(keyBytes), { mode: 0o600 });
    try {
      linkSync(draft, join(folder, 'key'));
    } catch {}
    unlinkSync(draft);
  } catch {}
  return readKey(folder);
}
