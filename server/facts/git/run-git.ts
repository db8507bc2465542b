/** Asks git itself, without letting a repository's settings run anything. */
import { spawnSync } from 'node:child_process';
import type { Variables } from '../node-environment';

/** A repository's settings must not make the question run a program of the repository's choice. */
const harmless = [
  '--no-optional-locks',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
];

const maxOutput = 16 * 1024 * 1024;

export interface Circumstances {
  readonly cwd: string;
  readonly env: Variables;
  /** In milliseconds. */
  readonly timeout: number;
  readonly input?: string;
}

/** Standard output, or nothing when git fails, is not there, or takes too long. */
export function runGit(args: readonly string[], { input = '', ...circumstances }: Circumstances): Buffer | undefined {
  try {
    const { status, stdout } = spawnSync('git', [...harmless, ...args], {
      ...circumstances,
      input,
      killSignal: 'SIGKILL',
      maxBuffer: maxOutput,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    return status === 0 ? stdout : undefined;
  } catch {
    // A path with a NUL in it cannot be an argument.
    return undefined;
  }
}
