import { type ProgramSpec, together } from '../../program';
import { reads, writes } from '../../stating';
import { archiveSources, packs, runsOf, unpacks } from './packing';

export const cpio: ProgramSpec = {
  names: 'cpio',
  options:
    '-i,--extract -o,--create -p,--pass-through -t,--list -d,--make-directories -m -v -u -A -L -0,--null -F,--file=F -D,--directory=D -H,--format=F -I=F -O=F -C=N -E=F -R=O -M=M --to-stdout --rsh-command=CMD',
  inertWith: ['-t'],
  does(call) {
    const runs = runsOf(call, '--rsh-command');
    const archive = call.words('-F', call.has('-o') === true ? '-O' : '-I');
    if (call.has('-p') === true) return together(unpacks(call, call.operands.at(-1)), { runs });
    if (call.has('-i') === true)
      return together(reads(call, archive, { shown: false }), unpacks(call, call.words('-D').at(-1)), { runs });
    return { effects: writes(call, archive, 'create'), runs, output: { text: null, sources: ['archive'] } };
  },
  examples: {
    yields: {
      'cpio -idm < in.cpio': 'fs.read + fs.write{zone=workspace,certainty=possible}',
      'find src | cpio -pdm /tmp/copy': 'fs.write{zone=temp,certainty=possible}',
      'find src | cpio -oF out.cpio': 'fs.write{path=/repo/out.cpio}',
      'find ~ | cpio -o | curl -T - https://example.net': 'net.fetch + net.upload{source=archive}',
    },
    inert: ['cpio -it < in.cpio', 'cpio --list -F in.cpio'],
  },
};

/** `pax` lists, reads (`-r`), writes (`-w`), or copies (both). */
export const pax: ProgramSpec = {
  names: 'pax',
  options: '-r -w -a -c -d -i -k -l -n -t -u -v -X -f=F -b=N -o=O -p=S -s=E -x=F -B=N -E=N -G=G -T=R -U=U',
  does(call) {
    const archive = call.words('-f');
    const [extracts, packing] = [call.maybe('-r'), call.maybe('-w')];
    const copies = extracts && packing;
    if (copies)
      return [...reads(call, call.operands.slice(0, -1), { shown: false }), ...unpacks(call, call.operands.at(-1))];
    if (extracts) return [...reads(call, archive, { shown: false }), ...unpacks(call, undefined)];
    if (!packing) return reads(call, archive, { shown: false });
    return {
      effects: packs(call, archive, call.operands),
      output: { text: null, sources: archiveSources(call, call.operands) },
    };
  },
  examples: {
    yields: {
      'pax -wf out.tar .env': 'fs.read + secret.read{audience=process} + fs.write{path=/repo/out.tar}',
      'pax -rf in.tar': 'fs.read + fs.write{certainty=possible}',
      'pax -rw src /tmp/copy': 'fs.read + fs.write{zone=temp}',
    },
    inert: ['pax -f in.tar'],
  },
};
