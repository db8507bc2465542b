/** What the methods and commands of MongoDB that change something do. */
import type { EffectDraft, EffectDraftOf, EnvironmentEvidence } from '../../../../effects/effect';
import { own } from '../../own';

export interface Mongo {
  readonly engine: 'mongo';
  readonly evidence: EnvironmentEvidence;
}

/** Which documents a filter picks: `{}` or nothing takes all. */
function whereOf(args: string): 'none' | 'key' | 'other' {
  if (/^(\{ ?\})? ?(,|$)/.test(args)) return 'none';
  return /^\{ ?["']?_id["']? ?: ?(?![ {])|^\{ ?["']?_id["']? ?: ?\{ ?["']?\$(in|eq)\b/.test(args) ? 'key' : 'other';
}

/** One document is taken, whatever the filter says. */
function whereOfOne(args: string): 'key' | 'other' {
  return whereOf(args) === 'key' ? 'key' : 'other';
}

type Method = (table: string | null, args: string, common: Mongo) => EffectDraft;

const deletesMany: Method = (table, args, common) => ({
  kind: 'db.rows.delete',
  ...common,
  table,
  where: whereOf(args),
  method: 'delete',
});
const deletesOne: Method = (table, args, common) => ({
  kind: 'db.rows.delete',
  ...common,
  table,
  where: whereOfOne(args),
  rows: 1,
  method: 'delete',
});
const updatesMany: Method = (table, args, common) => ({
  kind: 'db.rows.update',
  ...common,
  table,
  where: whereOf(args),
});
const updatesOne: Method = (table, args, common) => ({
  kind: 'db.rows.update',
  ...common,
  table,
  where: whereOfOne(args),
  rows: 1,
});
const inserts: Method = (table, _, common) => ({ kind: 'db.rows.insert', ...common, table });
const drops =
  (object: 'collection' | 'index' | 'database'): Method =>
  (name, _, common) => ({ kind: 'db.schema.drop', ...common, object, name: object === 'database' ? null : name });
const creates: Method = (name, _, common) => ({ kind: 'db.schema.create', ...common, object: 'collection', name });
const alters =
  (change: 'rename' | 'other'): Method =>
  (name, _, common) => ({ kind: 'db.schema.alter', ...common, object: 'table', name, change });
const grants =
  (op: Exclude<EffectDraftOf<'db.grant'>['op'], undefined>): Method =>
  (_, __, common) => ({ kind: 'db.grant', ...common, op });
const administers =
  (op: Exclude<EffectDraftOf<'db.admin'>['op'], undefined>): Method =>
  (_, __, common) => ({ kind: 'db.admin', ...common, op });

const methods: Readonly<Record<string, Method>> = {
  drop: drops('collection'),
  dropDatabase: drops('database'),
  dropIndex: drops('index'),
  dropIndexes: drops('index'),
  dropSearchIndex: drops('index'),
  deleteMany: deletesMany,
  remove: deletesMany,
  deleteOne: deletesOne,
  findOneAndDelete: deletesOne,
  updateMany: updatesMany,
  update: updatesMany,
  updateOne: updatesOne,
  replaceOne: updatesOne,
  findOneAndUpdate: updatesOne,
  findOneAndReplace: updatesOne,
  findAndModify: updatesOne,
  insertOne: inserts,
  insertMany: inserts,
  insert: inserts,
  save: inserts,
  createCollection: creates,
  createView: creates,
  createIndex: creates,
  createIndexes: creates,
  createSearchIndex: creates,
  renameCollection: alters('rename'),
  collMod: alters('other'),
  convertToCapped: alters('other'),
  hideIndex: alters('other'),
  unhideIndex: alters('other'),
  createUser: grants('create-role'),
  createRole: grants('create-role'),
  grantRolesToUser: grants('grant'),
  grantRolesToRole: grants('grant'),
  grantPrivilegesToRole: grants('grant'),
  revokeRolesFromUser: grants('revoke'),
  revokePrivilegesFromRole: grants('revoke'),
  updateUser: grants('alter-role'),
  updateRole: grants('alter-role'),
  changeUserPassword: grants('password'),
  dropUser: grants('drop-role'),
  dropRole: grants('drop-role'),
  dropAllUsers: grants('drop-role'),
  dropAllRoles: grants('drop-role'),
  shutdownServer: administers('shutdown'),
  killOp: administers('kill-session'),
  fsyncLock: administers('lock'),
  fsyncUnlock: administers('lock'),
  setProfilingLevel: administers('config'),
  setLogLevel: administers('config'),
  reIndex: administers('vacuum'),
};

/** `undefined` for a method that changes nothing known. */
export function collectionEffects(
  method: string,
  table: string | null,
  args: string,
  common: Mongo,
): readonly EffectDraft[] | undefined {
  const known = own(methods, method);
  return known && [known(table, args, common)];
}

const readingCommand =
  /^(ping|hello|isMaster|ismaster|buildInfo|serverStatus|dbStats|collStats|dataSize|list\w+|count|distinct|find|aggregate|hostInfo|connectionStatus|currentOp|getParameter|getCmdLineOpts|getLog|replSetGet\w+|top|features|explain|validate|usersInfo|rolesInfo|whatsmyuri|getDefaultRWConcern|balancerStatus|lockInfo)$/;

/** By another name than the method that does the same. */
const commands: Readonly<Record<string, Method>> = {
  delete: (table, _, common) => ({ kind: 'db.rows.delete', ...common, table, method: 'delete' }),
  update: (table, _, common) => ({ kind: 'db.rows.update', ...common, table }),
  create: creates,
  dropAllUsersFromDatabase: grants('drop-role'),
  shutdown: administers('shutdown'),
  killSessions: administers('kill-session'),
  killCursors: administers('kill-session'),
  fsync: administers('lock'),
  profile: administers('config'),
  setParameter: administers('config'),
  setFeatureCompatibilityVersion: administers('config'),
  compact: administers('vacuum'),
  replSetInitiate: administers('replication'),
  replSetReconfig: administers('replication'),
  replSetStepDown: administers('failover'),
};

/** `runCommand('ping')` or `runCommand({ drop: 'users' })`: the first key is the command. */
export function commandEffects(args: string, common: Mongo): readonly EffectDraft[] | undefined {
  const [, name, value] = /^\{? ?["']?(\w+)["']?(?: ?: ?(?:["']([^"']*)["'])?)?/.exec(args) ?? [];
  if (name === undefined) return undefined;
  const known = own(commands, name) ?? own(methods, name);
  if (known) return [known(value ?? null, '', common)];
  return readingCommand.test(name) ? [] : undefined;
}
