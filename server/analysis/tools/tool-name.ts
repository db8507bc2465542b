/** What the name of a tool says that it does: `mcp__github__delete_file` takes something away on GitHub. */

export type Deed = 'read' | 'take' | 'stop' | 'send' | 'merge' | 'create' | 'change' | 'deploy';

const VERBS: Readonly<Record<Deed, string>> = {
  read: 'get list search read describe fetch find query show view count check browse lookup resolve explain status inspect analyze preview validate download export compare diff summarize wait open navigate snapshot screenshot',
  take: 'delete remove destroy drop purge erase wipe flush flushall flushdb truncate uninstall terminate trash unpublish',
  stop: 'disable archive revoke stop suspend cancel close',
  send: 'send post reply publish notify broadcast comment',
  merge: 'merge approve',
  create: 'create add insert new invite register upload import push fork',
  change:
    'update edit set write put upsert patch modify rename move transfer apply scale restart rollback enable grant assign rotate reset restore refund charge pay payout run execute trigger',
  deploy: 'deploy promote release',
};

const DEEDS = new Map(
  Object.entries(VERBS).flatMap(([deed, words]) => words.split(' ').map((word) => [word, deed as Deed] as const)),
);

export interface ToolName {
  readonly words: readonly string[];
  readonly verb: string | undefined;
  /** By the first word that is a verb. `undefined`: the name does not say. */
  readonly deed: Deed | undefined;
}

export function readToolName(name: string): ToolName {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  const verb = words.find((word) => DEEDS.has(word));
  return { words, verb, deed: verb === undefined ? undefined : DEEDS.get(verb) };
}
