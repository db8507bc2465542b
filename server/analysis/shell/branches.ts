/** `if` and `case`: every branch counts, one that may not be taken as possible. */

import type { Stream } from '../programs/spec';
import { type Expander, expandValue } from './expand';
import { leaves } from './jumps';
import { patternIn } from './patterns';
import type { Scope } from './scope';
import type { Shell } from './shell';
import { sequence } from './streams';
import type { CaseNode, IfNode, ListNode, WordNode } from './syntax';

export function runIf(node: IfNode, shell: Shell): Stream {
  const printed: Stream[] = [];
  const courses: Course[] = [];
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
  const courses: Course[] = [];
  for (const branch of node.branches) {
    const matches = typeof subject === 'string' ? matchesAny(branch.patterns, subject, shell) : undefined;
    if (matches === false && courses.length === 0) continue;
    if (matches && courses.length === 0 && !branch.falls) return shell.run(branch.body);
    printed.push(course(branch.body, shell, courses));
  }
  mergeAll(shell, courses, false);
  return sequence(printed);
}

interface Course {
  readonly scope: Scope;
  /** It ends with `exit` and the like: nothing comes after it. */
  readonly leaves: boolean;
}

function course(body: ListNode, shell: Shell, courses: Course[]): Stream {
  const taken = shell.maybe();
  courses.push({ scope: taken.scope, leaves: leaves(body) });
  return taken.run(body);
}

/** After the branches, only what all of them leave alike is known. */
function mergeAll(shell: Shell, courses: readonly Course[], exhaustive: boolean): void {
  const [first, ...others] = courses.filter((taken) => !taken.leaves);
  if (!first) return;
  if (!exhaustive) shell.scope.merge(first.scope);
  else shell.scope.become(first.scope);
  for (const other of others) shell.scope.merge(other.scope);
}

/** Does the subject match one of the patterns? `undefined` when it cannot be told. */
function matchesAny(patterns: readonly WordNode[], subject: string, shell: Expander): boolean | undefined {
  let unsure = false;
  for (const word of patterns) {
    const pattern = patternIn(word, shell);
    if (pattern?.test(subject)) return true;
    unsure ||= pattern === undefined;
  }
  return unsure ? undefined : false;
}
