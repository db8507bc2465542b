import { describe, expect, it } from 'vitest';
import { effectsOf, WORKSPACE } from '../shell/effects-of';

const opaque = (name: string) => `code.opaque ${name} reason=unknown-program`;

describe('programs nobody described', () => {
  it.each([
    ['mywrap rm -rf /', ['fs.delete / root=filesystem [possible] ‹mywrap›']],
    ['mywrap --level 3 rm -rf "$(cat x)"', ['fs.delete ? root=? class=? [possible] ‹mywrap›']],
    ['mywrap rm /etc/passwd', ['fs.delete /etc/passwd [possible] ‹mywrap›']],
    ['mywrap git push --force', ['vcs.push [possible] ‹mywrap›', 'vcs.rewriteHistory force-push [possible] ‹mywrap›']],
    ['mywrap psql -c "DROP TABLE a"', ['db.schema.drop a [possible] ‹mywrap › psql›']],
  ])('%s may run what follows', (command, lines) => {
    const [name = ''] = command.split(' ');
    expect(effectsOf(command)).toEqual(expect.arrayContaining([opaque(name), ...lines]));
  });

  it.each([
    'mytool rm',
    'mytool rm x',
    'mytool rm $id',
    'mytool delete x',
    'mytool reboot',
    'mytool env',
    'foo ls',
    'foo ls x',
    'mytool truncate orders',
    'mytool kill web',
  ])('%s rather has a sub-command of that name', (command) =>
    expect(effectsOf(command)).toEqual([opaque(command.split(' ')[0]!)]),
  );
});

describe('aliases of git', () => {
  const git = {
    root: WORKSPACE,
    aliases: { st: 'status -s', undo: 'reset --hard', nuke: '!rm -rf /', a: 'b', b: 'a' },
  };
  it.each([
    ['git st', []],
    ['git undo HEAD~1', ['vcs.discard worktree ‹git undo›', 'vcs.rewriteHistory reset ‹git undo›']],
    ['git nuke', ['fs.delete / root=filesystem ‹git nuke›']],
    ["git -c alias.x='!rm -rf /' x", ['fs.delete / root=filesystem ‹git x›']],
  ])('%s', (command, lines) => expect(effectsOf(command, { git })).toEqual(lines));

  it.each(['git other', 'git a'])('%s is opaque', (command) => {
    expect(effectsOf(command, { git }).join()).toContain('code.opaque');
  });
});
