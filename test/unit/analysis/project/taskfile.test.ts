import { describe, expect, it } from 'vitest';
import { effectsOf } from '../shell/effects-of';

function found(command: string, taskfile: string, more: Record<string, string> = {}): string[] {
  return effectsOf(command, { files: { 'Taskfile.yml': taskfile, ...more } })
    .filter((line) => !line.startsWith('code.exec'))
    .map((line) => line.replace(/ ‹.*›/, ''));
}

const file = `version: '3'
vars:
  OUT: dist # where it goes
  DEEP: '{{.OUT}}/deep'
  HEAD:
    sh: git rev-parse HEAD
env: { WHERE: /etc/where }
tasks:
  default:
    deps: [clean]
    cmds:
      - rm x
  clean:
    desc: "Remove: everything"
    aliases: [c]
    cmds:
      - rm -r {{.OUT}}
      - cmd: rm {{.DEEP}}
        silent: true
  short: rm short
  list:
    - rm one
    - rm two
  inner:
    dir: packages/a
    cmds:
      - rm y
  passes:
    cmds:
      - task: takes
        vars: { F: /etc/passed }
  takes:
    cmds:
      - rm {{.F}}
  block:
    cmds:
      - |
        cd /etc
        rm blocked
  sees:
    cmds:
      - rm "$WHERE"
  unknown:
    cmds:
      - rm {{.HEAD}}
  loop:
    cmds:
      - task: loop
  rest:
    cmds:
      - rm r {{.CLI_ARGS}}
`;

describe('task', () => {
  it.each([
    ['task', ['fs.delete ./dist', 'fs.delete ./dist/deep', 'fs.delete ./x']],
    ['task clean', ['fs.delete ./dist', 'fs.delete ./dist/deep']],
    ['task c', ['fs.delete ./dist', 'fs.delete ./dist/deep']],
    ['task short list', ['fs.delete ./short', 'fs.delete ./one', 'fs.delete ./two']],
    ['task inner', ['fs.delete ./packages/a/y']],
    ['task passes', ['fs.delete /etc/passed']],
    ['task takes F=/etc/given', ['fs.delete /etc/given']],
    ['task block', ['fs.delete /etc/blocked']],
    ['task sees', ['fs.delete /etc/where']],
    ['task unknown', ['fs.delete ? root=? class=?']],
    ['task rest', ['fs.delete ./r']],
    ['task rest -- /etc/z', ['fs.delete ./r', 'fs.delete /etc/z']],
    ['cd packages/a && task inner', ['fs.delete ./packages/a/y']],
    ['task --list', []],
  ])('%s', (command, lines) => expect(found(command, file, { 'packages/a/b.txt': '' })).toEqual(lines));

  it.each([
    ['a task that is not there', file, 'task nothing'],
    ['a task that calls itself', file, 'task loop'],
    ['an anchor', 'tasks:\n  a: &a\n    cmds: [ls]\n', 'task a'],
    ['a merge', 'tasks:\n  a:\n    <<: b\n', 'task a'],
    ['a text over several lines', 'tasks:\n  a:\n    cmds:\n      - ls\n        -l\n', 'task a'],
    ['no tasks', 'version: 3\n', 'task a'],
    ['a name that is not known', file, 'task "$T"'],
  ])('is opaque with %s', (_, text, command) => expect(found(command, text).join()).toContain('code.opaque'));
});
