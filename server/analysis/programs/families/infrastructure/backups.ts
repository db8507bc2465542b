/** Backup programs: what matters is what they forget. */
import type { ProgramSpec } from '../../program';
import { always } from '../../stating';

/** Backup programs: what matters is what they forget. */
export const backups: ProgramSpec = {
  names: 'restic borg borgmatic duplicity kopia rustic tmutil bup duplicacy',
  options:
    '-r,--repo=R -n,--dry-run --prune --keep-last=N --keep-daily=N -p,--password-file=F --stats -v --list --force --tag=T --host=H',
  inertWith: ['-n'],
  commands: {
    'snapshots list info ls stats check diff find version cat verify listbackups latestbackup status cat-file key-list destinationinfo help':
      [],
    'backup create init startbackup snapshot': [],
    'restore extract mount': always({ kind: 'fs.write', mode: 'overwrite', extent: 'unbounded' }),
    'forget prune delete compact deletelocalsnapshots purge remove-older-than remove-all-but-n-full thinlocalsnapshots':
      always({ kind: 'recovery.destroy', what: 'backup' }),
    'disable removedestination': always({ kind: 'recovery.destroy', what: 'retention' }),
    'unlock break-lock repair rebuild-index key rename copy migrate': always({
      kind: 'infra.state',
      tool: 'backup',
      op: 'unlock',
    }),
  },
  examples: {
    yields: {
      'restic forget --keep-last 1 --prune': 'recovery.destroy{what=backup}',
      'borg delete repo::a': 'recovery.destroy',
    },
    inert: ['restic snapshots', 'restic forget -n --keep-last 1'],
  },
};

export const windowsBackups: ProgramSpec = {
  names: 'vssadmin wbadmin bcdedit',
  options: '',
  commands: {
    'list get': [],
    'delete resize': always({ kind: 'recovery.destroy', what: 'snapshot' }),
    '/set': always({ kind: 'system.configure', area: 'kernel' }),
  },
  examples: {
    yields: { 'vssadmin delete shadows /all': 'recovery.destroy{what=snapshot}' },
    inert: ['vssadmin list shadows'],
  },
};
