/** Shutting down and restarting the machine. */
import { opaque, type ProgramSpec } from '../../program';
import { when } from '../../stating';

export const shutdown: ProgramSpec = {
  names: 'shutdown reboot halt poweroff telinit init logout pmset',
  options: '-r -h -H -P -k -c -f,--force -n -p -w -d -i --reboot --halt --poweroff --no-wall --show -a -s -l -g',
  // To pmset `-c` is what to do on a charger.
  inertWith: (name) => (name === 'pmset' ? ['-g'] : ['-c', '-k', '--show']),
  does(call) {
    const target = call.operand(0);
    if (target === null && /^(init|telinit|pmset)$/.test(call.name)) return [opaque(call.invocation)];
    if (call.name === 'pmset')
      return /^(sleepnow|shutdown|restart)$/.test(String(target))
        ? [{ kind: 'system.power', op: 'suspend' }]
        : when(call.operands.length > 0 || call.maybe('-a'), { kind: 'system.configure', area: 'limits' });
    if (call.name === 'init' || call.name === 'telinit') {
      if (/^[0-6sSqQu]$/.test(String(target)) === false) return [];
      return /^[qQu]$/.test(String(target))
        ? [{ kind: 'service.control', unit: 'init', op: 'restart' }]
        : [{ kind: 'system.power', op: target === '6' ? 'reboot' : 'shutdown' }];
    }
    if (call.name === 'logout') return [];
    return [{ kind: 'system.power', op: call.name === 'reboot' || call.has('-r') === true ? 'reboot' : 'shutdown' }];
  },
  examples: {
    yields: {
      'shutdown -h now': 'system.power{op=shutdown}',
      reboot: 'system.power{op=reboot}',
      'init 0': 'system.power{op=shutdown}',
      'shutdown -r +5': 'system.power{op=reboot}',
    },
    inert: ['shutdown -c'],
  },
};
