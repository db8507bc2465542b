/** Files in the trash of the desktop. */
import type { ProgramSpec } from '../../program';
import { deletes, reads, when, writes } from '../../stating';
import { opens } from '../opening';
import { landed } from './deleting';

/** What has been thrown away is gone once the trash is emptied. */
export const trash: ProgramSpec = {
  names: 'trash-empty trash-rm trash-list trash-restore restore-trash',
  options: '-f --all-users --trash-dir=D -i --dry-run -v',
  inertWith: ['--dry-run'],
  does: (call) => when(/-(empty|rm)$/.test(call.name), { kind: 'recovery.destroy', what: 'trash' }),
  examples: {
    yields: { 'trash-empty -f 30': 'recovery.destroy{what=trash}' },
    inert: ['trash-list', 'trash-restore', 'trash-empty --dry-run'],
  },
};

/** `gio` of GNOME works on files and addresses. */
export const gio: ProgramSpec = {
  names: 'gio',
  commands: {
    'help version info list monitor tree mime mount': [],
    open: opens,
    cat: (call) => reads(call, call.operands),
    trash: {
      options: '-f,--force --empty --list --restore',
      inertWith: ['--list'],
      does: (call) =>
        call.has('--empty') === true
          ? [{ kind: 'recovery.destroy', what: 'trash' }]
          : deletes(call, call.has('--restore') === true ? [] : call.operands, {
              recursive: true,
              undo: 'recoverable',
            }),
    },
    remove: { options: '-f,--force', does: (call) => deletes(call, call.operands, { recursive: false }) },
    'copy move': {
      options: '-T -p -i -b -P --preserve --no-dereference',
      does: (call) => landed(call, call.operands.slice(0, -1), call.operands.at(-1)),
    },
    'save mkdir rename set': (call) => writes(call, call.operands.slice(0, 1), 'overwrite'),
  },
  examples: {
    yields: {
      'gio trash a.ts': 'fs.delete{undo=recoverable}',
      'gio trash --empty': 'recovery.destroy{what=trash}',
      'gio cat .env': 'fs.read + secret.read{audience=model}',
    },
    inert: ['gio info a.ts', 'gio open report.html'],
  },
};
