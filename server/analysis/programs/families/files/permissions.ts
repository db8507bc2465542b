/** Who may do what with a file. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { targetOf } from '../../stating';

export const chmod: ProgramSpec = {
  names: 'chmod gchmod',
  helps: 'first',
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
      'chmod $MODE a.ts': 'fs.perms{change=?}',
      'chmod -R --reference=a.ts src': 'fs.perms{change=other,recursive=true}',
    },
    inert: ['chmod --help'],
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
  const worldByLetter = mode.split(',').some((part) => /^(?=[ug]*[oa])[ugoa]*[+=][rxXst]*w/.test(part));
  return worldByNumber || worldByLetter ? 'world-writable' : 'other';
}

export function isSetId(mode: Text): boolean {
  if (typeof mode !== 'string') return false;
  return (
    /^0?[2-7][0-7]{3}$/.test(mode) ||
    mode.split(',').some((part) => /^(?=[oa]*[ug])[ugoa]*[+=][rwxX]*s/.test(part) || /^[+=][rwxX]*s/.test(part))
  );
}

export const chown: ProgramSpec = {
  names: 'chown chgrp',
  helps: 'first',
  options:
    '-R,--recursive -v -c -f -h,--no-dereference -H -L -P --reference=F --from=OWNER --preserve-root --no-preserve-root',
  does: (call) =>
    changesPermissions(call, call.has('--reference') === true ? call.operands : call.operands.slice(1), 'owner'),
  examples: {
    yields: {
      'chown -R root:root .': 'fs.perms{change=owner,recursive=true}',
      'chgrp staff a.ts': 'fs.perms{change=owner,recursive=false}',
      'chown --reference=a.ts b.ts': 'fs.perms{path=/repo/b.ts}',
    },
    inert: ['chown --version'],
  },
};

export const acl: ProgramSpec = {
  names: 'setfacl chacl',
  options:
    '-R,--recursive -m,--modify=ACL -x,--remove=ACL -M,--modify-file=F -X,--remove-file=F -b,--remove-all -k -d -n --set=ACL --set-file=F --restore=F --test -L -P',
  inertWith: ['--test'],
  does: (call) => changesPermissions(call, [...call.operands, ...call.words('--restore')], 'acl'),
  examples: {
    yields: {
      'setfacl -m u:bob:rw a.ts': 'fs.perms{change=acl,recursive=false}',
      'setfacl -R -b src': 'fs.perms{change=acl,recursive=true}',
    },
    inert: ['setfacl --test -m u:bob:r a.ts'],
  },
};

/** `icacls FILE /grant …`: without a switch that changes something it lists. */
export const windowsAcl: ProgramSpec = {
  names: 'icacls cacls takeown',
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value));
    const isSwitch = (word: string) => /^\/{1,2}[A-Za-z]/.test(word);
    const acting =
      /^\/{1,2}(grant|deny|remove|reset|setowner|setintegritylevel|inheritance|restore|substitute|[gpre])\b/i;
    const acts = call.name === 'takeown' || call.open || words.some((word) => acting.test(word));
    if (!acts) return [];
    const at = call.name === 'takeown' ? words.findIndex((word) => /^\/{1,2}f$/i.test(word)) + 1 : 0;
    const file = call.invocation.args[at];
    const recursive = words.some((word) => isSwitch(word) && /^\/{1,2}[tr]$/i.test(word));
    return file
      ? [{ kind: 'fs.perms', ...targetOf(call, file), recursive, change: call.name === 'takeown' ? 'owner' : 'acl' }]
      : [];
  },
  examples: {
    yields: {
      'icacls build /grant Everyone:F /T': 'fs.perms{path=/repo/build,change=acl,recursive=true}',
      'takeown /F build /R': 'fs.perms{path=/repo/build,change=owner,recursive=true}',
    },
    inert: ['icacls build'],
  },
};

export const chattr: ProgramSpec = {
  names: 'chattr chflags',
  options: '-R -V -f -v=N -p=N -h -H -L -P',
  does(call) {
    // `-i` looks like an option, `+i` and `uchg` do not.
    const files = call.operands.filter(
      (word, at) => !/^[+=]/.test(String(word.value)) && !(call.name === 'chflags' && at === 0),
    );
    return changesPermissions(call, files, 'immutable');
  },
  examples: {
    yields: {
      'chattr +i a.ts': 'fs.perms{change=immutable,path=/repo/a.ts}',
      'chattr -R -i src lib': 'fs.perms{path=/repo/src,recursive=true} + fs.perms{path=/repo/lib}',
      'chflags uchg a.ts': 'fs.perms{change=immutable}',
    },
    inert: ['chattr --help'],
  },
};

/** Labels of SELinux: put back as the policy has them, or set by hand. */
export const labels: ProgramSpec = {
  names: 'restorecon chcon',
  options:
    '-R,-r,--recursive -v -n -F -i -p -e=DIR -f=FILE -t,--type=T -u,--user=U --role=R -l,--range=R --reference=F -h -H -L -P',
  inertWith: ['-n'],
  does(call) {
    const byOption = call.name === 'restorecon' || call.maybe('-t', '-u', '--role', '-l', '--reference');
    return changesPermissions(call, byOption ? call.operands : call.operands.slice(1), 'other');
  },
  examples: {
    yields: {
      'restorecon -R build': 'fs.perms{change=other,recursive=true}',
      'chcon -t httpd_sys_content_t a.ts': 'fs.perms{path=/repo/a.ts,change=other}',
    },
    inert: ['restorecon -nv build'],
  },
};

export const listingPermissions: ProgramSpec = {
  names: 'getfacl lsattr getfattr',
  examples: { inert: ['getfacl a', 'lsattr .'] },
};
