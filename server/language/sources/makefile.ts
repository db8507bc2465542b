/**
 * Makefiles: every target is decided on as `make TARGET`, by the very reader that resolves it when the command is
 * run; its effects say themselves where in the makefile they stand.
 */
import { dirname } from 'node:path';
import type { Span } from '../../effects/effect';
import type { Fragment, Source } from './fragment';

const MAX_TARGETS = 200;
const targetLine = /^(?![\t #.])([^\s:=#$%]+)[ \t]*::?(?![=:])/gm;

export function makefileTargets(source: Source): Fragment[] {
  const found = [...source.text.matchAll(targetLine)].slice(0, MAX_TARGETS);
  return found.map(({ 1: name = '', index }) => target(source, name, { start: index, end: index + name.length }));
}

function target(source: Source, name: string, whole: Span): Fragment {
  return {
    action: { type: 'shell', command: `make -f ${quoted(source.path)} ${quoted(name)}` },
    title: `make ${name}`,
    channel: 'terminal',
    cwd: dirname(source.path),
    whole,
    toDocument: () => undefined,
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
