/** What is remembered of one session, agent or workspace, in a file of its own. */
import { lstatSync } from 'node:fs';
import { readRegular } from '../audit/regular-file';
import { replaceFile } from '../runtime/replace-file';
import { seal, unseal } from '../runtime/sealed-json';
import { nothingBefore, type Past, unknownPast } from './past';

const format = 1;

export interface SessionFile {
  /** One of which nothing is known when the file cannot be understood. */
  readonly past: Past;
  /** The exact text, by which a change is noticed; `undefined` when there is none. */
  readonly text?: string;
}

export function readSessionFile(path: string): SessionFile {
  let text: string;
  try {
    // Mostly there is none, and looking costs less than failing to read.
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { past: nothingBefore };
    text = readRegular(path).toString('utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { past: code === 'ENOENT' ? nothingBefore : unknownPast(`${path} cannot be read: ${code ?? message}`) };
  }
  return { past: pastIn(text) ?? unknownPast(`${path} is damaged`), text };
}

export function writeSessionFile(path: string, { counters, refused, knownSince }: Past): void {
  replaceFile(path, seal({ format, counters, refused, knownSince }));
}

function pastIn(text: string): Past | undefined {
  const content = unseal(text) as (Past & { readonly format?: unknown }) | undefined;
  return content?.format === format ? content : undefined;
}
