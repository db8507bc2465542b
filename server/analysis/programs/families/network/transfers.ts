/** sftp, ftp and lftp: transfers asked for at a prompt, in a script or in the arguments. */
import { isPattern, type Text, UNKNOWN } from '../../../../effects/value';
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Word } from '../../spec';
import { reads, sourceOfFile, writes } from '../../stating';
import { hostOf } from '../../urls';
import { sshHost } from './ssh';
import { channelOf, readTransferScript } from './transfer-script';

const transferOptions =
  '-b=F -c=C -e=C -f=F -P=P -i=K -o=O -u=U -p=P -B=N -D=P -F=F -J=H -l=N -R=N -S=P -s=S -n -v -q -r -C -a -A -N -d';

export const transfers: ProgramSpec = {
  names: 'sftp ftp tftp lftp ncftp ncftpput ncftpget psftp',
  options: transferOptions,
  does(call) {
    if (call.name === 'ncftpput') return uploadsAll(call, call.operand(0), call.operands.slice(2));
    // `ftp -u URL FILE…` uploads without a word.
    if (call.name === 'ftp' && call.has('-u') === true) return uploadsAll(call, call.value('-u'), call.operands);
    if (call.open && call.operands.length > 1) return unseen(call);
    const script = scriptOf(call);
    if (typeof script === 'string') return readTransferScript(call, script, hostFrom(call));
    if (script !== undefined) return unseen(call);
    return fetchesByName(call) ?? [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  examples: {
    yields: {
      'sftp -b - web1 <<< "put .env /tmp/x"': 'fs.read + secret.read + net.upload{host=web1,channel=scp,source=secret}',
      'sftp web1:/srv/report.csv build/': 'net.fetch{host=web1} + fs.write{path=/repo/build}',
      'sftp -b batch.txt web1': 'net.upload{host=web1,source=?,certainty=possible}',
      'lftp -c "open ftp.acme.test; mirror -R build /srv"':
        'fs.read + net.upload{host=ftp.acme.test,channel=ftp,source=tree}',
      'lftp -e "rm -r old; bye" ftp.acme.test': 'fs.delete{recursive=true,via=remote}',
      'ftp -u ftp://ftp.acme.test/ a.ts': 'fs.read + net.upload{host=ftp.acme.test,channel=ftp}',
      'sftp web1': 'code.opaque{reason=interactive}',
    },
    inert: ['lftp -c "open ftp.acme.test; ls"', 'sftp -b - web1 <<< "ls -l"'],
  },
};

/** The commands that are given, unknown when they cannot be read; `undefined` when somebody would type them. */
function scriptOf(call: Call): Text | undefined {
  const { stdin, cwd, surroundings } = call.invocation;
  const inline = call.name === 'lftp' ? call.words('-c', '-e') : [];
  if (inline.length > 0) return inline.every(isLiteral) ? inline.map((word) => word.value).join('\n') : UNKNOWN;
  const file = call.words('-b', '-f').find((word) => word.value !== '-');
  if (file) return surroundings.settings(file.value, cwd) ?? UNKNOWN;
  if (!stdin) return undefined;
  return stdin.file ? (surroundings.settings(stdin.file.value, cwd) ?? UNKNOWN) : stdin.text;
}

function isLiteral(word: Word): boolean {
  return typeof word.value === 'string';
}

function hostFrom(call: Call): Text {
  const first = call.operand(0);
  return first === undefined ? UNKNOWN : sshHost(first);
}

/** Commands that nobody sees may send anything. */
function unseen(call: Call): Answer {
  const channel = channelOf(call);
  return [{ kind: 'net.upload', host: hostFrom(call), channel, source: null, certainty: 'possible' }];
}

/** `sftp host:file [local]` fetches without a word. */
function fetchesByName(call: Call): Answer | undefined {
  const [remote, local] = call.operands;
  if (!/sftp$/.test(call.name) || typeof remote?.value !== 'string') return undefined;
  const path = /^(?:sftp:\/\/[^/]+\/|[^:/]+:)(.*[^/])$/.exec(remote.value)?.[1];
  if (path === undefined) return undefined;
  const target = local ?? { ...remote, value: path.split('/').at(-1) ?? null };
  return together([{ kind: 'net.fetch', host: sshHost(remote.value) }], writes(call, [target], 'overwrite'));
}

function uploadsAll(call: Call, url: Text | undefined, files: readonly Word[]): Answer {
  const address = url ?? UNKNOWN;
  const host = hostOf(address) ?? (isPattern(address) ? UNKNOWN : address);
  return [
    ...reads(call, files, { shown: false }),
    ...files.map((word) => ({
      kind: 'net.upload' as const,
      host,
      channel: channelOf(call),
      source: sourceOfFile(call, word) ?? null,
    })),
  ];
}
