/** Parameters of cmdlets: in any case, shortened as long as they are told apart. */
import type { Word } from '../../programs/spec';

/** Those that take no value. The first that fits is meant. */
const SWITCH = new Set(
  'recurse force whatif confirm verbose passthru directory file hidden noclobber append asjob wait raw usebasicparsing nonewline container leaf isvalid quiet nonewwindow allowclobber removedata notypeinformation'.split(
    ' ',
  ),
);
/** Those that take one. */
const VALUED =
  'path literalpath pspath filepath outfile destination id processname name filter include exclude depth credential stream value itemtype uri method body infile headers contenttype form argumentlist verb windowstyle workingdirectory scriptblock command computername hostname erroraction encoding inputobject property newname delimiter tail totalcount query serverinstance database inputfile username password childpath parent driveletter number disknumber partitionnumber';

const NAMES = [...SWITCH, ...VALUED.split(' ')];
const SHORT: Readonly<Record<string, string>> = {
  f: 'force',
  fo: 'force',
  fi: 'filter',
  lp: 'literalpath',
  wi: 'whatif',
  cf: 'confirm',
  ea: 'erroraction',
  ad: 'directory',
  af: 'file',
  ah: 'hidden',
  s: 'recurse',
  q: 'quiet',
  pn: 'processname',
  cn: 'computername',
};

export function parameterName(written: string): string {
  const name = written.replace(/^-+/, '').toLowerCase();
  if (NAMES.includes(name)) return name;
  return SHORT[name] ?? NAMES.find((full) => full.startsWith(name)) ?? name;
}

export interface Arguments {
  readonly operands: readonly Word[];
  /** Names of all parameters, and of cmd's options with their slash. */
  readonly switches: readonly string[];
  /** What parameters were given. */
  readonly values: ReadonlyMap<string, readonly Word[]>;
}

export function argumentsOf(words: readonly Word[]): Arguments {
  const operands: Word[] = [];
  const switches: string[] = [];
  const values = new Map<string, readonly Word[]>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const text = typeof word.value === 'string' ? word.value : '';
    if (/^\/[a-z?]+(:.*)?$/i.test(text)) switches.push(text.toLowerCase());
    else if (!/^-[A-Za-z?]/.test(text) || /^["']/.test(word.raw)) operands.push(...elements(word));
    else {
      const [name = '', value] = text.split(':', 2);
      const parameter = parameterName(name);
      switches.push(parameter);
      if (value !== undefined || SWITCH.has(parameter)) continue;
      const list = listFrom(words, at + 1);
      values.set(
        parameter,
        list.flatMap((each) => elements(each)),
      );
      at += list.length;
    }
  }
  return { operands, switches, values };
}

/** `-Path a, b` */
function listFrom(words: readonly Word[], from: number): readonly Word[] {
  let end = from + 1;
  while (words[end] && (words[end - 1]!.raw.endsWith(',') || words[end]!.raw.startsWith(','))) end++;
  return words.slice(from, end);
}

/** `a,b` is a list. */
export function elements(word: Word): Word[] {
  if (typeof word.value !== 'string' || !word.value.includes(',')) return [word];
  return word.value.split(',').flatMap((value) => (value === '' ? [] : [{ ...word, value }]));
}
