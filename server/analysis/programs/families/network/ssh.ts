/** ssh and its kin: a connection, and what is run over it. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { readArguments } from '../../arguments';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Run, Stream, Word } from '../../spec';
import { sourceOfStream, when } from '../../stating';
import { hostOf } from '../../urls';

export const shell = (text: Text, label: string, span?: Word['span']): Run => ({
  type: 'shell',
  text,
  label,
  ...(span && { span }),
});

export const sshOptions =
  '-b=ADDR -c=CIPHER -D=PORT -E=LOG -e=CHAR -F=CONFIG -I=LIB -i=KEY -J=HOST -L=FORWARD -l=USER -m=MAC -O=CTL -o=OPTION -p=PORT -P=TAG -Q=QUERY -R=FORWARD -S=CTL -W=HOSTPORT -w=TUN -B=IFACE -4 -6 -A -a -C -f -G -g -K -k -M -N -n -q -s -T -t -V -v -X -x -Y -y';

/** `-o ProxyCommand=CMD` and `LocalCommand`: run on this machine. */
export function optionRuns(call: Call): readonly Run[] {
  return commandsIn(call.words('-o'));
}

function commandsIn(options: readonly Word[]): readonly Run[] {
  return options.flatMap((word) => {
    const text = typeof word.value === 'string' ? word.value : '';
    const command = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[= ]\s*(.+)$/is.exec(text)?.[1];
    return command && command !== 'none' ? [shell(command, 'ssh -o ProxyCommand')] : [];
  });
}

export const ssh: ProgramSpec = {
  names: 'ssh dbclient',
  options: sshOptions,
  stopAtOperand: true,
  inertWith: ['-V', '-Q', '-G'],
  does: connects,
  examples: {
    yields: {
      "ssh db1.acme.test 'rm -rf /srv'":
        'net.connect{purpose=ssh,host=db1.acme.test} + remote.exec{tool=ssh,resolved=true} + fs.delete{via=remote}',
      'ssh me@web1 uptime': 'net.connect{host=web1} + remote.exec{host=web1}',
      "cat .env | ssh web1 'cat > a.env'":
        'fs.read + secret.read + net.connect + remote.exec + net.upload{host=web1,source=secret} + fs.write{via=remote}',
      'tar cz src | ssh web1 tar xz':
        'fs.read + net.connect + remote.exec + net.upload{source=archive} + fs.write{via=remote}',
      'ssh web1': 'net.connect + code.opaque{reason=interactive}',
      'ssh -N -R 8080:localhost:80 web1': 'net.connect + net.listen{expose=tunnel}',
      "ssh web1 -t 'rm -rf /srv'": 'net.connect + remote.exec{resolved=true} + fs.delete{via=remote}',
      "ssh -o ProxyCommand='rm -rf build' -N web1": 'net.connect + fs.delete{path=/repo/build}',
      'ssh -fN -L 5432:db:5432 web1': 'net.connect{host=web1}',
    },
    inert: ['ssh -V', 'ssh -G web1'],
  },
};

/** Connects, forwards what is to be forwarded, and runs what is to be run there. */
export function connects(call: Call): Answer {
  const [destination, ...words] = call.operands;
  if (!destination) return optionRuns(call).length > 0 ? { runs: optionRuns(call) } : [];
  // Options may follow the destination as well.
  const late = readArguments(words, { options: sshOptions, stopAtOperand: true });
  const given = (...names: readonly string[]) => call.has(...names) === true || names.some((name) => late.has(name));
  const host = sshHost(destination.value);
  const label = `ssh ${typeof host === 'string' ? host : ''}`.trim();
  const connection: EffectDraft = { kind: 'net.connect', purpose: 'ssh', host, evidence: { host } };
  const tunnels = when(given('-R', '-D') || call.has('-R', '-D'), { kind: 'net.listen', expose: 'tunnel' });
  const onlyForwards = given('-N', '-W', '-O');
  const ownRuns = [...optionRuns(call), ...commandsIn(late.values('-o'))];
  if (onlyForwards) return { effects: [connection, ...tunnels], runs: ownRuns };
  return {
    effects: [connection, ...tunnels, ...remoteEffects(call, late.operands, host)],
    runs: [...ownRuns, ...remoteRuns(call, late.operands, label, host)],
  };
}

export function sshHost(destination: Text): Text {
  if (typeof destination !== 'string') return null;
  return hostOf(destination) ?? destination.replace(/^.*@/, '').toLowerCase();
}

function remoteEffects(call: Call, command: readonly Word[], host: Text): EffectDraft[] {
  if (command.length === 0 && !call.invocation.stdin)
    return [{ kind: 'code.opaque', reason: 'interactive', program: 'ssh' }];
  const resolved = command.length > 0 ? command.every((word) => typeof word.value === 'string') : false;
  // Without a command, what flows in is the text that is run there.
  const sent = command.length > 0 ? sentTo(host, call.invocation.stdin) : [];
  return [{ kind: 'remote.exec', tool: 'ssh', host, resolved, evidence: { host } }, ...sent];
}

/** What flows in goes along: an upload, unless it is only what the command line says, or not known. */
function sentTo(host: Text, stream: Stream | undefined): EffectDraft[] {
  const source = sourceOfStream(stream);
  return source === 'literal' || source === 'stdin' ? [] : [{ kind: 'net.upload', host, channel: 'socket', source }];
}

/** ssh joins the words with blanks and hands them to the remote shell. */
function remoteRuns(call: Call, command: readonly Word[], label: string, host: Text): readonly Run[] {
  const facets = {
    label,
    via: 'remote',
    elsewhere: true,
    place: { dbHost: host, host },
    ...(call.invocation.stdin && { stdin: call.invocation.stdin }),
  } as const;
  if (command.length > 0) {
    const single = command.length === 1 ? { span: command[0]!.span } : {};
    return [{ type: 'shell', text: joined(command), ...single, ...facets }];
  }
  return call.invocation.stdin && host !== undefined
    ? [
        {
          type: 'stdin',
          language: 'sh',
          stream: call.invocation.stdin,
          label,
          via: 'remote',
          elsewhere: true,
          place: { dbHost: host, host },
        },
      ]
    : [];
}

export function joined(words: readonly Word[]): Text {
  const texts = words.map((word) => word.value);
  if (texts.every((text) => typeof text === 'string')) return texts.join(' ');
  const known = texts
    .slice(
      0,
      texts.findIndex((text) => typeof text !== 'string'),
    )
    .join(' ');
  return known === '' ? (texts.length === 1 ? texts[0]! : null) : { prefix: `${known} `, suffix: '', glob: false };
}
