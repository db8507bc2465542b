/** cmd: simple commands and programs. */
import type { Stream } from '../../programs/spec';
import type { Shell } from '../shell';
import { ForeignRunner } from './foreign-runner';
import type { ForeignSyntax } from './lexer';

const CMD: ForeignSyntax = {
  escapeWith: '^',
  quotes: '"',
  variable: /%%?\w+%?|%~?\w|!\w+!/y,
  beyond: /(^|[&|\n(])[^\S\n]*@?(goto|call|setlocal|:\w)/i,
  comment: '\0',
  keyword: /^(else|@?for)$/i,
  substitutes: false,
};

export function runCmd(text: string, shell: Shell): Stream {
  return new ForeignRunner(text, CMD, 'cmd', shell).run();
}
