/** What wrappers have in common: the command that stands after their own words. */
import type { Text } from '../../../../effects/value';
import type { Call } from '../../program';
import type { Run, RunFacets, Word } from '../../spec';

/** Runs the operands from `skip` on as a command. */
export function runsRest(call: Call, facets: Partial<RunFacets> = {}, skip = 0): Run[] {
  const words = call.operands.slice(skip);
  if (words.length === 0) return [];
  return [{ type: 'argv', words, label: call.name, ...facets }];
}

/** Words that are joined into a line for a shell. */
export function joinedShell(words: readonly Word[], label: string, facets: Partial<RunFacets> = {}): Run[] {
  const [only] = words;
  if (!only) return [];
  if (words.length === 1) return [{ type: 'shell', text: only.value, span: only.span, label, ...facets }];
  if (words.every((word) => typeof word.value === 'string')) {
    return [{ type: 'shell', text: words.map((word) => word.value).join(' '), label, ...facets }];
  }
  return [{ type: 'argv', words, label, ...facets }];
}

/** The directory that an option names for what is run. */
export function cwdOf(call: Call, option: string): { cwd?: Text } {
  const cwd = call.value(option);
  return cwd === undefined ? {} : { cwd: directoryOf(call, cwd) };
}

function directoryOf(call: Call, path: Text): Text {
  return call.invocation.surroundings.fileTarget(path, call.invocation.cwd).path ?? null;
}
