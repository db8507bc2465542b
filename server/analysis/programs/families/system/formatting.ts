/** Disks that are formatted, wiped and erased. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import { when, writes } from '../../stating';

type How = EffectDraftOf<'disk.destroy'>['how'];

function destroyed(call: Call, how: Exclude<How, undefined>): EffectDraft {
  return { kind: 'disk.destroy', how, device: deviceOf(call), undo: 'irreversible' };
}

/** A size may follow the device, and a word that is not known may be one. */
function deviceOf(call: Call): Text {
  const device = call.operands.find(({ value }) => typeof value !== 'string' || value.startsWith('/dev/'));
  return (device ?? call.operands.at(-1))?.value ?? null;
}

/** An image in a folder rather than a device. */
function isPlainFile(call: Call): boolean {
  const device = deviceOf(call);
  const { zone } = call.invocation.surroundings.fileTarget(device, call.invocation.cwd);
  const isDevice = call.name.startsWith('newfs') || call.name === 'format';
  return !isDevice && typeof device === 'string' && (zone === 'workspace' || zone === 'temp' || zone === 'home');
}

const makers: ProgramSpec = {
  names:
    'mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.exfat mkfs.f2fs mke2fs mkswap mkdosfs newfs newfs_apfs newfs_hfs format',
  options: '-t,--type=T -L,--label=L -F,--force -f -q -c -v -b=N -i=N -m=N -O=O -U=U -E=O -I=N -n',
  does(call) {
    // Of the ext family only: others take a name after it.
    if (/^mk(fs\.ext|e2fs)/.test(call.name) && call.has('-n') === true) return [];
    return isPlainFile(call) ? writes(call, call.operands.slice(-1), 'overwrite') : [destroyed(call, 'format')];
  },
  examples: {
    yields: {
      'mkfs.ext4 /dev/sdb1': 'disk.destroy{how=format,device=/dev/sdb1}',
      'mkfs -t ext4 /dev/sdb': 'disk.destroy{device=/dev/sdb}',
      'mkfs.ext4 /dev/sdb1 4096': 'disk.destroy{how=format,device=/dev/sdb1}',
      'mkfs.vfat -n STICK /dev/sdc1': 'disk.destroy{device=/dev/sdc1}',
      'mkfs.ext4 disk.img': 'fs.write{path=/repo/disk.img,mode=overwrite}',
    },
    inert: ['mkfs.ext4 -n /dev/sdb1'],
  },
};

const wipefs: ProgramSpec = {
  names: 'wipefs',
  options:
    '-a,--all -b,--backup[=D] -f,--force -i,--noheadings -J,--json -n,--no-act -O,--output=L -o,--offset=O -p,--parsable -q -t,--types=L --lock[=M]',
  inertWith: ['-n'],
  does: (call) => when(call.has('-a', '-o'), destroyed(call, 'format')),
  examples: {
    yields: { 'wipefs --all --force /dev/sda': 'disk.destroy{how=format,device=/dev/sda}' },
    inert: ['wipefs /dev/sda', 'wipefs -n -a /dev/sda'],
  },
};

const overwriters: ProgramSpec = {
  names: 'blkdiscard badblocks',
  options: '-s -v -w -n -f,--force -o=N -b=N -c=N -e=N -i=F -l=N -p=N -t=P -d=N -z,--zeroout',
  does: (call) => when(call.name === 'blkdiscard' || call.has('-w'), destroyed(call, 'overwrite')),
  examples: {
    yields: {
      'blkdiscard -f /dev/nvme0n1': 'disk.destroy{how=overwrite,device=/dev/nvme0n1}',
      'badblocks -wsv /dev/sda': 'disk.destroy{how=overwrite}',
    },
    inert: ['badblocks -sv /dev/sda'],
  },
};

const hdparm: ProgramSpec = {
  names: 'hdparm',
  options:
    '--security-erase=P --security-erase-enhanced=P --security-set-pass=P --user-master=U --write-sector=N --repair-sector=N --make-bad-sector=N --trim-sector-ranges=R --yes-i-know-what-i-am-doing --please-destroy-my-drive -I -i -t -T -v',
  does: (call) => [
    ...when(call.has('--security-erase', '--security-erase-enhanced'), destroyed(call, 'secure-erase')),
    ...when(
      call.has('--write-sector', '--repair-sector', '--make-bad-sector', '--trim-sector-ranges'),
      destroyed(call, 'overwrite'),
    ),
  ],
  examples: {
    yields: {
      'hdparm --security-erase p /dev/sda': 'disk.destroy{how=secure-erase,device=/dev/sda}',
      'hdparm --write-sector 5 /dev/sda': 'disk.destroy{how=overwrite}',
    },
    inert: ['hdparm -I /dev/sda', 'hdparm -tT /dev/sda'],
  },
};

const nvme: ProgramSpec = {
  names: 'nvme',
  options: '-n,--namespace-id=N -s,--ses=N -a,--sanact=N -f,--force -o,--output-format=F -l=N -b=N -c=N',
  commands: {
    'list list-subsys id-ctrl id-ns smart-log error-log fw-log get-feature get-log show-regs list-ns list-ctrl version help read self-test-log':
      [],
    'format sanitize': (call) => [destroyed(call, 'secure-erase')],
    'write write-zeroes write-uncor dsm delete-ns': (call) => [destroyed(call, 'overwrite')],
    'create-ns attach-ns detach-ns set-feature reset subsystem-reset fw-download fw-commit connect disconnect device-self-test':
      [{ kind: 'system.configure', area: 'mount' }],
  },
  examples: {
    yields: {
      'nvme format -s 1 /dev/nvme0n1': 'disk.destroy{how=secure-erase,device=/dev/nvme0n1}',
      'nvme delete-ns /dev/nvme0 -n 1': 'disk.destroy{how=overwrite}',
    },
    inert: ['nvme list', 'nvme smart-log /dev/nvme0'],
  },
};

export const formatting: readonly ProgramSpec[] = [makers, wipefs, overwriters, hdparm, nvme];
