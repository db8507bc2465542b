import { describe, expect, it } from 'vitest';
import { sedEdit } from '../../../../server/analysis/code/sed-edit';

const edited = (text: string, input: string, extended = false) => sedEdit([{ text, extended }])?.(input);

describe('what sed makes of a text', () => {
  it.each([
    ['s/a/b/', 'aa\naa\n', 'ba\nba\n'],
    ['s/a/b/g', 'aa\n', 'bb\n'],
    ['s/A/b/I', 'a\n', 'b\n'],
    ['2s/a/b/', 'a\na\n', 'a\nb\n'],
    ['$s/a/b/', 'a\na\n', 'a\nb\n'],
    ['/x/s/a/b/', 'ax\na\n', 'bx\na\n'],
    ['/x/d', 'ax\na\n', 'a\n'],
    ['s/a/b/;s/b/c/', 'a\n', 'c\n'],
    ['s|/usr|/opt|', '/usr/bin', '/opt/bin'],
    ['s/\\/usr/x/', '/usr', 'x'],
    ['s/a+/b/', 'a+ aa\n', 'b aa\n'],
    ['s/a\\+/b/', 'aaa\n', 'b\n'],
    ['s/\\(a\\)\\(b\\)/\\2\\1/', 'ab\n', 'ba\n'],
    ['s/.*/[&]/', 'ab\n', '[ab]\n'],
    ['s/^/rm /', 'a', 'rm a'],
    ['s/[[:digit:]][0-9]*/N/', 'v12\n', 'vN\n'],
    ['s/"v": "[^"]*"/"v": "2"/', '{"v": "1"}', '{"v": "2"}'],
  ])('%s', (script, input, output) => expect(edited(script, input)).toBe(output));

  it('reads extended patterns as such', () => {
    expect(edited('s/(a|b)+c?/x/', 'ac', true)).toBeUndefined();
    expect(edited('s/(a|b)c?/x/', 'ac', true)).toBe('x');
  });

  it.each(['y/a/b/', 's/a/b/e', 's/a/b/w f', 'i\\text', '1,3d', 's/(.*)*/x/', 's/a*b*c*/x/', 'a text', 's/a/\\U&/'])(
    'does not guess at %s',
    (script) => expect(edited(script, 'abc', script.includes('('))).toBeUndefined(),
  );

  it('leaves very long lines alone', () => expect(edited('s/a/b/', 'a'.repeat(5000))).toBeUndefined());
});
