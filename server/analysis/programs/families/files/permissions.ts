/** Who may do what with a file. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { targetOf } from '../../stating';

export const chmod: ProgramSpec = {
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
  options:
    '-R,--recursive -v -c -f -h,--no-dereference -H -L -P --reference=F --from=OWNER --preserve-root --no-preserve-root',
  does: (call) =>
    changesPermissions(call, call.has('--reference') === true ? call.operands : call.operands.slice(1), 'owner'),
  examples: { yields: { 'chown -R root:root .': 'fs.perms{change=owner,recursive=true}' } },
};

export const acl: ProgramSpec = {
  names: 'setfacl icacls chacl cacls takeown',
  options: '-R,--recursive -m,--modify=ACL -x,--remove=ACL -M=F -X=F -b -k -d -n --set=ACL --restore=F',
  does: (call) => changesPermissions(call, call.operands, 'acl'),
  examples: { yields: { 'setfacl -m u:bob:rw f': 'fs.perms{change=acl}' } },
};

export const chattr: ProgramSpec = {
  names: 'chattr chflags',
  options: '-R -V -f -v=N -p=N -h -H -L -P',
  does: (call) => changesPermissions(call, call.operands.slice(-1), 'immutable'),
  examples: { yields: { 'chattr +i f': 'fs.perms{change=immutable}' } },
};

export const listingPermissions: ProgramSpec = {
  names: 'getfacl lsattr getfattr',
  examples: { inert: ['getfacl a', 'lsattr .'] },
};
