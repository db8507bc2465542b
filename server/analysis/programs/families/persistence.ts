/** What runs later or by itself: cron, at, scheduled tasks; shells driven by keystrokes. */
import type { EffectDraft } from '../../../effects/effect';
import { isPattern } from '../../../effects/value';
import { type Answer, type Call, type ProgramSpec, together } from '../program';
import type { Run, Word } from '../spec';
import { when } from '../stating';

const add: EffectDraft = { kind: 'persist.install', mechanism: 'cron', op: 'add' };

const crontab: ProgramSpec = {
  names: 'crontab',
  options: '-u=USER -l -r -e -i -T',
  inertWith: ['-l', '-T'],
  does(call) {
    if (call.has('-r') === true) return [{ kind: 'persist.install', mechanism: 'cron', op: 'remove' }];
    if (call.has('-e') === true) return [add, { kind: 'code.opaque', reason: 'interactive', program: 'crontab' }];
    return { effects: [add], runs: cronRuns(tableOf(call)) };
  },
  examples: {
    yields: {
      'crontab -r': 'persist.install{mechanism=cron,op=remove}',
      'crontab jobs.txt': 'persist.install{op=add}',
      "echo '@daily rm -rf build' | crontab -": 'persist.install + fs.delete{recursive=true,via=scheduled}',
      "(crontab -l; echo '0 3 * * * rm -rf build') | crontab -": 'persist.install + fs.delete{via=scheduled}',
      "echo '@daily rm -rf build' > jobs; crontab jobs":
        'fs.write + persist.install + fs.delete{recursive=true,via=scheduled}',
    },
    inert: ['crontab -l'],
  },
};

const cronLine = /^\s*(?:@\w+|(?:[\d*/,\-A-Za-z]+\s+){4}[\d*/,\-A-Za-z]+)\s+(\S.*)$/;

/** What is installed: a file, or standard input, as far as it is known. */
function tableOf(call: Call): string {
  const { stdin, surroundings, cwd } = call.invocation;
  const [file] = call.operands;
  const source = file && file.value !== '-' ? file : stdin?.file;
  const text = source ? surroundings.settings(source.value, cwd) : stdin?.text;
  return isPattern(text) ? `${text.prefix}\n${text.suffix}` : (text ?? '');
}

function cronRuns(text: string): readonly Run[] {
  return text.split('\n').flatMap((line): Run[] => {
    const command = line.startsWith('#') ? undefined : cronLine.exec(line)?.[1];
    return command ? [{ type: 'shell', text: command, label: 'crontab', via: 'scheduled' }] : [];
  });
}

const at: ProgramSpec = {
  names: 'at batch atq atrm',
  options: '-f=FILE -q=Q -t=TIME -m -M -l -d=JOB -r=JOB -c=JOB -v -b',
  inertWith: ['-l', '-c'],
  does(call) {
    if (call.name === 'atq') return [];
    if (call.name === 'atrm' || (call.maybe('-d', '-r') && !call.open))
      return [{ kind: 'persist.install', mechanism: 'at', op: 'remove' }];
    const installs: EffectDraft = { kind: 'persist.install', mechanism: 'at', op: 'add' };
    const file = call.words('-f').at(-1);
    if (file)
      return {
        effects: [installs],
        runs: [{ type: 'file', path: file.value, language: 'sh', label: 'at', via: 'scheduled' }],
      };
    const { stdin } = call.invocation;
    return {
      effects: [installs],
      runs: stdin ? [{ type: 'stdin', language: 'sh', stream: stdin, label: 'at', via: 'scheduled' }] : [],
    };
  },
  examples: {
    yields: { "echo 'rm -rf build' | at now + 1 minute": 'persist.install{mechanism=at} + fs.delete{via=scheduled}' },
    inert: ['at -l', 'atq'],
  },
};

const systemdRun: ProgramSpec = {
  names: 'systemd-run',
  options:
    '--on-calendar=T --on-active=T --on-boot=T --on-startup=T --on-unit-active=T -u,--unit=U -p,--property=P --description=D --uid=U --gid=G -E,--setenv=V -H=H -M=M --user --scope -t,--pty -P,--pipe -q --wait -r --same-dir -d --working-directory=D --slice=S -S,--shell -G --collect',
  stopAtOperand: true,
  does(call) {
    const scheduled =
      call.maybe('--on-calendar', '--on-active', '--on-boot', '--on-startup', '--on-unit-active') && !call.open;
    const run: Run[] =
      call.operands.length > 0
        ? [{ type: 'argv', words: call.operands, label: 'systemd-run', ...(scheduled && { via: 'scheduled' }) }]
        : [];
    return { effects: when(scheduled, { kind: 'persist.install', mechanism: 'systemd', op: 'add' }), runs: run };
  },
  examples: {
    yields: {
      'systemd-run --on-calendar=daily rm -rf build': 'persist.install{mechanism=systemd} + fs.delete{via=scheduled}',
      'systemd-run --scope -p MemoryMax=1G rm -rf build': 'fs.delete{recursive=true,via=direct}',
    },
    inert: ['systemd-run --user --scope -p CPUQuota=50% git status'],
  },
};

const schtasks: ProgramSpec = {
  names: 'schtasks',
  commandWords: 1,
  does(call) {
    const words = call.invocation.args.map((word) => String(word.value).toLowerCase());
    const verb = words.find((word) => /^\/(create|delete|change|run|end|query)$/.test(word));
    if (verb === undefined || verb === '/query') return [];
    const unit = call.invocation.args[words.indexOf('/tn') + 1]?.value ?? null;
    if (verb === '/run' || verb === '/end')
      return [{ kind: 'service.control', unit, op: verb === '/run' ? 'start' : 'stop' }];
    const command = call.invocation.args[words.indexOf('/tr') + 1];
    const runs: Run[] =
      words.includes('/tr') && command
        ? [
            {
              type: 'shell',
              text: command.value,
              span: command.span,
              label: 'schtasks',
              via: 'scheduled',
              shell: 'cmd',
            },
          ]
        : [];
    return {
      effects: [{ kind: 'persist.install', mechanism: 'cron', op: verb === '/delete' ? 'remove' : 'add' }],
      runs,
    };
  },
  examples: {
    yields: {
      'schtasks /delete /tn x /f': 'persist.install{op=remove}',
      "schtasks /create /tn x /tr 'rd /s /q build' /sc daily": 'persist.install{op=add} + fs.delete{via=scheduled}',
      'schtasks /run /tn x': 'service.control{unit=x,op=start}',
    },
    inert: ['schtasks /query'],
  },
};

/** Keys and words that tmux names rather than types. */
const namedKey = /^(Enter|C-[a-zA-Z]|M-.|Escape|Space|Tab|BSpace|Up|Down|Left|Right|KPEnter|F\d+)$/;

const tmux: ProgramSpec = {
  names: 'tmux byobu',
  options: '-L=N -S=P -f=F -2 -u -v -C -T=F -c=CMD',
  does: (call) => together(...tmuxCommands(call.operands).map(tmuxEffects)),
  stopAtOperand: true,
  examples: {
    yields: {
      "tmux send-keys -t main 'rm -rf build' Enter": 'fs.delete{recursive=true}',
      "tmux new-session -d 'rm -rf build'": 'fs.delete',
      'tmux attach': 'code.opaque{reason=interactive}',
      'tmux if-shell true \'run-shell "rm -rf build"\'': 'fs.delete{recursive=true}',
      "tmux new -d ls \\; send-keys 'rm -rf build' Enter": 'fs.delete{recursive=true}',
    },
    inert: ['tmux ls', 'tmux list-panes', 'tmux kill-session -t x'],
  },
};

const tmuxValued = new Set([
  '-t',
  '-s',
  '-n',
  '-c',
  '-e',
  '-x',
  '-y',
  '-F',
  '-b',
  '-l',
  '-p',
  '-N',
  '-R',
  '-I',
  '-E',
  '-S',
  '-T',
]);

/** `tmux A \; B`: commands one after the other. */
function tmuxCommands(words: readonly Word[]): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  for (const word of words) {
    const ends = typeof word.value === 'string' && /(^|[^\\]);$/.test(word.value);
    const text = ends ? { ...word, value: String(word.value).slice(0, -1) } : word;
    if (!ends || text.value !== '') commands.at(-1)?.push(text);
    if (ends) commands.push([]);
  }
  return commands.length > 1 ? commands.filter((command) => command.length > 0) : commands;
}

/** A command of tmux in one word. */
function tmuxText(word: Word): Run {
  const text = typeof word.value === 'string' ? `tmux ${word.value}` : null;
  return { type: 'shell', text, label: 'tmux if-shell' };
}

function tmuxEffects([verb, ...rest]: readonly Word[]): Answer {
  const name = String(verb?.value ?? '');
  const words = withoutOptions(rest);
  if (/^(send-keys|send|set-buffer|setb)$/.test(name))
    return typed(
      words.filter((word) => !namedKey.test(String(word.value))),
      `tmux ${name}`,
    );
  if (
    /^(new|new-session|neww|new-window|splitw|split-window|respawn-pane|respawn-window|popup|display-popup|run-shell|run|pipe-pane|pipep)$/.test(
      name,
    )
  ) {
    if (words.length === 0) return [];
    return words.length === 1
      ? typed(words, `tmux ${name}`)
      : { runs: [{ type: 'argv', words, label: `tmux ${name}` }] };
  }
  if (/^(if-shell|if)$/.test(name)) {
    const [condition, ...commands] = words;
    const asked = condition && !rest.some((word) => word.value === '-F') ? typed([condition], 'tmux if-shell') : [];
    return together(asked, { runs: commands.map(tmuxText) });
  }
  if (verb === undefined || /^(attach|attach-session|a|at)$/.test(name))
    return [{ kind: 'code.opaque', reason: 'interactive', program: 'tmux' }];
  if (/^(source|source-file|set-hook|bind|bind-key|command-prompt|confirm-before)$/.test(name))
    return [{ kind: 'code.opaque', reason: 'dynamic-eval', program: 'tmux' }];
  return [];
}

function withoutOptions(words: readonly Word[]): readonly Word[] {
  let at = 0;
  while (at < words.length && /^-/.test(String(words[at]!.value))) {
    const option = String(words[at]!.value);
    if (option === '--') return words.slice(at + 1);
    at += tmuxValued.has(option) ? 2 : 1;
  }
  return words.slice(at);
}

function typed(words: readonly Word[], label: string): Answer {
  if (words.length === 0) return [];
  if (words.some((word) => typeof word.value !== 'string'))
    return [{ kind: 'code.opaque', reason: 'interactive', program: label }];
  const [only] = words;
  const text = words.map((word) => String(word.value)).join(' ');
  return { runs: [{ type: 'shell', text, label, ...(words.length === 1 && only && { span: only.span }) }] };
}

/** `stuff` takes `\n` and `^M` for the key that ends a line. */
function unescaped(word: Word): Word {
  if (typeof word.value !== 'string') return word;
  return { ...word, value: word.value.replace(/\\[nr]|\\01[25]|\^M/g, '\n').trimEnd() };
}

const zellij: ProgramSpec = {
  names: 'zellij',
  options: '-s,--session=N -l,--layout=F -c,--config=F --config-dir=D',
  commands: {
    'list-sessions ls kill-session k kill-all-sessions ka delete-session d delete-all-sessions da setup help': [],
    'attach a options': [{ kind: 'code.opaque', reason: 'interactive', program: 'zellij' }],
    'run r': {
      options:
        '-c,--close-on-exit -d,--direction=D -f,--floating -i,--in-place -n,--name=N -s,--start-suspended --cwd=D',
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'zellij run' }] }),
    },
    'action ac': {
      commands: { 'write-chars': (call) => typed(call.operands.map(unescaped), 'zellij action write-chars') },
      otherwise: (call, name) =>
        name === 'new-pane' && call.last.afterDashes
          ? { runs: [{ type: 'argv', words: call.last.afterDashes, label: 'zellij action new-pane' }] }
          : [],
    },
  },
  does: [{ kind: 'code.opaque', reason: 'interactive', program: 'zellij' }],
  examples: {
    yields: {
      'zellij run -f -- rm -rf build': 'fs.delete{recursive=true}',
      "zellij action write-chars 'rm -rf build'": 'fs.delete{recursive=true}',
      zellij: 'code.opaque{reason=interactive}',
    },
    inert: ['zellij ls'],
  },
};

const screen: ProgramSpec = {
  names: 'screen',
  options:
    '-S=N -X -d -m -r[=N] -ls,-list -D -R -x[=N] -p=W -c=F -L -wipe -q -U -h=N -t=T -s=S -e=X -A -T=T -a -l -i -O',
  stopAtOperand: true,
  inertWith: ['-ls', '-wipe'],
  does(call) {
    const [first, ...rest] = call.operands;
    if (call.has('-X') === true)
      return /^(stuff|exec)$/.test(String(first?.value)) ? typed(rest.map(unescaped), 'screen -X stuff') : [];
    const attaches = call.maybe('-r', '-x', '-R') && call.has('-m') !== true;
    if (first && !attaches) return { runs: [{ type: 'argv', words: call.operands, label: 'screen' }] };
    return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  examples: {
    yields: {
      "screen -S x -X stuff 'rm -rf build\\n'": 'fs.delete{path=/repo/build}',
      'screen -dmS x rm -rf build': 'fs.delete{recursive=true}',
      'screen -A -dmS x rm -rf build': 'fs.delete{recursive=true}',
      'screen -r x': 'code.opaque{reason=interactive}',
    },
    inert: ['screen -ls'],
  },
};

/** A command of its own session, behind a socket that is named first. */
const detached: ProgramSpec = {
  names: 'dtach abduco',
  options: '-a -A -c -n -N -e=CHAR -r=METHOD -E -z -l -f -p -q',
  stopAtOperand: true,
  does(call) {
    const words = call.operands.slice(1);
    if (words.length > 0) return { runs: [{ type: 'argv', words, label: call.name }] };
    return call.operands.length === 0 ? [] : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  examples: {
    yields: { 'dtach -n /tmp/s rm -rf build': 'fs.delete{recursive=true}', 'abduco -a s': 'code.opaque' },
    inert: ['abduco', 'dtach -n /tmp/s git status'],
  },
};

export const persistence: readonly ProgramSpec[] = [crontab, at, systemdRun, schtasks, tmux, screen, detached, zellij];
