/** Files copied, linked, created and written. */
import { type Call, type ProgramSpec, together } from '../../program';
import { reads, targetOf, when, writes } from '../../stating';
import { copyOptions, landed, sourcesAndTarget } from './deleting';
import { isSetId } from './permissions';

export const cp: ProgramSpec = {
  names: 'cp install gcp ditto',
  options: copyOptions,
  operandsNeeded: 2,
  does(call) {
    if (call.name === 'install' && call.has('-d', '-D') === true) return writes(call, call.operands, 'create');
    const { sources, target } = sourcesAndTarget(call);
    const setid = call.words('-m').some((word) => isSetId(word.value));
    return [
      ...reads(call, sources, { shown: false }),
      ...landed(call, sources, target),
      ...when(setid, { kind: 'fs.perms', ...(target && targetOf(call, target)), change: 'setid' }),
    ];
  },
  examples: {
    yields: {
      'cp -r src dist': 'fs.read + fs.write{mode=overwrite}',
      'cp .env /tmp/x': 'fs.read + secret.read{audience=process} + fs.write{class=secret}',
    },
  },
};

export const ln: ProgramSpec = {
  names: 'ln link symlink',
  options: `${copyOptions} -s,--symbolic -r,--relative -n,--no-dereference`,
  does(call) {
    const { sources, target } = sourcesAndTarget(call);
    const place = target && sources.length > 0 ? [target] : [];
    return [
      ...reads(call, sources.length > 0 ? sources : call.operands, { shown: false }),
      ...writes(call, place, 'link'),
    ];
  },
  examples: { yields: { 'ln -s ../lib lib': 'fs.read + fs.write{mode=link}' } },
};

export const tee: ProgramSpec = {
  names: 'tee sponge',
  options: '-a,--append -i -p --output-error[=M]',
  does: (call) => ({
    effects: writes(call, call.operands, call.has('-a') === true ? 'append' : 'overwrite'),
    ...(call.invocation.stdin && { output: call.invocation.stdin }),
  }),
  examples: { yields: { 'tee -a log.txt': 'fs.write{mode=append}', 'tee out': 'fs.write{mode=overwrite}' } },
};

export const truncate: ProgramSpec = {
  names: 'truncate fallocate',
  options: '-s,--size=N -c -o -r,--reference=F -l,--length=N -p,--punch-hole -z -x -n -d',
  does: (call) =>
    writes(call, call.operands, call.name === 'fallocate' && !call.maybe('-p', '-z') ? 'create' : 'truncate'),
  examples: { yields: { 'truncate -s 0 app.log': 'fs.write{mode=truncate}' } },
};

export const creating: ProgramSpec = {
  names: 'mkdir touch mkfifo mknod gmkdir',
  options: '-p,--parents -m,--mode=M -v -d,--date=D -r,--reference=F -t=STAMP -a -c -h -q -u --suffix=S --tmpdir[=D]',
  does: (call) => ({
    effects: writes(call, call.operands, 'create').map((effect) => ({ ...effect, undo: 'trivial' })),
    edits: (text) => text,
  }),
  examples: { yields: { 'mkdir -p a/b': 'fs.write{mode=create}' } },
};

/** What it prints is a new name below a known directory. */
export const mktemp: ProgramSpec = {
  names: 'mktemp gmktemp',
  options: '-d,--directory -u,--dry-run -q,--quiet -t -p,--tmpdir[=DIR] --suffix=S -V',
  does(call) {
    const template = call.operand(0);
    const directory = call.words('-p').at(-1)?.value ?? call.invocation.variable('TMPDIR') ?? '/tmp';
    const inTemporary = template === undefined || call.has('-p') === true || call.has('-t') === true;
    const prefix = inTemporary ? `${String(directory).replace(/\/$/, '')}/` : String(template).replace(/X+.*$/s, '');
    const known = typeof directory === 'string' && (inTemporary || typeof template === 'string');
    return { output: { text: known ? { prefix, suffix: '', glob: false } : null, sources: ['literal'] } };
  },
  examples: { yields: { 'f=$(mktemp); rm -f "$f"': 'fs.delete{zone=temp}' }, inert: ['mktemp -d'] },
};

export const split: ProgramSpec = {
  names: 'split csplit',
  options: '-b=N -l=N -n=N -a=N -d -C=N -f=P --filter=CMD --additional-suffix=S -x -z -k -s',
  does: (call) =>
    together(
      reads(call, call.operands.slice(0, 1), { shown: false }),
      [{ kind: 'fs.write', mode: 'create', zone: targetZoneOfCwd(call) }],
      {
        runs: call.words('--filter').map((word) => ({
          type: 'shell',
          text: word.value,
          span: word.span,
          label: 'split --filter',
          unbounded: true,
        })),
      },
    ),
};

function targetZoneOfCwd(call: Call) {
  return call.invocation.surroundings.fileTarget('.', call.invocation.cwd).zone ?? null;
}
