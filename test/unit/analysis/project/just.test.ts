import { describe, expect, it } from 'vitest';
import { analyseIn, effectsOf } from '../shell/effects-of';

function found(command: string, justfile: string, more: Record<string, string> = {}): string[] {
  return effectsOf(command, { files: { justfile, ...more } })
    .filter((line) => !line.startsWith('code.exec'))
    .map((line) => line.replace(/ ‹.*›/, ''));
}

describe('just', () => {
  it.each([
    ['the recipe', 'a:\n  rm x\nb:\n  rm y\n', 'just b', ['fs.delete ./y']],
    ['the first when none is named', '# about\na:\n  rm x\nb:\n  rm y\n', 'just', ['fs.delete ./x']],
    ['several', 'a:\n  rm x\nb:\n  rm y\n', 'just a b', ['fs.delete ./x', 'fs.delete ./y']],
    [
      'what it depends on',
      'a: b && c\n  rm x\nb:\n  rm y\nc:\n  rm z\n',
      'just a',
      ['fs.delete ./y', 'fs.delete ./x', 'fs.delete ./z'],
    ],
    ['a dependency with arguments', "a: (b 'y')\nb f:\n  rm {{f}}\n", 'just a', ['fs.delete ./y']],
    ['a variable', 'd := \'out\' / "x"\na:\n  rm {{d}}\n', 'just a', ['fs.delete ./out/x']],
    ['a variable given', "d := 'out'\na:\n  rm {{ d }}\n", 'just d=/etc/x a', ['fs.delete /etc/x']],
    ['a variable set', "d := 'out'\na:\n  rm {{ d }}\n", 'just --set d /etc/x a', ['fs.delete /etc/x']],
    ['a parameter', 'a f:\n  rm {{f}}\n', 'just a /etc/x', ['fs.delete /etc/x']],
    ['a default', "a f='y':\n  rm {{f}}\n", 'just a', ['fs.delete ./y']],
    ['all that are left', 'a +f:\n  rm {{f}}\n', 'just a x y', ['fs.delete ./x', 'fs.delete ./y']],
    ['an exported parameter', 'a $f:\n  rm "$f"\n', 'just a x', ['fs.delete ./x']],
    ['an alias', 'alias b := a\na:\n  @-rm x\n', 'just b', ['fs.delete ./x']],
    ['a line that goes on', 'a:\n  rm \\\n    x\n', 'just a', ['fs.delete ./x']],
    ['a script of the shell', 'a:\n  #!/usr/bin/env bash\n  D=/etc\n  rm $D/x\n', 'just a', ['fs.delete /etc/x']],
    [
      'a script of Python',
      'a:\n  #!/usr/bin/env python3\n  import os\n  os.remove("/etc/x")\n',
      'just a',
      ['fs.delete /etc/x'],
    ],
    ['its own folder', 'a:\n  rm {{justfile_directory()}}/x\n', 'just a', ['fs.delete ./x']],
    ['a variable of the environment', "d := env('D', 'y')\na:\n  rm {{d}}\n", 'D=/etc/x just a', ['fs.delete /etc/x']],
    [
      'what stands in for it',
      "d := env_var_or_default('D', 'y') + '.txt'\na:\n  rm {{d}}\n",
      'just a',
      ['fs.delete ./y.txt'],
    ],
    ['a command in backticks', 'v := `rm x`\na:\n  ls\n', 'just a', ['fs.delete ./x']],
    ['braces that are meant', "a:\n  echo '{{{{x}}'\n", 'just a', []],
    ['attributes and settings', 'set dotenv-load\n[private]\na:\n  rm x\n', 'just a', ['fs.delete ./x']],
  ])('runs %s', (_, file, command, lines) => expect(found(command, file)).toEqual(lines));

  it('runs recipes where the justfile is', () => {
    expect(found('cd sub && just a', 'a:\n  rm x\n', { 'sub/b.txt': '' })).toEqual(['fs.delete ./x']);
  });

  it.each([
    ['a file imported', "import 'b.just'\nc: a\n", { 'b.just': 'a:\n  rm x\n' }, 'just c', ['fs.delete ./x']],
    [
      'a file imported from a folder',
      "import 'b/c.just'\n",
      { 'b/c.just': 'a:\n  rm x\n' },
      'just a',
      ['fs.delete ./x'],
    ],
    [
      'a file imported in turn',
      "import 'b.just'\n",
      { 'b.just': "import 'c.just'\n", 'c.just': 'a:\n  rm x\n' },
      'just a',
      ['fs.delete ./x'],
    ],
    ['what is not there to import', "import? 'b.just'\na:\n  rm x\n", {}, 'just a', ['fs.delete ./x']],
    [
      'its own recipe before an imported one',
      "import 'b.just'\na:\n  rm {{d}}\n",
      { 'b.just': "d := 'y'\na:\n  rm x\n" },
      'just a',
      ['fs.delete ./y'],
    ],
    ['a module', 'mod b\n', { 'b.just': 'a:\n  rm x\n' }, 'just b::a', ['fs.delete ./x']],
    ['a module by two words', 'mod b\n', { 'b.just': 'a f:\n  rm {{f}}\n' }, 'just b a y', ['fs.delete ./y']],
    ['the first of a module', 'mod b\n', { 'b/mod.just': 'a:\n  rm x\n' }, 'just b', ['fs.delete ./b/x']],
    ['a module elsewhere', "mod b 'c/d'\n", { 'c/d/justfile': 'a:\n  rm x\n' }, 'just b::a', ['fs.delete ./c/d/x']],
    [
      'what a module needs',
      'mod b\na: b::a\n  rm y\n',
      { 'b.just': 'a: c\nc:\n  rm x\n' },
      'just a',
      ['fs.delete ./x', 'fs.delete ./y'],
    ],
    [
      'a module in a module',
      'mod b\n',
      { 'b/mod.just': 'mod c\n', 'b/c.just': 'a:\n  rm x\n' },
      'just b::c::a',
      ['fs.delete ./b/x'],
    ],
  ])('follows %s', (_, file, more, command, lines) => expect(found(command, file, more)).toEqual(lines));

  it('sees the variables of an environment file', () => {
    const file = 'set dotenv-load\na:\n  rm "$DIR"/x\n';
    expect(found('just a', file, { '.env': 'DIR=/etc\n' })).toEqual(['fs.delete /etc/x']);
    expect(found('DIR=/srv just a', file, { '.env': 'DIR=/etc\n' })).toEqual(['fs.delete /srv/x']);
    expect(found('just a', file.replace('load', "filename := 'local.env'"), { 'local.env': "DIR='/etc'\n" })).toEqual([
      'fs.delete /etc/x',
    ]);
  });

  it('points at the file that a recipe is written in', () => {
    const { effects } = analyseIn(
      { files: { justfile: "import 'b.just'\n", 'b.just': 'a:\n  rm x\n' } },
      { type: 'shell', command: 'just a' },
    );
    expect(effects.find(({ kind }) => kind === 'fs.delete')?.at.file?.path).toMatch(/b\.just$/);
  });

  it.each([
    ['a variable by function', "d := env('D')\na:\n  rm {{d}}\n"],
    ['a condition', 'd := if "a" == "b" { "x" } else { "y" }\na:\n  rm {{d}}\n'],
    ['a variable that leads to itself', 'd := e\ne := d\na:\n  rm {{d}}\n'],
  ])('does not know %s', (_, file) => expect(found('just a', file)).toEqual(['fs.delete ? root=? class=?']));

  it.each([
    ['a recipe that is not there', 'a:\n  ls\n', 'just b'],
    ['a parameter without argument', 'a f:\n  ls {{f}}\n', 'just a'],
    ['another shell', "set shell := ['python3', '-c']\na:\n  print(1)\n", 'just a'],
    ['a line it cannot read', 'a:\n  ls\n???\n', 'just a'],
    ['a chosen recipe', 'a:\n  ls\n', 'just --choose'],
    ['a file that is not there to import', "import 'b.just'\na:\n  ls\n", 'just a'],
    ['what imports itself', "import 'justfile'\na:\n  ls\n", 'just a'],
    ['a module that is not there', 'mod b\n', 'just b::a'],
  ])('is opaque with %s', (_, file, command) => expect(found(command, file).join()).toContain('code.opaque'));

  it('is opaque without a justfile', () => {
    expect(effectsOf('just a').join()).toContain('code.opaque');
  });
});
