/** Terminals that others may look at or type into, and programs that type for somebody. */
import type { ProgramSpec } from '../../program';

/** Whoever reaches them has a shell here. */
const sharedTerminals: ProgramSpec = {
  names: 'ttyd gotty tmate upterm sshx wetty',
  options:
    '-p,--port=PORT -i,--interface=I -c,--credential=C -W,--writable -w,--permit-write -R,--readonly -V,--version --address=A',
  inertWith: ['-V'],
  does: (call) => {
    const tunnelled = /^(tmate|upterm|sshx)$/.test(call.name);
    const loopback = /^(lo0?|127\.|localhost)/.test(String(call.value('-i', '--address') ?? ''));
    const port = Number(call.words('-p').at(-1)?.value);
    return [
      { kind: 'net.listen', expose: tunnelled ? 'tunnel' : loopback ? 'loopback' : 'lan', ...(port > 0 && { port }) },
      { kind: 'net.connect', purpose: 'remote-shell', host: null },
    ];
  },
  examples: {
    yields: {
      'ttyd -p 7681 bash': 'net.listen{expose=lan,port=7681} + net.connect{purpose=remote-shell}',
      tmate: 'net.listen{expose=tunnel} + net.connect{purpose=remote-shell}',
    },
    inert: ['ttyd --version'],
  },
};

/** Keys go to whatever window has the focus, a shell perhaps. */
const keystrokes: ProgramSpec = {
  names: 'xdotool ydotool wtype dotool cliclick',
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value));
    const looks =
      /^(search|getactivewindow|getwindowname|getwindowfocus|getmouselocation|getdisplaygeometry|version|help|sleep)$/;
    return looks.test(words[0] ?? 'help') ? [] : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  examples: {
    yields: { "xdotool type 'rm -rf ~'": 'code.opaque{reason=interactive,program=xdotool}' },
    inert: ['xdotool getactivewindow'],
  },
};

export const terminals: readonly ProgramSpec[] = [sharedTerminals, keystrokes];
