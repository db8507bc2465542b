import { describe, expect, it } from 'vitest';
import { findFragments } from '../../../server/language/sources/find-fragments';
import type { Fragment } from '../../../server/language/sources/fragment';

function fragments(path: string, language: string, text: string): Fragment[] {
  return findFragments({ path, language, text, workspace: '/repo' });
}

/** `title: action text`, one line for each fragment. */
function shown(path: string, language: string, text: string): string[] {
  return fragments(path, language, text).map(({ title, action }) => {
    const body = action.type === 'shell' ? `${action.shell ?? '-'} ${action.command}` : JSON.stringify(action);
    return `${title}: ${body}`;
  });
}

describe('commands of a document', () => {
  it('finds none where there are none', () => {
    expect(shown('/repo/a.ts', 'typescript', 'rm -rf /')).toEqual([]);
    expect(shown('/repo/other.json', 'json', '{"scripts":{"a":"rm"}}')).toEqual([]);
    expect(shown('/repo/tasks.json', 'jsonc', '{"tasks":[{"label":"a","command":"rm"}]}')).toEqual([]);
    expect(shown('/repo/empty.sh', 'shellscript', ' \n')).toEqual([]);
    expect(shown('/repo/odd', 'constructor', 'rm')).toEqual([]);
  });

  it.each([
    ['#!/bin/bash', 'a.sh', 'bash'],
    ['#!/usr/bin/env bash', 'a.sh', 'bash'],
    ['#!/usr/bin/env -S zsh -e', 'a.sh', 'zsh'],
    ['#!/bin/sh -e', 'a.sh', 'posix'],
    ['#!/usr/bin/fish', 'a', 'fish'],
    ['#!/opt/odd', 'a.sh', 'posix'],
    ['', 'a.ps1', 'powershell'],
    ['', 'a.cmd', 'cmd'],
    ['', 'a.zsh', 'zsh'],
  ])('takes the shell from %j in %s', (shebang, name, shell) => {
    const text = `${shebang}\nls\n`;
    expect(shown(`/repo/${name}`, 'shellscript', text)).toEqual([`${name}: ${shell} ${text}`]);
    expect(fragments(`/repo/${name}`, 'shellscript', text)[0]?.action).toMatchObject({ script: `/repo/${name}` });
  });

  it('reads an SQL file whole, in the dialect it names', () => {
    expect(fragments('/repo/a.sql', 'sql', '-- dialect: mysql\nselect 1')[0]?.action).toMatchObject({
      dialect: 'mysql',
    });
    expect(fragments('/repo/a.sql', 'sql', 'select 1')[0]?.action).not.toHaveProperty('dialect');
    expect(fragments('/repo/a.sql', 'sql', '-- dialect: klingon\nselect 1')[0]?.action).not.toHaveProperty('dialect');
  });

  it('reads each script of a package.json, also of one that is being typed', () => {
    const text = '{ "name": "x", "scripts": { "a": "rm -rf dist", "b": "", "c": 3, "d": "echo \\"hi\\"" ';
    expect(shown('/repo/package.json', 'json', text)).toEqual(['npm run a: - rm -rf dist', 'npm run d: - echo "hi"']);
  });

  it('reads each entry of tasks.json, comments and all', () => {
    const text = `{ // tasks
      "tasks": [
        { "label": "wipe", "type": "shell", "command": "rm -rf out", },
        { "type": "npm", "script": "build" },
        { "label": "args", "command": "rm", "args": ["-rf", "/"] },
        "nonsense"
      ] }`;
    const found = fragments('/repo/.vscode/tasks.json', 'jsonc', text);
    expect(found.map(({ title }) => title)).toEqual(['task wipe', 'task build', 'task args']);
    const [wipe, build, args] = found;
    expect(wipe?.action).toEqual({ type: 'task', id: 'wipe' });
    expect(build?.action).toEqual({ type: 'task', id: 'build', definition: { type: 'npm', script: 'build' } });
    expect(args && text.slice(args.whole.start, args.whole.end)).toBe('"rm"');
  });

  it('asks about each target of a makefile as make would be asked', () => {
    const text =
      'CC := gcc\n.PHONY: clean\nall: build\n\tcc x\nclean:\n\trm -rf /\n%.o: %.c\n\tcc $<\n# note: no\nVAR = a:b\n';
    expect(shown('/repo/Makefile', 'makefile', text)).toEqual([
      "make all: - make -f '/repo/Makefile' 'all'",
      "make clean: - make -f '/repo/Makefile' 'clean'",
    ]);
  });
});
