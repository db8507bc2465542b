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
    // kopia's group of that name.
    snapshot: {
      commands: {
        'list ls show create verify estimate': [],
        'delete expire': always({ kind: 'recovery.destroy', what: 'backup' }),
        restore: always({ kind: 'fs.write', mode: 'overwrite', extent: 'unbounded' }),
      },
    },
    'snapshots list info ls stats check diff find version cat verify listbackups latestbackup status cat-file key-list destinationinfo help':
      [],
    'backup create init startbackup': [],
    'restore extract mount': always({ kind: 'fs.write', mode: 'overwrite', extent: 'unbounded' }),
    'forget prune delete compact purge remove-older-than remove-all-but-n-full': always({
      kind: 'recovery.destroy',
      what: 'backup',
    }),
    'deletelocalsnapshots thinlocalsnapshots': always({ kind: 'recovery.destroy', what: 'snapshot' }),
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
      'kopia snapshot delete k123 --delete': 'recovery.destroy{what=backup}',
    },
    inert: ['restic snapshots', 'restic forget -n --keep-last 1'],
  },
};

/** Snapshots of the machine itself. */
export const snapshots: ProgramSpec = {
  names: 'snapper timeshift',
  options:
    '-c,--config=N --list --create --restore --delete --delete-all --check --snapshot=N --comments=C --scripted --yes',
  inertWith: ['--list', '--check'],
  does(call) {
    const verb = call.name === 'snapper' ? call.operand(0) : undefined;
    if (/^(delete|remove|rm|cleanup)$/.test(String(verb)) || call.maybe('--delete', '--delete-all'))
      return [{ kind: 'recovery.destroy', what: 'snapshot' }];
    const restores = /^(rollback|undochange)$/.test(String(verb)) || call.has('--restore') === true;
    return restores ? [{ kind: 'fs.write', mode: 'overwrite', extent: 'unbounded' }] : [];
  },
  examples: {
    yields: {
      'snapper delete 1-10': 'recovery.destroy{what=snapshot}',
      'timeshift --delete-all': 'recovery.destroy{what=snapshot}',
    },
    inert: ['snapper list', 'timeshift --list', 'snapper create -d before'],
  },
};

export const windowsBackups: ProgramSpec = {
  names: 'vssadmin wbadmin bcdedit',
  options: '',
  commands: {
    'list get': [],
    'delete resize': (call) => [{ kind: 'recovery.destroy', what: call.name === 'wbadmin' ? 'backup' : 'snapshot' }],
    '/set': always({ kind: 'system.configure', area: 'kernel' }),
  },
  examples: {
    yields: {
      'vssadmin delete shadows /all': 'recovery.destroy{what=snapshot}',
      'wbadmin delete catalog': 'recovery.destroy{what=backup}',
    },
    inert: ['vssadmin list shadows'],
  },
};
