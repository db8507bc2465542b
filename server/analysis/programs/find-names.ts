/** How the names that `find` finds end, as far as its tests tell. */
import { classOf } from '../files/classes';
import type { Word } from './spec';

/** Tests that leave something out. */
export const narrowingTest =
  /^-(i?name|i?path|i?wholename|i?regex|i?lname|newer\w*|[acm]time|[acm]min|size|user|group|uid|gid|perm|empty|links|inum|samefile|nouser|nogroup|fstype|executable|readable|writable)$/;

/** How the names of secrets end that a pattern finds: `.env*` finds `.env` as well as others. */
export function secretEnding(name: string): string | undefined {
  const literal = /^[^*?[\]]*/.exec(name)?.[0] ?? '';
  const kind = literal === '' ? undefined : classOf(`/${literal}`, '/');
  return kind === 'secret' || kind === 'key' ? `/${literal}` : undefined;
}

/** `-name '*.pyc'` ends every name in `.pyc`, `-name dist` in `/dist`. */
export function nameSuffix(args: readonly Word[]): string {
  const narrowed = args.some(({ value }) => value === '-mindepth' || narrowingTest.test(String(value)));
  const some = narrowed ? '*' : '';
  const branch = actingBranch(args) ?? [];
  const isNamed = (at: number) => /^-i?name$/.test(String(branch[at]?.value)) && !isNegation(branch[at - 1]);
  const names = branch.flatMap((word, at) => (isNamed(at - 1) ? [word.value] : []));
  const [only] = names;
  if (names.length !== 1 || typeof only !== 'string' || (branch.some(isNegation) && branch.some(isBracket)))
    return some;
  const literal = only.replace(/^\*/, '');
  if (/[*?[\]]/.test(literal)) return secretEnding(only) ?? some;
  return only.startsWith('*') ? literal : `/${literal}`;
}

const isNegation = (word: Word | undefined) => word?.value === '!' || word?.value === '-not';
const isBracket = (word: Word) => word.value === '(' || word.value === '\\(';

/**
 * All of it, or what is behind `-path ./node_modules -prune -o`: a branch that is only pruned finds nothing where another
 * says what to do. `undefined` when several find something.
 */
function actingBranch(args: readonly Word[]): readonly Word[] | undefined {
  const branches: Word[][] = [[]];
  for (const word of args) {
    if (/^-(o|or)$/.test(String(word.value))) branches.push([]);
    else branches.at(-1)!.push(word);
  }
  if (branches.length === 1) return args;
  const finding = branches.filter((branch) => branch.at(-1)?.value !== '-prune');
  const [only] = finding;
  return finding.length === 1 && only?.some((word) => ACTION.test(String(word.value))) ? only : undefined;
}

const ACTION = /^-(f?print0?|f?printf|f?ls|delete|exec|execdir|ok|okdir)$/;
