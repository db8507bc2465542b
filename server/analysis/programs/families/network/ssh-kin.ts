/** What starts ssh in its own way: autossh, mosh, sshpass. */
import { type ProgramSpec, together } from '../../program';
import { reads } from '../../stating';
import { connects, shell, sshOptions } from './ssh';

/** Starts ssh again when the connection is lost. */
export const autossh: ProgramSpec = {
  names: 'autossh',
  options: `-M=PORT ${sshOptions}`,
  stopAtOperand: true,
  inertWith: ['-V'],
  does: connects,
  examples: {
    yields: {
      'autossh -M 0 -N -R 8080:localhost:80 web1': 'net.connect{purpose=ssh,host=web1} + net.listen{expose=tunnel}',
    },
    inert: ['autossh -V'],
  },
};

/** `mosh HOST [--] CMD`. */
export const mosh: ProgramSpec = {
  names: 'mosh et',
  options: '--client=P --server=P --ssh=CMD -a -n -4 -6 -p,--port=P --predict=W --family=F --no-init --local -c=CMD',
  stopAtOperand: true,
  does(call) {
    const ssh = call.words('--ssh').map((word) => shell(word.value, 'mosh --ssh', word.span));
    return together(connects(call), { runs: ssh });
  },
  examples: {
    yields: {
      'mosh web1 -- rm -rf /srv':
        'net.connect{purpose=ssh,host=web1} + remote.exec{resolved=true} + fs.delete{via=remote}',
      'mosh --ssh="rm -rf build" web1': 'net.connect + code.opaque{reason=interactive} + fs.delete{path=/repo/build}',
    },
    inert: ['mosh --version'],
  },
};

/** Types the password, then ssh goes on as usual. */
export const sshpass: ProgramSpec = {
  names: 'sshpass',
  options: '-p=PASSWORD -f=FILE -d=FD -e -P=PROMPT -v -h -V',
  stopAtOperand: true,
  inertWith: ['-h', '-V'],
  does: (call) => ({
    effects: reads(call, call.words('-f'), { shown: false }),
    runs: call.operands.length > 0 ? [{ type: 'argv', words: call.operands, label: 'sshpass' }] : [],
  }),
  examples: {
    yields: {
      "sshpass -p x ssh web1 'rm -rf /srv'":
        'net.connect{purpose=ssh,host=web1} + remote.exec{resolved=true} + fs.delete{via=remote}',
      'sshpass -f .env scp a.ts web1:': 'fs.read + secret.read + net.upload{host=web1,channel=scp}',
    },
    inert: ['sshpass -V'],
  },
};
