/** find: what it deletes, writes, and runs. */
import type { EffectDraft } from '../../../../effects/effect';
import { isPattern } from '../../../../effects/value';
import { nameSuffix, narrowingTest } from '../../find-names';
import type { Call, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { deletes, writes } from '../../stating';
import { substituted } from '../wrappers/items';

/** Primaries that are followed by a command up to `;` or `+`. */
const executing = new Set(['-exec', '-execdir', '-ok', '-okdir']);

/** Tests without a value. */
const isAlone = /^-(empty|nouser|nogroup|executable|readable|writable)$/;

interface FindCommand {
  readonly roots: readonly Word[];
  readonly commands: readonly { readonly primary: string; readonly words: readonly Word[] }[];
  readonly deletes: boolean | null;
  /** `-empty`: there is nothing in what it finds. */
  readonly onlyEmpty: boolean;
  readonly outputs: readonly Word[];
  /** Does any test narrow down what is found? */
  readonly narrowed: boolean;
  /** How the names end then. */
  readonly suffix: string;
  /** Is the search kept below the roots themselves? */
  readonly belowRoots: boolean;
}

function readFind(words: readonly Word[]): FindCommand {
  const start = words.findIndex((word) => /^[-(!]/.test(String(word.value)) && !/^-[HLPO]/.test(String(word.value)));
  const roots = words.slice(0, start < 0 ? words.length : start).filter((word) => !/^-/.test(String(word.value)));
  const expression = start < 0 ? [] : words.slice(start);
  const commands: { primary: string; words: readonly Word[] }[] = [];
  const outputs: Word[] = [];
  for (let at = 0; at < expression.length; at++) {
    const primary = String(expression[at]!.value);
    if (executing.has(primary)) {
      const end = endOfCommand(expression, at + 1);
      commands.push({ primary, words: expression.slice(at + 1, end) });
      at = end;
    } else if (/^-f(print|print0|ls|printf)$/.test(primary) && expression[at + 1]) outputs.push(expression[++at]!);
  }
  const plain = expression
    .filter((word, at) => !isValue(expression, at) && !commands.some((command) => command.words.includes(word)))
    .map((word) => String(word.value));
  // A word that is not known stands for a place or a value; only where a test is expected can it be `-delete`.
  const unsure = expression.some((word, at) => word.many && word.value === null && !isValue(expression, at));
  return {
    roots,
    commands,
    outputs,
    onlyEmpty: plain.includes('-empty') && !plain.some((word) => /^(!|-not|-o|-or|,)$/.test(word ?? '')),
    deletes: plain.includes('-delete') ? true : unsure ? null : false,
    narrowed: plain.some((word) => narrowingTest.test(word)),
    suffix: nameSuffix(words),
    belowRoots: plain.includes('-mindepth'),
  };
}

/** Does the word follow a test that takes a value? */
function isValue(expression: readonly Word[], at: number): boolean {
  const before = String(expression[at - 1]?.value);
  return (
    (narrowingTest.test(before) && !isAlone.test(before)) ||
    /^-(type|xtype|(max|min)depth|printf|f?printf|regextype|used|D)$/.test(before)
  );
}

function endOfCommand(expression: readonly Word[], from: number): number {
  for (let at = from; at < expression.length; at++) {
    const { value } = expression[at]!;
    if (value === ';' || value === '\\;' || (value === '+' && expression[at - 1]?.value === '{}')) return at;
  }
  return expression.length;
}

/** What `{}` stands for: anything below the root. */
function found(word: Word, command: FindCommand): Word {
  const root = command.roots.length === 1 ? command.roots[0]?.value : undefined;
  const directory = command.roots.length === 0 ? '.' : root;
  if (typeof directory !== 'string') return { ...word, value: null, many: true };
  const prefix = `${directory.replace(/\/+$/, '')}/`;
  const below: Word['value'] = { prefix, suffix: '', glob: true };
  // Nothing narrows the search: the root itself is found, and everything in it.
  if (!command.narrowed && !command.belowRoots) return { ...word, value: directory, many: false };
  return { ...word, value: command.narrowed ? { ...below, suffix: command.suffix } : below, many: true };
}

/** `{}.bak`: a file beside the one that was found. */
function besideFound(word: Word, command: FindCommand): Word {
  const file = found(word, command);
  const ending = String(word.value).slice(2);
  if (typeof file.value === 'string') return { ...file, value: file.value + ending };
  return isPattern(file.value) ? { ...file, value: { ...file.value, suffix: file.value.suffix + ending } } : file;
}

function execRun(command: FindCommand, { primary, words }: FindCommand['commands'][number]): Run | undefined {
  if (words.length === 0) return undefined;
  const filled = words.map((word) => {
    if (word.value === '{}') return found(word, command);
    if (typeof word.value === 'string' && /^\{\}[\w.-]+$/.test(word.value)) return besideFound(word, command);
    return substituted([word], '{}', [found(word, command)])[0] ?? word;
  });
  return { type: 'argv', words: throughFolders(filled), label: `find ${primary}`, unbounded: true };
}

/** `find -exec rm`: nothing in the folders is left out, whether or not rm itself goes into them. */
function throughFolders([name, ...args]: readonly Word[]): readonly Word[] {
  if (!name || !/(^|\/)(g?rm|shred|srm)$/.test(String(name.value))) return name ? [name, ...args] : [];
  return [name, { ...name, value: '-r', raw: '-r' }, ...args];
}

function deleted(call: Call, command: FindCommand): EffectDraft[] {
  const roots: readonly Word[] =
    command.roots.length > 0 ? command.roots : [{ value: '.', raw: '.', span: call.invocation.span, many: false }];
  const targets = command.narrowed ? roots.map((root) => found(root, { ...command, roots: [root] })) : roots;
  return targets.flatMap((target) =>
    deletes(call, [target], { recursive: true }).map(
      (effect): EffectDraft =>
        ({
          ...effect,
          extent: 'unbounded',
          ...(command.narrowed && { root: 'none' }),
          ...(command.onlyEmpty && { undo: 'trivial' }),
          ...(command.deletes === null && { certainty: 'possible' }),
        }) as EffectDraft,
    ),
  );
}

export const find: ProgramSpec = {
  names: 'find gfind',
  helps: false,
  does(call) {
    const command = readFind(call.invocation.args);
    const runs = command.commands.map((each) => execRun(command, each)).filter((run) => run !== undefined);
    return {
      effects: [
        ...(command.deletes === false ? [] : deleted(call, command)),
        ...writes(call, command.outputs, 'overwrite'),
      ],
      runs,
    };
  },
  examples: {
    yields: {
      "find . -name '*.log' -delete": 'fs.delete{recursive=true,extent=unbounded,root=none}',
      'find / -delete': 'fs.delete{root=filesystem}',
      'find . -type d -empty -delete': 'fs.delete{undo=trivial}',
      'find . -not -empty -delete': 'fs.delete{extent=unbounded}',
      'find / -nouser -delete': 'fs.delete',
      "find src -name '*.ts' -exec sh -c 'rm -rf build; cat {}' ';'": 'fs.read + fs.delete{path=/repo/build}',
      "find lib -exec sh -c 'rm -rf {}' ';'": 'fs.delete{path=/repo/lib,recursive=true}',
      'find . -type f -exec rm -f {} +': 'fs.delete{root=workspace,recursive=true}',
      "find . -name '.env*' -exec cat {} \\;": 'fs.read{class=secret} + secret.read{store=env-file}',
      'find src -name x -exec chmod 777 {} \\;': 'fs.perms{change=world-writable}',
      'find . -fprint out.txt': 'fs.write',
      "find src -name '*.js' -exec mv {} {}.bak ';'": 'fs.delete{zone=workspace} + fs.write{zone=workspace}',
    },
    inert: [
      'find . -name -delete -print',
      'find $DIR -type f -mtime $AGE',
      'find . -exec echo -delete {} +',
      "find . -name '*.ts'",
      'find . -type f -exec grep -l rm {} +',
      'find . -name rm -print',
    ],
  },
};
