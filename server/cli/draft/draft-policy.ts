/** A first policy for a workspace, from what its files tell. */
import { nodeFiles } from '../../facts/node-files';
import { nodeProviders } from '../../facts/node-providers';
import { nodePolicyWorld } from '../../policy/node-world';
import { libraryOf, majorOf, type PackLibrary } from '../../policy/packs';
import { type PackLine, policyText } from './policy-text';
import { surveyRepository } from './survey';

/** The text of a first policy for a workspace; nothing is written. */
export function draftPolicy(workspace: string, library: PackLibrary = shippedPacks()): string {
  return policyText(surveyRepository(workspace, nodeProviders()), packLines(library));
}

function shippedPacks(): PackLibrary {
  return libraryOf(nodePolicyWorld(nodeFiles).bundle());
}

function packLines({ packs }: PackLibrary): PackLine[] {
  return [...packs.values()].map((pack) => ({
    reference: `${pack.source.id}@${majorOf(pack)}`,
    description: pack.source.description,
  }));
}
