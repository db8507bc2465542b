/** JSON that tells whether it is exactly what was written: a line with the hash of the rest comes first. */
import { createHash } from 'node:crypto';

export function seal(value: unknown): string {
  const json = JSON.stringify(value);
  return `${sha256(json)}\n${json}`;
}

/** `undefined` when it is not what was sealed. */
export function unseal(text: string): unknown {
  const end = text.indexOf('\n');
  const json = text.slice(end + 1);
  return text.slice(0, end) === sha256(json) ? JSON.parse(json) : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
