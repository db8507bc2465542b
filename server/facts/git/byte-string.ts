/**
 * A name as git has it: bytes, which need not be text in any encoding, with one character for each. They sort as git
 * sorts, and no two names become one.
 */
export type ByteString = string;

export function byteString(text: string): ByteString {
  return Buffer.from(text).toString('latin1');
}

export function bytesOf(name: ByteString): Buffer {
  return Buffer.from(name, 'latin1');
}

export function isAscii(name: ByteString): boolean {
  return /^[\0-\x7f]*$/.test(name);
}

/** Capitals made small, as git does it: those of ASCII. */
export function withoutCapitals(name: ByteString): ByteString {
  return name.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}
