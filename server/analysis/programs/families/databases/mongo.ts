/** MongoDB: what a shell script does, by the calls that can be told. */
import type { EffectDraft, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { ProgramSpec } from '../../program';
import { connectionOf } from './connection';

/** Values, and calls that only make one: whatever else is called in an argument could do anything. */
const VALUES = String.raw`(?:[^;()]|(?:ObjectId|ISODate|Date|NumberLong|NumberInt|NumberDecimal|RegExp|UUID)\([^;()]*\))*`;
const READS =
  'find|findOne|count|countDocuments|estimatedDocumentCount|distinct|getIndexes|stats|explain|getName|getCollectionNames|getCollectionInfos|version|serverStatus|hostInfo|currentOp|dataSize|totalSize';
const VIEWS = String.raw`(?:sort|limit|skip|pretty|toArray|count|projection|explain)\s*\(${VALUES}\)|forEach\(printjson\)`;
const COLLECTION = String.raw`db\.(?:getCollection\(\s*['"][^'"]*['"]\s*\)|[\w$]+)?\.?`;
const QUERY = String.raw`${COLLECTION}(?:${READS})\s*\(${VALUES}\)(?:\s*\.\s*(?:${VIEWS}))*`;

const readOnlyMongo = new RegExp(
  String.raw`^\s*(?:${QUERY}|show\s+\w+|use\s+\w+|printjson\(\s*${QUERY}\s*\)|rs\.(?:status|conf)\(\)|sh\.status\(\))\s*;?\s*$`,
);

/** A mongo shell script, by the calls that can be told; whatever else is in it is dynamic. */
export function mongoEffects(script: Text, evidence: EnvironmentEvidence): EffectDraft[] {
  const common = { engine: 'mongo', evidence } as const;
  if (typeof script !== 'string') return [{ kind: 'db.exec', ...common, what: 'dynamic' }];
  // Runs of white space would make the patterns below slow.
  const text = script.trim().replace(/\s+/g, ' ');
  if (readOnlyMongo.test(text)) return [{ kind: 'db.read', ...common }];
  const effects = [...calls(text)].flatMap((call) => callEffects(call, common));
  if (/\]\s*\(|\b(eval|load|Function)\s*\(/.test(text)) effects.push({ kind: 'db.exec', ...common, what: 'dynamic' });
  return effects.length > 0 ? effects : [{ kind: 'db.exec', ...common, what: 'dynamic' }];
}

interface MongoCall {
  readonly collection: string | null;
  readonly method: string;
  readonly args: string;
}

function* calls(script: string): Generator<MongoCall> {
  const pattern =
    /\.?\s*(?:getCollection\(\s*['"]([^'"]+)['"]\s*\)|(?<![\w$])([\w$]+)|\[\s*['"]([^'"[\]]+)['"]\s*\]|\[[^[\]'"]*\])\s*\.\s*(\w+)\s*\((?=([^()]*))/g;
  for (const match of script.matchAll(pattern)) {
    yield {
      collection: match[1] ?? match[3] ?? match[2] ?? null,
      method: match[4] ?? '',
      args: (match[5] ?? '').trim(),
    };
  }
}

function callEffects(
  { collection, method, args }: MongoCall,
  common: { engine: 'mongo'; evidence: EnvironmentEvidence },
): EffectDraft[] {
  const where = /^(\{\s*\})?\s*(,|$)/.test(args) ? 'none' : /_id/.test(args) ? 'key' : 'other';
  switch (method) {
    case 'drop':
      return [{ kind: 'db.schema.drop', ...common, object: 'collection', name: collection }];
    case 'dropDatabase':
      return [{ kind: 'db.schema.drop', ...common, object: 'database', name: null }];
    case 'dropIndex':
    case 'dropIndexes':
      return [{ kind: 'db.schema.drop', ...common, object: 'index', name: collection }];
    case 'deleteMany':
    case 'remove':
      return [{ kind: 'db.rows.delete', ...common, table: collection, where, method: 'delete' }];
    case 'deleteOne':
    case 'findOneAndDelete':
      return [
        {
          kind: 'db.rows.delete',
          ...common,
          table: collection,
          where: where === 'none' ? 'other' : where,
          rows: 1,
          method: 'delete',
        },
      ];
    case 'updateMany':
    case 'update':
      return [{ kind: 'db.rows.update', ...common, table: collection, where }];
    case 'updateOne':
    case 'replaceOne':
    case 'findOneAndUpdate':
    case 'findAndModify':
      return [
        { kind: 'db.rows.update', ...common, table: collection, where: where === 'none' ? 'other' : where, rows: 1 },
      ];
    case 'insertOne':
    case 'insertMany':
    case 'insert':
    case 'save':
      return [{ kind: 'db.rows.insert', ...common, table: collection }];
    case 'createCollection':
    case 'createIndex':
      return [{ kind: 'db.schema.create', ...common, object: 'collection', name: collection }];
    case 'createUser':
    case 'grantRolesToUser':
      return [{ kind: 'db.grant', ...common, op: 'grant' }];
    case 'dropUser':
    case 'dropAllUsers':
      return [{ kind: 'db.grant', ...common, op: 'drop-role' }];
    case 'shutdownServer':
      return [{ kind: 'db.admin', ...common, op: 'shutdown' }];
    default:
      return [];
  }
}

export const mongosh: ProgramSpec = {
  names: 'mongosh mongo',
  options:
    '--eval=JS -f,--file=F --host=H --port=P -u,--username=U -p,--password=PW --authenticationDatabase=D --quiet --norc --json[=M] --tls --nodb --shell --retryWrites --apiVersion=V',
  does(call) {
    const { evidence } = connectionOf(call, {
      engine: 'mongo',
      dialect: 'unknown',
      host: ['--host'],
      user: ['-u'],
      operand: true,
      localByDefault: true,
    });
    const scripts = call.words('--eval').map((word) => word.value);
    const files = [...call.words('-f'), ...call.operands.filter((word) => /\.m?js$/.test(String(word.value)))];
    const piped = call.invocation.stdin ? [call.invocation.stdin.text] : [];
    if (files.length > 0) return [{ kind: 'db.exec', engine: 'mongo', what: 'script', evidence }];
    const texts = scripts.length > 0 ? scripts : piped;
    if (texts.length === 0) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return { effects: texts.flatMap((text) => mongoEffects(text, evidence)), output: { text: null, sources: ['db'] } };
  },
  examples: {
    yields: {
      "mongosh shop --eval 'db.users.drop()'": 'db.schema.drop{object=collection,name=users}',
      "mongosh --eval 'db.getCollectionNames().forEach(c => db[c].drop())'": 'db.schema.drop{object=collection}',
      "mongosh --eval 'db.users.find(db.users.drop())'": 'db.schema.drop{object=collection}',
      "mongosh --eval 'db.users.find({_id: ObjectId(1)}).sort({a: 1}).limit(3)'": 'db.read',
      "mongosh --eval 'printjson(db.users.findOne({a: 1}))'": 'db.read',
      "mongosh --eval 'db.a.find().forEach(d => db.a.deleteOne({_id: d._id}))'": 'db.rows.delete{where=key}',
      "mongosh --eval 'db.a.insertOne({ x: db.users.drop() })'": 'db.rows.insert + db.schema.drop{name=users}',
      "mongosh --eval 'db.users[m]()'": 'db.exec{what=dynamic}',
      "mongosh --eval 'db.dropDatabase()'": 'db.schema.drop{object=database}',
      "mongosh --eval 'db.users.deleteMany({})'": 'db.rows.delete{where=none,table=users}',
      "mongosh --eval 'db.users.find({a:1}).limit(5)'": 'db.read',
      'mongosh --eval \'load("x.js")\'': 'db.exec{what=dynamic}',
    },
    inert: ['mongosh --version'],
  },
};
