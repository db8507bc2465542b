import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  '.git/HEAD': 'ref: refs/heads/feature/discounts\n',
  '.git/config': '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n',
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

/** A small project with what ordinary commands look at. */
export function makeWorkspace(folder: string): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
