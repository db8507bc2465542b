/** File systems attached and detached. */
import type { Answer, Call, ProgramSpec } from '../../program';

export const mounts: ProgramSpec = {
  names: 'mount umount losetup swapon swapoff fusermount fusermount3 cryptsetup pivot_root hdiutil mount.cifs sshfs',
  options:
    '-t,--types=T -o,--options=O -a,--all -l,--list -r -w -f,--force -n -v -B,--bind -R --rbind -M --move -L=L -U=U --target=T --source=S -s,--show,--summary -d,--detach -D -j,--json --noheadings -u -z -m,--mount -p,--pid -i --net -F,--fork --userspec=U -S=N',
  stopAtOperand: false,
  does: (call) => mountEffects(call),
  examples: {
    yields: {
      'mount /dev/sdb1 /mnt': 'system.configure{area=mount}',
      'umount /mnt': 'system.configure{area=mount}',
      'swapoff -a': 'system.configure',
    },
    inert: ['mount', 'losetup -l', 'losetup -a', 'mount -l', 'swapon --show'],
  },
};

function mountEffects(call: Call): Answer {
  const words = call.invocation.args;
  const listing = call.name === 'losetup' ? ['-l', '-a', '-j'] : ['-l', '-s', '-j'];
  const lists = call.has(...listing) === true && call.operands.length === 0;
  if (
    words.length === 0 ||
    lists ||
    /^(status|luksDump|info|isLuks|imageinfo|benchmark)$/.test(String(call.operand(0)))
  )
    return [];
  if (
    call.name === 'cryptsetup' &&
    /^(luksFormat|erase|luksErase|luksKillSlot|luksRemoveKey|reencrypt|format)$/.test(String(call.operand(0)))
  ) {
    return [
      {
        kind: 'disk.destroy',
        how: /Format|format/.test(String(call.operand(0))) ? 'format' : 'secure-erase',
        device: call.operand(1) ?? null,
      },
    ];
  }
  return [{ kind: 'system.configure', area: 'mount' }];
}
