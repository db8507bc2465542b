import { describe, expect, it } from 'vitest';
import { type Arguments, type Reading, readArguments } from '../../../server/analysis/programs/arguments';
import type { Word } from '../../../server/analysis/programs/spec';
import type { Text } from '../../../server/effects/value';

const span = { start: 0, end: 0 };
const known = (value: string): Word => ({ value, raw: value, span, many: false });
const unknownWord: Word = { value: null, raw: '"$X"', span, many: false };
const unknownWords: Word = { value: null, raw: '$X', span, many: true };
const pattern = (prefix: string, suffix = '', glob = false): Word => ({
  value: { prefix, suffix, glob },
  raw: `${prefix}…${suffix}`,
  span,
  many: glob,
});

function read(line: string | readonly Word[], options: string, more: Reading = {}): Arguments {
  const words = typeof line === 'string' ? line.split(' ').filter(Boolean).map(known) : line;
  return readArguments(words, { options, ...more });
}

const operands = (args: Arguments) => args.operands.map((word) => word.value);
const values = (args: Arguments, name: string): Text[] => args.values(name).map((word) => word.value);

describe('options that are known', () => {
  const rm = '-r,-R,--recursive -f,--force -i[=SUFFIX] -n,--lines=N --color[=WHEN]';

  it('are found by any of their names', () => {
    expect(read('-R a', rm).has('--recursive')).toBe(true);
    expect(read('--recursive a', rm).has('-r')).toBe(true);
    expect(read('a', rm).has('-r')).toBe(false);
  });

  it('may be clustered', () => {
    const args = read('-rf a', rm);
    expect([args.has('-r'), args.has('-f'), operands(args)]).toEqual([true, true, ['a']]);
  });

  it('take their value attached, after a blank or after an equals sign', () => {
    for (const line of ['-n5 a', '-n 5 a', '--lines=5 a', '--lines 5 a', '-rn5 a', '-n=5 a']) {
      const args = read(line, rm);
      expect([line, values(args, '-n'), operands(args)]).toEqual([line, ['5'], ['a']]);
    }
  });

  it('take an optional value only attached', () => {
    expect(operands(read('--color always', rm))).toEqual(['always']);
    expect(values(read('--color=always', rm), '--color')).toEqual(['always']);
    expect(values(read('-i.bak a', rm), '-i')).toEqual(['.bak']);
    expect(operands(read('-i a', rm))).toEqual(['a']);
  });

  it('may be abbreviated while unambiguous', () => {
    expect(read('--recur a', rm).has('--recursive')).toBe(true);
    expect(values(read('--li=3', rm), '--lines')).toEqual(['3']);
    expect(read('--re', '--recursive --reverse').unknownOptions).toEqual(['--re']);
  });

  it('may take several values', () => {
    const args = read('--arg name value .x file', '--arg=NAME=VALUE');
    expect([values(args, '--arg'), operands(args)]).toEqual([
      ['name', 'value'],
      ['.x', 'file'],
    ]);
  });

  it('may have one dash and a long name', () => {
    const terraform = '-auto-approve -var=KV -chdir=DIR';
    expect(read('-auto-approve', terraform).has('-auto-approve')).toBe(true);
    expect(read('--auto-approve', terraform).has('-auto-approve')).toBe(true);
    expect(values(read('-chdir=infra', terraform), '-chdir')).toEqual(['infra']);
  });

  it('keep every value when repeated', () => {
    expect(values(read('-n 1 -n 2', rm), '-n')).toEqual(['1', '2']);
  });
});

describe('negation', () => {
  it('lets the last one win', () => {
    expect(read('--force --no-force', '-f,--force').has('-f')).toBe(false);
    expect(read('--no-force --force', '-f,--force').has('-f')).toBe(true);
    expect(read('--force=false', '-f,--force').has('-f')).toBe(false);
  });

  it('is an option of its own where the program says so', () => {
    expect(read('--no-verify', '-n,--no-verify').has('-n')).toBe(true);
  });
});

describe('operands', () => {
  it('stand between and after options', () => {
    expect(operands(read('a -f b', '-f'))).toEqual(['a', 'b']);
  });

  it('are everything after two dashes', () => {
    const args = read('-f -- -x --y', '-f');
    expect([operands(args), args.unknownOptions]).toEqual([['-x', '--y'], []]);
  });

  it('end the options of programs that pass the rest on', () => {
    const args = read('-p 22 host rm -p x', '-p=PORT', { stopAtOperand: true });
    expect([operands(args), values(args, '-p')]).toEqual([['host', 'rm', '-p', 'x'], ['22']]);
  });

  it('include a single dash', () => {
    expect(operands(read('-', '-f'))).toEqual(['-']);
  });
});

describe('options that are not known', () => {
  it('are reported, letter by letter', () => {
    expect(read('--frob -qf x', '-f').unknownOptions).toEqual(['--frob', '-q']);
  });

  it('may be what takes --help for its value', () => {
    expect(read('--help', '-f').asksForHelp).toBe(true);
    expect(read('--frob --help', '-f').asksForHelp).toBe(false);
  });
});

describe('words of unknown content', () => {
  it('may be options, so nothing is certainly absent', () => {
    const args = read([known('a'), unknownWords], '-f,--force');
    expect([args.has('-f'), args.open]).toEqual([null, true]);
  });

  it('do not take away what was seen', () => {
    expect(read([known('-f'), unknownWords], '-f').has('-f')).toBe(true);
  });

  it('are operands where the program needs them', () => {
    expect(read([unknownWord], '-f', { operandsNeeded: 1 }).has('-f')).toBe(false);
    expect(read([unknownWord, known('a')], '-f', { operandsNeeded: 1 }).has('-f')).toBe(null);
    expect(read([unknownWords], '-f', { operandsNeeded: 1 }).has('-f')).toBe(null);
  });

  it('are values after an option that takes one', () => {
    const args = read([known('-m'), unknownWord], '-m=MESSAGE -n');
    expect([args.has('-n'), values(args, '-m')]).toEqual([false, [null]]);
  });

  it('are operands after two dashes', () => {
    expect(read([known('--'), unknownWords], '-f').has('-f')).toBe(false);
  });

  it('keep the part that is known', () => {
    expect(values(read([pattern('--output=/tmp/')], '--output=F'), '--output')).toEqual([
      { prefix: '/tmp/', suffix: '', glob: false },
    ]);
    expect(read([pattern('-')], '-f').has('-f')).toBe(null);
  });

  it('are no options when the shell expands them to names of files', () => {
    expect(read([pattern('', '.log', true)], '-f').has('-f')).toBe(false);
  });
});
