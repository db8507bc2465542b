/** cmd: simple commands and programs. */
import type { Stream } from '../../programs/spec';
import type { Shell } from '../shell';
import { type ForeignSyntax, splitCommands } from './lexer';
import { runCommands } from './run-commands';

const CMD: ForeignSyntax = {
  escapeWith: '^',
  quotes: '"',
  variable: /%\w+%|%~?\w|!\w+!/y,
  beyond: /(^|[&|\n(])[^\S\n]*@?(for|goto|call|setlocal|:\w)/i,
  comment: '\0',
  keyword: /^else$/i,
};

export function runCmd(text: string, shell: Shell): Stream {
  return runCommands(splitCommands(text, CMD), 'cmd', shell);
}
