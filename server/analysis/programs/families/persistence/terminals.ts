/** Terminals of their own, and what is typed into them. */
import { type Answer, type ProgramSpec, together } from '../../program';
import type { Run, Word } from '../../spec';

/** Keys and words that tmux names rather than types. */
const namedKey = /^(Enter|C-[a-zA-Z]|M-.|Escape|Space|Tab|BSpace|Up|Down|Left|Right|KPEnter|F\d+)$/;

export const tmux: ProgramSpec = {
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

export const zellij: ProgramSpec = {
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

export const screen: ProgramSpec = {
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
export const detached: ProgramSpec = {
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
