/** Wrappers that only change how a command runs: its priority, its time, its processors, its output. */
import type { Examples, ProgramSpec } from '../../program';
import { when } from '../../stating';
import { runsRest } from './running';

interface PlainWrapper {
  readonly names: string;
  readonly options: string;
  /** Operands of its own before the command. */
  readonly own?: number;
  /** Options with which it runs nothing. */
  readonly inertWith?: readonly string[];
  readonly examples: Examples;
}

function plain({ own = 0, ...wrapper }: PlainWrapper): ProgramSpec {
  return { ...wrapper, stopAtOperand: true, does: (call) => ({ runs: runsRest(call, {}, own) }) };
}

/** One command that deletes through it, and one that only looks. */
function through(deleting: string, looking: string): Examples {
  return { yields: { [deleting]: 'fs.delete{path=/repo/build,recursive=true}' }, inert: [looking] };
}

/** Its options stand before and after the architecture. */
const setarch: ProgramSpec = {
  names: 'setarch',
  options: '--list --show[=P]',
  stopAtOperand: true,
  inertWith: ['--list', '--show'],
  does(call) {
    const start = call.operands.findIndex((word, at) => at > 0 && !String(word.value).startsWith('-'));
    return { runs: start < 0 ? [] : runsRest(call, {}, start) };
  },
  examples: through('setarch x86_64 -R rm -rf build', 'setarch --list'),
};

/** Limits for a command, or for a process that runs. */
const prlimit: ProgramSpec = {
  names: 'prlimit',
  options:
    '-p,--pid=P -o,--output=L --noheadings --raw --verbose -c,--core[=L] -d,--data[=L] -e,--nice[=L] -f,--fsize[=L] -i,--sigpending[=L] -l,--memlock[=L] -m,--rss[=L] -n,--nofile[=L] -q,--msgqueue[=L] -r,--rtprio[=L] -s,--stack[=L] -t,--cpu[=L] -u,--nproc[=L] -v,--as[=L] -x,--locks[=L] -y,--rttime[=L]',
  stopAtOperand: true,
  does(call) {
    const sets = call.invocation.args.some(
      (word) => /^--\w+=/.test(String(word.value)) && !/^--(pid|output)=/.test(String(word.value)),
    );
    return call.words('-p').length > 0
      ? when(sets || (call.open && null), { kind: 'system.configure', area: 'limits' })
      : { runs: runsRest(call) };
  },
  examples: {
    yields: {
      'prlimit --nofile=1024 rm -rf build': 'fs.delete{recursive=true}',
      'prlimit --pid 1234 --nofile=1': 'system.configure{area=limits}',
    },
    inert: ['prlimit --pid 1234', 'prlimit --cpu=10 git status'],
  },
};

export const plainWrappers: readonly ProgramSpec[] = [
  plain({
    names: 'nice gnice',
    options: '-n,--adjustment=N',
    examples: through('nice -n 10 rm -rf build', 'nice -10 git status'),
  }),
  plain({
    names: 'ionice',
    options: '-c,--class=C -n,--classdata=N -t,--ignore -P=P -u=U -p,--pid=P',
    inertWith: ['-p', '-P', '-u'],
    examples: through('ionice -c2 -n7 rm -rf build', 'ionice -c 3 -p 1234'),
  }),
  plain({
    names: 'nohup setsid eatmydata',
    options: '-c,--ctty -f,--fork -w,--wait',
    examples: through('nohup rm -rf build &', 'setsid -w ls'),
  }),
  plain({
    names: 'stdbuf gstdbuf',
    options: '-i,--input=M -o,--output=M -e,--error=M',
    examples: through('stdbuf -oL -eL rm -rf build', 'stdbuf --output=0 grep -n TODO a.ts'),
  }),
  plain({
    names: 'timeout gtimeout',
    options: '-f,--foreground -k,--kill-after=T -p,--preserve-status -s,--signal=S -v,--verbose',
    own: 1,
    examples: through('timeout -k 5 -s KILL 10 rm -rf build', 'timeout --signal=KILL 5m git status'),
  }),
  plain({
    names: 'taskset',
    options: '-a,--all-tasks -c,--cpu-list -p,--pid',
    own: 1,
    inertWith: ['-p'],
    examples: through('taskset -c 0,1 rm -rf build', 'taskset -cp 0 1234'),
  }),
  plain({
    names: 'chrt',
    options:
      '-a,--all-tasks -m,--max -p,--pid -v,--verbose -b,--batch -d,--deadline -f,--fifo -i,--idle -o,--other -r,--rr -R,--reset-on-fork -T=N -P=N -D=N',
    own: 1,
    inertWith: ['-p', '-m'],
    examples: through('chrt -f 99 rm -rf build', 'chrt -i 0 ls'),
  }),
  plain({
    names: 'numactl',
    options:
      '-i,--interleave=N -m,--membind=N -N,--cpunodebind=N -C,--physcpubind=N -l,--localalloc -p,--preferred=N -a,--all -s,--show -H,--hardware',
    inertWith: ['-s', '-H'],
    examples: through('numactl -N 0 rm -rf build', 'numactl --hardware'),
  }),
  plain({
    names: 'cpulimit',
    options: '-l,--limit=N -p,--pid=P -e,--exe=F -b -f -k -m -i -z -v -q -c=N',
    examples: through('cpulimit -l 50 -- rm -rf build', 'cpulimit -l 20 -p 1234'),
  }),
  plain({ names: 'unbuffer', options: '-p', examples: through('unbuffer rm -rf build', 'unbuffer -p ls') }),
  plain({
    names: 'rlwrap',
    options: '-a -A -b=C -c -C=N -D=N -f=F -H=F -i -l=F -n -N -o -p=C -r -R -s=N -S=P -t=T -w=N -z=F',
    examples: through('rlwrap -c rm -rf build', 'rlwrap -H h.txt ls'),
  }),
  plain({
    names: 'proxychains proxychains4 torsocks torify',
    options: '-q -f=F -i -a=A -P=P -u=U -p=P --isolate',
    examples: through('proxychains4 -q rm -rf build', 'torsocks ls'),
  }),
  plain({
    names: 'tini dumb-init catatonit',
    options: '-s -g -v -w -p=S -e=N -c,--single-child -r,--rewrite=R',
    examples: through('tini -g -- rm -rf build', 'dumb-init ls'),
  }),
  plain({
    names: 'ld.so ld-linux.so.2 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1 ld-musl-x86_64.so.1 ld-musl-aarch64.so.1',
    options:
      '--argv0=A --audit=L --inhibit-cache --inhibit-rpath=L --library-path=P --list --preload=L --verify --list-tunables --list-diagnostics',
    inertWith: ['--list', '--verify', '--list-tunables', '--list-diagnostics'],
    examples: through('/lib64/ld-linux-x86-64.so.2 /bin/rm -rf build', '/lib64/ld-linux-x86-64.so.2 --list /bin/rm'),
  }),
  plain({
    names: 'caffeinate',
    options: '-d -i -m -s -u -t=N -w=P',
    examples: through('caffeinate -i rm -rf build', 'caffeinate -t 60'),
  }),
  setarch,
  prlimit,
  plain({
    names: 'linux32 linux64 i386 x86_64 arch',
    options: '-R -3 -B -F -I -L -S -T -X -Z -v -x86_64 -arm64 -arm64e -i386 -c -e=V -d=V',
    examples: through('arch -x86_64 rm -rf build', 'arch'),
  }),
  plain({
    names: 'catchsegv chronic',
    options: '-v -e',
    examples: through('chronic rm -rf build', 'chronic -v ls'),
  }),
  plain({
    names: 'systemd-inhibit dbus-run-session dbus-launch',
    options: '--what=W --who=W --why=W --mode=M --list --no-pager --config-file=F --dbus-daemon=B',
    inertWith: ['--list'],
    examples: through('systemd-inhibit --what=sleep rm -rf build', 'systemd-inhibit --list'),
  }),
  plain({
    names: 'xvfb-run',
    options:
      '-a,--auto-servernum -e,--error-file=F -f,--auth-file=F -l,--listen-tcp -n,--server-num=N -p,--xauth-protocol=P -s,--server-args=A -w,--wait=N -d,--auto-display',
    examples: through("xvfb-run -a -s '-screen 0 1280x720x24' rm -rf build", 'xvfb-run -a ls'),
  }),
  plain({
    names: 'fakeroot',
    options: '-l,--lib=L -s=F -i=F -u,--unknown-is-real -b=N --faked=F',
    examples: through('fakeroot -u rm -rf build', 'fakeroot ls -l'),
  }),
  plain({
    names: 'unshare',
    options:
      '-m,--mount[=F] -p,--pid[=F] -n,--net[=F] -u,--uts[=F] -i,--ipc[=F] -U,--user[=F] -C,--cgroup[=F] -T,--time[=F] -f,--fork -r,--map-root-user -c,--map-current-user --map-auto --map-user=U --map-group=G --mount-proc[=M] --kill-child[=S] --propagation=P --setgroups=A -R,--root=D -w,--wd=D -S,--setuid=U -G,--setgid=G',
    examples: through('unshare -rm rm -rf build', 'unshare -r --fork --pid ls'),
  }),
  plain({
    names: 'cgexec systemd-cat firejail',
    options: '-g=G -t,--identifier=T -p,--priority=P --sticky --quiet --net=N --private[=D] --noprofile',
    examples: through('cgexec -g memory:limited rm -rf build', 'firejail --net=none ls'),
  }),
  plain({
    names: 'chpst softlimit s6-softlimit',
    options:
      '-u=U -U=U -e=D -/=D -C=D -n=N -l=F -L=F -m=N -d=N -o=N -p=N -f=N -c=N -t=N -a=N -r=N -s=N -b=NAME -v -P -0 -1 -2',
    examples: through('chpst -m 100000 rm -rf build', 'softlimit -m 100000 ls'),
  }),
];
