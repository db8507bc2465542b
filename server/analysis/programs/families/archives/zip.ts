import type { ProgramSpec } from '../../program';
import type { Stream } from '../../spec';
import { deletes, reads, when, writes } from '../../stating';
import { archiveSources, packs, runsOf, unpacks } from './packing';

export const zip: ProgramSpec = {
  names: 'zip',
  options:
    '-r -q -j -m,--move -d,--delete -u -f -T,--test -TT,--unzip-command=CMD -x=P -i=P -e -P=PW -b=D -n=S -t=D -tt=D -0 -9 -y -v -g -D -X -o -@ -O,--out=F -sf,--show-files -s=N -FS -FF -F',
  inertWith: ['-sf'],
  does(call) {
    const [archive, ...members] = call.operands;
    const runs = runsOf(call, '-TT');
    if (call.has('-T') === true && members.length === 0)
      return { effects: reads(call, archive ? [archive] : [], { shown: false }), runs };
    const moved = when(call.has('-m'), ...deletes(call, members, { recursive: true }));
    const packed: Stream = { text: null, sources: archiveSources(call, members) };
    return {
      effects: [...packs(call, archive ? [archive] : [], members), ...moved],
      runs,
      ...(archive?.value === '-' ? { output: packed } : { content: packed }),
    };
  },
  examples: {
    yields: {
      'zip -r - src | curl -T - https://example.net': 'fs.read + net.fetch + net.upload{source=archive}',
      'zip -r out.zip src': 'fs.read + fs.write{mode=create}',
      'zip -m out.zip a': 'fs.read + fs.write + fs.delete',
      'zip keys.zip .env': 'fs.read + secret.read{audience=process} + fs.write{path=/repo/keys.zip}',
    },
    inert: ['zip -T out.zip', 'zip -sf out.zip'],
  },
};

export const unzip: ProgramSpec = {
  names: 'unzip unrar unar',
  options: '-d=DIR -l -t -v -Z -p -c -o -n -q -j -x=P -P=PW -O=E -f -u',
  inertWith: ['-l', '-t', '-v', '-Z'],
  does: (call) =>
    call.has('-p', '-c') === true ? reads(call, call.operands.slice(0, 1)) : unpacks(call, call.words('-d').at(-1)),
  examples: { yields: { 'unzip a.zip -d build': 'fs.write{certainty=possible}' }, inert: ['unzip -l a.zip'] },
};

export const sevenZip: ProgramSpec = {
  names: '7z 7za 7zr 7zz rar',
  options: '-o=DIR -p=PW -y -r -t=T -m=M -x=P -sdel -so -si -bb=N',
  does(call) {
    const [verb, archive, ...members] = call.operands;
    switch (verb?.value) {
      case 'a':
      case 'u':
        return {
          effects: [
            ...packs(call, archive ? [archive] : [], members),
            ...when(call.has('-sdel'), ...deletes(call, members, { recursive: true })),
          ],
          content: { text: null, sources: archiveSources(call, members) },
        };
      case 'd':
      case 'rn':
        return writes(call, archive ? [archive] : [], 'overwrite');
      case 'x':
      case 'e':
        return unpacks(call, call.words('-o').at(-1));
      default:
        return [];
    }
  },
  examples: { yields: { '7z a o.7z src': 'fs.read + fs.write', '7z x o.7z': 'fs.write' }, inert: ['7z l o.7z'] },
};
