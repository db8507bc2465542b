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

  const outer = `
includes:
  docs: ./docs
  ops: { taskfile: ops/tasks.yml, dir: ops, vars: { F: /etc/passed }, aliases: [o] }
  flat: { taskfile: flat.yml, flatten: true }
  loops: ./Taskfile.yml
tasks:
  all:
    deps: ['docs:build']
  own: rm own
`;
  const inner = {
    'docs/Taskfile.yml': 'tasks:\n  default: rm doc\n  build:\n    cmds:\n      - task: default\n      - task: :own\n',
    'ops/tasks.yml': 'tasks:\n  clean: rm x\n  given: rm {{.F}}\n',
    'flat.yml': 'tasks:\n  level: rm flat\n',
  };

  it.each([
    ['task docs:build', ['fs.delete ./doc', 'fs.delete ./own']],
    ['task docs', ['fs.delete ./doc']],
    ['task all', ['fs.delete ./doc', 'fs.delete ./own']],
    ['task ops:clean', ['fs.delete ./ops/x']],
    ['task o:given', ['fs.delete /etc/passed']],
    ['task level', ['fs.delete ./flat']],
    ['task loops:loops:own', ['fs.delete ./own']],
  ])('follows includes: %s', (command, lines) => expect(found(command, outer, inner)).toEqual(lines));

  it.each([
    ['a file that is not there', 'includes: { docs: ./docs }\ntasks: { a: ls }\n', 'task docs:a'],
    ['a name that is not known', "includes: { docs: './{{OS}}' }\ntasks: { a: ls }\n", 'task docs:a'],
    ['what includes itself without end', outer, 'task loops:loops:loops:loops:loops:loops:loops:loops:loops:own'],
  ])('is opaque where it includes %s', (_, text, command) =>
    expect(found(command, text, {}).join()).toContain('code.opaque'),
  );

  it('sees the variables of environment files', () => {
    const text =
      "dotenv: ['.env', other.env]\ntasks:\n  a: rm $DIR/x\n  b:\n    dotenv: [b.env]\n    cmds: [rm $DIR/x]\n";
    const files = { '.env': 'DIR=/etc\n', 'other.env': 'DIR=/srv\n', 'b.env': 'DIR=/opt\n' };
    expect(found('task a', text, files)).toEqual(['fs.delete /etc/x']);
    expect(found('task b', text, files)).toEqual(['fs.delete /opt/x']);
  });

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
