/** PowerShell: simple pipelines of the usual cmdlets. */
import type { Stream } from '../../programs/spec';
import type { Shell } from '../shell';
import { ForeignRunner } from './foreign-runner';
import type { ForeignSyntax } from './lexer';

const POWERSHELL: ForeignSyntax = {
  escapeWith: '`',
  quotes: '"\'',
  variable: /\$(env:|script:|global:|local:)?[\w?$^]+(\.\w+)*(?!\()|\$(env:|script:|global:|local:)?\w+|\$\{[^{}]*\}/y,
  // Branches, blocks and brackets hold commands that are read; functions are code.
  beyond: /\b(function|param|trap|class|filter|workflow)\s*[\w-]*\s*[({]/i,
  comment: '#',
  keyword:
    /^(if|elseif|else|try|catch|finally|while|foreach|for|switch|do|until|function|filter|workflow|class|begin|process|end|param|trap)$/i,
  substitutes: true,
};

export function runPowerShell(text: string, shell: Shell): Stream {
  return new ForeignRunner(text, POWERSHELL, 'powershell', shell).run();
}
