/** Files copied, linked, created and written. */
import { type Call, type ProgramSpec, together } from '../../program';
import type { Word } from '../../spec';
import { reads, targetOf, when, writes } from '../../stating';
import { copyOptions, landed, sourcesAndTarget } from './deleting';
import { isSetId } from './permissions';

export const cp: ProgramSpec = {
  names: 'cp install gcp ditto',
  helps: 'first',
  options: copyOptions,
  operandsNeeded: 2,
  does(call) {
    if (call.name === 'install' && call.has('-d') === true) return writes(call, call.operands, 'create');
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
      'cp -t /tmp a.ts b.ts': 'fs.read + fs.write{path=/tmp}',
      'cp disk.img /dev/sdb': 'fs.read + disk.destroy{how=overwrite,device=/dev/sdb}',
      'cp a.sh ~/.bashrc': 'fs.read + fs.write{mode=overwrite} + persist.install{mechanism=shell-rc}',
      'install -Dm644 a.ts lib/b.ts': 'fs.read{path=/repo/a.ts} + fs.write{path=/repo/lib/b.ts}',
      'install -d build/x build/y': 'fs.write{mode=create} + fs.write{path=/repo/build/y}',
      'install -m 4755 x /usr/local/bin/x': 'fs.read + fs.write + fs.perms{change=setid}',
    },
    // A copy is always written; there is no form that only looks.
    inert: ['cp --help', 'cp --version'],
  },
};

export const ln: ProgramSpec = {
  names: 'ln link symlink',
  options: `${copyOptions} -s,--symbolic -r,--relative -n,--no-dereference`,
  does(call) {
    const { sources, target } = sourcesAndTarget(call);
    const [only] = call.operands;
    if (only && sources.length === 0)
      return [...reads(call, [only], { shown: false }), ...writes(call, [nameOf(only)], 'link')];
    return [...reads(call, sources, { shown: false }), ...writes(call, target ? [target] : [], 'link')];
  },
  examples: {
    yields: {
      'ln -s ../lib lib': 'fs.read + fs.write{mode=link,path=/repo/lib}',
      'ln -sf ~/.ssh/id_rsa key': 'fs.read{class=key} + secret.read{store=ssh,audience=process} + fs.write{mode=link}',
      'ln -s /etc/hosts': 'fs.read{path=/etc/hosts} + fs.write{mode=link,path=/repo/hosts}',
    },
    inert: ['ln --help'],
  },
};

/** `ln -s /a/b` alone makes a link `b` here. */
function nameOf(word: Word): Word {
  return { ...word, value: typeof word.value === 'string' ? word.value.replace(/^.*\/(?=[^/])/, '') : null };
}

export const tee: ProgramSpec = {
  names: 'tee sponge',
  options: '-a,--append -i -p --output-error[=M]',
  does: (call) => ({
    effects: writes(call, call.operands, call.has('-a') === true ? 'append' : 'overwrite'),
    ...(call.invocation.stdin && { output: call.invocation.stdin }),
  }),
  examples: {
    yields: {
      'tee -a log.txt': 'fs.write{mode=append}',
      'tee out': 'fs.write{mode=overwrite}',
      'echo x | sudo tee /etc/hosts': 'privilege.escalate + fs.write{path=/etc/hosts,authority=elevated}',
      'tee /dev/sda < disk.img': 'fs.read + disk.destroy{how=overwrite}',
    },
    inert: ['git status | tee', 'git status | tee /dev/null'],
  },
};

export const truncate: ProgramSpec = {
  names: 'truncate fallocate',
  helps: 'first',
  options: '-s,--size=N -c -o -r,--reference=F -l,--length=N -p,--punch-hole -z -x -n -d',
  does: (call) =>
    writes(call, call.operands, call.name === 'fallocate' && !call.maybe('-p', '-z') ? 'create' : 'truncate'),
  examples: {
    yields: {
      'truncate -s 0 app.log': 'fs.write{mode=truncate}',
      'truncate --size=0 *.csv': 'fs.write{extent=bounded,mode=truncate}',
      'fallocate -l 1G swap.img': 'fs.write{mode=create}',
    },
    inert: ['truncate --help'],
  },
};

export const creating: ProgramSpec = {
  names: 'mkdir touch mkfifo mknod gmkdir',
  options: '-p,--parents -m,--mode=M -v -d,--date=D -r,--reference=F -t=STAMP -a -c -h -q -u --suffix=S --tmpdir[=D]',
  does(call) {
    // A node is followed by its type and numbers.
    const made = call.name === 'mknod' ? call.operands.slice(0, 1) : call.operands;
    return {
      effects: writes(call, made, 'create').map((effect) => ({ ...effect, undo: 'trivial' })),
      edits: (text) => text,
    };
  },
  examples: {
    yields: {
      'mkdir -p a/b': 'fs.write{mode=create,undo=trivial}',
      'touch .git/hooks/pre-commit': 'fs.write{class=vcs-meta} + persist.install{mechanism=git-hook}',
      'mknod pipe p': 'fs.write{path=/repo/pipe}',
    },
    inert: ['mkdir --help'],
  },
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
    together(reads(call, call.operands.slice(0, 1), { shown: false }), writes(call, [partsOf(call)], 'create'), {
      runs: call.words('--filter').map((word) => ({
        type: 'shell',
        text: word.value,
        span: word.span,
        label: 'split --filter',
        unbounded: true,
      })),
    }),
  examples: {
    yields: {
      'split -b 1M big.bin /tmp/part-': 'fs.read + fs.write{zone=temp,mode=create,extent=bounded}',
      "split -l 100 --filter='rm -rf build' a.csv": 'fs.read + fs.write + fs.delete{recursive=true}',
      'csplit -f part a.txt /x/': 'fs.read + fs.write{zone=workspace}',
    },
    inert: ['split --help'],
  },
};

/** What it writes begins like this. */
function partsOf(call: Call): Word {
  const prefix = call.name === 'csplit' ? call.value('-f') : call.operand(1);
  const value = prefix === undefined ? 'x' : prefix;
  const pattern = typeof value === 'string' ? { prefix: value, suffix: '', glob: true } : value;
  return { value: pattern, raw: '', span: call.invocation.span, many: true };
}
