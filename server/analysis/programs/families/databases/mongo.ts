/** The shell of MongoDB. */
import type { EnvironmentEvidence } from '../../../../effects/effect';
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { connectionOf } from './connection';
import { mongoEffects } from './mongo-script';

export const mongosh: ProgramSpec = {
  names: 'mongosh mongo',
  options:
    '--eval=JS -f,--file=F --host=H --port=P -u,--username=U -p,--password=PW --authenticationDatabase=D --quiet --norc --json[=M] --tls --nodb --shell --retryWrites --apiVersion=V',
  does(call) {
    const evidence = evidenceOf(call);
    const scripts = call.words('--eval').map((word) => word.value);
    const files = [...call.words('-f'), ...call.operands.filter((word) => /\.m?js$/.test(String(word.value)))];
    const { stdin } = call.invocation;
    const piped = stdin ? [stdin.file ? scriptIn(call, stdin.file) : stdin.text] : [];
    const texts = [...scripts, ...files.map((file) => scriptIn(call, file))];
    const given = texts.length > 0 ? texts : piped;
    if (given.length === 0)
      return call.open
        ? [{ kind: 'db.exec', engine: 'mongo', what: 'dynamic', evidence }]
        : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    return { effects: given.flatMap((text) => mongoEffects(text, evidence)), output: { text: null, sources: ['db'] } };
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
      'mongosh --eval \'db.getSiblingDB("shop").users.drop()\'': 'db.schema.drop{object=collection,name=users}',
      'mongosh --eval \'db.runCommand({drop: "users"})\'': 'db.schema.drop{object=collection,name=users}',
      "mongosh --eval 'db.adminCommand({ping: 1})'": 'db.read',
      "mongosh --eval 'db.adminCommand({shutdown: 1})'": 'db.admin{op=shutdown}',
      "mongosh --eval 'rs.stepDown()'": 'db.admin{op=failover}',
      "mongosh --eval 'db.users.find().forEach(db.users.remove)'": 'db.exec{what=dynamic}',
      "mongosh --eval 'const all = db.users.find({a: 1}).toArray(); print(all.length)'": 'db.read',
      'mongosh --eval \'print("db.users.drop()")\'': 'db.read',
      "mongosh --eval 'db.a.find({n: /\"/}); db.a.drop()'": 'db.schema.drop{name=a}',
      "mongosh --eval 'db.a.aggregate([{$match: {a: 1}}])'": 'db.read',
      'mongosh --eval \'db.a.aggregate([{$out: "b"}])\'': 'db.exec{what=dynamic}',
      "mongosh --eval 'db.users.deleteMany({_id: {$exists: true}})'": 'db.rows.delete{where=other}',
      'mongosh db1:27017/shop missing.js': 'db.exec{what=dynamic}',
    },
    inert: ['mongosh --version'],
  },
};

/** `shop` is a database of this machine, `db1/shop` and `db1:27017` are elsewhere. */
function evidenceOf(call: Call): EnvironmentEvidence {
  const address = call.operand(0);
  const [, host, database] = /^([^/:]+)(?::\d+)?(?:\/([^?]*))?$/.exec(typeof address === 'string' ? address : '') ?? [];
  const elsewhere = host !== undefined && typeof address === 'string' && /[:/]/.test(address);
  const { evidence } = connectionOf(call, {
    engine: 'mongo',
    dialect: 'unknown',
    host: ['--host'],
    user: ['-u'],
    operand: !/\.m?js$/.test(String(address)),
    localByDefault: true,
  });
  if (!elsewhere || database?.endsWith('.js')) return evidence;
  const { dbName: _, ...rest } = evidence;
  return { ...rest, dbHost: host, host, ...(database && { dbName: database }) };
}

function scriptIn({ invocation }: Call, { value }: Word): Text {
  return invocation.surroundings.settings(value, invocation.cwd) ?? UNKNOWN;
}
