/** `if` and `case`: every branch counts, one that may not be taken as possible. */

import type { Stream } from '../programs/spec';
import { type Expander, expandValue } from './expand';
import { globPattern } from './glob-match';
import type { Shell } from './shell';
import { sequence } from './streams';
import type { CaseNode, IfNode, ListNode, WordNode } from './syntax';

export function runIf(node: IfNode, shell: Shell): Stream {
  const printed: Stream[] = [];
  const courses: Shell[] = [];
  node.branches.forEach((branch, index) => {
    printed.push((index === 0 ? shell : shell.maybe()).run(branch.condition));
    printed.push(course(branch.body, shell, courses));
  });
  if (node.otherwise) printed.push(course(node.otherwise, shell, courses));
  mergeAll(shell, courses, node.otherwise !== undefined);
  return sequence(printed);
}

export function runCase(node: CaseNode, shell: Shell): Stream {
  const subject = expandValue(node.subject, shell).text;
  const printed: Stream[] = [];
  const courses: Shell[] = [];
  for (const branch of node.branches) {
    const matches = typeof subject === 'string' ? matchesAny(branch.patterns, subject, shell) : undefined;
    if (matches === false && courses.length === 0) continue;
    if (matches && courses.length === 0 && !branch.falls) return shell.run(branch.body);
    printed.push(course(branch.body, shell, courses));
  }
  mergeAll(shell, courses, false);
  return sequence(printed);
}

function course(body: ListNode, shell: Shell, courses: Shell[]): Stream {
  const taken = shell.maybe();
  courses.push(taken);
  return taken.run(body);
}

/** After the branches, only what all of them leave alike is known. */
function mergeAll(shell: Shell, courses: readonly Shell[], exhaustive: boolean): void {
  const [first, ...others] = courses;
  if (!first) return;
  if (exhaustive) {
    for (const other of others) first.scope.merge(other.scope);
    shell.scope.become(first.scope);
  } else for (const taken of courses) shell.scope.merge(taken.scope);
}

/** Does the subject match one of the patterns? `undefined` when it cannot be told. */
function matchesAny(patterns: readonly WordNode[], subject: string, shell: Expander): boolean | undefined {
  let unsure = false;
  for (const word of patterns) {
    const text = expandValue(word, shell).text;
    const pattern = typeof text === 'string' ? globPattern(hasGlob(word) ? word.raw : text) : undefined;
    if (pattern?.test(subject)) return true;
    unsure ||= pattern === undefined;
  }
  return unsure ? undefined : false;
}

/** Brackets are in the raw text only. */
function hasGlob(word: WordNode): boolean {
  return word.parts.every((part) => part.type === 'glob' || part.type === 'text') && !/["'$`]/.test(word.raw);
}
