/** PowerShell: simple pipelines of the usual cmdlets. */
import type { Stream } from '../../programs/spec';
import type { Shell } from '../shell';
import { type ForeignSyntax, splitCommands } from './lexer';
import { runCommands } from './run-commands';

const POWERSHELL: ForeignSyntax = {
  escapeWith: '`',
  quotes: '"\'',
  variable: /\$(env:)?[\w?$^]+(\.\w+)*|\$\{[^{}]*\}/y,
  // Branches, blocks and brackets hold commands that are read; methods, types, control flow and call operators are code.
  beyond:
    /\[[\w.]+\]\s*::|\.\w+\(|(^|[;|\n{(=])[^\S\n]*[&.][^\S\n]*["'$\w]|\b(function|foreach|for|while|switch|param|do|trap|class|filter)\s*[({]|@["'({]/i,
  comment: '#',
  keyword: /^(if|elseif|else|try|catch|finally)$/i,
};

export function runPowerShell(text: string, shell: Shell): Stream {
  return runCommands(splitCommands(text, POWERSHELL), 'powershell', shell);
}
