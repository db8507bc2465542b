import { spawn } from 'node:child_process';

export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` when a signal ended it. */
  readonly code: number | null;
}

export interface ProgramOptions {
  /** Written to standard input, which is then closed, unless `keepOpen`. */
  readonly input?: string | Uint8Array;
  readonly keepOpen?: boolean;
  readonly cwd?: string;
  /** The whole environment; this process's own when left out. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    // A program that does not read its input closes the pipe under us.
    child.stdin.on('error', () => undefined);
    child.on('error', reject).on('close', (code) => resolve({ stdout, stderr, code }));
    child.stdin.write(options.input ?? '');
    if (!options.keepOpen) child.stdin.end();
  });
}
