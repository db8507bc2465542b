/** What leaves the machine by mail, clipboard or paste service. */
import type { ProgramSpec } from '../../program';
import { sourceOfFile, sourceOfStream } from '../../stating';

export const mailers: ProgramSpec = {
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

export const clipboards: ProgramSpec = {
  names: 'pbcopy xclip xsel wl-copy clip clip.exe termux-clipboard-set',
  options: '-o,-out,--output -i,-in -sel,-selection=S -t=T -b,--clipboard -c,--clear -p,--primary',
  does(call) {
    if (call.has('-o') === true && call.name.startsWith('x')) return { output: { text: null, sources: ['clipboard'] } };
    return [{ kind: 'net.upload', channel: 'clipboard', source: sourceOfStream(call.invocation.stdin) ?? null }];
  },
  examples: { yields: { pbcopy: 'net.upload{channel=clipboard}' }, inert: ['xclip -o'] },
};

export const pasteReaders: ProgramSpec = {
  names: 'pbpaste wl-paste',
  does: () => ({ output: { text: null, sources: ['clipboard'] } }),
};

export const pasteServices: ProgramSpec = {
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
