/** Signals to processes, and debuggers attached to them. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { reads, when } from '../../stating';

type Signal = EffectDraftOf<'process.signal'>;

export const kill: ProgramSpec = {
  names: 'kill',
  options: '-s,--signal=S -n=N -l,--list[=S] -L,--table -q,--queue=V -p -a --timeout=T',
  does(call) {
    const { args } = call.invocation;
    const words = args.map((word) => word.value);
    // Not by the option table, to which `-KILL` is a cluster with an L in it.
    if (/^(-l|-L|--list(=.*)?|--table)$/.test(String(words[0]))) return [];
    const force =
      words.some((word) => /^-(9|KILL|SIGKILL)$/i.test(String(word))) ||
      /^(9|KILL|SIGKILL)$/i.test(String(call.value('-s', '-n')));
    const probes = words[0] === '-0' || call.value('-s') === '0';
    if (probes) return [];
    // The first word with a dash is the signal; a later one is a process group, and -1 is everybody.
    const [first] = words;
    const values = call.words('-s', '-n').map((word) => word.value);
    const targets = args
      .slice(/^-(\d+|[A-Z]+\d*)$/i.test(String(first)) && words.length > 1 ? 1 : 0)
      .filter(({ value }) => typeof value !== 'string' || !(/^-([A-Za-z]|-)/.test(value) || values.includes(value)));
    return [
      ...targets.map(
        (word): EffectDraft => ({ kind: 'process.signal', target: word.value, scope: scopeOf(word), force }),
      ),
      ...endsGuard(targets),
    ];
  },
  examples: {
    yields: {
      'kill -9 1234': 'process.signal{target=1234,force=true}',
      'kill 1234': 'process.signal{force=false}',
      'kill -9 -1': 'process.signal{scope=all}',
      'kill -KILL 1234': 'process.signal{target=1234,force=true}',
      'kill -ALRM -1': 'process.signal{scope=all}',
      'kill -TERM 1': 'process.signal{scope=init}',
      'kill -- -4321': 'process.signal{target=-4321,scope=other}',
      'kill 0': 'process.signal{scope=own}',
      'kill -s KILL 77': 'process.signal{target=77,force=true}',
      'kill $(cat server.pid)': 'fs.read + process.signal{scope=other}',
      'kill $(cat ids.txt)': 'fs.read + process.signal{scope=?}',
      'echo -1 > a.pid; kill $(cat a.pid)': 'fs.write + fs.read + process.signal{scope=all}',
      'kill $(lsof -t -i:3000)': 'process.signal{scope=other}',
      'lsof -ti tcp:3000 | xargs kill -9': 'process.signal{scope=other,force=true}',
      'lsof -t | xargs kill': 'process.signal{scope=?}',
      "ps aux | grep '[v]ite' | awk '{print $2}' | xargs kill": 'process.signal{scope=other}',
      "ps aux | awk '{print $2}' | xargs kill": 'process.signal{scope=?}',
      "pgrep vite | awk '{print -1}' | xargs kill": 'process.signal{scope=?}',
      'pgrep vite | tr 1 2 | xargs kill': 'process.signal{scope=?}',
      'for p in $(pidof node); do kill $p; done': 'process.signal{scope=other}',
      'kill $(pgrep -f access-guardrails)': 'process.signal + guard.tamper',
      'sleep 9 & kill $!': 'process.signal{scope=other}',
    },
    inert: ['kill -l', 'kill -0 1234'],
  },
};

function scopeOf({ value: target, sources }: Word): Exclude<Signal['scope'], undefined> {
  if (sources?.length && sources.every((source) => source === 'pid')) return 'other';
  if (target === '-1') return 'all';
  if (target === '1' || target === '0x1') return 'init';
  // The members of one group.
  if (typeof target === 'string' && /^-\d+$/.test(target)) return 'other';
  return target === '0' || (typeof target === 'string' && target.startsWith('%')) ? 'own' : null;
}

/** The processes of this guard, by their name or by what `pgrep` finds. */
function endsGuard(words: readonly Word[]): EffectDraft[] {
  const named = words.some(({ value, raw }) => /guardrails/i.test(typeof value === 'string' ? value : raw));
  return named ? [{ kind: 'guard.tamper', what: 'binary' }] : [];
}

/** Editors and agents: what a command of theirs ends with them. */
const HOST =
  /^(code|code-insiders|code-server|codium|vscodium|cursor|windsurf|claude|copilot|codex|gemini|electron)$|vscode|extensionhost/i;

/**
 * A name of some length picks certain processes; a short or broad pattern may pick any. Every `node` may be one that an
 * editor, an agent or this guard runs in.
 */
function scopeOfName(name: Text): Exclude<Signal['scope'], undefined> {
  if (typeof name === 'string' && HOST.test(name)) return 'all';
  if (name === 'node') return null;
  return typeof name === 'string' && /[\w-]{3}/.test(name) && !/^[.*^]/.test(name) ? 'other' : null;
}

export const pkill: ProgramSpec = {
  names: 'pkill killall taskkill skill killall5 fuser xkill slay',
  options:
    '-s,--signal=S -f,--full -u,--euid,-U=USER -t=TTY -P=PID -g=G -G=G -n -o -x,--exact -i -e -I -v -w -q -k,--kill -9 -KILL -SIGKILL -TERM -HUP -INT -USR1 -USR2 -0 -1 -15 --older-than=T -r -l,--list -m -a --older=S --newest --oldest',
  does(call) {
    if (call.name === 'fuser' && !call.maybe('-k')) return [];
    if (call.has('-0') === true || (call.name === 'killall' && call.has('-l') === true)) return [];
    const flags = call.invocation.args.map((word) => String(word.value).toLowerCase());
    const gentle = call.has('-TERM', '-HUP', '-INT', '-USR1', '-USR2', '-1', '-15') === true;
    const force =
      (call.name === 'fuser' && !gentle) ||
      call.has('-9', '-KILL', '-SIGKILL') === true ||
      flags.includes('/f') ||
      /^(9|KILL|SIGKILL)$/i.test(String(call.value('-s')));
    const everybody = call.name === 'killall5' || (call.words('-u').length > 0 && call.operands.length === 0);
    const targets = call.operands.filter((word) => !String(word.value).startsWith('/'));
    const windows = flags.flatMap((flag, at) =>
      flag === '/im' || flag === '/pid' ? [call.invocation.args[at + 1]?.value ?? null] : [],
    );
    const names: readonly Text[] = windows.length > 0 ? windows : targets.map((word) => word.value);
    return [
      ...(names.length > 0 ? names : [null]).map(
        (target): EffectDraft => ({
          kind: 'process.signal',
          target,
          scope: everybody ? 'all' : scopeOfName(target),
          force,
        }),
      ),
      ...endsGuard(call.invocation.args),
    ];
  },
  examples: {
    yields: {
      'pkill -9 -f node': 'process.signal{target=node,force=true}',
      'killall Dock': 'process.signal{scope=other}',
      'killall node': 'process.signal{scope=?}',
      'pkill -f "node server.js"': 'process.signal{scope=other}',
      'killall code': 'process.signal{scope=all}',
      'pkill -f guardrails': 'process.signal + guard.tamper{what=binary}',
      'pkill -f .': 'process.signal{scope=?}',
      'pkill -u dana': 'process.signal{scope=all}',
      'fuser -k 3000/tcp': 'process.signal{target=3000/tcp,force=true}',
    },
    inert: ['fuser 8080/tcp', 'pkill -0 node', 'killall -l'],
  },
};

/** Commands of gdb that show something of a core file. */
const showing =
  /^\s*(bt|backtrace|where|info|list|disas(semble)?|frame|up|down|thread( apply all bt)?|set (pagination|confirm|width|height)|show|quit|q|help)\b(?!.*[|!])/;

/** Debuggers attached to a running process read its memory, and can change it. */
export const debuggers: ProgramSpec = {
  names: 'gdb lldb pdb dtrace bpftrace gcore py-spy rbspy',
  options: '-p,--pid=PID -ex=CMD -x=FILE -batch --batch -q --args -c,--core=F -e=CODE -n=NAME',
  does(call) {
    const target = call.name === 'gcore' ? call.operand(0) : call.value('-p');
    const looksOnly =
      call.has('-x', '-e') === false &&
      call.words('-ex').length > 0 &&
      call.words('-ex').every((word) => showing.test(String(word.value)));
    if (looksOnly && target === undefined) return reads(call, call.operands, { shown: false });
    const scripted = when(call.has('-ex', '-x', '-e'), {
      kind: 'code.exec',
      origin: 'inline',
      lang: call.name,
      resolved: false,
    });
    const runs = call.words('-ex').flatMap(shellOfDebugger);
    if (target === undefined && scripted.length > 0) return { effects: scripted, runs };
    if (target === undefined) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return {
      effects: [
        ...scripted,
        { kind: 'process.signal', target, scope: 'other', force: false },
        { kind: 'secret.read', store: 'process', audience: call.audience },
      ],
      runs,
    };
  },
  examples: {
    yields: {
      "gdb -batch -ex 'shell rm -rf build'": 'code.exec{lang=gdb} + fs.delete',
      'gdb -p 1234': 'process.signal{target=1234} + secret.read{store=process}',
    },
    inert: ["gdb -batch -ex bt -ex 'info threads' ./server core", 'gdb --version'],
  },
};

/** `gdbserver :2345 CMD`: whoever connects has the process in hand. */
export const debugServer: ProgramSpec = {
  names: 'gdbserver lldb-server',
  options: '--multi --attach --once --wrapper --debug --no-startup-with-shell',
  stopAtOperand: true,
  does(call) {
    const [target, ...words] = call.operands.slice(call.name === 'lldb-server' ? 1 : 0);
    const port = Number(/:(\d+)$/.exec(String(target?.value))?.[1]) || null;
    return {
      effects: [
        { kind: 'net.listen', expose: String(target?.value).startsWith('localhost:') ? 'loopback' : 'lan', port },
      ],
      runs: words.length > 0 && !call.maybe('--attach') ? [{ type: 'argv', words, label: call.name }] : [],
    };
  },
  examples: {
    yields: { 'gdbserver :2345 rm -rf build': 'net.listen{expose=lan,port=2345} + fs.delete{recursive=true}' },
    inert: ['gdbserver --version'],
  },
};

/** `shell CMD` and `!CMD` of gdb. */
function shellOfDebugger(word: Word): Run[] {
  const command = /^\s*(?:shell\s|!)(.+)$/s.exec(String(word.value))?.[1];
  return command ? [{ type: 'shell', text: command, label: 'gdb -ex' }] : [];
}
