/** Partition tables: shown, saved, and written over. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, ProgramSpec } from '../../program';

function repartitioned(call: Call): readonly EffectDraft[] {
  return [{ kind: 'disk.destroy', how: 'partition', device: call.operand(0) ?? null, undo: 'irreversible' }];
}

const fdisk: ProgramSpec = {
  names: 'fdisk cfdisk',
  options: '-l,--list -x,--list-details -s,--getsz -u,--units[=U] -b=N -c[=M] -w,--wipe=W -W=W -t,--type=T -o=L -V',
  inertWith: ['-l', '-x', '-s'],
  // On its own it waits for somebody who types what to do.
  does: repartitioned,
  examples: { yields: { 'fdisk /dev/sda': 'disk.destroy{how=partition,device=/dev/sda}' }, inert: ['fdisk -l'] },
};

const sfdisk: ProgramSpec = {
  names: 'sfdisk',
  options:
    '-d,--dump -l,--list -J,--json -s,--show-size -F,--list-free -V,--verify -g,--show-geometry -n,--no-act --delete -N=N',
  inertWith: ['-d', '-l', '-J', '-s', '-F', '-V', '-g', '-n'],
  does: repartitioned,
  examples: {
    yields: {
      'sfdisk /dev/sda < table.sfdisk': 'disk.destroy{device=/dev/sda} + fs.read',
      'sfdisk --delete /dev/sda 1': 'disk.destroy{how=partition}',
    },
    inert: ['sfdisk -d /dev/sda', 'sfdisk --json /dev/sda'],
  },
};

/** The same letters mean other things here than to fdisk: `-l` loads a backup, `-d` deletes. */
const gdisk: ProgramSpec = {
  names: 'sgdisk gdisk',
  options:
    '-p,--print -i,--info=N -v,--verify -O,--print-mbr -b,--backup=F -L,--list-types -E,--end-of-largest -f,--first-in-largest -F=N -D,--display-alignment -P,--pretend -d,--delete=N -l,--load-backup=F -o,--clear -n,--new=N -t,--typecode=T -c,--change-name=N -Z,--zap-all -z,--zap -g,--mbrtogpt -G,--randomize-guids -R,--replicate=D -s,--sort -r,--transpose=N -A,--attributes=A -a=N -m=N -h=N -e -k=N -j=N -u=N -U=G -x -C',
  does: (call) => (changesNothing(call) ? [] : repartitioned(call)),
  examples: {
    yields: {
      'sgdisk -Z /dev/sda': 'disk.destroy{how=partition}',
      'sgdisk -p -d 1 /dev/sda': 'disk.destroy{how=partition,device=/dev/sda}',
      'sgdisk --load-backup=table.bin /dev/sda': 'disk.destroy{device=/dev/sda}',
      'gdisk /dev/sda': 'disk.destroy',
    },
    inert: ['sgdisk -p /dev/sda', 'sgdisk --backup=table.bin /dev/sda', 'gdisk -l /dev/sda', 'sgdisk -P -Z /dev/sda'],
  },
};

const changing = '-d -l -o -n -t -c -Z -z -g -G -R -s -r -A -m -h -e -k -j -u -U -C'.split(' ');

function changesNothing(call: Call): boolean {
  // `gdisk -l` lists; what it changes it changes at its prompt.
  if (call.name === 'gdisk') return call.words('-l').length > 0;
  if (call.has('-P') === true) return true;
  return call.invocation.args.length > call.operands.length && !call.maybe(...changing);
}

const parted: ProgramSpec = {
  names: 'parted',
  options: '-l,--list -m,--machine -j,--json -s,--script -f,--fix -a,--align=T -v,--version',
  inertWith: ['-l', '-v'],
  does: (call) => (call.operands.length > 1 && call.operands.slice(1).every(onlyShows) ? [] : repartitioned(call)),
  examples: {
    yields: {
      'parted /dev/sda mklabel gpt': 'disk.destroy{how=partition,device=/dev/sda}',
      'parted -s /dev/sda mklabel gpt print': 'disk.destroy{how=partition}',
      'parted /dev/sda $COMMAND print': 'disk.destroy{how=partition}',
    },
    inert: ['parted -l', 'parted /dev/sda print', 'parted /dev/sda unit MiB print free'],
  },
};

/** Several commands may follow each other (`unit s print free`). */
function onlyShows({ value }: { readonly value: unknown }): boolean {
  return /^(p|print|free|all|list|devices|u|unit|[kMGTP]?i?B|s|%|cyl|chs|compact|align-check|min(imal)?|opt(imal)?|\d+|help|quit|version)$/.test(
    String(value),
  );
}

const interactive: ProgramSpec = {
  names: 'diskpart gparted',
  does: repartitioned,
  examples: { yields: { 'diskpart /s wipe.txt': 'disk.destroy{how=partition}' }, inert: ['gparted --help'] },
};

/** The kernel is told of partitions that are there. */
const informers: ProgramSpec = {
  names: 'partprobe kpartx',
  options: '-d,--dry-run -s,--summary -a -l -v -u -f -p=D -r -g -n',
  examples: { inert: ['partprobe /dev/sda', 'kpartx -l disk.img'] },
};

export const partitions: readonly ProgramSpec[] = [fdisk, sfdisk, gdisk, parted, interactive, informers];
