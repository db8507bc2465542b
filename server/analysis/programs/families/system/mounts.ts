/** File systems attached and detached, and namespaces entered. */
import type { Answer, Call, ProgramSpec } from '../../program';

export const mounts: ProgramSpec = {
  names:
    'mount umount losetup swapon swapoff fusermount fusermount3 cryptsetup nsenter chroot pivot_root hdiutil mount.cifs sshfs',
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
    inert: ['mount', 'losetup -l', 'mount -l'],
  },
};

function mountEffects(call: Call): Answer {
  const words = call.invocation.args;
  if (call.name === 'nsenter' || call.name === 'chroot') return entersNamespace(call);
  const lists = call.has('-l', '-s', '-j') === true && call.operands.length === 0;
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

/** A namespace is entered, and something is run in it. */
function entersNamespace(call: Call): Answer {
  const start = call.invocation.args.findIndex(
    (word, at) =>
      at > 0 && !/^-/.test(String(word.value)) && !/^-(t|S|G|w)$/.test(String(call.invocation.args[at - 1]?.value)),
  );
  const rest = call.name === 'chroot' ? call.operands.slice(1) : start >= 0 ? call.invocation.args.slice(start) : [];
  return {
    effects: [{ kind: 'privilege.escalate', how: 'namespace' }],
    runs:
      rest.length > 0
        ? [{ type: 'argv', words: rest, label: call.name, authority: 'elevated', elsewhere: call.name === 'chroot' }]
        : [],
  };
}
