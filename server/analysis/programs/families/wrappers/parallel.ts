/** GNU parallel: its words and an item make a line, which a shell runs. */

import type { EffectDraft } from '../../../../effects/effect';
import { headOf } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { areKnown, commandsFor, itemsOf, placeholders, substituted, textFromInput, unknownItems } from './items';

export const parallel: ProgramSpec = {
  names: 'parallel',
  options:
    '-j,--jobs=N -k,--keep-order -0,--null -a,--arg-file=F -n,--max-args=N -N=N -q,--quote -X -m --bar --eta --progress --dry-run,--dryrun -I=R --colsep,-C=R --halt=H --joblog=F --results=D --retries=N --timeout=T --tag --will-cite --no-notice -S,--sshlogin=S --pipe --block=N --delay=N --load=L --env=V --shuf -v -u,--ungroup --linebuffer,--lb',
  stopAtOperand: true,
  inertWith: ['--dry-run'],
  does(call) {
    const command = commandOf(call);
    const given = call.has('--pipe') === true ? [] : givenTo(call);
    if (command.length > 1 && textFromInput(command, '{}').length > 0) return textFromInput(command, '{}');
    const distant = call
      .words('-S')
      .map(
        (word): EffectDraft => ({ kind: 'remote.exec', tool: 'ssh', host: word.value, resolved: command.length > 0 }),
      );
    return { effects: distant, runs: runsFor(call, command, given) };
  },
  examples: {
    yields: {
      'parallel rm -rf {} ::: build dist': 'fs.delete{path=/repo/build} + fs.delete{path=/repo/dist}',
      "parallel 'cat {} > {.}.txt' ::: src/a.md": 'fs.read + fs.write{path=/repo/src/a.txt}',
      "parallel ::: 'rm -rf build' 'ls'": 'fs.delete{path=/repo/build,recursive=true}',
      'parallel rm -rf {//} ::: src/a b': 'fs.delete{path=/repo/src} + fs.delete{root=workspace}',
      'parallel rm :::: list.txt': 'fs.delete{path=?,extent=unbounded}',
      'parallel rm -rf {1}/{2} ::: a b ::: c': 'fs.delete{path=?}',
      "parallel bash -c 'rm -rf {}' ::: build": 'fs.delete{path=/repo/build,recursive=true}',
      'cat list.txt | parallel rm': 'fs.read + fs.delete{path=?}',
      'parallel -S web1 rm -rf {} ::: /srv/a': 'remote.exec{host=web1,resolved=true} + fs.delete{via=remote}',
    },
    inert: ['parallel gzip -t {} ::: a.gz b.gz', 'ls *.md | parallel wc -l', 'parallel --dry-run rm {} ::: a'],
  },
};

const isSeparator = (word: Word): boolean => typeof word.value === 'string' && /^:::+\+?$/.test(word.value);

function commandOf(call: Call): readonly Word[] {
  const separator = call.operands.findIndex(isSeparator);
  return separator < 0 ? call.operands : call.operands.slice(0, separator);
}

/** What stands after `:::`, else what flows in; of several lists, and of lists in files, nothing is known. */
function givenTo(call: Call): readonly Word[] {
  const separators = call.operands.filter(isSeparator);
  const [only] = separators;
  if (!only) return itemsOf(call);
  const listed = call.operands.slice(call.operands.indexOf(only) + 1);
  return separators.length === 1 && only.value === ':::' && areKnown(listed) ? listed : [unknownItems(call)];
}

const MAX_LINES = 8;

function runsFor(call: Call, command: readonly Word[], items: readonly Word[]): readonly Run[] {
  if (command.length === 0) return items.map((item) => shellLine(call, item));
  if (!areKnown(command)) return [asWords(call, [...command, ...items])];
  const line = command.map((word) => word.value).join(' ');
  if (items.length === 0) return [shellLine(call, { ...command[0]!, value: line })];
  if (areKnown(items) && items.length <= MAX_LINES) {
    const lines = items.map((item) => shellLine(call, { ...command[0]!, value: lineFor(line, String(item.value)) }));
    return [...lines, ...asMeant(call, command, items)];
  }
  return [withUnknown(call, command, items)];
}

/** Quotes get lost in the line unless `-q` is given, which people forget: what they mean is what they wrote. */
function asMeant(call: Call, command: readonly Word[], items: readonly Word[]): readonly Run[] {
  const isQuoted = command.length > 1 && command.some((word) => /\s/.test(String(word.value)));
  return isQuoted ? commandsFor(command, '{}', items).map((words) => asWords(call, words)) : [];
}

/** The line for an item, which is quoted. */
function lineFor(line: string, item: string): string {
  const filled = line.replace(placeholders, (placeholder) => quoted(partOf(item, placeholder)));
  return filled === line ? `${line} ${quoted(item)}` : filled;
}

/** `{/}` is the name alone, `{//}` the folder, `{.}` and `{/.}` leave the ending out. */
function partOf(item: string, placeholder: string): string {
  const name = item.replace(/^.*\//, '');
  if (placeholder === '{//}') return item.includes('/') ? item.replace(/\/[^/]*$/, '') || '/' : '.';
  const part = placeholder.startsWith('{/') ? name : item;
  return placeholder.endsWith('.}') ? part.replace(/\.[^./]*$/, '') : part;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const anyPlaceholder = /\{(?:[.#%]|\/\.|\/{1,2}|-?\d+[./]*)\}/g;

/** One command for items that are not known. */
function withUnknown(call: Call, command: readonly Word[], items: readonly Word[]): Run {
  const common = command.map((word): Word => ({ ...word, value: String(word.value).replace(anyPlaceholder, '{}') }));
  const isPlaced = common.some((word) => String(word.value).includes('{}'));
  const item = items.length === 1 && items[0] ? items : [unknownItems(call)];
  const words = isPlaced ? substituted(common, '{}', item) : [...common, ...item];
  const [line] = words;
  if (command.length === 1 && line && /\s/.test(headOf(line.value))) return { ...shellLine(call, line), args: words };
  return asWords(call, words);
}

const facetsOf = (call: Call) => ({
  label: 'parallel',
  unbounded: true,
  ...(call.words('-S').length > 0 && ({ via: 'remote', elsewhere: true } as const)),
});

function asWords(call: Call, words: readonly Word[]): Run {
  return { type: 'argv', words, ...facetsOf(call) };
}

function shellLine(call: Call, word: Word): Run & { type: 'shell' } {
  return { type: 'shell', text: word.value, ...facetsOf(call) };
}
