import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../server/analysis/analyse';
import { fakeProviders } from '../../../support/fake-providers';
import { requestOf, WORKSPACE } from './effects-of';
import { milliseconds, mutated, random } from './mutation';
import { SEEDS } from './seeds';

/** A small number by default; `GUARDRAILS_FUZZ=200000` for a long run. */
const INPUTS = Number(process.env.GUARDRAILS_FUZZ ?? 20_000);
const MAX_MILLISECONDS = 100;

const providers = fakeProviders({
  files: {
    [`${WORKSPACE}/package.json`]: '{"scripts":{"build":"tsc -p . && rm -rf out"}}',
    [`${WORKSPACE}/run.sh`]: '#!/bin/sh\nrm -rf "$1"\n',
    [`${WORKSPACE}/Makefile`]: 'all:\n\trm -rf out\n',
  },
});

const PIECES = [
  '"',
  "'",
  '`',
  '$(',
  '${',
  '((',
  '))',
  '{',
  '}',
  '<<EOF\n',
  '<(',
  '>',
  '|',
  '&&',
  ';',
  '\\',
  '\n',
  '*',
  '#',
  '$x',
  '~',
  '!',
  '\0',
  '😀',
  '[[',
  ']]',
  'if ',
  'done',
  'esac',
  'function f',
  '=(',
  ')',
  '$((',
  '<<<',
  '&>',
  '|&',
  '2>&1',
  '-',
  '--',
  ' ',
];

function analyseShell(command: string, shell?: 'powershell' | 'zsh' | 'cmd'): void {
  analyse(requestOf({ type: 'shell', command, ...(shell && { shell }) }, command), providers);
}

describe('any input', () => {
  it(`is analysed without an error and in time (${INPUTS} mutated commands)`, { timeout: 3_600_000 }, () => {
    const pick = random(20261122);
    const slow: string[] = [];
    for (let count = 0; count < INPUTS; count++) {
      const command = mutated(SEEDS[pick(SEEDS.length)]!, PIECES, SEEDS, pick);
      const shell = pick(20) === 0 ? (['powershell', 'zsh', 'cmd'] as const)[pick(3)] : undefined;
      if (milliseconds(() => analyseShell(command, shell), MAX_MILLISECONDS) >= MAX_MILLISECONDS) slow.push(command);
    }
    expect(slow).toEqual([]);
  });

  it('is analysed when it is made of random characters', { timeout: 600_000 }, () => {
    const pick = random(7);
    for (let count = 0; count < INPUTS / 10; count++) {
      const command = Array.from({ length: pick(200) }, () => String.fromCharCode(pick(256))).join('');
      analyseShell(command);
    }
  });
});

/** More rounds than are gone through, one loop within the other. */
function rounds(command: string): string {
  return `for i in {1..32}; do for j in {1..32}; do ${command}; done; done`;
}

/** Every construct that nests or repeats, `n` times over. */
const SCALING: Readonly<Record<string, (n: number) => string>> = {
  subshells: (n) => `${'('.repeat(n)}rm x${')'.repeat(n)}`,
  braces: (n) => `${'{ '.repeat(n)}rm x${'; }'.repeat(n)}`,
  substitutions: (n) => `${'echo $('.repeat(n)}rm x${')'.repeat(n)}`,
  'quoted substitutions': (n) => `${'echo "$('.repeat(n)}rm x${')"'.repeat(n)}`,
  defaults: (n) => `${'${a:-'.repeat(n)}x${'}'.repeat(n)}`,
  arithmetic: (n) => `echo $(( ${'('.repeat(n)}1${')'.repeat(n)} ))`,
  'unclosed parentheses': (n) => '('.repeat(n),
  'unclosed substitutions': (n) => '$('.repeat(n),
  'unclosed quotes': (n) => '"\''.repeat(n),
  backticks: (n) => '`'.repeat(n),
  'escaped backticks': (n) => `\`echo ${'\\`echo '.repeat(n)}`,
  pipes: (n) => Array(n).fill('cat').join('|'),
  lists: (n) => Array(n).fill('ls').join(';'),
  ands: (n) => Array(n).fill('ls').join('&&'),
  ifs: (n) => `${'if ls; then '.repeat(n)}rm x${'; fi'.repeat(n)}`,
  whiles: (n) => `${'while ls; do '.repeat(n)}rm x${'; done'.repeat(n)}`,
  fors: (n) => `${'for i in 1 2 3; do '.repeat(n)}rm $i${'; done'.repeat(n)}`,
  cases: (n) => `${'case $x in a) '.repeat(n)}rm x${';; esac'.repeat(n)}`,
  functions: (n) => `${Array.from({ length: n }, (_, i) => `f${i}() { f${i + 1}; f${i + 1}; }`).join('; ')}; f0`,
  'functions calling themselves': (n) => `f() { ${'f; '.repeat(n)}}; f`,
  heredocs: (n) => Array.from({ length: n }, (_, i) => `cat <<E${i}\nx\nE${i}`).join('\n'),
  'unclosed heredocs': (n) => 'cat <<E\n'.repeat(n),
  'brace expansions': (n) => `echo ${'{a,b}'.repeat(n)}`,
  'nested braces': (n) => `echo ${'{a,'.repeat(n)}b${'}'.repeat(n)}`,
  'long sequences': (n) => `echo {1..${n}000}`,
  'keyed arrays': (n) => `declare -A a=(${Array.from({ length: n }, (_, i) => `[k${i}]=v`).join(' ')}); rm "\${a[k1]}"`,
  'elements of arrays': (n) => Array.from({ length: n }, (_, i) => `a[${i}]=x`).join(';'),
  'patterns replaced': (n) => `x=${'ab'.repeat(n)}; rm \${x//[a-c]*b/d}`,
  'lines that are read': (n) => `while read -r x; do rm $x; done <<< $'${'a\\n'.repeat(n)}'`,
  'fields that are read': (n) => `read -ra a <<< '${'x '.repeat(n)}'; rm "\${a[@]}"`,
  assignments: (n) => Array.from({ length: n }, (_, i) => `a${i}=$a${i - 1}$a${i - 1}x`).join(';'),
  'bash -c': (n) => `${'bash -c '.repeat(n)}ls`,
  evals: (n) => `${'eval '.repeat(n)}rm x`,
  sudos: (n) => `${'sudo '.repeat(n)}rm x`,
  stars: (n) => `case ${'a'.repeat(n)} in ${'*a'.repeat(n)}b) rm x;; esac`,
  suffixes: (n) => `x=${'ab'.repeat(n)}; echo \${x%${'*b'.repeat(n)}c}`,
  words: (n) => `rm ${'x '.repeat(n)}`,
  options: (n) => `rm ${'-r '.repeat(n)}`,
  backslashes: (n) => `echo ${'\\'.repeat(n)}`,
  equals: (n) => 'a='.repeat(n),
  globs: (n) => `ls ${'*'.repeat(n)}`,
  'extended globs': (n) => `ls ${'@(a|'.repeat(n)}b${')'.repeat(n)}`,
  'process substitutions': (n) => `cat ${'<(cat '.repeat(n)}x${')'.repeat(n)}`,
  redirections: (n) => `ls ${'> a '.repeat(n)}`,
  arrays: (n) => `a=(${'x '.repeat(n)}); for i in "\${a[@]}"; do rm $i; done`,
  'python strings': (n) => `python3 -c '${'x = f"{f"{'.repeat(n)}'`,
  'python calls': (n) => `python3 -c '${'open('.repeat(n)}'`,
  'javascript brackets': (n) => `node -e '${'a(['.repeat(n)}'`,
  'javascript slashes': (n) => `node -e '${'/'.repeat(n)}'`,
  'sed scripts': (n) => `sed '${'s/a/b/;'.repeat(n)}'`,
  'awk pipes': (n) => `awk '${'print | "x" '.repeat(n)}'`,
  'SQL parentheses': (n) => `psql -c 'select ${'('.repeat(n)}1${')'.repeat(n)}'`,
  'loops over many words': (n) => rounds(`rm ${'x '.repeat(n)}`),
  'loops over Python': (n) => rounds(`python3 -c '${'x = f(1, 2); '.repeat(n)}'`),
  'loops over SQL': (n) => rounds(`psql -c '${'delete from t where a = 1; '.repeat(n)}'`),
  'find expressions': (n) => `find . ${'-name x -o '.repeat(n)}-delete`,
};

/** From inside the bounds to far beyond the longest command that is read. */
const SIZES = [8, 60, 1000, 12_000];

describe('every construct, up to the bounds and beyond', () => {
  it.each(Object.entries(SCALING))('%s', { timeout: 120_000 }, (_, make) => {
    for (const size of SIZES) {
      const command = make(size);
      expect({ size, quick: milliseconds(() => analyseShell(command), MAX_MILLISECONDS) < MAX_MILLISECONDS }).toEqual({
        size,
        quick: true,
      });
    }
  });

  it('a text that is too long is opaque, not harmless', () => {
    const { effects } = analyse(requestOf({ type: 'shell', command: `ls ${'x'.repeat(70_000)}` }), providers);
    expect(effects.map((effect) => effect.kind)).toEqual(['code.opaque']);
  });

  it('a megabyte is answered at once', () => {
    expect(milliseconds(() => analyseShell('rm -rf x; '.repeat(100_000)), MAX_MILLISECONDS)).toBeLessThan(
      MAX_MILLISECONDS,
    );
  });
});
