/**
 * Git's index: which files are tracked, and how each looked when git last compared it with what it keeps. The format is
 * described in git's gitformat-index(5). What is not read here makes the whole `undefined`: then git has to be asked.
 */

import { type ByteString, bytesOf, withoutCapitals } from './byte-string';

/** The length of object ids in bytes: 20 with SHA-1, 32 with SHA-256. */
export type IdLength = 20 | 32;

export interface IndexEntry {
  readonly name: ByteString;
  readonly mode: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** A file or link that git compares in the ordinary way: not in conflict, no submodule, none of git's flags. */
  readonly ordinary: boolean;
}

const headerLength = 12;
const statLength = 40;

const flag = { assumeValid: 0x8000, extended: 0x4000, stage: 0x3000, nameLength: 0x0fff } as const;

export class IndexFile {
  private constructor(
    private readonly bytes: Buffer,
    private readonly idLength: IdLength,
    private readonly places: Places,
    /** The tree that all entries together make, when git has noted it. */
    readonly tree: string | undefined,
    /** When the file was last written, in whole seconds. */
    readonly writtenSecond: number,
  ) {}

  static read(bytes: Buffer, idLength: IdLength, writtenMs: number): IndexFile | undefined {
    try {
      const places = readPlaces(bytes, idLength);
      const extensions = places && readExtensions(bytes, places.end, idLength);
      if (places === undefined || extensions === undefined) return undefined;
      return new IndexFile(bytes, idLength, places, extensions.tree, Math.floor(writtenMs / 1000));
    } catch (error) {
      // It ends before it should: a read beyond the end.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  get size(): number {
    return this.places.stats.length;
  }

  /** Of several with this name (a conflict) the first. */
  find(name: ByteString): IndexEntry | undefined {
    const sought = bytesOf(name);
    const position = this.firstFrom(sought);
    return position < this.size && this.compare(position, sought) === 0 ? this.entry(position) : undefined;
  }

  /** First and behind-the-last position of what is below a folder; `''` is the top. */
  below(folder: ByteString): readonly [from: number, to: number] {
    if (folder === '') return [0, this.size];
    // The byte behind the slash is `0`.
    return [this.firstFrom(bytesOf(`${folder}/`)), this.firstFrom(bytesOf(`${folder}0`))];
  }

  /** Is something tracked under this name in other capitals, or in a folder that is written so? */
  hasOtherSpelling(name: ByteString): boolean {
    let folder = '';
    for (const part of name.split('/')) {
      const children = this.children(folder);
      if (children.some((child) => child !== part && withoutCapitals(child) === withoutCapitals(part))) return true;
      if (!children.includes(part)) return false;
      folder = folder === '' ? part : `${folder}/${part}`;
    }
    return false;
  }

  /** The names directly in a folder, each once. */
  private children(folder: ByteString): ByteString[] {
    const names: ByteString[] = [];
    const start = folder === '' ? 0 : folder.length + 1;
    const [from, to] = this.below(folder);
    for (let position = from; position < to; ) {
      const rest = this.name(position).slice(start);
      const end = rest.indexOf('/');
      const child = end < 0 ? rest : rest.slice(0, end);
      names.push(child);
      position = end < 0 ? position + 1 : this.below(this.name(position).slice(0, start + end))[1];
    }
    return names;
  }

  entry(position: number): IndexEntry {
    const { bytes, idLength } = this;
    const at = this.places.stats[position] ?? 0;
    const flags = bytes.readUInt16BE(at + statLength + idLength);
    const mode = bytes.readUInt32BE(at + 24);
    const size = bytes.readUInt32BE(at + 36);
    return {
      name: this.name(position),
      mode,
      ctimeMs: milliseconds(bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)),
      mtimeMs: milliseconds(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)),
      ino: bytes.readUInt32BE(at + 20),
      uid: bytes.readUInt32BE(at + 28),
      gid: bytes.readUInt32BE(at + 32),
      size,
      ordinary: (flags & ~flag.nameLength) === 0 && isFileOrLink(mode) && (size > 0 || this.isEmptyFile(at)),
    };
  }

  /** Of what git has to compare by content it notes the size as 0. */
  private isEmptyFile(at: number): boolean {
    const id = this.bytes.toString('hex', at + statLength, at + statLength + this.idLength);
    return id === emptyFile[this.idLength];
  }

  private name(position: number): ByteString {
    const { names, nameStarts, nameEnds } = this.places;
    return names.toString('latin1', nameStarts[position], nameEnds[position]);
  }

  private compare(position: number, name: Buffer): number {
    const { names, nameStarts, nameEnds } = this.places;
    return names.compare(name, 0, name.length, nameStarts[position], nameEnds[position]);
  }

  /** Entries are sorted by the bytes of their names. */
  private firstFrom(name: Buffer): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, name) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const emptyFile: Readonly<Record<IdLength, string>> = {
  20: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  32: '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
};

function isFileOrLink(mode: number): boolean {
  return mode >>> 12 === 0o10 || mode >>> 12 === 0o12;
}

/** As Node computes it from a stat, so that equal times are equal numbers. */
function milliseconds(seconds: number, nanoseconds: number): number {
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Where each entry's fixed part and its name stand. */
interface Places {
  readonly stats: Uint32Array;
  readonly names: Buffer;
  readonly nameStarts: Uint32Array;
  readonly nameEnds: Uint32Array;
  /** Where the entries end. */
  readonly end: number;
}

function readPlaces(bytes: Buffer, idLength: IdLength): Places | undefined {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return undefined;
  const count = bytes.readUInt32BE(8);
  // A count that the file cannot hold must not reserve memory.
  if (count * (statLength + idLength) > bytes.length) return undefined;
  return version === 4 ? compressedPlaces(bytes, idLength, count) : paddedPlaces(bytes, idLength, count);
}

/** Where the name begins, behind the flags. */
function nameStart(bytes: Buffer, at: number, idLength: IdLength): number {
  const behindFlags = at + statLength + idLength + 2;
  return bytes.readUInt16BE(behindFlags - 2) & flag.extended ? behindFlags + 2 : behindFlags;
}

/** Versions 2 and 3: names in full, each entry filled up with 1 to 8 zero bytes. */
function paddedPlaces(bytes: Buffer, idLength: IdLength, count: number): Places {
  const stats = new Uint32Array(count);
  const nameStarts = new Uint32Array(count);
  const nameEnds = new Uint32Array(count);
  let at = headerLength;
  for (let position = 0; position < count; position++) {
    const start = nameStart(bytes, at, idLength);
    const noted = bytes.readUInt16BE(at + statLength + idLength) & flag.nameLength;
    const end = noted < flag.nameLength ? start + noted : endOfName(bytes, start);
    stats[position] = at;
    nameStarts[position] = start;
    nameEnds[position] = end;
    at += (end - at + 8) & ~7;
  }
  return { stats, names: bytes, nameStarts, nameEnds, end: at };
}

/** Version 4: of each name only how much of the one before is dropped, and what follows instead. */
function compressedPlaces(bytes: Buffer, idLength: IdLength, count: number): Places {
  const stats = new Uint32Array(count);
  const nameStarts = new Uint32Array(count);
  const nameEnds = new Uint32Array(count);
  let names = Buffer.allocUnsafe(bytes.length * 2);
  let at = headerLength;
  let before = 0;
  let used = 0;
  for (let position = 0; position < count; position++) {
    const dropped = readVarint(bytes, nameStart(bytes, at, idLength));
    const end = endOfName(bytes, dropped.end);
    const kept = used - before - dropped.value;
    if (kept < 0) throw new RangeError('a name drops more than the one before it has');
    const length = kept + end - dropped.end;
    if (used + length > names.length) names = Buffer.concat([names], (used + length) * 2);
    names.copyWithin(used, before, before + kept);
    bytes.copy(names, used + kept, dropped.end, end);
    stats[position] = at;
    nameStarts[position] = before = used;
    nameEnds[position] = used += length;
    at = end + 1;
  }
  return { stats, names, nameStarts, nameEnds, end: at };
}

function endOfName(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(0, start);
  if (end < 0) throw new RangeError('a name does not end');
  return end;
}

/** The variable-length number of pack files' offsets, where each further byte also counts one. */
function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let end = at;
  let byte = bytes.readUInt8(end++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(end++);
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end };
}

/** Of the extensions only the noted tree counts; one that must be understood (a lower-case name) is not. */
function readExtensions(bytes: Buffer, from: number, idLength: IdLength): { readonly tree?: string } | undefined {
  let tree: string | undefined;
  let at = from;
  const end = bytes.length - idLength;
  while (at < end) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32BE(at + 4);
    if (!/^[A-Z]/.test(name)) return undefined;
    if (name === 'TREE') tree = topTree(bytes.subarray(at + 8, at + 8 + length), idLength);
    at += 8 + length;
  }
  if (at !== end) return undefined;
  return tree === undefined ? {} : { tree };
}

/** `NUL entries SP subtrees LF id`; a count of -1 says that something was changed since. */
function topTree(extension: Buffer, idLength: IdLength): string | undefined {
  const line = extension.indexOf('\n');
  const valid = line >= 0 && /^\0\d+ \d+$/.test(extension.toString('latin1', 0, line));
  return valid ? extension.toString('hex', line + 1, line + 1 + idLength) : undefined;
}
