import { describe, expect, it } from 'vitest';
import { effectsOf } from './effects-of';

const files = {
  'clean.sh': 'rm -r build\n',
  'package.json': '{\n  "version": "1.0.0",\n  "scripts": { "clean": "rm -r build" }\n}\n',
};

const deletions = (command: string) =>
  effectsOf(command, { files })
    .filter((line) => line.startsWith('fs.delete'))
    .map((line) => line.replace(/ ‹.*/, ''));
const unseen = (command: string) => effectsOf(command, { files }).some((line) => line.startsWith('code.opaque'));

describe('a file that was changed before is read as it is then', () => {
  it.each([
    ['sed -i s/build/src/ clean.sh && bash clean.sh', 'src'],
    ["sed -i -E 's#(b)uild#\\1in#g' clean.sh && bash clean.sh", 'bin'],
    ["perl -pi -e 's/build/src/' clean.sh && sh clean.sh", 'src'],
    ['sed -i s/build/src/ package.json && npm run clean', 'src'],
    ['npm pkg set scripts.clean="rm -r src" && npm run clean', 'src'],
    [`sed -i 's/"version": ".*"/"version": "2.0.0"/' package.json && npm run clean`, 'build'],
    ['npm pkg set version=2.0.0 && npm run clean', 'build'],
    ['touch clean.sh && bash clean.sh', 'build'],
    ['cp clean.sh a.sh && sed -i s/x/y/ b.txt && bash a.sh', 'build'],
  ])('%s', (command, path) => {
    expect(deletions(command)).toEqual([`fs.delete ./${path}`]);
    expect(unseen(command)).toBe(false);
  });

  it('with what was added to it', () => {
    expect(deletions('echo rm -r src >> clean.sh; bash clean.sh')).toEqual(['fs.delete ./build', 'fs.delete ./src']);
    expect(deletions('echo rm -r src | tee -a clean.sh; bash clean.sh')).toEqual([
      'fs.delete ./build',
      'fs.delete ./src',
    ]);
  });
});

describe('a file that was changed before in a way nobody can tell is not taken for the old one', () => {
  it.each([
    'sed -i -f rules.sed clean.sh && bash clean.sh',
    'sed -i s/build/$NAME/ clean.sh && bash clean.sh',
    'make-script >> clean.sh; bash clean.sh',
    "node -e \"require('fs').writeFileSync('package.json', made)\" && npm run clean",
    "python3 -c \"open('clean.sh', 'w').write(made)\"; bash clean.sh",
    'jq .scripts.clean=null package.json > new.json && mv new.json package.json && npm run clean',
  ])('%s', (command) => {
    expect(deletions(command)).not.toContain('fs.delete ./build');
    expect(unseen(command)).toBe(true);
  });

  it('nor does a program that is built count as a script', () => {
    expect(effectsOf('gcc -o tool tool.c && ./tool').join()).not.toContain('dynamic-eval');
  });
});
