/** A program whose operands are files to be read. */
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Run, Stream, Word } from '../../spec';
import { filtered, reads, showsSecretInput, targetOf } from '../../stating';

export function readsFiles(call: Call, files: readonly Word[], shown = true): Answer {
  const secretsShown = shown && files.length === 0 ? showsSecretInput(call) : [];
  return {
    effects: [...reads(call, files, { shown }), ...secretsShown],
    output: shown ? filtered(call, files) : { text: null, sources: ['literal'] },
  };
}

export const cat: ProgramSpec = {
  names: 'cat gcat',
  options: '-A -b -e -E -n -s -t -T -u -v',
  does(call) {
    const { stdin } = call.invocation;
    const passesThrough = stdin && call.operands.every((word) => word.value === '-') && !call.open;
    const answer = readsFiles(call, call.operands);
    return together({ output: passesThrough ? stdin : contentOf(call) }, answer);
  },
  examples: {
    yields: {
      'cat .env': 'fs.read{class=secret,audience=model} + secret.read{store=env-file,audience=model}',
      'cat ~/.ssh/id_rsa': 'fs.read + secret.read{store=ssh}',
    },
    inert: ['cat README.md', 'cat -n src/a.ts src/b.ts'],
  },
};

/** `less +G file`; `+!CMD` runs a command. */
export const pager: ProgramSpec = {
  names: 'less more most pg zless zmore lv',
  options: '-p=PATTERN -j=N -P=PROMPT -x=N -y=N -z=N -o=FILE -T=TAGS',
  does(call) {
    const isCommand = (word: Word) => String(word.value).startsWith('+');
    const files = call.operands.filter((word) => !isCommand(word));
    const runs = call.operands.flatMap((word): Run[] => {
      const text = /^\+\+?[!|](.*)$/s.exec(typeof word.value === 'string' ? word.value : '')?.[1];
      return text ? [{ type: 'shell', text, label: `${call.name} +!` }] : [];
    });
    return together(readsFiles(call, files), { runs });
  },
  examples: {
    yields: { "less '+!rm -rf build' a.txt": 'fs.read + fs.delete{recursive=true}' },
    inert: ['less +G a.log', 'more README.md', 'git log | less -R'],
  },
};

export const manual: ProgramSpec = {
  names: 'man',
  options: '-P,--pager=CMD -H,--html[=CMD] -C=F -L=L -m=S -M=P -S=L -s=L -e=X -R=E -r=P -E=E -p=S -T=D -k -f -a -w -K',
  does: (call) => ({
    runs: call.words('-P').map((word): Run => ({ type: 'shell', text: word.value, label: 'man -P' })),
  }),
  examples: {
    yields: { "man -P 'rm -rf build' ls": 'fs.delete{recursive=true}' },
    inert: ['man 5 crontab', 'man -k git'],
  },
};

/** One file as it is can be read by whatever takes it from here. */
function contentOf(call: Call): Stream {
  const stream = filtered(call, call.operands);
  const [only] = call.operands;
  const path = only && targetOf(call, only).path;
  if (!only || call.operands.length > 1 || call.open || typeof path !== 'string') return stream;
  return { ...stream, file: { ...only, value: path } };
}

/** Its operands are no files; `ts` puts the time in front of each line. */
export const tr: ProgramSpec = {
  names: 'tr ts',
  options: '-c -C -d -s -t -r -i -m',
  does: (call) => ({ effects: showsSecretInput(call), output: filtered(call, []) }),
  examples: {
    yields: { 'cat .env | tr a-z n-za-m': 'fs.read{class=secret} + secret.read{store=env-file} + secret.read' },
    inert: ['echo abc | tr a-z A-Z', "tr -d '\\r' < a.ts", "tail -f app.log | ts '%H:%M:%S'"],
  },
};

export const diff: ProgramSpec = {
  names: 'diff colordiff delta difft icdiff wdiff',
  options:
    '-u -U,--unified=N -c -C=N -r,--recursive -N -q,--brief -y -w -i -b -B -x,--exclude=P -X=F -I=RE -L,--label=L --from-file=F --to-file=F --color[=W] -W,--width=N --suppress-common-lines -s',
  does: (call) => readsFiles(call, call.operands, call.has('-q') !== true),
  examples: {
    yields: {
      'diff .env .env.example': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'diff -q .env old.env': 'secret.read{audience=process} + secret.read{audience=process}',
    },
    inert: ['diff -u a.ts b.ts', 'diff -rq src lib', 'git show HEAD:a.ts | diff - a.ts'],
  },
};
