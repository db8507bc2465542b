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
  const names = args.flatMap((word, at) => (/^-i?name$/.test(String(args[at - 1]?.value)) ? [word.value] : []));
  const [only] = names;
  if (
    names.length !== 1 ||
    typeof only !== 'string' ||
    args.some((word) => /^(-o|-or|-not|!)$/.test(String(word.value)))
  )
    return some;
  const literal = only.replace(/^\*/, '');
  if (/[*?[\]]/.test(literal)) return secretEnding(only) ?? some;
  return only.startsWith('*') ? literal : `/${literal}`;
}
