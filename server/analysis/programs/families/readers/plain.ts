/** Programs whose operands are files, which they print in one form or another. */
import type { Examples, ProgramSpec } from '../../program';
import { type Call, together } from '../../program';
import { writes } from '../../stating';
import { readsFiles } from './reader';

interface Reader {
  readonly names: string;
  readonly options?: string;
  /** Options that name a file to be written. */
  readonly outputs?: readonly string[];
  readonly examples: Examples;
}

function reader({ names, options = '', outputs = [], examples }: Reader): ProgramSpec {
  return {
    names,
    options,
    does: (call) => together(readsFiles(call, call.operands), writes(call, call.words(...outputs), 'overwrite')),
    examples,
  };
}

/** One command that shows a secret, and ordinary ones. */
function showing(secret: string, ...ordinary: readonly string[]): Examples {
  return {
    yields: { [secret]: 'fs.read{class=secret} + secret.read{store=env-file,audience=model}' },
    inert: ordinary,
  };
}

const printers: readonly Reader[] = [
  {
    names: 'head tail',
    options: '-n,--lines=N -c,--bytes=N -s,--sleep-interval=N --pid=PID -q -v -f,--follow[=HOW] -F',
    examples: showing('head -n 5 .env', 'tail -f app.log', 'head -20 src/a.ts'),
  },
  { names: 'tac rev', options: '-b -r -s,--separator=S', examples: showing('tac .env', 'rev a.txt', 'tac -s, a.csv') },
  {
    names: 'nl',
    options: '-b=S -d=S -f=S -h=S -i=N -l=N -n=F -s=S -v=N -w=N -p',
    examples: showing('nl -ba .env', 'nl -ba -w3 src/a.ts'),
  },
  {
    names: 'zcat gzcat bzcat xzcat zstdcat lz4cat',
    options: '-f -k -v -q -l -t -r -S=SUFFIX',
    examples: showing('zcat -f .env', 'zcat access.log.gz', 'xzcat notes.txt.xz'),
  },
  {
    names: 'xxd',
    options: '-a -b -C -E -e -i -p,-ps,-plain -r,-revert -u -c,-cols=N -g=N -l,-len=N -n=N -o=N -s,-seek=N -R=W -d',
    examples: showing('xxd -p .env', 'xxd -l 64 logo.png'),
  },
  {
    names: 'hexdump hd',
    options: '-b -c -C -d -o -x -v -e=F -f=F -n=N -s=N -L=W',
    examples: showing('hexdump -C .env', 'hexdump -C -n 64 logo.png'),
  },
  {
    names: 'od',
    options: '-a -b -c -d -f -i -l -o -s -x -v -A=R -j=N -N=N -S[=N] -t=T -w[=N] --endian=E',
    examples: showing('od -c .env', 'od -A x -t x1z logo.png'),
  },
  {
    names: 'hexyl',
    options: '-n,--length=N -c,--bytes=N -s,--skip=N -o,--display-offset=N --color=W --border=W --panels=N -p -v',
    examples: showing('hexyl .env', 'hexyl -n 64 logo.png'),
  },
  {
    names: 'strings',
    options: '-n,--bytes=N -t,--radix=R -e,--encoding=E -T,--target=B -s=S -a -d -f -o -w -U=H',
    examples: showing('strings -n 4 .env', 'strings app.bin'),
  },
  {
    names: 'paste',
    options: '-d,--delimiters=D -s,--serial -z',
    examples: showing('paste -d, a.txt .env', 'paste -d, a.txt b.txt'),
  },
  {
    names: 'comm',
    options: '-1 -2 -3 -i -z --output-delimiter=S --total --nocheck-order --check-order',
    examples: showing('comm -13 a.txt .env', 'comm -12 a.txt b.txt'),
  },
  {
    names: 'diff3 sdiff',
    options: '-o,--output=FILE -w,--width=N -L,--label=L -A -e -E -x -X -3 -m -a -l -s -t -i -W -b -B --diff-program=P',
    outputs: ['-o'],
    examples: {
      yields: {
        'sdiff a.txt .env': 'fs.read{class=secret} + secret.read{audience=model}',
        'sdiff -o merged.txt a.txt b.txt': 'fs.write{path=/repo/merged.txt,mode=overwrite}',
      },
      inert: ['diff3 -m mine.txt base.txt theirs.txt', 'sdiff -s a.txt b.txt'],
    },
  },
  {
    names: 'join',
    options: '-1=F -2=F -a=N -e=S -j=F -o=F -t=C -v=N -i -z --header',
    examples: showing('join -t= a.txt .env', 'join -t, -1 1 -2 2 a.csv b.csv'),
  },
  {
    names: 'column',
    options:
      '-t,--table -s,--separator=S -c,--output-width=N -o,--output-separator=S -N=L -R=L -H=L -n=S -O=L -T=L -W=L -E=L -C=P -l=N -r=C -p=C -i=C -J -d -e -x -L',
    examples: showing('column -t -s= .env', 'column -t -s, data.csv'),
  },
  {
    names: 'fold fmt',
    options: '-w,--width=N -g,--goal=N -p,--prefix=P -b -s -c -t -u',
    examples: showing('fold -w 80 .env', 'fmt -w 72 notes.md'),
  },
  {
    names: 'pr',
    options: '-h=H -l=N -o=N -N=N -D=F -w=N -W=N -S[=S] -s[=C] -n[=S] -e[=C] -i[=C] -a -c -d -f -F -J -m -r -t -T -v',
    examples: showing('pr -t .env', 'pr -h Title notes.md'),
  },
  {
    names: 'expand unexpand',
    options: '-t,--tabs=L -i,--initial -a,--all --first-only',
    examples: showing('expand -t 4 .env', 'unexpand -a a.ts'),
  },
  {
    names: 'iconv recode',
    options: '-f,--from-code=E -t,--to-code=E -c -s -l,--list -o,--output=F',
    outputs: ['-o'],
    examples: {
      yields: {
        'iconv -f latin1 .env': 'fs.read{class=secret} + secret.read{audience=model}',
        'iconv -f latin1 -t utf8 a.txt -o b.txt': 'fs.write{path=/repo/b.txt}',
      },
      inert: ['iconv -f latin1 -t utf8 a.txt', 'iconv -l'],
    },
  },
  {
    names: 'csvcut csvgrep csvlook csvstat csvjson csvsort csvformat csvclean',
    options:
      '-c,--columns=L -m,--match=S -r=S -f=F -C=L -x -n -d,--delimiter=C -q=C -u=N -p=C -e=E -z=N -K=N -i -l -t -b',
    examples: showing('csvcut -c 1 .env', 'csvcut -c name data.csv', 'csvgrep -c 2 -m Berlin data.csv'),
  },
  {
    names: 'shuf',
    options: '-n,--head-count=N -i,--input-range=R -r,--repeat -e,--echo -z -o,--output=F --random-source=F',
    outputs: ['-o'],
    examples: {
      yields: {
        'shuf .env': 'fs.read{class=secret} + secret.read{audience=model}',
        'shuf -o words.txt words.txt': 'fs.write{path=/repo/words.txt}',
      },
      inert: ['shuf -n 5 words.txt', 'shuf -i 1-10'],
    },
  },
  { names: 'tsort ptx', options: '-w=N -r -A -f -G', examples: showing('tsort .env', 'tsort edges.txt') },
  {
    names: 'readtags antiword catdoc mediainfo identify ffprobe jpeginfo pdfinfo',
    options: '-v=LEVEL -show_entries=E -of=F -select_streams=S -format=F',
    examples: showing('catdoc .env', 'identify logo.png', 'ffprobe -v error -show_entries format=duration a.mp4'),
  },
];

const quiet: readonly Reader[] = [
  { names: 'wc', options: '-l -w -c -m -L --files0-from=F', examples: telling('wc -l .env', 'wc -l src/a.ts') },
  {
    names: 'cksum sum md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum b3sum',
    options: '-a,--algorithm=N -c,--check -b -t -z -l,--length=N -s=S -q -r',
    examples: telling('sha256sum .env', 'shasum -a 256 -c sums.txt', 'md5sum dist.tgz'),
  },
  { names: 'cmp', options: '-n=N -i=N -l -s -b', examples: telling('cmp a.env .env', 'cmp -s a.bin b.bin') },
  {
    names: 'jsonlint csslint',
    options: '-q -c -e=E -t=C -V=F --format=F --ignore=R',
    examples: telling('jsonlint -q .env', 'jsonlint -q package.json'),
  },
];

/** One command that reads a secret and does not show it, and ordinary ones. */
function telling(secret: string, ...ordinary: readonly string[]): Examples {
  return { yields: { [secret]: 'fs.read{class=secret} + secret.read{audience=process}' }, inert: ordinary };
}

function quietReader({ names, options = '', examples }: Reader): ProgramSpec {
  return { names, options, does: (call: Call) => readsFiles(call, call.operands, false), examples };
}

export const plainReaders: readonly ProgramSpec[] = [...printers.map(reader), ...quiet.map(quietReader)];
