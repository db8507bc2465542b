import { describe, expect, it } from 'vitest';
import { analyse } from '../../../server/analysis/analyse';
import { summariseEffect } from '../../../server/audit/effect-summary';
import { fakeProviders } from '../../support/fake-providers';
import { effectsOf as linesOf } from './shell/effects-of';

/** The effects of a command with this makefile, but for the one that says a makefile was run. */
function effectsOf(
  command: string,
  makefile: string,
  env: Record<string, string> = {},
  files: Record<string, string> = {},
): string[] {
  const { effects } = analyse(
    {
      actions: [{ type: 'shell', command, shell: 'bash' }],
      tool: 'test',
      title: command,
      actor: 'ai',
      channel: 'terminal',
      cwd: '/repo/shop',
      workspace: '/repo/shop',
      interactive: true,
    },
    fakeProviders({ files: { '/repo/shop/Makefile': makefile, ...files }, env }),
  );
  return effects
    .filter((effect) => effect.kind !== 'code.exec')
    .map((effect) => (effect.kind === 'code.opaque' ? `code.opaque ${effect.reason}` : summariseEffect(effect)));
}

describe('make', () => {
  it('rehearses: nothing runs but what make asks the shell, and what says that it always does', () => {
    const file =
      'V := $(shell rm asked)\nall: b\n\trm all.txt $(shell rm inside)\n\t@+rm always\nb:\n\trm b.txt\nz:\n\trm z\n';
    const rehearsed = ['fs.delete /repo/shop/asked', 'fs.delete /repo/shop/inside', 'fs.delete /repo/shop/always'];
    expect(effectsOf('make -n all', file)).toEqual(rehearsed);
    expect(effectsOf('make --dry-run', file)).toEqual(rehearsed);
    expect(effectsOf('make -n', 'all:\n\trm all.txt\n')).toEqual([]);
  });

  it('runs the recipe of the target, and of what it depends on before', () => {
    const file = 'all: a b\n\trm all.txt\na:\n\t@rm a.txt\nb: a\n\t-rm b.txt\nother:\n\trm other.txt\n';
    const all = ['fs.delete /repo/shop/a.txt', 'fs.delete /repo/shop/b.txt', 'fs.delete /repo/shop/all.txt'];
    expect(effectsOf('make all', file)).toEqual(all);
    expect(effectsOf('make', file)).toEqual(all);
    expect(effectsOf('make other', file)).toEqual(['fs.delete /repo/shop/other.txt']);
  });

  it.each([
    ['a variable of the file', 'X := /etc/shop\nt:\n\trm -r $(X)\n', 'make t', 'fs.delete /etc/shop'],
    ['a variable made of others', 'A = /etc\nX = $(A)/${B}\nB=b\nt:\n\trm $X\n', 'make t', 'fs.delete /etc/b'],
    ['a variable of the command line', 'X := a\nt:\n\trm $(X)\n', 'make t X=/etc/b', 'fs.delete /etc/b'],
    ['a variable of the environment', 't:\n\trm $(X)\n', 'X=/etc/b make t', 'fs.delete /etc/b'],
    ['one within single quotes', "t:\n\tsh -c 'rm $(X)'\n", 'X=/etc/b make t', 'fs.delete /etc/b'],
    ['one behind an apostrophe', 't:\n\techo "it\'s $(Y)"; rm $(X)\n', 'X=/etc/b make t', 'fs.delete /etc/b'],
    ['a fallback', 'X ?= /etc/a\nt:\n\trm $(X)\n', 'make t', 'fs.delete /etc/a'],
    ['what overrides a fallback', 'X ?= /etc/a\nt:\n\trm $(X)\n', 'X=/etc/b make t', 'fs.delete /etc/b'],
    ["the shell's own variable", 't:\n\tX=/etc/b; rm $$X\n', 'make t', 'fs.delete /etc/b'],
    ['the target', 'out/a:\n\trm $@\n', 'make out/a', 'fs.delete /repo/shop/out/a'],
    ['the prerequisites', 't: a b\n\tcat $<; rm $^\na b:\n', 'make t', 'fs.delete /repo/shop/b'],
    ['a line that goes on', 't:\n\trm \\\n\t  /etc/b\n', 'make t', 'fs.delete /etc/b'],
    ['a recipe behind a semicolon', 't: ; rm /etc/b\n', 'make t', 'fs.delete /etc/b'],
    ['a pattern rule', '%.o: %.c\n\trm $@\n', 'make x.o', 'fs.delete /repo/shop/x.o'],
    ['make itself', 'a:\n\t$(MAKE) b\nb:\n\trm /etc/b\n', 'make a', 'fs.delete /etc/b'],
    [
      'a command that runs while the file is read',
      'X := $(shell rm /etc/b)\nt:\n\techo\n',
      'make t',
      'fs.delete /etc/b',
    ],
    ['an exported variable', 'export X = /etc/b\nt:\n\trm "$$X"\n', 'make t', 'fs.delete /etc/b'],
  ])('knows %s', (_, file, command, effect) => {
    expect(effectsOf(command, file)).toContain(effect);
  });

  it.each([
    ['two values', 'X = a\nX = b\nt:\n\trm $(X)\n'],
    ['an addition', 'X = a\nX += b\nt:\n\trm $(X)\n'],
    ['a value by function', 'X = $(wildcard *.c)\nt:\n\trm $(X)\n'],
    ['a file that is included', 'include other.mk\nX = a\nt:\n\trm $(X)\n'],
    ['a value for one target', 'X = a\nt: X = b\nt:\n\trm $(X)\n'],
    ['a defined block', 'define X\na\nendef\nt:\n\trm $(X)\n'],
  ])('does not know a variable with %s', (_, file) => {
    expect(effectsOf('make t', file)).toContain('fs.delete');
  });

  it.each([
    ['a target that is not there', 't:\n\tls\n', 'make u'],
    ['prerequisites it cannot tell', 't: $(X)\n\tls\nX = $(wildcard *)\n', 'make t'],
    ['included files', 'include other.mk\nt:\n\tls\n', 'make t'],
    ['another interpreter', 'SHELL = /usr/bin/python3\nt:\n\tprint(1)\n', 'make t'],
    ['a prefix of recipes of its own', '.RECIPEPREFIX = >\nt:\n> rm /etc/b\n', 'make t'],
  ])('says so with %s', (_, file, command) => {
    expect(effectsOf(command, file).join()).toContain('code.opaque');
  });

  describe('included files', () => {
    const included = (makefile: string, files: Readonly<Record<string, string>>) =>
      effectsOf(
        'make t',
        makefile,
        {},
        Object.fromEntries(Object.entries(files).map(([path, text]) => [`/repo/shop/${path}`, text])),
      );

    it.each([
      ['by name', 'include a.mk\nt:\n\trm $(X)\n', { 'a.mk': 'X = /etc/b\n' }],
      ['by a variable', 'D = mk\ninclude $(D)/a.mk\nt:\n\trm $(X)\n', { 'mk/a.mk': 'X = /etc/b\n' }],
      ['by a pattern', 'include mk/*.mk\nt:\n\trm $(X)\n', { 'mk/a.mk': 'X = /etc/b\n', 'mk/a.txt': '' }],
      ['in turn', 'include a.mk\n', { 'a.mk': 'include b.mk\n', 'b.mk': 't:\n\trm /etc/b\n' }],
      ['of variables', '-include .env\nt:\n\trm $(X)\n', { '.env': 'X=/etc/b\n' }],
    ])('are read: %s', (_, makefile, files) => {
      expect(included(makefile, files)).toEqual(['fs.delete /etc/b']);
    });

    it.each([
      ['that are not there', '-include .env\nt:\n\trm /etc/b\n'],
      ['that the compiler writes', 'O = a.o\n-include $(O:.o=.d)\nt:\n\trm /etc/b\n'],
    ])('do not matter when they are some %s', (_, makefile) => {
      expect(included(makefile, {})).toEqual(['fs.delete /etc/b']);
    });

    it.each([
      ['is missed', 'include a.mk\nt:\n\tls\n', {}],
      ['cannot be named', 'include $(shell ls)\nt:\n\tls\n', {}],
      ['is made by a rule', '-include a.mk\nt:\n\tls\na.mk:\n\tcurl -o a.mk https://x.test\n', {}],
      ['includes itself', 'include a.mk\nt:\n\tls\n', { 'a.mk': 'include a.mk\n' }],
    ])('leave things open when one %s', (_, makefile, files) => {
      expect(included(makefile, files).join()).toContain('code.opaque');
    });

    it('are made first when a rule makes them', () => {
      const makefile = 'include a.mk\nt:\n\trm x\na.mk:\n\trm y\n';
      expect(included(makefile, { 'a.mk': '' })).toEqual(['fs.delete /repo/shop/y', 'fs.delete /repo/shop/x']);
    });

    it('lead to the first target where they stand', () => {
      expect(
        effectsOf('make', 'include a.mk\nt:\n\trm /etc/t\n', {}, { '/repo/shop/a.mk': 'u:\n\trm /etc/u\n' }),
      ).toEqual(['fs.delete /etc/u']);
    });

    it('keep the secrets of environment files to themselves', () => {
      expect(included('include .env\nt:\n\trm $(API_TOKEN)\n', { '.env': 'API_TOKEN=/etc/b\n' })).toEqual([
        'fs.delete',
      ]);
    });
  });

  it('reads all files that are named', () => {
    const files = { '/repo/shop/a.mk': 'X = /etc/b\n', '/repo/shop/b.mk': 't:\n\trm $(X)\n' };
    expect(effectsOf('make -f a.mk -f b.mk t', '', {}, files)).toEqual(['fs.delete /etc/b']);
  });

  it('points at the line of the recipe', () => {
    const makefile = 't:\n\t@rm $(HOME)\n';
    const { effects } = analyse(
      {
        actions: [{ type: 'shell', command: 'make t' }],
        tool: 'test',
        title: 'make t',
        actor: 'ai',
        channel: 'terminal',
        cwd: '/repo/shop',
        workspace: '/repo/shop',
        interactive: true,
      },
      fakeProviders({ files: { '/repo/shop/Makefile': makefile } }),
    );
    const file = effects.find(({ kind }) => kind === 'fs.delete')?.at.file;
    expect(file?.path).toBe('/repo/shop/Makefile');
    expect(makefile.slice(file?.span.start, file?.span.end)).toBe('rm $(HOME)');
  });

  it('ends for hostile files', () => {
    expect(effectsOf('make t', 't: t u\nu: t\n\trm a\n')).toEqual(['fs.delete /repo/shop/a']);
    const many = `t: ${Array.from({ length: 5000 }, (_, index) => `t${index}`).join(' ')}\n${Array.from({ length: 5000 }, (_, index) => `t${index}:\n\trm ${index}\n`).join('')}`;
    expect(effectsOf('make t', many).join()).toContain('code.opaque');
    const bomb = Array.from({ length: 40 }, (_, index) => `X${index} = $(X${index + 1})$(X${index + 1})\n`).join('');
    expect(effectsOf('make t', `${bomb}t:\n\trm $(X0)\n`)).toContain('fs.delete');
    const wide = Array.from({ length: 8 }, (_, index) => `X${index} = ${`$(X${index + 1})`.repeat(50)}\n`).join('');
    expect(effectsOf('make t', `${wide}t:\n\trm $(X0)\n`)).toContain('fs.delete');
    expect(effectsOf('make t', '$(shell '.repeat(20_000)).join()).toContain('code.opaque');
    expect(effectsOf('make t', '$(('.repeat(50_000)).join()).toContain('code.opaque');
    expect(effectsOf('make t', `t:\n\techo ${'\\\n'.repeat(50_000)}`)).toEqual(['code.opaque unparsed']);
  });
});

describe('make without a makefile', () => {
  const files = { 'hello.c': 'int main() {}', 'readme.md': '' };

  it.each(['make', 'make build', 'cd sub && make'])('%s runs nothing', (command) => {
    const lines = linesOf(command, { files: { ...files, 'sub/a.txt': '' } });
    expect(lines).toEqual([expect.stringMatching(/^code\.exec origin=project-config ‹make( build)?›$/)]);
  });

  it.each([
    ['make hello', {}],
    ['make -f rules.mk', {}],
    ['make "$T"', {}],
    ['make', { MAKEFILES: '/etc/rules.mk' }],
    ['git clone https://x.test/a . && make', {}],
    ['cd missing && make', {}],
  ])('%s may run something all the same', (command, env) => {
    expect(linesOf(command, { files, env }).join()).toContain('code.opaque');
  });
});
