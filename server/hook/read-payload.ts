import { readSync } from 'node:fs';
import { type Fields, fieldsOf } from '../agents/fields';

/** Far more than a host sends: whole files travel in edits. */
export const maxPayloadBytes = 8 * 1024 * 1024;

export type Payload = { readonly fields: Fields } | { readonly problem: string };

/**
 * Reads the host's JSON from standard input, up to its end or until it is complete: some hosts leave the pipe open.
 * Read synchronously, as the stream machinery costs several milliseconds; the launcher ends a hook that waits too long.
 */
export function readPayload(): Payload {
  try {
    return readAll();
  } catch (error) {
    return { problem: `the call could not be read: ${(error as Error).message}` };
  }
}

function readAll(): Payload {
  const chunks: Buffer[] = [];
  let length = 0;
  for (let chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxPayloadBytes) return { problem: `the call is larger than ${maxPayloadBytes} bytes` };
    if (chunk.at(-1) === closingBrace || chunk.at(-1) === newline) {
      const fields = parse(chunks);
      if (fields !== undefined) return { fields };
    }
  }
  const fields = parse(chunks);
  if (fields !== undefined) return { fields };
  return { problem: length === 0 ? 'the call was empty' : 'the call was not a JSON object' };
}

const closingBrace = '}'.charCodeAt(0);
const newline = '\n'.charCodeAt(0);
const chunkBytes = 1024 * 1024;

function readChunk(): Buffer {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    try {
      return buffer.subarray(0, readSync(0, buffer, 0, chunkBytes, null));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows reports the end of a pipe as an error; a non-blocking pipe says "not yet".
      if (code === 'EOF') return buffer.subarray(0, 0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function parse(chunks: readonly Buffer[]): Fields | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? fieldsOf(value) : undefined;
  } catch {
    return undefined;
  }
}
