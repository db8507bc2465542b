/** From shell text to our own tree. The only place that knows the parsing library. */
import { parse } from 'unbash';
import { ParseProblem, TreeConverter } from './convert';
import { isTooDeep, isTooLong } from './nesting';
import type { ListNode } from './syntax';

export interface ParsedShell {
  readonly list: ListNode;
  /** Why the tree may not be all that would run. What is in it would still run: a shell reads line by line. */
  readonly problem?: 'unparsed' | 'depth-limit';
}

/** Reads a shell text as far as it can be read. Total: never throws. */
export function parseShell(text: string): ParsedShell {
  if (isTooLong(text)) return unread(text, 'unparsed');
  if (isTooDeep(text)) return unread(text, 'depth-limit');
  try {
    const converter = new TreeConverter(text);
    const list = converter.script(parse(text));
    return converter.failed || text.includes('\0') ? { list, problem: 'unparsed' } : { list };
  } catch (error) {
    if (error instanceof RangeError) return unread(text, 'depth-limit');
    if (error instanceof ParseProblem) return unread(text, 'unparsed');
    throw error;
  }
}

function unread(text: string, problem: 'unparsed' | 'depth-limit'): ParsedShell {
  return { list: { type: 'list', items: [], span: { start: 0, end: text.length } }, problem };
}
