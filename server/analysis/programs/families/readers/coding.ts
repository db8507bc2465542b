/** Encoders and compressors. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import type { Stream } from '../../spec';
import { filtered, reads, showsSecretInput, writes } from '../../stating';

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
  examples: { inert: ['base64 logo.png', 'base64 -d in.b64'] },
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
