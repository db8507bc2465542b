/** Logical volumes, pools and arrays. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, type Command, opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';

const changed: EffectDraft = { kind: 'system.configure', area: 'mount' };

const lost = (device: Text | undefined): EffectDraft => ({
  kind: 'disk.destroy',
  how: 'volume',
  device: device ?? null,
  undo: 'irreversible',
});

const lastOf = (call: Call): Text | undefined => call.operands.at(-1)?.value;

/** `-L -10G` takes away, `-L +10G` adds, `-L 10G` may do either. */
function shrinks(call: Call): boolean | null {
  if (call.name === 'lvreduce') return true;
  const size = call.value('-L', '-l');
  if (call.name !== 'lvresize' || size === undefined) return false;
  return typeof size === 'string' && /^[-+]/.test(size) ? size.startsWith('-') : null;
}

export const logicalVolumes: ProgramSpec = {
  names:
    'lvremove vgremove pvremove lvreduce lvresize lvextend lvcreate vgcreate pvcreate lvchange vgchange lvrename vgrename vgextend vgreduce vgsplit vgmerge pvresize pvmove lvs vgs pvs lvdisplay vgdisplay pvdisplay lvscan vgscan pvscan',
  options:
    '-f,--force -y,--yes -r,--resizefs -R -n,--name=N -L,--size=S -l,--extents=E -t,--test -a,--activate=A -o,--options=O -s,--snapshot -T,--thin -V,--virtualsize=S --units=U --noheadings -v -q',
  inertWith: ['-t'],
  does(call) {
    if (/^(lv|vg|pv)(s|display|scan)$/.test(call.name)) return [];
    if (/remove$/.test(call.name)) return [lost(lastOf(call))];
    return [changed, ...when(shrinks(call), lost(lastOf(call)))];
  },
  examples: {
    yields: {
      'lvremove -f vg0/data': 'disk.destroy{how=volume,device=vg0/data}',
      'lvresize -L -10G vg0/data': 'system.configure{area=mount} + disk.destroy{how=volume}',
      'lvextend -L +5G vg0/data': 'system.configure{area=mount}',
      'pvremove /dev/sdb': 'disk.destroy{device=/dev/sdb}',
    },
    inert: ['lvs', 'vgdisplay vg0', 'lvremove --test vg0/data'],
  },
};

/** Members of a new array lose what they held. */
export const arrays: ProgramSpec = {
  names: 'mdadm',
  options:
    '-C,--create -A,--assemble -B,--build -D,--detail -E,--examine -Q,--query -F,--monitor,--follow -G,--grow -I,--incremental -S,--stop -X,--examine-bitmap --zero-superblock --fail --remove --add --re-add --detail-platform -l,--level=L -n,--raid-devices=N -x,--spare-devices=N -c,--chunk=N -e,--metadata=V -s,--scan -v -b --run -R --force -N,--name=N -t,--test',
  inertWith: ['-D', '-E', '-Q', '-F', '-X', '--detail-platform'],
  does(call) {
    if (call.maybe('--zero-superblock', '-C', '-B')) return [lost(lastOf(call))];
    return call.invocation.args.length === 0 ? [] : [changed];
  },
  examples: {
    yields: {
      'mdadm --zero-superblock /dev/sda': 'disk.destroy{how=volume,device=/dev/sda}',
      'mdadm --create /dev/md0 -l1 -n2 /dev/sda /dev/sdb': 'disk.destroy{how=volume}',
      'mdadm --stop /dev/md0': 'system.configure{area=mount}',
    },
    inert: ['mdadm --detail /dev/md0', 'mdadm -E /dev/sda'],
  },
};

const destroys: Command = (call) => [lost(lastOf(call))];

/** A snapshot alone, or with it what was written since. */
const destroysDataset: Command = (call) => {
  const name = lastOf(call);
  const snapshot = typeof name === 'string' && name.includes('@');
  return [lost(name), ...when(snapshot, { kind: 'recovery.destroy', what: 'snapshot', resource: name ?? null })];
};

const poolOptions = '-f -r -R -n -y -v -o=O -O=O -H -p -t=T -s=S -d=N -a';

export const pools: ProgramSpec = {
  names: 'zpool zfs',
  options: poolOptions,
  commands: {
    'list status get iostat history events version help holds diff send userspace groupspace projectspace wait': [],
    'snapshot snap hold bookmark sync scrub trim resilver': [],
    labelclear: destroys,
    destroy: { options: poolOptions, inertWith: ['-n'], does: destroysDataset },
    rollback: destroysDataset,
    'create add attach detach remove replace split online offline clear reopen reguid import export upgrade set inherit mount unmount umount share unshare clone promote rename receive recv release load-key unload-key change-key allow unallow checkpoint initialize':
      [changed],
  },
  examples: {
    yields: {
      'zpool destroy tank': 'disk.destroy{how=volume,device=tank}',
      'zfs destroy -r tank/home': 'disk.destroy{how=volume,device=tank/home}',
      'zfs rollback tank@monday': 'disk.destroy + recovery.destroy{what=snapshot,resource=tank@monday}',
      'zpool export tank': 'system.configure{area=mount}',
      'zfs frobnicate tank': 'code.opaque',
    },
    inert: ['zpool status', 'zfs list', 'zfs snapshot tank@now', 'zfs destroy -nv tank/home'],
  },
};

const reading = /^(list|show|df|du|usage|stats?|status|get|get-default|find-new|scan|help|version|ls|create|snapshot)$/;

/** `btrfs GROUP VERB`; snapshots and new subvolumes take nothing away. */
export const btrfs: ProgramSpec = {
  names: 'btrfs',
  does(call) {
    const [group, verb] = call.operands.map((word) => String(word.value));
    if (group === undefined || /^(inspect|check|version|help|send)/.test(group)) return [];
    if (verb === undefined || call.operand(1) === null) return [opaque(call.invocation)];
    if (/^su/.test(group) && /^d/.test(verb)) return [lost(lastOf(call))];
    return reading.test(verb) ? [] : [changed];
  },
  examples: {
    yields: {
      'btrfs subvolume delete /mnt/old': 'disk.destroy{how=volume,device=/mnt/old}',
      'btrfs device remove /dev/sdb /mnt': 'system.configure{area=mount}',
    },
    inert: ['btrfs subvolume list /', 'btrfs filesystem df /', 'btrfs subvolume snapshot / /snap'],
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
