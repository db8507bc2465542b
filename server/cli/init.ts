/** `guardrails init`: looks at the repository and writes a commented first policy. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceOf } from '../facts/workspace';
import { policyPath } from '../policy/world';
import { draftPolicy } from './draft/draft-policy';
import { exitCodes, UsageError } from './exit-codes';
import { print } from './terminal';

export interface InitOptions {
  readonly print?: boolean;
  readonly force?: boolean;
}

/** Writes the draft, unless there is a policy already, and runs the tests in it. */
export async function init(folder: string, options: InitOptions): Promise<number> {
  const workspace = workspaceOf(folder);
  const path = join(workspace, policyPath);
  const text = draftPolicy(workspace);
  if (options.print) {
    process.stdout.write(text);
    return exitCodes.fine;
  }
  if (existsSync(path) && !options.force) throw new UsageError(`${path} is there already; --force replaces it`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  print(`Wrote ${path}. Read it, change it, and commit it.`);
  print('What of it loosens the packs is in force once you accept it: guardrails policy accept. Its own tests:');
  const { testPolicy } = await import('./test-policy');
  return testPolicy(folder, { format: 'text', mutations: true });
}
