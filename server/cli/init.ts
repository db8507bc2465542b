/** `guardrails init`: looks at the repository and writes a commented first policy. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeFiles } from '../facts/node-files';
import { nodeProviders } from '../facts/node-providers';
import { workspaceOf } from '../facts/workspace';
import { policyPath } from '../policy/in-force';
import { nodePolicyWorld } from '../policy/node-world';
import { libraryOf, majorOf, type PackLibrary } from '../policy/packs';
import { policyText } from './draft/policy-text';
import { surveyRepository } from './draft/survey';
import { exitCodes, UsageError } from './exit-codes';
import { print } from './terminal';

export interface InitOptions {
  readonly print?: boolean;
  readonly force?: boolean;
}

/** The text of a first policy for a workspace; nothing is written. */
export function draftPolicy(workspace: string, library: PackLibrary = shippedPacks()): string {
  return policyText(surveyRepository(workspace, nodeProviders()), packLines(library));
}

/** Writes the draft, unless there is a policy already. */
export function init(folder: string, options: InitOptions): number {
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
  print(`Wrote ${path}.`);
  print('Read it, change it, run guardrails test, and commit it.');
  return exitCodes.fine;
}

function shippedPacks(): PackLibrary {
  return libraryOf(nodePolicyWorld(nodeFiles).bundle());
}

function packLines({ packs }: PackLibrary) {
  return [...packs.values()].map((pack) => ({
    reference: `${pack.source.id}@${majorOf(pack)}`,
    description: pack.source.description,
  }));
}
