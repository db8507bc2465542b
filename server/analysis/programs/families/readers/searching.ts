/** Programs that search files for a pattern. */
import type { EffectDraft } from '../../../../effects/effect';
import { secretEnding } from '../../find-names';
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Word } from '../../spec';
import { reads, targetOf } from '../../stating';
import { readsFiles } from './reader';

export const grep: ProgramSpec = {
  names: 'grep egrep fgrep rgrep zgrep bzgrep xzgrep pcregrep ggrep',
  options:
    '-e,--regexp=P -f,--file=F -m,--max-count=N -A,--after-context=N -B,--before-context=N -C,--context=N -D=A -d=A --label=L --include=G --exclude=G --exclude-dir=G --exclude-from=F --color,--colour[=W] --binary-files=T -r,--recursive -R,--dereference-recursive -i -v -w -x -n -H -h -o -P -E -F -G -c,--count -l,--files-with-matches -L,--files-without-match -q,--quiet,--silent -s -z -Z -a -b -I -U -T -y',
  does: readsAfterPattern,
  examples: {
    yields: {
      'grep KEY .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'grep -r password ~': 'secret.read{certainty=possible}',
      'grep -rh TOKEN --include=.env .': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
    },
    inert: [
      'grep -rl x ~',
      'grep -f names.txt a.ts',
      "grep -rn TODO --include='*.ts' .",
      'grep -rn "DROP TABLE" src',
      'grep -e rm -- file',
      "grep 'rm -rf /' notes.md",
    ],
  },
};

/** Directories that hold secrets among other things: who searches them all may come upon one. */
function mayHoldSecrets(call: Call, word: Word): boolean {
  const { path } = targetOf(call, word);
  const { home } = call.invocation.surroundings.providers.env;
  if (typeof path !== 'string') return false;
  return (
    home === path ||
    home.startsWith(`${path.replace(/\/$/, '')}/`) ||
    path === `${home}/.config` ||
    path === `${home}/Library`
  );
}

/** What a search through whole directories may show. */
function searched(call: Call, directories: readonly Word[], shown: boolean): EffectDraft[] {
  const recursive = call.maybe('-r', '-R') || /^(rg|ag|ack|ugrep|rgrep|sift|pt)$/.test(call.name);
  const hits = recursive && shown && directories.some((word) => mayHoldSecrets(call, word));
  return hits ? [{ kind: 'secret.read', store: 'env-file', audience: call.audience, certainty: 'possible' }] : [];
}

/** The first operand is a pattern, unless `-e` or `-f` gave one. */
function readsAfterPattern(call: Call): Answer {
  const patternGiven = call.has('-e') === true || call.has('-f') === true;
  const files = patternGiven ? call.operands : call.operands.slice(1);
  const shown = call.has('-q', '-c', '-l', '-L') !== true;
  return together(
    readsFiles(call, [...files, ...secretsAmong(call, files)], shown),
    reads(call, call.words('-f'), { shown: false }),
    searched(call, files, shown),
  );
}

/** `--include=.env`: which secrets a search of whole directories is kept to. */
function secretsAmong(call: Call, directories: readonly Word[]): readonly Word[] {
  const roots = directories.length > 0 ? directories.map((word) => word.value) : ['.'];
  return call.words('--include', '-g').flatMap((word) => {
    const suffix = typeof word.value === 'string' ? secretEnding(word.value) : undefined;
    if (suffix === undefined) return [];
    return roots.map((root): Word => {
      const value = typeof root === 'string' ? { prefix: `${root.replace(/\/+$/, '')}/`, suffix, glob: true } : null;
      return { ...word, value, many: true };
    });
  });
}

export const ripgrep: ProgramSpec = {
  names: 'rg ag ack sift ugrep pt',
  options:
    '-e,--regexp=P -f,--file=F -g,--glob,--iglob=G -t,--type=T -T,--type-not=T -A=N -B=N -C=N -m,--max-count=N -d,--max-depth=N --max-filesize=N -j,--threads=N -M,--max-columns=N -r,--replace=S --sort=K --sortr=K --color=W --colors=S --type-add=S --pre=COMMAND --pre-glob=G --engine=E -E,--encoding=E -c,--count -l,--files-with-matches -L -q,--quiet --files -G=P --ignore=P --path-to-ignore=F',
  does(call) {
    const runs = call.words('--pre').map((word) => ({ type: 'argv', words: [word], label: 'rg --pre' }) as const);
    return together(call.has('--files') === true ? [] : readsAfterPattern(call), { runs });
  },
  examples: {
    yields: {
      'rg TOKEN .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      "rg -uu -g '.env*' TOKEN": 'fs.read{class=secret} + secret.read{store=env-file}',
      'rg -uu TOKEN ~': 'secret.read{certainty=possible}',
      'rg -l TOKEN .env': 'secret.read{audience=process}',
      'rg --pre ./convert.sh TODO': 'code.opaque{program=/repo/convert.sh}',
    },
    inert: ["rg -n 'DROP TABLE' src", "rg --files -g '*.ts'", 'rg -t ts -A 3 TODO', 'ag --ignore=dist TODO'],
  },
};
