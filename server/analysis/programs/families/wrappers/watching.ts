/** Programs that run a command again and again: at intervals, or when files change. */
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { joinedShell, runsRest } from './running';

/** `watch CMD…` joins its words into a shell line. */
export const watch: ProgramSpec = {
  names: 'watch',
  options:
    '-b,--beep -c,--color -C,--no-color -d,--differences[=P] -e,--errexit -g,--chgexit -n,--interval=N -p,--precise -q,--equexit=N -r,--no-rerun -t,--no-title -w,--no-wrap -x,--exec',
  stopAtOperand: true,
  does: (call) => ({ runs: [...joinedShell(call.operands, 'watch'), ...asWritten(call)] }),
  examples: {
    yields: { "watch -n 60 'rm -rf build'": 'fs.delete{recursive=true}', 'watch rm -rf build': 'fs.delete' },
    inert: ['watch -n 2 git status', "watch -d 'ps aux | grep node'"],
  },
};

/** With `-x` the words stay as they are; people who quote for that forget to ask for it. */
function asWritten(call: Call): Run[] {
  return call.operands.length > 2 ? runsRest(call) : [];
}

const changed = (call: Call) => ({ value: null, raw: '/_', span: call.invocation.span, many: false });

/** `entr`: `/_` stands for the file that changed. */
const entr: ProgramSpec = {
  names: 'entr',
  options: '-c -d -n -p -r -s -x -z -a',
  stopAtOperand: true,
  does(call) {
    if (call.has('-s') === true) return { runs: joinedShell(call.operands, 'entr -s', { unbounded: true }) };
    const words = call.operands.map((word) => (word.value === '/_' ? changed(call) : word));
    return { runs: words.length > 0 ? [{ type: 'argv', words, label: 'entr', unbounded: true }] : [] };
  },
  examples: {
    yields: {
      'ls src/* | entr rm -rf build': 'fs.delete{recursive=true}',
      "ls | entr -s 'rm -rf build'": 'fs.delete{recursive=true}',
      'ls | entr rm /_': 'fs.delete{path=?}',
    },
    inert: ['git ls-files | entr -r tsc --noEmit', 'ls *.md | entr -c wc /_'],
  },
};

const watchexec: ProgramSpec = {
  names: 'watchexec',
  options:
    '-w,--watch=P -W,--watch-non-recursive=P -e,--exts=E -f,--filter=F -i,--ignore=P -c,--clear[=M] -r,--restart -s,--signal=S --stop-signal=S --stop-timeout=N -d,--debounce=N -o,--on-busy-update=M --shell=S -n -p,--postpone -q,--quiet -N,--notify -1 --workdir=D -E,--env=V --project-origin=D --no-vcs-ignore --delay-run=N --poll[=N]',
  stopAtOperand: true,
  does: (call) => ({ runs: joinedShell(call.operands, 'watchexec', { unbounded: true }) }),
  examples: {
    yields: { 'watchexec -e ts -w src -- rm -rf build': 'fs.delete{recursive=true}' },
    inert: ['watchexec -r -e ts,tsx -- tsc --noEmit'],
  },
};

const reflex: ProgramSpec = {
  names: 'reflex',
  options:
    '-r,--regex=R -R,--inverse-regex=R -g,--glob=G -G,--inverse-glob=G -s,--start-service -d,--decoration=D -v,--verbose --substitute=S --all --only-files --only-dirs -t,--shutdown-timeout=T -e,--sequential',
  stopAtOperand: true,
  does(call) {
    const words = call.operands.map((word) => (word.value === '{}' ? changed(call) : word));
    return { runs: words.length > 0 ? [{ type: 'argv', words, label: 'reflex', unbounded: true }] : [] };
  },
  examples: {
    yields: { "reflex -r '\\.go$' -- rm -rf build": 'fs.delete{recursive=true}' },
    inert: ["reflex -g '*.md' wc {}"],
  },
};

const chokidar: ProgramSpec = {
  names: 'chokidar onchange',
  options:
    '-c,--command=CMD -d,--debounce=N -t,--throttle=N -s,--follow-symlinks -i,--ignore,--initial -p,--polling --silent --verbose -e,--exclude=P -k,--kill -w,--wait -j,--jobs=N',
  does(call) {
    const commands = call.words('-c').flatMap((word) => joinedShell([word], call.name, { unbounded: true }));
    const rest = call.name === 'onchange' ? (call.last.afterDashes ?? []) : [];
    return { runs: [...commands, ...joinedShell(rest, call.name, { unbounded: true })] };
  },
  examples: {
    yields: {
      "chokidar 'src/**/*.ts' -c 'rm -rf build'": 'fs.delete{recursive=true}',
      "onchange 'src/**/*.ts' -- rm -rf build": 'fs.delete{recursive=true}',
    },
    inert: ["chokidar '**/*.ts' -c 'tsc --noEmit'"],
  },
};

const nodemon: ProgramSpec = {
  names: 'nodemon',
  options:
    '-x,--exec=CMD -w,--watch=P -e,--ext=E -i,--ignore=P -l,--legacy-watch -L -q,--quiet -V,--verbose -C,--on-change-only -d,--delay=N -s,--signal=S -I --config=F --cwd=D --inspect[=A] -r,--require=M',
  stopAtOperand: true,
  does: (call) => nodemonAnswer(call),
  examples: {
    yields: {
      "nodemon --exec 'rm -rf build'": 'fs.delete{recursive=true}',
      "nodemon -w src --exec 'rm -rf' build": 'fs.delete{path=/repo/build}',
      'nodemon a.js': 'code.exec{origin=workspace-file,lang=javascript}',
    },
    inert: ["nodemon -e ts --exec 'tsc --noEmit'"],
  },
};

/** The operands go to the program of `--exec`; without one it is node. */
function nodemonAnswer(call: Call): Answer {
  const text = call.words('-x').at(-1);
  const [file, ...args] = call.operands;
  if (text) return { runs: joinedShell([text, ...call.operands], 'nodemon') };
  if (!file) return [];
  return { runs: [{ type: 'file', path: file.value, language: 'javascript', args, label: `nodemon ${file.raw}` }] };
}

export const watchers: readonly ProgramSpec[] = [watch, entr, watchexec, reflex, chokidar, nodemon];
