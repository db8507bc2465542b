import { describe, expect, it } from 'vitest';
import { effectsOf } from './effects-of';

const ROOT = 'fs.delete / root=filesystem';

function check(cases: Readonly<Record<string, string[]>>): void {
  it.each(Object.entries(cases))('%s', (command, lines) => expect(effectsOf(command)).toEqual(lines));
}

describe('wrappers', () => {
  check({
    'sudo rm -rf /': ['privilege.escalate sudo', 'fs.delete / root=filesystem [elevated] ‹sudo›'],
    'sudo -u root -E rm -rf /': ['privilege.escalate sudo', 'fs.delete / root=filesystem [elevated] ‹sudo›'],
    'sudo A=1 rm a': ['privilege.escalate sudo', 'fs.delete ./a [elevated] ‹sudo›'],
    'doas rm a': ['privilege.escalate doas', 'fs.delete ./a [elevated] ‹doas›'],
    'env X=1 rm -rf /': [`${ROOT} ‹env›`],
    'env -i X=1 rm -rf /': [`${ROOT} ‹env›`],
    "env -S 'A=1 rm -rf /'": [`${ROOT} ‹env›`],
    'D=a env D=/ bash -c \'rm -rf "$D"\'': [`${ROOT} ‹env › bash -c›`],
    'nice -n 5 rm a': ['fs.delete ./a ‹nice›'],
    'nohup rm a &': ['fs.delete ./a ‹nohup›'],
    'timeout -k 5 10 rm a': ['fs.delete ./a ‹timeout›'],
    'command rm a': ['fs.delete ./a ‹command›'],
    'command -v rm': [],
    'builtin eval rm a': ['fs.delete ./a ‹eval›'],
    'busybox rm a': ['fs.delete ./a ‹busybox›'],
    'stdbuf -oL rm a': ['fs.delete ./a ‹stdbuf›'],
    'flock /tmp/l rm a': ['fs.delete ./a ‹flock›'],
    "flock /tmp/l -c 'rm a'": ['fs.delete ./a ‹flock -c›'],
    "script -c 'rm a' out": ['fs.write ./out', 'fs.delete ./a ‹script -c›'],
    "su -c 'rm a'": ['privilege.escalate su', 'fs.delete ./a [elevated] ‹su -c›'],
    'echo a | xargs rm': ['fs.delete ./a ‹xargs›'],
    'echo / | xargs -I{} rm -rf {}': [`${ROOT} ‹xargs›`],
    "echo / | xargs -I % sh -c 'rm -rf %'": [`${ROOT} ‹xargs › sh -c›`],
    "find . -name '*.pyc' | xargs rm": ['fs.delete ./*.pyc ‹xargs›'],
    'parallel rm ::: a': ['fs.delete ./a ‹parallel›'],
    'sudo env nice bash -c "rm -rf /"': [
      'privilege.escalate sudo',
      'fs.delete / root=filesystem [elevated] ‹sudo › env › nice › bash -c›',
    ],
    'watch rm a': ['fs.delete ./a ‹watch›'],
    'RM -rf /': [ROOT],
  });
});

describe('shells', () => {
  check({
    'bash -c "rm -rf /"': [`${ROOT} ‹bash -c›`],
    "sh -xc 'rm -rf /'": [`${ROOT} ‹sh -c›`],
    "bash -lc 'rm -rf $1' _ /": [`${ROOT} ‹bash -c›`],
    'bash -c "bash -c \\"rm -rf /\\""': [`${ROOT} ‹bash -c › bash -c›`],
    'bash -c "rm -rf $D"': ['code.opaque reason=dynamic-eval ‹bash -c›', 'fs.delete ? root=? class=? ‹bash -c›'],
    bash: ['code.opaque bash reason=interactive'],
    'bash -lc': [],
    'zsh -c "rm =ls"': ['code.opaque reason=unparsed ‹zsh -c›', 'fs.delete ./=ls ‹zsh -c›'],
  });
});

describe('programs nobody described', () => {
  check({
    'frobnicate --all': ['code.opaque frobnicate reason=unknown-program'],
    'frobnicate rm -rf /': [
      'code.opaque frobnicate reason=unknown-program',
      'fs.delete / root=filesystem [possible] ‹frobnicate›',
    ],
    './missing.sh': ['code.opaque ./missing.sh reason=unknown-program ‹./missing.sh›'],
  });
});

describe('variables that run something', () => {
  check({
    'LD_PRELOAD=./x.so ls': ['config.write env'],
    'NODE_OPTIONS=--max-old-space-size=4096 ls': [],
    'NODE_OPTIONS="--require ./x.js" ls': ['config.write env'],
    'PAGER=cat git log': [],
    "PAGER='rm -rf /' git log": ['fs.delete / root=filesystem [possible] ‹PAGER›'],
    'GIT_SSH_COMMAND="ssh -i key" git status': [],
    "export PROMPT_COMMAND='rm a'": ['fs.delete ./a [possible] ‹PROMPT_COMMAND›'],
    "alias ls='rm a'": ['fs.delete ./a [possible] ‹alias ls›'],
    'unset HISTFILE': ['audit.tamper shell-history'],
    'export HISTSIZE=0': ['audit.tamper shell-history'],
    'set +o history': ['audit.tamper shell-history'],
    'export HISTSIZE=10000': [],
    'history -c': ['audit.tamper shell-history'],
    'history -d 5': ['audit.tamper shell-history'],
    'history 20': [],
  });
});
