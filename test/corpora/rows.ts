/** Reads the corpora. They stay outside the project: measured when they are there, never copied. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Row {
  readonly command: string;
  readonly expected: 'deny' | 'ask' | 'allow' | null;
  readonly cwd?: string;
  readonly home?: string;
  readonly kind?: 'sql';
  readonly dialect?: string;
  readonly shell?: string;
  readonly form?: string;
  readonly why?: string;
}

export interface Corpus {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** `undefined` when the folder is not there. */
export function readCorpora(folder: string): readonly Corpus[] | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.sort().map((file) => ({ name: file.replace('.jsonl', ''), rows: readRows(join(folder, file)) }));
}

export function readRows(file: string): readonly Row[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Row);
}

/** Names a row without quoting it. */
export function fingerprint(row: Row): string {
  const text = `${row.kind ?? 'shell'}\0${row.cwd ?? ''}\0${row.command}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
