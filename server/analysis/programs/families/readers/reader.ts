/** A program whose operands are files to be read. */
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Run, Stream, Word } from '../../spec';
import { filtered, reads, showsSecretInput, targetOf } from '../../stating';

interface Reader {
  readonly names: string;
  readonly options?: string;
  /** False when it prints no content (`wc`, `cmp`). */
  readonly shown?: boolean;
}

/** A program whose operands are files to be read, or which reads standard input. */
export function reader({ names, options = '', shown = true }: Reader): ProgramSpec {
  return { names, options, does: (call) => readsFiles(call, call.operands, shown) };
}

export function readsFiles(call: Call, files: readonly Word[], shown = true): Answer {
  const secretsShown = shown && files.length === 0 ? showsSecretInput(call) : [];
  return {
    effects: [...reads(call, files, { shown }), ...secretsShown],
    output: shown ? filtered(call, files) : { text: null, sources: ['literal'] },
  };
}

export const plainReaders: readonly Reader[] = [
  {
    names: 'bat batcat',
    options:
      '-l,--language=L -H,--highlight-line=N -r,--line-range=N --style=S --theme=T --color=WHEN --paging=WHEN --tabs=N --wrap=M --terminal-width=N -m,--map-syntax=M --file-name=F',
  },
  {
    names: 'head tail',
    options: '-n,--lines=N -c,--bytes=N -s,--sleep-interval=N --pid=PID -q -v -f,--follow[=HOW] -F',
  },
  {
    names: 'tac rev nl zcat gzcat bzcat xzcat zstdcat lz4cat',
    options: '-s=S -b=S -d=S -h=S -i=N -l=N -n=F -v=N -w=N -f=S',
  },
  { names: 'xxd hexdump hd od', options: '-l=N -s=N -c=N -g=N -n=N -e=F -f=F -A=R -j=N -N=N -t=T -w[=N] -o=N' },
  { names: 'strings', options: '-n=N -t=R -e=E -T=B -a -f -o' },
  {
    names: 'cut paste',
    options: '-d,--delimiters,--delimiter=D -f,--fields=L -c,--characters=L -b,--bytes=L --output-delimiter=S -s -z',
  },
  { names: 'comm diff3 sdiff', options: '-w=N --output-delimiter=S -o=FILE --total --nocheck-order --check-order' },
  { names: 'join', options: '-1=F -2=F -a=N -e=S -j=F -o=F -t=C -v=N -i' },
  { names: 'column', options: '-t -s=S -c=N -o=S -N=L -R=L -H=L -n=S' },
  { names: 'fold fmt pr expand unexpand', options: '-w,--width=N -g=N -p=S -h=S -l=N -o=N -t=L -s -b -d -n' },
  { names: 'look iconv recode', options: '-f,--from-code=E -t,--to-code=E -c' },
  { names: 'hexyl', options: '-n,--length=N -c=N -s,--skip=N' },
  { names: 'csvcut csvgrep csvlook csvstat csvjson csvsort xsv mlr', options: '-c=L -m=S -r=S -d=C -s=S' },
  { names: 'tsort shuf ptx', options: '-n,--head-count=N -i=R -r -e' },
  {
    names: 'readtags pdftotext antiword catdoc docx2txt mediainfo exiftool identify ffprobe jpeginfo pdfinfo',
    options: '',
  },
];

export const silentReaders: readonly Reader[] = [
  { names: 'wc', options: '-l -w -c -m -L --files0-from=F' },
  {
    names: 'cksum sum md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum b3sum',
    options: '-a=N -c --check',
  },
  { names: 'cmp', options: '-n=N -i=N -l -s -b' },
  { names: 'jsonlint csslint', options: '' },
];

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

export const tr: ProgramSpec = {
  names: 'tr',
  options: '-c -C -d -s -t',
  does: (call) => ({ effects: showsSecretInput(call), output: filtered(call, []) }),
};

export const diff: ProgramSpec = {
  names: 'diff colordiff delta difft icdiff wdiff',
  options:
    '-u -U,--unified=N -c -C=N -r,--recursive -N -q,--brief -y -w -i -b -B -x,--exclude=P -X=F -I=RE -L,--label=L --from-file=F --to-file=F --color[=W] -W,--width=N --suppress-common-lines -s',
  does: (call) => readsFiles(call, call.operands, call.has('-q') !== true),
};
