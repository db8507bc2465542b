/** Wrappers that write down what happens: `script`, `time -o`, `strace`. */
import { type Call, type ProgramSpec, together } from '../../program';
import type { Run, Word } from '../../spec';
import { writes } from '../../stating';
import { runsRest } from './running';

/** `script -c CMD`: records a session, in `typescript` unless told otherwise. */
export const script: ProgramSpec = {
  names: 'script',
  options:
    '-c,--command=C -a,--append -e,--return -f,--flush -q,--quiet -t,--timing[=F] -E,--echo=W -I,--log-in=F -O,--log-out=F -B,--log-io=F -T,--log-timing=F -m,--logging-format=F -o,--output-limit=N --force',
  does(call) {
    const [file] = call.operands;
    // Options behind the file are the command's.
    const command = file ? call.invocation.args.slice(call.invocation.args.indexOf(file) + 1) : [];
    const mode = call.has('-a') === true ? 'append' : 'overwrite';
    const logs = writes(call, [...(file ? [file] : []), ...call.words('-I', '-O', '-B', '-T')].filter(isKept), mode);
    const text = call.words('-c').at(-1);
    if (text)
      return { effects: logs, runs: [{ type: 'shell', text: text.value, span: text.span, label: 'script -c' }] };
    if (command.length > 0) return { effects: logs, runs: [{ type: 'argv', words: command, label: 'script' }] };
    return [...logs, { kind: 'code.opaque', reason: 'interactive', program: 'script' }];
  },
  examples: {
    yields: {
      "script -qec 'rm -rf build' session.log": 'fs.write{path=/repo/session.log} + fs.delete{recursive=true}',
      'script -q /dev/null rm -rf build': 'fs.delete{recursive=true}',
      script: 'code.opaque{reason=interactive}',
    },
    inert: ["script -qec 'git status' /dev/null"],
  },
};

const isKept = (word: Word): boolean => word.value !== '/dev/null';

const time: ProgramSpec = {
  names: 'time gtime',
  options: '-a,--append -f,--format=F -o,--output=F -p,--portability -q,--quiet -v,--verbose -l -h',
  stopAtOperand: true,
  does: (call) => ({
    effects: writes(call, call.words('-o'), call.has('-a') === true ? 'append' : 'overwrite'),
    runs: runsRest(call),
  }),
  examples: {
    yields: {
      'time rm -rf build': 'fs.delete{recursive=true}',
      '/usr/bin/time -ao log.txt ls': 'fs.write{path=/repo/log.txt,mode=append}',
    },
    inert: ['time git status', '/usr/bin/time -v ls'],
  },
};

/** Its output goes to a file, or to a command after `|` or `!`. */
const strace: ProgramSpec = {
  names: 'strace',
  options:
    '-a,--align=N -A -b=S -c -C -d -D -e,--trace=E -E=V -f -ff -F -h -i -I=N -k -n -o,--output=F -O=N -p,--attach=PID -P=PATH -q -r -s=N -S=S -t -tt -T -u=USER -U=C -v -w -x -xx -X=F -y -yy -z -Z',
  stopAtOperand: true,
  does: (call) =>
    together(writes(call, call.words('-o').filter(isFile), 'overwrite'), {
      runs: [...runsRest(call), ...pipedTo(call)],
    }),
  examples: {
    yields: {
      'strace -f -o trace.txt rm -rf build': 'fs.write{path=/repo/trace.txt} + fs.delete{recursive=true}',
      "strace -o '|rm -rf build' ls": 'fs.delete{recursive=true}',
    },
    inert: ['strace -f -e trace=openat ls'],
  },
};

function tracer(names: string, options: string, example: string): ProgramSpec {
  return {
    names,
    options,
    stopAtOperand: true,
    does: (call) => ({
      effects: writes(call, call.words('-o', '--log-file', '--xml-file'), 'overwrite'),
      runs: runsRest(call),
    }),
    examples: { yields: { [`${example} rm -rf build`]: 'fs.delete{recursive=true}' }, inert: [`${example} ls`] },
  };
}

const tracers: readonly ProgramSpec[] = [
  tracer(
    'ltrace',
    '-a,--align=N -A=N -b -c -C -D=N -e=E -f -F=F -h -i -l,--library=L -L -n,--indent=N -o,--output=F -p=PID -r -s=N -S -t -tt -T -u=USER -w=N -x=E',
    'ltrace -n 2',
  ),
  tracer('dtruss', '-a -b=SIZE -c -d -e -f -l -L -n=NAME -o -p=PID -s -t=CALL -W=NAME', 'dtruss -l'),
  tracer(
    'valgrind',
    '--log-file=F --xml-file=F --tool=T --leak-check=L --suppressions=F --track-origins=W --error-exitcode=N --show-leak-kinds=K -q -v -s',
    'valgrind --leak-check=full',
  ),
];

const isFile = (word: Word): boolean => !/^[|!]/.test(String(word.value));

function pipedTo(call: Call): readonly Run[] {
  return call.words('-o').flatMap((word): Run[] => {
    const text = isFile(word) ? undefined : String(word.value).slice(1);
    return text === undefined ? [] : [{ type: 'shell', text, label: `${call.name} -o` }];
  });
}

const perf: ProgramSpec = {
  names: 'perf',
  options: '-v -d',
  commands: {
    'report annotate list script diff version test bench config buildid-list evlist inject kmem sched lock': [],
    'stat record trace mem c2c top': {
      options:
        '-e,--event=E -o,--output=F -p,--pid=P -t,--tid=T -F,--freq=N -c,--count=N -g --call-graph=M -a,--all-cpus -C,--cpu=C -r,--repeat=N -d -D,--delay=N -I,--interval-print=N -x=S',
      stopAtOperand: true,
      does: (call) => ({
        effects: writes(call, call.words('-o'), 'overwrite'),
        runs: runsRest(call, { label: `perf ${call.path.at(-1)}` }),
      }),
    },
  },
  examples: {
    yields: { 'perf stat -d rm -rf build': 'fs.delete{recursive=true}' },
    inert: ['perf stat ls', 'perf list'],
  },
};

export const recorders: readonly ProgramSpec[] = [script, time, strace, ...tracers, perf];
