/** Programs that read files and print what they find. */
import type { EffectDraft } from '../../../effects/effect';
import { type Answer, type Call, type ProgramSpec, together } from '../program';
import type { Word } from '../spec';
import { filtered, reads, showsSecretInput, targetOf, when, writes } from '../stating';

interface Reader {
  readonly names: string;
  readonly options?: string;
  /** False when it prints no content (`wc`, `cmp`). */
  readonly shown?: boolean;
}

/** A program whose operands are files to be read, or which reads standard input. */
function reader({ names, options = '', shown = true }: Reader): ProgramSpec {
  return { names, options, does: (call) => readsFiles(call, call.operands, shown) };
}

function readsFiles(call: Call, files: readonly Word[], shown = true): Answer {
  const secretsShown = shown && files.length === 0 ? showsSecretInput(call) : [];
  return {
    effects: [...reads(call, files, { shown }), ...secretsShown],
    output: shown ? filtered(call, files) : { text: null, sources: ['literal'] },
  };
}

const plainReaders: readonly Reader[] = [
  { names: 'less more most pg zless zmore lv', options: '-p=PATTERN -j=N -P=PROMPT -x=N -y=N -z=N -o=FILE -T=TAGS' },
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

const silentReaders: readonly Reader[] = [
  { names: 'wc', options: '-l -w -c -m -L --files0-from=F' },
  {
    names: 'cksum sum md5sum md5 sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum b3sum',
    options: '-a=N -c --check',
  },
  { names: 'cmp', options: '-n=N -i=N -l -s -b' },
  { names: 'jsonlint csslint', options: '' },
];

const grep: ProgramSpec = {
  names: 'grep egrep fgrep rgrep zgrep bzgrep xzgrep pcregrep ggrep',
  options:
    '-e,--regexp=P -f,--file=F -m,--max-count=N -A,--after-context=N -B,--before-context=N -C,--context=N -D=A -d=A --label=L --include=G --exclude=G --exclude-dir=G --exclude-from=F --color,--colour[=W] --binary-files=T -r,--recursive -R,--dereference-recursive -i -v -w -x -n -H -h -o -P -E -F -G -c,--count -l,--files-with-matches -L,--files-without-match -q,--quiet,--silent -s -z -Z -a -b -I -U -T -y',
  does: readsAfterPattern,
  examples: {
    yields: {
      'grep KEY .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'grep -r password ~': 'secret.read{certainty=possible}',
    },
    inert: ['grep -rl x ~', 'grep -rn "DROP TABLE" src', 'grep -e rm -- file', "grep 'rm -rf /' notes.md"],
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
  const audience = call.invocation.outputShown ? 'model' : 'process';
  return hits ? [{ kind: 'secret.read', store: 'env-file', audience, certainty: 'possible' }] : [];
}

/** The first operand is a pattern, unless `-e` or `-f` gave one. */
function readsAfterPattern(call: Call): Answer {
  const patternGiven = call.has('-e') === true || call.has('-f') === true;
  const files = patternGiven ? call.operands : call.operands.slice(1);
  const shown = call.has('-q', '-c', '-l', '-L') !== true;
  return together(readsFiles(call, [...files, ...call.words('-f')], shown), searched(call, files, shown));
}

const ripgrep: ProgramSpec = {
  names: 'rg ag ack sift ugrep pt',
  options:
    '-e,--regexp=P -f,--file=F -g,--glob,--iglob=G -t,--type=T -T,--type-not=T -A=N -B=N -C=N -m,--max-count=N -d,--max-depth=N --max-filesize=N -j,--threads=N -M,--max-columns=N -r,--replace=S --sort=K --sortr=K --color=W --colors=S --type-add=S --pre=COMMAND --pre-glob=G --engine=E -E,--encoding=E -c,--count -l,--files-with-matches -L -q,--quiet --files -G=P --ignore=P --path-to-ignore=F',
  does(call) {
    const runs = call.words('--pre').map((word) => ({ type: 'argv', words: [word], label: 'rg --pre' }) as const);
    return together(call.has('--files') === true ? [] : readsAfterPattern(call), { runs });
  },
};

const sort: ProgramSpec = {
  names: 'sort uniq gsort',
  options:
    '-o,--output=FILE -k,--key=K -t,--field-separator=S -T,--temporary-directory=D -S,--buffer-size=N --parallel=N --compress-program=PROG --files0-from=F --batch-size=N --random-source=F --sort=W --field-separator=S -f,--skip-fields=N -s -w=N -b -d -g -i -M -h -n -r -V -u -z -c -C -m -R --version-sort',
  does(call) {
    const runs = call
      .words('--compress-program')
      .map((word) => ({ type: 'argv', words: [word], label: 'sort' }) as const);
    const files = call.name === 'uniq' ? call.operands.slice(0, 1) : [...call.operands, ...call.words('--files0-from')];
    const output = call.name === 'uniq' ? call.operands.slice(1, 2) : call.words('-o');
    return together(readsFiles(call, files), writes(call, output, 'overwrite'), { runs });
  },
  examples: {
    yields: { 'sort -o out.txt in.txt': 'fs.write{mode=overwrite}', 'uniq in out': 'fs.write' },
    inert: ['sort -t, -k2 data.csv', 'uniq -c names.txt'],
  },
};

const jq: ProgramSpec = {
  names: 'jq gojq jaq',
  options:
    '-f,--from-file=F --arg=NAME=VALUE --argjson=NAME=VALUE --slurpfile=NAME=FILE --rawfile=NAME=FILE --argfile=NAME=FILE --indent=N -L=DIR --args --jsonargs -n,--null-input -r -c -s -e -j -a -S -C -M -R -h --tab --stream --seq',
  does(call) {
    const files = call.has('-f') === true ? call.operands : call.operands.slice(1);
    const own = call.has('--args', '--jsonargs') === true ? [] : files;
    return readsFiles(call, [...own, ...call.words('-f')]);
  },
};

const yq: ProgramSpec = {
  names: 'yq dasel xq tomlq htmlq xmlstarlet xmllint hcl2json',
  options:
    '-i,--inplace,--in-place -o,--output-format=F -p,--input-format=F --xpath=X -I,--indent=N -P -r -C -M -e -n -N -s --output=FILE --schema=F --format',
  does(call) {
    const files = call.name === 'xmllint' || call.name === 'hcl2json' ? call.operands : call.operands.slice(1);
    return together(
      readsFiles(call, files),
      when(call.has('-i'), ...writes(call, files.slice(-1), 'overwrite')),
      writes(call, call.words('--output'), 'overwrite'),
    );
  },
  examples: { yields: { 'yq -i .a=1 c.yaml': 'fs.write{mode=overwrite}' }, inert: ['yq .services compose.yaml'] },
};

const cat: ProgramSpec = {
  names: 'cat gcat',
  options: '-A -b -e -E -n -s -t -T -u -v',
  does(call) {
    const { stdin } = call.invocation;
    const passesThrough = stdin && call.operands.every((word) => word.value === '-') && !call.open;
    const answer = readsFiles(call, call.operands);
    return passesThrough ? together({ output: stdin }, answer) : answer;
  },
  examples: {
    yields: {
      'cat .env': 'fs.read{class=secret,audience=model} + secret.read{store=env-file,audience=model}',
      'cat ~/.ssh/id_rsa': 'fs.read + secret.read{store=ssh}',
    },
    inert: ['cat README.md', 'cat -n src/a.ts src/b.ts'],
  },
};

const tr: ProgramSpec = {
  names: 'tr',
  options: '-c -C -d -s -t',
  does: (call) => ({ effects: showsSecretInput(call), output: filtered(call, []) }),
};

const diff: ProgramSpec = {
  names: 'diff colordiff delta difft icdiff wdiff',
  options:
    '-u -U,--unified=N -c -C=N -r,--recursive -N -q,--brief -y -w -i -b -B -x,--exclude=P -X=F -I=RE -L,--label=L --from-file=F --to-file=F --color[=W] -W,--width=N --suppress-common-lines -s',
  does: (call) => readsFiles(call, call.operands, call.has('-q') !== true),
};

/** `base64 -d` and its like: what comes out may be a program. */
const decoders: ProgramSpec = {
  names: 'base64 base32 basenc uudecode uuencode gbase64',
  options: '-d,-D,--decode -w,--wrap=N -i -o,--output=FILE --base64 --base32 --base16',
  does(call) {
    const decodes = call.has('-d') !== false || call.name === 'uudecode';
    const files = [...call.operands, ...(call.name === 'base64' ? call.words('-i') : [])];
    return {
      effects: [...reads(call, files), ...showsSecretInput(call), ...writes(call, call.words('-o'), 'overwrite')],
      output: decodes ? decoded(call) : filtered(call, files),
    };
  },
  examples: { inert: ['base64 logo.png', 'base64 -d in.b64'] },
};

function decoded(call: Call): NonNullable<ReturnType<typeof filtered>> {
  const text = call.invocation.stdin?.text;
  const known = typeof text === 'string' && call.name !== 'base32' && call.operands.length === 0;
  const sources = new Set(call.invocation.stdin?.sources ?? []);
  sources.delete('literal');
  return { text: known ? decodeBase64(text) : null, sources: ['decoded', ...sources] };
}

function decodeBase64(text: string): string | null {
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) return null;
  return Buffer.from(compact, 'base64').toString('utf8');
}

/** Compressors replace the file by another, or print it with `-c`. */
const compressors: ProgramSpec = {
  names: 'gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 pigz compress uncompress brotli lzma unlzma',
  options:
    '-c,--stdout -d,--decompress,--uncompress -k,--keep -f,--force -l,--list -t,--test -n -N -q -r -S=S -v -o=FILE -1 -9 -T=N -z',
  inertWith: ['-l', '-t'],
  does(call) {
    const source = {
      text: null,
      sources: [call.maybe('-d') || /^(g?un|unxz)/.test(call.name) ? 'decoded' : 'archive'],
    } as const;
    if (call.operands.length === 0 || call.has('-c') === true)
      return { effects: reads(call, call.operands, { shown: false }), output: source };
    return compressed(call);
  },
  examples: { yields: { 'gzip a.log': 'fs.write' }, inert: ['gzip -c a.log', 'zstd -t a.zst'] },
};

function compressed(call: Call): EffectDraft[] {
  const output = call.words('-o');
  return writes(call, output.length > 0 ? output : call.operands, 'create');
}

export const readers: readonly ProgramSpec[] = [
  ...plainReaders.map(reader),
  ...silentReaders.map((silent) => reader({ ...silent, shown: false })),
  cat,
  grep,
  ripgrep,
  sort,
  jq,
  yq,
  tr,
  diff,
  decoders,
  compressors,
];
