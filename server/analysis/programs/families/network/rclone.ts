/** rclone: copies, and what is served and kept on remotes. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Command, Does, ProgramSpec } from '../../program';
import { always, deletes, sourceOfStream, when } from '../../stating';
import { hostOf } from '../../urls';
import { copies, isRemote } from './copies';
import { sshHost } from './ssh';

const copy: Does = (call) => copies(call, 'bucket');

/** What is not at the source is deleted at the target. */
const mirror: Does = (call) => {
  const target = call.operands.at(-1);
  if (!target) return [];
  const gone = isRemote(target) ? [objectsDeleted('other')] : deletes(call, [target], { recursive: true });
  return [...copies(call, 'bucket'), ...gone];
};

/** What was copied is deleted at the source. */
const move: Does = (call) => {
  const [from] = call.operands;
  if (!from) return [];
  const gone = isRemote(from) ? [objectsDeleted('other')] : deletes(call, [from], { recursive: true });
  return [...copies(call, 'bucket'), ...gone];
};

function objectsDeleted(where: 'none' | 'other' | 'key'): EffectDraft {
  return { kind: 'db.rows.delete', engine: 'other', method: 'delete', where };
}

const serves: Command = {
  options: '--addr,--rc-addr=A --user=U --pass=P --read-only --vfs-cache-mode=M',
  does(call) {
    const address = String(call.value('--addr') ?? 'localhost:8080');
    const port = Number(/:(\d+)$/.exec(address)?.[1]);
    const expose = /^(localhost|127\.|\[?::1)/.test(address) ? 'loopback' : 'lan';
    return [{ kind: 'net.listen', expose, ...(port > 0 && { port }) }];
  },
};

export const rclone: ProgramSpec = {
  names: 'rclone',
  options:
    '-n,--dry-run --config=F --include=P --exclude=P --filter=R --filter-from=F --files-from=F --transfers=N --checkers=N --bwlimit=R --max-age=A --min-age=A -v -P,--progress -i,--interactive --log-file=F --log-level=L --backup-dir=D --suffix=S',
  inertWith: ['-n'],
  commands: {
    'ls lsd lsl lsf lsjson size check cryptcheck cat about version listremotes tree md5sum sha1sum hashsum ncdu obscure help completion genautocomplete test':
      [],
    'copy copyto': copy,
    copyurl: (call) => [
      { kind: 'net.fetch', host: hostOf(call.operand(0)) ?? null },
      { kind: 'net.upload', host: sshHost(call.operand(1) ?? null), channel: 'bucket', source: null },
    ],
    rcat: (call) => [
      {
        kind: 'net.upload',
        host: sshHost(call.operand(0) ?? null),
        channel: 'bucket',
        source: sourceOfStream(call.invocation.stdin) ?? null,
      },
    ],
    'sync bisync': mirror,
    'move moveto': move,
    'delete purge cleanup rmdirs': (call) =>
      call.operands.every(isRemote) ? [objectsDeleted('none')] : deletes(call, call.operands, { recursive: true }),
    deletefile: (call) =>
      call.operands.every(isRemote) ? [objectsDeleted('key')] : deletes(call, call.operands, { recursive: false }),
    dedupe: always(objectsDeleted('other')),
    config: {
      commands: {
        'file paths providers touch userinfo': [],
        'show dump redacted': (call) =>
          when(call.path.at(-1) !== 'redacted', { kind: 'secret.read', store: 'cloud-cred', audience: call.audience }),
        'create update delete password reconnect disconnect edit encryption': always({
          kind: 'config.write',
          target: 'cloud-cli',
          executes: false,
        }),
      },
      does: always({ kind: 'config.write', target: 'cloud-cli', executes: false }),
    },
    authorize: always({ kind: 'config.write', target: 'cloud-cli', executes: false }),
    'serve rcd': serves,
    'mkdir touch rmdir settier': [],
    mount: always({ kind: 'system.configure', area: 'mount' }),
    link: (call) => [{ kind: 'access.change', op: 'publicize', principal: call.operand(0) ?? null }],
    selfupdate: always({ kind: 'package.install', manager: 'rclone', source: 'url', global: true }),
  },
  examples: {
    yields: {
      'rclone copy .env gdrive:backup': 'fs.read + secret.read + net.upload{channel=bucket,source=secret,host=gdrive}',
      'rclone sync src s3:b': 'fs.read + net.upload{channel=bucket} + db.rows.delete',
      'rclone sync s3:b ~': 'net.fetch + fs.write + fs.delete{root=home,recursive=true}',
      'rclone purge s3:b': 'db.rows.delete{where=none}',
      'rclone serve http . --addr :8080': 'net.listen{expose=lan,port=8080}',
      'rclone config dump': 'secret.read{store=cloud-cred,audience=model}',
      'rclone link s3:b/a.ts': 'access.change{op=publicize}',
    },
    inert: ['rclone ls s3:b', 'rclone sync -n src s3:b', 'rclone listremotes'],
  },
};
