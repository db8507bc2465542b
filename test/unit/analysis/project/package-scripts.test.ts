import { describe, expect, it } from 'vitest';
import { analyseIn, effectsOf } from '../shell/effects-of';

const scripts = (name: string, all: Readonly<Record<string, string>>) => JSON.stringify({ name, scripts: all });

const files = {
  'package.json': JSON.stringify({
    workspaces: ['packages/*', 'apps/web', '!packages/old'],
    scripts: { wipe: 'rm root' },
  }),
  'packages/a/package.json': scripts('@shop/a', { wipe: 'rm a', prewipe: 'rm before-a' }),
  'packages/b/package.json': scripts('@shop/b', { wipe: 'rm b', other: 'rm other' }),
  'packages/old/package.json': scripts('@shop/old', { wipe: 'rm old' }),
  'packages/none/readme.md': 'nothing',
  'apps/web/package.json': scripts('web', { wipe: 'rm w' }),
};
const pnpmFiles = { ...files, 'pnpm-workspace.yaml': 'packages:\n  - "packages/*"\n  - apps/** # all of them\n' };

/** What is deleted, and what is not known. */
function found(command: string, world: Record<string, string> = files): string[] {
  return effectsOf(command, { files: world })
    .filter((line) => /^(fs\.delete|code\.opaque)/.test(line))
    .map((line) => line.replace(/ ‹.*›/, ''));
}

const A = ['fs.delete ./packages/a/before-a', 'fs.delete ./packages/a/a'];
const B = ['fs.delete ./packages/b/b'];
const WEB = ['fs.delete ./apps/web/w'];
const OLD = ['fs.delete ./packages/old/old'];

describe('scripts of packages of a workspace', () => {
  it.each([
    ['npm run wipe -w @shop/a', A],
    ['npm -w @shop/a run wipe', A],
    ['npm run wipe --workspace=packages/b', B],
    ['npm run wipe -w packages', [...A, ...B]],
    ['npm run wipe -w @shop/a -w web', [...A, ...WEB]],
    ['npm run wipe --workspaces', [...A, ...B, ...WEB]],
    ['npm run wipe -ws --if-present', [...A, ...B, ...WEB]],
    ['npm run other -ws', ['fs.delete ./packages/b/other']],
    ['npm --prefix packages/b run wipe', B],
    ['npm run wipe --prefix packages/b', B],
    ['cd packages/b && npm run wipe', B],
    ['cd packages/b && npm run wipe -w web', WEB],
    ['npm run wipe -- -w @shop/a', ['fs.delete ./root', 'fs.delete ./@shop/a']],
    ['yarn workspace @shop/a run wipe', A],
    ['yarn workspace @shop/b wipe', B],
    ['yarn workspaces run wipe', [...A, ...B, ...WEB]],
    ['yarn workspaces foreach -A --parallel run wipe', [...A, ...B, ...WEB]],
    ['bun --filter @shop/b wipe', B],
    ["bun run --filter '@shop/*' wipe", [...A, ...B]],
  ])('%s', (command, lines) => expect(found(command)).toEqual(lines));

  it.each([
    ['pnpm --filter @shop/a run wipe', A],
    ['pnpm --filter a wipe', A],
    ["pnpm -F './packages/*' run wipe", [...A, ...B, ...OLD]],
    ['pnpm -r run wipe', [...A, ...B, ...OLD, ...WEB]],
    ['pnpm -w run wipe', ['fs.delete ./root']],
    ['pnpm run -w wipe', ['fs.delete ./root']],
    ['pnpm -C packages/b run wipe', B],
  ])('%s', (command, lines) => expect(found(command, pnpmFiles)).toEqual(lines));

  it('that are selected by what depends on what may all be run', () => {
    expect(found('pnpm --filter ...@shop/b run other', pnpmFiles)).toEqual(['fs.delete ./packages/b/other [possible]']);
  });

  it.each([
    ['npm run wipe -w @shop/none', files],
    ['npm run wipe -w "$P"', files],
    ['npm run nothing -ws', files],
    ['npm run wipe -w a', { 'package.json': '{"workspaces":["packages/{a,b}"]}' }],
    ['pnpm -r run wipe', { 'pnpm-workspace.yaml': 'packages: &all\n  - a\n' }],
    ['npm run wipe -ws', { 'package.json': '{}' }],
    ['yarn workspaces foreach -A exec rm x', files],
  ])('%s is opaque where it cannot be resolved', (command, world) => {
    expect(found(command, world).join()).toMatch(/^code\.opaque/);
  });

  it('are opaque when they are more than can be read', () => {
    const packagesOf = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`packages/p${at}/package.json`, scripts(`p${at}`, { wipe: 'ls' })]),
      );
    const root = { 'package.json': JSON.stringify({ workspaces: ['packages/*'] }) };
    expect(found('npm run wipe -ws', { ...root, ...packagesOf(100) })).toEqual([]);
    expect(found('npm run wipe -ws', { ...root, ...packagesOf(150) }).join()).toContain('code.opaque');
    expect(found('npm run wipe -ws', { ...root, ...packagesOf(300) }).join()).toContain('code.opaque');
  });

  it('are recorded with the files they stand in', () => {
    const analysis = analyseIn({ files }, { type: 'shell', command: 'npm run wipe -w @shop/a' });
    expect(analysis.files.map(({ path }) => path.replace('/home/dana/shop/', ''))).toEqual([
      'package.json',
      'packages/a/package.json',
    ]);
  });
});

describe('names that are not scripts', () => {
  it.each([
    ['yarn rimraf-like', ['code.opaque rimraf-like reason=unknown-program']],
    ['yarn eslint .', []],
    ['pnpm tsc --noEmit', []],
    ['npm run eslint', []],
    ['git pull && npm run eslint', ['code.opaque npm eslint reason=unresolved-command']],
    ['npm start', ['code.opaque npm start reason=unresolved-command']],
  ])('%s', (command, lines) => expect(found(command)).toEqual(lines));
});

describe('without a package.json', () => {
  it.each(['npm test', 'npm run build', 'cd sub && npm test', 'pnpm run build', 'timeout 9 bash -c "npm test"'])(
    '%s runs nothing',
    (command) => {
      expect(found(command, { 'sub/readme.md': '' })).toEqual([]);
    },
  );

  it.each([
    ['git clone https://x.test/a . && npm test', {}],
    ['tar xzf a.tgz && npm test', {}],
    ['cd "$D" && npm test', {}],
    ['git clone https://x.test/a a && cd a && yarn build', files],
    ['git clone https://x.test/a a && cd a && npm run wipe', files],
    ['bash -c "$(cat x)"; npm test', {}],
    ['echo "$X" > package.json && npm test', {}],
    ['npm test', { '/home/dana/package.json': '{"scripts":{}}' }],
  ])('%s may run something all the same', (command, world) => {
    expect(found(command, world).join()).toContain('code.opaque');
  });
});

describe('scripts around packing, publishing and counting up', () => {
  const own = { prepublishOnly: 'rm p', prepack: 'rm k', preversion: 'rm v', publish: 'rm u', test: 'rm t' };
  const world = { 'package.json': scripts('shop', own), 'lib/package.json': scripts('lib', { prepack: 'rm l' }) };

  it.each([
    ['npm pack', ['fs.delete ./k']],
    ['npm pack --dry-run', ['fs.delete ./k']],
    ['npm pack ./lib', ['fs.delete ./lib/l']],
    ['npm publish', ['fs.delete ./p', 'fs.delete ./k', 'fs.delete ./u']],
    ['npm publish --dry-run', ['fs.delete ./p', 'fs.delete ./k', 'fs.delete ./u']],
    ['pnpm publish --ignore-scripts', []],
    ['npm pack lodash', []],
    ['npm version patch', ['fs.delete ./v']],
    ['npm version', []],
  ])('%s', (command, expected) => {
    expect(found(command, world)).toEqual(expected);
  });
});

describe('scripts that an installation runs', () => {
  const world = {
    'package.json': scripts('shop', { postinstall: 'rm installed', prepare: 'rm prepared', test: 'rm t' }),
  };
  const both = ['fs.delete ./installed', 'fs.delete ./prepared'];

  it.each(['npm install', 'npm ci', 'npm i', 'pnpm install', 'yarn', 'yarn install', 'bun install'])(
    '%s',
    (command) => {
      expect(found(command, world)).toEqual(both);
    },
  );

  it.each(['npm install --ignore-scripts', 'npm install lodash', 'npm install -g', 'npm ci --dry-run'])(
    'are not run by %s',
    (command) => expect(found(command, world)).toEqual([]),
  );

  it('are those that an earlier command has put there', () => {
    expect(found("npm pkg set scripts.preinstall='rm x' && npm ci", world)).toEqual(['fs.delete ./x', ...both]);
  });

  it('need not be there', () => {
    expect(effectsOf('npm install', { files })).toEqual([expect.stringMatching(/^package\.install/)]);
    expect(effectsOf('npm install', {})).toEqual([expect.stringMatching(/^package\.install/)]);
  });

  it('are run by a shell that the command names', () => {
    expect(found("npm run test --script-shell='sh -x'", world).join()).toContain('code.opaque');
    expect(found('npm run test --script-shell=/bin/bash', world)).toEqual(['fs.delete ./t']);
  });
});
