/** Files deleted, moved away and shredded. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { deletes, targetOf, writes } from '../../stating';

export const rm: ProgramSpec = {
  names: 'rm unlink rmdir trash trash-put del grm',
  helps: 'first',
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
      'rm app.sqlite': 'fs.delete + db.schema.drop{object=database,name=app.sqlite}',
      'rm a.txt b.txt': 'fs.delete{recursive=false} + fs.delete',
      'rm -rf /': 'fs.delete{root=filesystem,recursive=true}',
      'rm -rf ~': 'fs.delete{root=home}',
      'rm --recurs --force -- -x': 'fs.delete{recursive=true}',
      'rm -rf /*': 'fs.delete{root=filesystem,extent=bounded}',
      'rm -r -f .': 'fs.delete{root=workspace}',
      'rm -rf build --help': 'fs.delete{path=/repo/build}',
    },
    inert: ['rm --help', 'rmdir empty', 'rm'],
  },
};

export const copyOptions =
  '-t,--target-directory=DIR -T,--no-target-directory -S,--suffix=S -b --backup[=C] -f,--force -i -n,--no-clobber -u --update[=W] -v -a,--archive -r,-R,--recursive -p -P -L -H -d -l,--link -s,--symbolic-link -x --parents --preserve[=A] --reflink[=W] --sparse=W -m,--mode=MODE -o,--owner=O -g,--group=G -D -c -C --strip --context[=C]';

/** Sources and destination of `cp`, `mv`, `ln`: with `-t` the destination comes first. */
export function sourcesAndTarget(call: Call): { sources: readonly Word[]; target: Word | undefined } {
  const given = call.words('-t').at(-1);
  if (given) return { sources: call.operands, target: given };
  return { sources: call.operands.slice(0, -1), target: call.operands.at(-1) };
}

export const mv: ProgramSpec = {
  names: 'mv gmv',
  helps: 'first',
  options: copyOptions,
  operandsNeeded: 2,
  does(call) {
    const { sources, target } = sourcesAndTarget(call);
    return [...sources.flatMap((source) => moved(call, source)), ...landed(call, sources, target)];
  },
  examples: {
    yields: {
      'mv a b': 'fs.delete{undo=trivial} + fs.write',
      'mv src /dev/null': 'fs.delete{path=/repo/src,recursive=true}',
      'mv -t /tmp .env': 'fs.delete{class=secret} + fs.write{path=/tmp,class=secret}',
      'mv ~/* /tmp': 'fs.delete{root=home,extent=bounded} + fs.write',
    },
    // What is moved is always gone from where it was.
    inert: ['mv --help'],
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
export function landed(
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

export const shred: ProgramSpec = {
  names: 'shred srm sdelete wipe scrub',
  helps: 'first',
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
    yields: {
      'shred -u key.pem': 'fs.delete{undo=irreversible,class=key}',
      'shred -vfz -n 10 a.db': 'fs.delete{undo=irreversible} + db.schema.drop{object=database}',
      'shred /dev/sda': 'disk.destroy{how=secure-erase,device=/dev/sda}',
      'srm -r src': 'fs.delete{recursive=true,undo=irreversible}',
    },
    inert: ['shred --help'],
  },
};
