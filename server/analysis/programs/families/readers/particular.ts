/** Readers that take more than files: a word to look for, a chain of verbs, a place for what they extract. */
import { type ProgramSpec, together } from '../../program';
import { secretStoreOf } from '../../secret-stores';
import type { Run } from '../../spec';
import { reads, targetOf, writes } from '../../stating';
import { readsFiles } from './reader';

/** `cut -d= -f1 .env`: of a file of variables the names come out, and no values. */
const cut: ProgramSpec = {
  names: 'cut',
  options: '-d,--delimiter=D -f,--fields=L -c,--characters=L -b,--bytes=L --output-delimiter=S -s -z -n --complement',
  does(call) {
    const atEquals = call.value('-d') === '=' || call.invocation.args.some(({ value }) => value === '-d=');
    const isFirst = atEquals && call.value('-f') === '1' && !call.maybe('--complement');
    const isVariables = call.operands.every((word) => secretStoreOf(targetOf(call, word).path ?? null) === 'env-file');
    return readsFiles(call, call.operands, !(isFirst && isVariables && call.operands.length > 0));
  },
  examples: {
    yields: {
      'cut -d= -f2 .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'cut -d= -f1 .env': 'fs.read{class=secret} + secret.read{audience=process}',
      'cut -d= -f1 ~/.ssh/id_rsa': 'fs.read + secret.read{store=ssh,audience=model}',
      "cut -d '' -f1 .env": 'fs.read + secret.read{audience=model}',
    },
    inert: ['cut -d, -f1,3 data.csv'],
  },
};

/** `bat` shows its files by a pager that can be named. */
const bat: ProgramSpec = {
  names: 'bat batcat',
  options:
    '-l,--language=L -H,--highlight-line=N -r,--line-range=N --style=S --theme=T --color=WHEN --paging=WHEN --tabs=N --wrap=M --terminal-width=N -m,--map-syntax=M --file-name=F --pager=CMD --diff-context=N -p -n -A -d',
  does: (call) =>
    together(readsFiles(call, call.operands), {
      runs: call.words('--pager').map((word): Run => ({ type: 'shell', text: word.value, label: 'bat --pager' })),
    }),
  examples: {
    yields: {
      'bat -r 1:20 .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      "bat --paging=always --pager='rm -rf build' a.ts": 'fs.read + fs.delete{recursive=true}',
    },
    inert: ['bat -l ts src/a.ts', 'bat --style=plain --paging=never README.md'],
  },
};

/** `look WORD [FILE]`. */
const look: ProgramSpec = {
  names: 'look',
  options: '-t,--terminate=C -a -b -d -f',
  does: (call) => readsFiles(call, call.operands.slice(1)),
  examples: {
    yields: { 'look TOKEN .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}' },
    inert: ['look -f word'],
  },
};

/** Miller: verbs in a chain, then files, which `-I` writes in place. */
const miller: ProgramSpec = {
  names: 'mlr xsv',
  options:
    '-I -n -s=F --from=F --ifs=S --ofs=S --fs=S --nr-progress-mod=N -d,--delimiter=C -o,--output=F -s,--select=L',
  does(call) {
    const files = call.operands.filter((word) => /[./]/.test(String(word.value)));
    const inputs = [...files, ...call.words('--from')];
    const changed = call.has('-I') === true ? inputs : call.words('-o');
    return together(readsFiles(call, inputs), writes(call, changed, 'overwrite'));
  },
  examples: {
    yields: {
      'mlr --icsv --ojson cat .env': 'fs.read{class=secret} + secret.read{audience=model}',
      'mlr -I --csv sort -f name data.csv': 'fs.write{path=/repo/data.csv,mode=overwrite}',
    },
    inert: ['mlr --icsv --ojson sort -nr size then head -n 3 data.csv', 'xsv stats data.csv'],
  },
};

/** `pdftotext a.pdf` writes `a.txt`, `pdftotext a.pdf -` prints. */
const extractors: ProgramSpec = {
  names: 'pdftotext docx2txt',
  options: '-f=N -l=N -r=N -x=N -y=N -W=N -H=N -enc=E -eol=E -opw=P -upw=P -layout -raw -nopgbrk -q',
  does(call) {
    const [source, target] = call.operands;
    if (!source || target?.value === '-') return readsFiles(call, source ? [source] : []);
    const text = typeof source.value === 'string' ? source.value.replace(/\.\w+$/, '.txt') : null;
    return [
      ...reads(call, [source], { shown: false }),
      ...writes(call, [target ?? { ...source, value: text }], 'overwrite'),
    ];
  },
  examples: {
    yields: {
      'pdftotext a.pdf': 'fs.read + fs.write{path=/repo/a.txt}',
      'pdftotext -layout a.pdf notes.txt': 'fs.read + fs.write{path=/repo/notes.txt}',
    },
    inert: ['pdftotext -l 2 a.pdf -'],
  },
};

/** `exiftool -Artist=Me a.jpg` changes the file, `-Artist` shows it. */
const exiftool: ProgramSpec = {
  names: 'exiftool',
  options: '-r -j -csv -overwrite_original -d=F -ext=E -o=F -if=E -p=F',
  does(call) {
    const sets = call.invocation.args.some((word) => /^-[\w:]+[-+<]?=|^-[\w:]+</.test(String(word.value)));
    return together(
      readsFiles(call, call.operands),
      writes(call, sets ? call.operands : call.words('-o'), 'overwrite'),
    );
  },
  examples: {
    yields: { 'exiftool -all= a.jpg': 'fs.read + fs.write{path=/repo/a.jpg,mode=overwrite}' },
    inert: ['exiftool -Artist -j a.jpg'],
  },
};

export const particularReaders: readonly ProgramSpec[] = [cut, bat, look, miller, extractors, exiftool];
