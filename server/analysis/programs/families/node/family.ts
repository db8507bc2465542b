/** npm, pnpm, yarn, bun and their runners. */
import type { ProgramSpec } from '../../program';
import { deletes } from '../../stating';
import { npm, pnpm } from './npm';
import { npx } from './run-package';
import { managersOfVersions } from './version-managers';
import { bun, yarn } from './yarn-and-bun';

const clean: ProgramSpec = {
  names: 'rimraf del-cli npkill',
  options: '-v --glob -i -f --no-glob --preserve-root',
  does: (call) => deletes(call, call.operands, { recursive: true }),
  examples: {
    yields: { 'rimraf dist': 'fs.delete{recursive=true,root=none}', 'rimraf ~': 'fs.delete{root=home}' },
    inert: ['rimraf --version'],
  },
};

export const nodePackages: readonly ProgramSpec[] = [npm, pnpm, yarn, bun, npx, ...managersOfVersions, clean];
