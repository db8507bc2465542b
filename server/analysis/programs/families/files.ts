/** Programs that create, move, link, delete and alter files. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import { type Call, type ProgramSpec, together } from '../program';
import type { Run, Word } from '../spec';
import { always, deletes, reads, targetOf, when, writes } from '../stating';

const rm: ProgramSpec = {
  names: 'rm unlink rmdir trash trash-put del grm',
  options:
    '-r,-R,--recursive -f,--force -i -I -d,--dir -v,--verbose -p,--parents --one-file-system --no-preserve-root --preserve-root[=ALL] --interactive[=WHEN] -P -x --ignore-fail-on-non-empty',
  operandsNeeded: 1,
  does(call) {
    if (call.name === 'rmdir') return [];
    const undo = call.name.startsWith('trash') ? 'recoverable' : undefined;
    return deletes(call, call.operands, { recursive: call.has('-r'), ...(undo && { undo }) });
  },
  examples: {
    yields: {
      'rm -rf build': 'fs.delete{recursive=true,zone=workspace,root=none}',
      'rm a.txt b.txt': 'fs.delete{recursive=false} + fs.delete',
      'rm -rf /': 'fs.delete{root=filesystem,recursive=true}',
      'rm -rf ~': 'fs.delete{root=home}',
      'rm --recurs --force -- -x': 'fs.delete{recursive=true}',
      'rm -rf /*': 'fs.delete{root=filesystem,extent=bounded}',
      'rm -r -f .': 'fs.delete{root=workspace}',
    },
    inert: ['rm --help', 'rmdir empty', 'rm'],
  },
};

const copyOptions =
  '-t,--target-directory=DIR -T,--no-target-directory -S,--suffix=S -b --backup[=C] -f,--force -i -n,--no-clobber -u --update[=W] -v -a,--archive -r,-R,--recursive -p -P -L -H -d -l,--link -s,--symbolic-link -x --parents --preserve[=A] --reflink[=W] --sparse=W -m,--mode=MODE -o,--owner=O -g,--group=G -D -c -C --strip --context[=C]';

/** Sources and destination of `cp`, `mv`, `ln`: with `-t` the destination comes first. */
function sourcesAndTarget(call: Call): { sources: readonly Word[]; target: Word | undefined } {
  const given = call.words('-t').at(-1);
  if (given) return { sources: call.operands, target: given };
  return { sources: call.operands.slice(0, -1), target: call.operands.at(-1) };
}

const mv: ProgramSpec = {
  names: 'mv gmv',
  options: copyOptions,
  operandsNeeded: 2,
  does(call) {
    const { sources, target } = sourcesAndTarget(call);
    return [...sources.flatMap((source) => moved(call, source)), ...landed(call, sources, target)];
  },
  examples: {
    yields: {
      'mv a b': 'fs.delete{undo=trivial} + fs.write',
      'mv src /dev/null': 'fs.delete{path=/work/src,recursive=true}',
    },
  },
};

/** A file moved within reach is not lost; one moved onto a device is. */
function moved(call: Call, source: Word): EffectDraft[] {
  const target = sourcesAndTarget(call).target;
  const zone = target ? targetOf(call, target).zone : null;
  if (zone === 'device') return deletes(call, [source], { recursive: true });
  return deletes(call, [source], { recursive: false, undo: 'trivial' });
}

/** What appears at the destination: a copy keeps the class of a secret wherever it lands. */
function landed(
  call: Call,
  sources: readonly Word[],
  target: Word | undefined,
  mode: 'overwrite' | 'link' = 'overwrite',
) {
  if (!target) return [];
  const keepsClass = sources.map((source) => targetOf(call, source).class).find((c) => c === 'secret' || c === 'key');
  return writes(call, [target], mode).map(
    (effect): EffectDraft => ({ ...effect, ...(keepsClass && { class: keepsClass }) }) as EffectDraft,
  );
}

const cp: ProgramSpec = {
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

const ln: ProgramSpec = {
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

const tee: ProgramSpec = {
  names: 'tee sponge',
  options: '-a,--append -i -p --output-error[=M]',
  does: (call) => ({
    effects: writes(call, call.operands, call.has('-a') === true ? 'append' : 'overwrite'),
    ...(call.invocation.stdin && { output: call.invocation.stdin }),
  }),
  examples: { yields: { 'tee -a log.txt': 'fs.write{mode=append}', 'tee out': 'fs.write{mode=overwrite}' } },
};

const truncate: ProgramSpec = {
  names: 'truncate fallocate',
  options: '-s,--size=N -c -o -r,--reference=F -l,--length=N -p,--punch-hole -z -x -n -d',
  does: (call) =>
    writes(call, call.operands, call.name === 'fallocate' && !call.maybe('-p', '-z') ? 'create' : 'truncate'),
  examples: { yields: { 'truncate -s 0 app.log': 'fs.write{mode=truncate}' } },
};

const creating: ProgramSpec = {
  names: 'mkdir touch mktemp mkfifo mknod gmkdir',
  options: '-p,--parents -m,--mode=M -v -d,--date=D -r,--reference=F -t=STAMP -a -c -h -q -u --suffix=S --tmpdir[=D]',
  does: (call) =>
    call.name === 'mktemp' ? [] : writes(call, call.operands, 'create').map((e) => ({ ...e, undo: 'trivial' })),
  examples: { yields: { 'mkdir -p a/b': 'fs.write{mode=create}' }, inert: ['mktemp -d'] },
};

const split: ProgramSpec = {
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

const shred: ProgramSpec = {
  names: 'shred srm sdelete wipe scrub',
  options: '-u --remove[=HOW] -n,--iterations=N -z,--zero -f,--force -s,--size=N -v -x -r --random-source=F -p=N',
  does: (call) =>
    call.operands.flatMap((word): EffectDraft[] => {
      const device = targetOf(call, word).zone === 'device';
      const erased: EffectDraft = {
        kind: 'disk.destroy',
        how: 'secure-erase',
        device: word.value,
        undo: 'irreversible',
        span: word.span,
      };
      return device ? [erased] : deletes(call, [word], { recursive: call.has('-r'), undo: 'irreversible' });
    }),
  examples: {
    yields: { 'shred -u key.pem': 'fs.delete{undo=irreversible}', 'shred /dev/sda': 'disk.destroy{how=secure-erase}' },
  },
};

const chmod: ProgramSpec = {
  names: 'chmod gchmod',
  options:
    '-R,--recursive -v,--verbose -c,--changes -f,--silent,--quiet --reference=F --preserve-root --no-preserve-root',
  does(call) {
    // `chmod -x file` and `chmod -w file`: a mode that looks like an option.
    const minus = call.last.unknownOptions.length > 0;
    const modeGiven = !minus && call.has('--reference') !== true;
    const files = modeGiven ? call.operands.slice(1) : call.operands;
    const change = modeGiven ? modeChange(call.operand(0) ?? null) : 'other';
    return changesPermissions(call, files, change);
  },
  examples: {
    yields: {
      'chmod 777 f': 'fs.perms{change=world-writable}',
      'chmod -R o+w .': 'fs.perms{change=world-writable,recursive=true}',
      'chmod u+s bin/x': 'fs.perms{change=setid}',
      'chmod +x run.sh': 'fs.perms{change=other,recursive=false}',
      'chmod -x run.sh': 'fs.perms{change=other}',
      'chmod 644 a b': 'fs.perms{change=other} + fs.perms',
      'chmod 4755 x': 'fs.perms{change=setid}',
    },
  },
};

type Change = EffectDraftOf<'fs.perms'>['change'];

function changesPermissions(call: Call, files: readonly Word[], change: Change | null): EffectDraft[] {
  return files.map((word) => ({
    kind: 'fs.perms',
    ...targetOf(call, word),
    recursive: call.has('-R'),
    change: change ?? null,
    span: word.span,
  }));
}

function modeChange(mode: Text): Change {
  if (typeof mode !== 'string') return null;
  if (isSetId(mode)) return 'setid';
  const worldByNumber = /^=?[0-7]*[2367]$/.test(mode) && mode.length >= 3;
  const worldByLetter = mode.split(',').some((part) => /^[ugoa]*[oa][ugoa]*[+=][rxXst]*w/.test(part));
  return worldByNumber || worldByLetter ? 'world-writable' : 'other';
}

function isSetId(mode: Text): boolean {
  if (typeof mode !== 'string') return false;
  return (
    /^0?[2-7][0-7]{3}$/.test(mode) ||
    mode.split(',').some((part) => /^[ugoa]*[ug][ugoa]*[+=][rwxX]*s/.test(part) || /^[+=][rwxX]*s/.test(part))
  );
}

const chown: ProgramSpec = {
  names: 'chown chgrp',
  options:
    '-R,--recursive -v -c -f -h,--no-dereference -H -L -P --reference=F --from=OWNER --preserve-root --no-preserve-root',
  does: (call) =>
    changesPermissions(call, call.has('--reference') === true ? call.operands : call.operands.slice(1), 'owner'),
  examples: { yields: { 'chown -R root:root .': 'fs.perms{change=owner,recursive=true}' } },
};

const acl: ProgramSpec = {
  names: 'setfacl icacls chacl cacls takeown',
  options: '-R,--recursive -m,--modify=ACL -x,--remove=ACL -M=F -X=F -b -k -d -n --set=ACL --restore=F',
  does: (call) => changesPermissions(call, call.operands, 'acl'),
  examples: { yields: { 'setfacl -m u:bob:rw f': 'fs.perms{change=acl}' } },
};

const chattr: ProgramSpec = {
  names: 'chattr chflags',
  options: '-R -V -f -v=N -p=N -h -H -L -P',
  does: (call) => changesPermissions(call, call.operands.slice(-1), 'immutable'),
  examples: { yields: { 'chattr +i f': 'fs.perms{change=immutable}' } },
};

const listingPermissions: ProgramSpec = {
  names: 'getfacl lsattr getfattr',
  examples: { inert: ['getfacl a', 'lsattr .'] },
};

/** `:!CMD` in a command given to an editor: a command of the shell. */
function editorRuns(call: Call): readonly Run[] {
  const given = [...call.words('-c', '--cmd'), ...call.operands.filter((word) => String(word.value).startsWith('+'))];
  return given.flatMap((word): Run[] => {
    const command = /^\+?:?\s*(?:silent!?\s+)?(?:r(?:ead)?\s+)?!(.+)$/s.exec(String(word.value))?.[1];
    return command ? [{ type: 'shell', text: command, label: `${call.name} -c` }] : [];
  });
}

const editors: ProgramSpec = {
  names: 'vim vi nvim nano emacs ed ex pico micro joe helix hx kak',
  options: '-c=CMD --cmd=CMD -u=F -S=F -s -R -n -e -E -b -d -o -O -p -q --eval=E -l=F --batch --version',
  inertWith: ['--version'],
  does(call) {
    const plus = call.operands.some((word) => String(word.value).startsWith('+'));
    const scripted = call.maybe('-c', '--cmd', '-S', '--eval', '-l') || plus || call.invocation.stdin !== undefined;
    if (!scripted) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return {
      effects: [{ kind: 'code.exec', origin: 'inline', lang: call.name, resolved: false }],
      runs: editorRuns(call),
    };
  },
  examples: {
    yields: {
      "ex -sc '!rm -rf build' a": 'code.exec{lang=ex} + fs.delete{recursive=true}',
      'vim a.txt': 'code.opaque{reason=interactive}',
    },
  },
};

const formatters: ProgramSpec = {
  names:
    'prettier eslint biome ruff black isort autopep8 yapf gofmt goimports rustfmt clang-format shfmt standard stylelint rubocop dprint oxlint dos2unix unix2dos patch',
  options: '--write,-w --fix -i --check -l -d -c,--config=F -p=N -R --dry-run',
  does: always(),
  examples: { inert: ['prettier --check .', 'eslint --fix src', 'black .'] },
};

export const files: readonly ProgramSpec[] = [
  rm,
  mv,
  cp,
  ln,
  tee,
  truncate,
  creating,
  split,
  shred,
  chmod,
  chown,
  acl,
  chattr,
  listingPermissions,
  editors,
  formatters,
];
