/** Shells that are none of sh's family: simple commands are read, all else is opaque. */
import type { Span } from '../../../effects/effect';
import { type Text, UNKNOWN } from '../../../effects/value';
import { withText } from '../../frame';
import type { Stream } from '../../programs/spec';
import type { Shell } from '../shell';
import { ANYTHING, literal } from '../streams';
import { runText } from '../text-run';
import { runCmd } from './cmd';
import { fishAsShell } from './fish';
import { runPowerShell } from './powershell';

/** What a text in such a language would do; `undefined` when the language is sh's. */
export function runForeignShell(
  language: string | undefined,
  text: Text,
  place: Span,
  shell: Shell,
): Stream | undefined {
  switch (language) {
    case 'powershell':
    case 'pwsh':
    case 'cmd':
      return runKnownForeign(language, text, place, shell);
    case 'fish':
      return runFish(text, place, shell);
    case 'nu':
    case 'xonsh':
    case 'csh':
    case 'tcsh':
    case 'elvish':
      return opaque(language, place, shell);
    default:
      return undefined;
  }
}

function opaque(language: string, place: Span, shell: Shell): Stream {
  shell.state({ kind: 'code.opaque', reason: 'unparsed', program: language }, place);
  return literal(UNKNOWN, ['unknown']);
}

function runKnownForeign(language: string, text: Text, place: Span, shell: Shell): Stream {
  if (typeof text !== 'string') return opaque(language, place, shell);
  const inner = shell.with({ frame: withText(shell.frame, place, text) });
  return language === 'cmd' ? runCmd(text, inner) : runPowerShell(text, inner);
}

/** Keywords and forms by which fish differs; without them its commands read like sh's. */
const FISH_ONLY =
  /(^|[;&|\n][^\S\n]*)(set|function|begin|end|if|else|for|while|switch|case|string|math|and|or|not|source|funcsave|abbr)\b|\(|\$\w+\[/;

function runFish(text: Text, place: Span, shell: Shell): Stream {
  if (typeof text === 'string' && !FISH_ONLY.test(text)) return runText(text, place, shell);
  const translated = typeof text === 'string' ? fishAsShell(text) : undefined;
  if (translated !== undefined) return runText(translated, place, shell);
  opaque('fish', place, shell);
  if (typeof text === 'string') runText(text, place, shell);
  return ANYTHING;
}
