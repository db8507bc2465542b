import { execFileSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules/\ndist/\nbuild/\n*.log\n.env\n',
  'package.json': JSON.stringify({
    name: 'shop',
    scripts: {
      test: 'vitest run',
      build: 'tsc -p . && node scripts/bundle.js',
      lint: 'biome check .',
      e2e: 'playwright test',
      migrate: 'node scripts/migrate.js',
    },
  }),
  'packages/api/package.json': JSON.stringify({ name: 'api', scripts: { test: 'vitest run' } }),
  Makefile: 'test:\n\tgo test ./...\n',
  'scripts/seed.js': "console.log('seeding');\n",
  'scripts/bundle.js': "console.log('bundling');\n",
  'scripts/migrate.js': "console.log('migrating');\n",
  'scripts/deploy.sh': '#!/bin/sh\necho deploy\n',
  'src/cart.ts': 'export const total = 0;\n',
  'docker-compose.yml': 'services:\n  db:\n    image: postgres:17\n',
};

const built: Readonly<Record<string, string>> = {
  'dist/index.js': 'export {};\n',
  'build/tmp.txt': 'tmp\n',
  '.env': 'SHOP_ENV=test\n',
};

/** A small repository with what ordinary commands look at: everything committed, some things ignored. */
export function makeWorkspace(folder: string): string {
  writeAll(folder, files);
  git(folder, 'init', '-q', '-b', 'feature/discounts');
  git(folder, 'remote', 'add', 'origin', 'git@github.com:acme/shop.git');
  git(folder, 'add', '-A');
  git(folder, '-c', 'user.name=Dana', '-c', 'user.email=dana@example.test', 'commit', '-q', '-m', 'A shop');
  writeAll(folder, built);
  return folder;
}

/** As if written a while ago: what changes in the second of a commit makes git look twice. */
function writeAll(folder: string, texts: Readonly<Record<string, string>>): void {
  const before = Date.now() / 1000 - 60;
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), before, before);
  }
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
}
