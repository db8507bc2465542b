/** The commands of sftp, ftp and lftp, one a line: `put a /srv`, `get b`, `rm -r old`, `!ls`. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Text, UNKNOWN } from '../../../../effects/value';
import { type Answer, type Call, opaque, together } from '../../program';
import type { Word } from '../../spec';
import { reads, sourceOfFile, writes } from '../../stating';
import { shell, sshHost } from './ssh';

/** Commands that look around, or change how the client behaves. */
const passive =
  /^(ls|dir|cls|nlist|cd|lcd|pwd|lpwd|lls|du|df|find|cat|more|zcat|user|login|binary|bin|ascii|passive|prompt|hash|status|verbose|progress|set|debug|help|version|size|mkdir|lmkdir|lumask|wait|sleep|echo|quit|bye|exit|close|disconnect|cache|alias)$/;

export function channelOf(call: Call): 'scp' | 'ftp' {
  return /sftp/.test(call.name) ? 'scp' : 'ftp';
}

/** What the commands do, at the host that they are sent to. */
export function readTransferScript(call: Call, script: string, host: Text): Answer {
  const separator = call.name === 'lftp' ? /[\n;]|&&|\|\|/ : /\n/;
  let at = host;
  const answers = script.split(separator).map((line): Answer => {
    const command = line.trim().replace(/^[-@]+/, '');
    const opened = /^open\s.*?(\S+)\s*$/.exec(command)?.[1];
    if (opened) at = sshHost(unquoted(opened));
    return opened || command === '' || command.startsWith('#') ? [] : commandEffects(call, command, at);
  });
  return together(...answers);
}

function commandEffects(call: Call, command: string, host: Text): Answer {
  const started = /^(?:!|local\s+|shell\s+)(.+)$/.exec(command)?.[1];
  if (started) return { runs: [shell(started, `${call.name} !`)] };
  const [verb = '', ...words] = (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map(unquoted);
  const flags = words.filter((word) => word.startsWith('-'));
  const names = words.filter((word) => !word.startsWith('-')).map((value) => named(call, value));
  if (passive.test(verb)) return [];
  if (/^(put|reput|send|append)$/.test(verb)) return sends(call, names.slice(0, 1), host);
  if (verb === 'mput') return sends(call, names, host);
  if (/^(get|reget|recv|newer|pget)$/.test(verb)) return gets(call, names.slice(0, 2), host);
  if (verb === 'mget') return gets(call, [], host);
  if (verb === 'mirror') return mirrors(call, flags, names, host);
  if (/^(rm|mrm|delete|mdelete|rmdir)$/.test(verb)) return [removesThere(flags.length > 0 || verb !== 'rm')];
  if (/^(rename|mv|chmod|chown|chgrp|ln|symlink|site|quote)$/.test(verb))
    return [{ kind: 'remote.exec', tool: 'other', host, resolved: true }];
  return [opaque(call.invocation)];
}

function unquoted(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2');
}

function named(call: Call, value: string): Word {
  return { value, raw: value, span: call.invocation.span, many: /[*?[]/.test(value) };
}

function sends(call: Call, files: readonly Word[], host: Text): EffectDraft[] {
  return [
    ...reads(call, files, { shown: false }),
    ...files.map(
      (word): EffectDraft => ({
        kind: 'net.upload',
        host,
        channel: channelOf(call),
        source: sourceOfFile(call, word) ?? null,
      }),
    ),
  ];
}

/** `get remote [local]`; without names, files called as they are called there. */
function gets(call: Call, names: readonly Word[], host: Text): EffectDraft[] {
  const [remote, local] = names;
  const zone = call.invocation.surroundings.fileTarget('.', call.invocation.cwd).zone ?? null;
  const target = local ?? (remote && { ...remote, value: String(remote.value).split('/').at(-1) ?? UNKNOWN });
  return [
    { kind: 'net.fetch', host },
    ...(target
      ? writes(call, [target], 'overwrite')
      : [{ kind: 'fs.write', zone, mode: 'overwrite', extent: 'bounded' } satisfies EffectDraft]),
  ];
}

/** `mirror remote local`, and with `-R` the other way round. */
function mirrors(call: Call, flags: readonly string[], names: readonly Word[], host: Text): EffectDraft[] {
  const reversed = flags.some((flag) => /^(-[a-zA-Z]*R|--reverse$)/.test(flag));
  const deletes = flags.some((flag) => /^(-[a-zA-Z]*e|--delete$)/.test(flag));
  const here = (reversed ? names[0] : names[1]) ?? named(call, '.');
  if (!reversed) return [{ kind: 'net.fetch', host }, ...writes(call, [here], 'overwrite')];
  return [
    ...reads(call, [here], { shown: false }),
    { kind: 'net.upload', host, channel: channelOf(call), source: 'tree' },
    ...(deletes ? [removesThere(true)] : []),
  ];
}

function removesThere(recursive: boolean): EffectDraft {
  return { kind: 'fs.delete', recursive, zone: 'outside', via: 'remote' };
}
