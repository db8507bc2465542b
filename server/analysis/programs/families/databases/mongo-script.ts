/** What a script of the mongo shell does, by the calls in it: each is known to change, known to be harmless, or dynamic. */
import type { EffectDraft, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import { collectionEffects, commandEffects, type Mongo } from './mongo-effects';

const harmless = new Set(
  `find findOne count countDocuments estimatedDocumentCount distinct getIndexes getIndexKeys stats explain getName aggregate
  getCollectionNames getCollectionInfos listCollections listDatabases getDBNames getDBs getMongo version serverStatus hostInfo
  currentOp dataSize totalSize storageSize totalIndexSize isCapped latencyStats getShardDistribution validate serverBuildInfo
  getUsers getUser getRoles getRole getProfilingStatus getSiblingDB getDB getCollection hello isMaster getReplicationInfo
  printReplicationInfo printSecondaryReplicationInfo printShardingStatus getLogComponents getParameter auth help
  sort limit skip pretty toArray projection hint batchSize maxTimeMS readPref collation comment allowDiskUse hasNext next itcount
  close forEach map filter reduce some every includes join slice concat keys values entries push flat flatMap length toString
  toFixed split trim padEnd padStart replace stringify parse tojson tojsononeline print printjson log error isArray assign
  ObjectId ISODate Date NumberLong NumberInt NumberDecimal Long Int32 Decimal128 RegExp UUID BinData Timestamp Number String
  now getTime toISOString max min round floor ceil if for while switch catch function return typeof sleep quit exit`.split(
    /\s+/,
  ),
);

/** Of replica sets and sharding, which have names of their own. */
const cluster: Readonly<Record<string, 'replication' | 'failover'>> = {
  initiate: 'replication',
  add: 'replication',
  addArb: 'replication',
  remove: 'replication',
  reconfig: 'replication',
  addShard: 'replication',
  removeShard: 'replication',
  shardCollection: 'replication',
  enableSharding: 'replication',
  moveChunk: 'replication',
  stopBalancer: 'replication',
  startBalancer: 'replication',
  stepDown: 'failover',
  freeze: 'failover',
};

/** Methods that change something when they are handed on as they are (`names.forEach(db.users.drop)`). */
const handedOn =
  /\.\s*(drop\w*|delete\w*|remove|update\w*|replace\w*|insert\w*|findAndModify|findOneAnd\w+|runCommand|adminCommand|shutdownServer)\b(?!\s*\()/;

const writesResult = /['"]?\$(out|merge)['"]?\s*:/;

export function mongoEffects(script: Text, evidence: EnvironmentEvidence): EffectDraft[] {
  const common = { engine: 'mongo', evidence } as const;
  const dynamic: EffectDraft = { kind: 'db.exec', ...common, what: 'dynamic' };
  if (typeof script !== 'string') return [dynamic];
  const { text, strings, complete } = withoutStrings(script);
  const unseen = !complete || /\]\s*\(|\)\s*\(|`/.test(text) || handedOn.test(text) || writesResult.test(script);
  const answers = [...calls(text, strings)].map((call) => callEffects(call, common));
  const effects = answers.flatMap((answer) => answer ?? []);
  if (unseen || answers.includes(undefined)) effects.push(dynamic);
  return effects.length > 0 ? effects : [{ kind: 'db.read', ...common }];
}

interface Blanked {
  /** Each string is `"N"`, its place in `strings`. */
  readonly text: string;
  readonly strings: readonly string[];
  /** False when a string has no end: then nobody knows what is in one. */
  readonly complete: boolean;
}

/** Strings, comments and regular expressions; the end may be missing, so that none is looked for twice. */
const literals =
  /"((?:[^"\\\n]|\\.)*)("?)|'((?:[^'\\\n]|\\.)*)('?)|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|(?<=[=(,:[!&|?{};] ?)\/(?![/*])(?:[^/\\\n]|\\.)+\//g;

/** Comments go, runs of white space become one: they would make the pattern of calls slow. */
function withoutStrings(script: string): Blanked {
  const strings: string[] = [];
  let complete = true;
  const text = script
    .replace(/[ \t]+/g, ' ')
    .replace(literals, (all, double, doubleEnd, single, singleEnd) => {
      const content: string | undefined = double ?? single;
      if (content === undefined) return all.startsWith('/*') || all.startsWith('//') ? ' ' : 'RegExp';
      if ((doubleEnd ?? singleEnd) === '') complete = false;
      return `"${strings.push(content) - 1}"`;
    })
    .replace(/\s+/g, ' ');
  return { text, strings, complete };
}

interface ScriptCall {
  /** What stands before the method, as far as it is a plain name, or the name given to `getCollection`. */
  readonly receiver: string | null;
  readonly method: string;
  /** From the opening parenthesis to the next one. */
  readonly args: string;
}

const callPattern =
  /(?:getCollection\( ?"(\d+)" ?\)|\[ ?"(\d+)" ?\]|(?<![\w$])([\w$]+)|\[[^[\]]*\]|\)) ?\. ?([\w$]+) ?\((?=([^()]*))|(?<![\w$.] ?)([\w$]+) ?\((?=([^()]*))/g;

function* calls(text: string, strings: readonly string[]): Generator<ScriptCall> {
  const named = (at: string | undefined) => (at === undefined ? undefined : strings[Number(at)]);
  const restored = (args: string) => args.replace(/"(\d+)"/g, (_, at) => `"${strings[Number(at)]}"`).trim();
  for (const match of text.matchAll(callPattern)) {
    const [, collection, indexed, name, method, args, plain, plainArgs] = match;
    if (plain !== undefined) yield { receiver: null, method: plain, args: restored(plainArgs ?? '') };
    else
      yield {
        receiver: named(collection) ?? named(indexed) ?? name ?? null,
        method: method ?? '',
        args: restored(args ?? ''),
      };
  }
}

/** `undefined` for a call that is not known. */
function callEffects({ receiver, method, args }: ScriptCall, common: Mongo): readonly EffectDraft[] | undefined {
  if (receiver === 'rs' || receiver === 'sh') {
    const op = own(cluster, method);
    return op
      ? [{ kind: 'db.admin', ...common, op }]
      : /^(status|conf|config|is\w+|print\w+|hello|help)$/.test(method)
        ? []
        : undefined;
  }
  if (method === 'runCommand' || method === 'adminCommand') return commandEffects(args, common);
  return collectionEffects(method, receiver, args, common) ?? (harmless.has(method) ? [] : undefined);
}
