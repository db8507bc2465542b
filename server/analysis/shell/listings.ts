/** Programs that print names of files: every line of their output fits a pattern, which what comes after a pipe gets. */
import { isPattern, type Pattern, type Text, UNKNOWN } from '../../effects/value';
import { nameSuffix } from '../programs/find-names';
import type { Invocation, Word } from '../programs/spec';
import { either } from './text';

/** What every line of the output is like; unknown when that cannot be told. */
export function listing(invocation: Invocation): Text {
  switch (invocation.name) {
    case 'find':
    case 'gfind':
      return found(invocation.args);
    case 'fd':
    case 'fdfind':
      return BELOW;
    case 'ls':
      return listed(invocation.args);
    case 'git':
      return /^(ls-files|diff|show|status|grep|log)$/.test(String(invocation.args[0]?.value)) &&
        listsNames(invocation.args)
        ? BELOW
        : UNKNOWN;
    case 'grep':
    case 'rg':
    case 'ag':
      return searched(invocation);
    default:
      return keepsLines(invocation);
  }
}

/** Some files, not all, in or below the current directory: the star says that there is more to the names. */
const BELOW: Pattern = { prefix: './', suffix: '*', glob: true };
const NAME: Pattern = { prefix: '', suffix: '', glob: true };

function found(args: readonly Word[]): Text {
  const end = args.findIndex((word) => typeof word.value === 'string' && /^(-(?![HLPOD]\d?$)|\(|!)/.test(word.value));
  const roots = (end < 0 ? args : args.slice(0, end)).filter((word) => !/^-/.test(String(word.value)));
  const suffix = nameSuffix(args);
  const patterns = roots.map((word) => below(word.value, suffix));
  return patterns.length === 0 ? below('.', suffix) : patterns.reduce(either);
}

function below(root: Text, suffix: string): Text {
  if (isPattern(root) && root.glob) return { ...root, suffix };
  if (typeof root !== 'string') return UNKNOWN;
  return { prefix: `${root.replace(/\/+$/, '')}/`, suffix, glob: true };
}

function listed(args: readonly Word[]): Text {
  const operands = args.filter((word) => !/^-/.test(String(word.value)));
  const [only] = operands;
  if (args.some((word) => /^-\w*[lsi]/.test(String(word.value)))) return UNKNOWN;
  if (operands.length === 1 && isPattern(only?.value) && only.value.glob) return only.value;
  return NAME;
}

function listsNames(args: readonly Word[]): boolean {
  const words = args.map((word) => String(word.value));
  return words[0] === 'ls-files' || words.some((word) => /^(--name-only|-l|--files-with-matches)$/.test(word));
}

/** `grep -l` prints names; otherwise lines of its input, or of files. */
function searched(invocation: Invocation): Text {
  const words = invocation.args.map((word) => String(word.value));
  if (words.some((word) => /^(-\w*[lL]|--files(-with(out)?-match(es)?)?)$/.test(word))) return BELOW;
  const operands = words.filter((word) => !word.startsWith('-'));
  return operands.length <= 1 ? inputLines(invocation) : UNKNOWN;
}

const LINE_FILTERS = new Set(['sort', 'uniq', 'head', 'tail', 'cat', 'tac', 'shuf', 'egrep', 'fgrep', 'tee']);

function keepsLines(invocation: Invocation): Text {
  return LINE_FILTERS.has(invocation.name) ? inputLines(invocation) : UNKNOWN;
}

function inputLines(invocation: Invocation): Text {
  const text = invocation.stdin?.text ?? UNKNOWN;
  return isPattern(text) && text.glob ? text : UNKNOWN;
}
