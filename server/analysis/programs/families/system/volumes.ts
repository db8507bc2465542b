/** Logical volumes, pools and arrays. */
import { opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';

/** What pools and their file systems are asked, and given. */
const harmless =
  /^(list|ls|status|get|iostat|history|events|show|usage|df|du|filesystem|fi|property|inspect.*|help|version|diff|holds|userspace|groupspace|projectspace|create|snapshot|snap|set|mount|unmount|umount|clone|add|attach|online|scrub|trim|resilver|import|export|upgrade|wait|sync|send|clear|hold|bookmark|balance|device|subvolume|quota|qgroup)$/;

export const volumes: ProgramSpec = {
  names:
    'lvremove vgremove pvremove lvreduce lvresize mdadm zpool zfs btrfs lvcreate vgcreate pvcreate lvextend lvs vgs pvs lvdisplay vgdisplay pvdisplay lvchange vgchange',
  options:
    '-f,--force -y,--yes -r,--recursive -R -n,--name=N -L,--size=S -l=E -t,--test --zero-superblock --stop,-S --detail,-D --scan --fail --remove --create,-C --level=L --raid-devices=N -o=O -s=S -d -H',
  inertWith: (name) => (/^(lv|vg|pv)/.test(name) ? ['-t'] : []),
  does(call) {
    const verbs = call.operands.map((word) => String(word.value));
    const device = call.operands.at(-1)?.value ?? null;
    const snapshot = /@/.test(String(device)) || /snapshot/.test(verbs.join(' '));
    const removes =
      /^(lv|vg|pv)remove$|^lvreduce$/.test(call.name) ||
      call.maybe('--zero-superblock') ||
      (/^(zpool|zfs|btrfs)$/.test(call.name) &&
        verbs.some((verb) => /^(destroy|labelclear|delete|del|rollback)$/.test(verb)));
    if (
      !removes &&
      /^(zpool|zfs|btrfs)$/.test(call.name) &&
      !verbs.some((verb) => harmless.test(verb)) &&
      verbs.length > 0
    )
      return [opaque(call.invocation)];
    if (!removes)
      return when(/create$/.test(call.name) || verbs[0] === 'create', { kind: 'system.configure', area: 'mount' });
    return [
      { kind: 'disk.destroy', how: 'volume', device, undo: 'irreversible' },
      ...when(snapshot && call.name === 'zfs', { kind: 'recovery.destroy', what: 'snapshot', resource: device }),
    ];
  },
  examples: {
    yields: {
      'lvremove -f vg0/data': 'disk.destroy{how=volume}',
      'zpool destroy tank': 'disk.destroy{how=volume,device=tank}',
      'mdadm --zero-superblock /dev/sda': 'disk.destroy',
    },
    inert: ['lvs', 'zpool status', 'zfs list'],
  },
};

export const deviceMapper: ProgramSpec = {
  names: 'dmsetup',
  commands: {
    'ls info status table targets version deps help': [],
    'remove remove_all wipe_table clear': (call) => [
      { kind: 'disk.destroy', how: 'volume', device: call.operand(0) ?? null },
    ],
  },
  otherwise: () => [{ kind: 'system.configure', area: 'mount' }],
  examples: { yields: { 'dmsetup remove_all': 'disk.destroy{how=volume}' }, inert: ['dmsetup ls'] },
};
