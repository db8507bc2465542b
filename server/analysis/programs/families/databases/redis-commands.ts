/** What each command of Redis does. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import { when } from '../../stating';

type Redis = (args: readonly Text[]) => readonly EffectDraft[];

export const redis = { engine: 'redis' } as const;

const redisAdmin =
  (op: 'shutdown' | 'config' | 'replication' | 'debug' | 'kill-session' | 'failover' | 'restore'): Redis =>
  () => [{ kind: 'db.admin', ...redis, op }];

const redisScript: Redis = () => [{ kind: 'db.exec', ...redis, what: 'script' }];

const redisReads =
  'GET MGET GETRANGE SUBSTR STRLEN EXISTS TTL PTTL EXPIRETIME PEXPIRETIME TYPE KEYS SCAN HGET HGETALL HMGET HKEYS HVALS HLEN HEXISTS HSCAN HSTRLEN HRANDFIELD HTTL LRANGE LLEN LINDEX LPOS LCS SMEMBERS SCARD SISMEMBER SMISMEMBER SSCAN SRANDMEMBER SINTER SUNION SDIFF SINTERCARD ZRANGE ZRANGEBYSCORE ZRANGEBYLEX ZREVRANGE ZREVRANGEBYSCORE ZREVRANGEBYLEX ZCARD ZSCORE ZMSCORE ZCOUNT ZLEXCOUNT ZRANK ZREVRANK ZSCAN ZRANDMEMBER ZINTER ZUNION ZDIFF ZINTERCARD XRANGE XREVRANGE XLEN XINFO XREAD XPENDING INFO PING DBSIZE TIME LASTSAVE ROLE ECHO COMMAND MEMORY OBJECT LOLWUT MONITOR SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUBSUB SELECT AUTH HELLO QUIT DUMP BITCOUNT BITPOS GETBIT PFCOUNT GEOPOS GEODIST GEOHASH GEOSEARCH GEORADIUS_RO GEORADIUSBYMEMBER_RO SORT_RO BITFIELD_RO RANDOMKEY WAIT WAITAOF TOUCH MULTI EXEC DISCARD WATCH UNWATCH READONLY READWRITE JSON.GET JSON.MGET JSON.TYPE JSON.OBJKEYS JSON.OBJLEN JSON.ARRLEN JSON.STRLEN FT.SEARCH FT.AGGREGATE FT.INFO FT._LIST FT.EXPLAIN TS.GET TS.MGET TS.RANGE TS.MRANGE TS.INFO BF.EXISTS BF.INFO CF.EXISTS GRAPH.RO_QUERY';

const redisWrites =
  'SET SETEX PSETEX SETNX MSET MSETNX APPEND INCR INCRBY DECR DECRBY INCRBYFLOAT HSET HMSET HSETNX HINCRBY HINCRBYFLOAT HEXPIRE LPUSH RPUSH LPUSHX RPUSHX LSET LINSERT SADD ZADD ZINCRBY XADD XACK XCLAIM XAUTOCLAIM XREADGROUP XSETID EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST RENAME RENAMENX PUBLISH SPUBLISH SETRANGE SETBIT BITOP BITFIELD PFADD PFMERGE GEOADD RESTORE COPY MOVE SMOVE RPOPLPUSH BRPOPLPUSH LMOVE BLMOVE GETSET GETEX SINTERSTORE SUNIONSTORE SDIFFSTORE ZRANGESTORE ZINTERSTORE ZUNIONSTORE ZDIFFSTORE GEOSEARCHSTORE JSON.SET JSON.MSET JSON.MERGE JSON.NUMINCRBY JSON.ARRAPPEND TS.ADD TS.MADD TS.INCRBY BF.ADD BF.MADD CF.ADD';

const redisDeletes =
  'DEL UNLINK HDEL HGETDEL LPOP RPOP BLPOP BRPOP LMPOP LREM LTRIM SREM SPOP ZREM ZREMRANGEBYSCORE ZREMRANGEBYRANK ZREMRANGEBYLEX XDEL XTRIM GETDEL ZPOPMIN ZPOPMAX BZPOPMIN BZPOPMAX ZMPOP JSON.DEL JSON.FORGET JSON.CLEAR TS.DEL CF.DEL';

const redisCommands: Readonly<Record<string, Redis>> = {
  FLUSHALL: () => [{ kind: 'db.rows.delete', ...redis, method: 'flush', where: 'none' }],
  FLUSHDB: () => [{ kind: 'db.rows.delete', ...redis, method: 'flush', where: 'none' }],
  CONFIG: ([verb]) => (/^(get|help)$/i.test(String(verb)) ? [] : [{ kind: 'db.admin', ...redis, op: 'config' }]),
  CLIENT: ([verb]) =>
    /^(kill|pause|unpause)$/i.test(String(verb)) ? [{ kind: 'db.admin', ...redis, op: 'kill-session' }] : [],
  ACL: ([verb]) =>
    /^(setuser|deluser|load|save)$/i.test(String(verb)) ? [{ kind: 'db.grant', ...redis, op: 'alter-role' }] : [],
  CLUSTER: ([verb]) =>
    /^(info|nodes|slots|shards|myid|keyslot|countkeysinslot)$/i.test(String(verb))
      ? []
      : [{ kind: 'db.admin', ...redis, op: 'replication' }],
  SCRIPT: () => [],
  SLOWLOG: () => [{ kind: 'db.read', ...redis }],
  LATENCY: () => [{ kind: 'db.read', ...redis }],
  SWAPDB: () => [{ kind: 'db.rows.update', ...redis, table: null, where: 'none' }],
  MIGRATE: ([, , key]) => [{ kind: 'db.export', ...redis, table: key || null, to: 'remote' }],
  SORT: ([key, ...how]) =>
    how.some((word) => /^store$/i.test(String(word)))
      ? [{ kind: 'db.rows.update', ...redis, table: how.at(-1) ?? null, where: 'key' }]
      : [{ kind: 'db.read', ...redis, table: key ?? null }],
  XGROUP: ([verb, key]) =>
    /^(destroy|delconsumer)$/i.test(String(verb))
      ? [{ kind: 'db.rows.delete', ...redis, table: key ?? null, where: 'key', method: 'delete' }]
      : [{ kind: 'db.rows.update', ...redis, table: key ?? null, where: 'key' }],
  'FT.CREATE': ([name]) => [{ kind: 'db.schema.create', ...redis, object: 'index', name: name ?? null }],
  'FT.ALTER': ([name]) => [{ kind: 'db.schema.alter', ...redis, object: 'index', name: name ?? null, change: 'other' }],
  'FT.DROPINDEX': ([name, documents]) => [
    { kind: 'db.schema.drop', ...redis, object: 'index', name: name ?? null },
    ...when(/^dd$/i.test(String(documents)), {
      kind: 'db.rows.delete',
      ...redis,
      table: name ?? null,
      where: 'none',
      method: 'delete',
    }),
  ],
  SHUTDOWN: redisAdmin('shutdown'),
  DEBUG: redisAdmin('debug'),
  SLAVEOF: redisAdmin('replication'),
  REPLICAOF: redisAdmin('replication'),
  FAILOVER: redisAdmin('failover'),
  MODULE: () => [{ kind: 'db.exec', ...redis, what: 'extension' }],
  EVAL: redisScript,
  EVALSHA: redisScript,
  EVAL_RO: () => [{ kind: 'db.read', ...redis }],
  EVALSHA_RO: () => [{ kind: 'db.read', ...redis }],
  FCALL_RO: () => [{ kind: 'db.read', ...redis }],
  FCALL: redisScript,
  FUNCTION: ([verb]) => (/^(list|stats|dump|help)$/i.test(String(verb)) ? [] : redisScript([])),
  SAVE: () => [],
  BGSAVE: () => [],
  BGREWRITEAOF: () => [],
  ...each(redisReads, () => [{ kind: 'db.read', ...redis }]),
  ...each(redisWrites, ([key]) => [{ kind: 'db.rows.update', ...redis, table: key ?? null, where: 'key' }]),
  ...each(redisDeletes, ([key]) => [
    { kind: 'db.rows.delete', ...redis, table: key ?? null, where: 'key', method: 'delete' },
  ]),
};

function each(names: string, answer: Redis): Record<string, Redis> {
  return Object.fromEntries(names.split(' ').map((name) => [name, answer]));
}

/** What they do is told by their second word. */
const grouped = /^(config|client|acl|cluster|script|function|xgroup|slowlog|latency)$/i;

export function redisCommand(words: readonly Text[]): readonly EffectDraft[] {
  const [name, ...args] = words;
  const command = typeof name === 'string' ? own(redisCommands, name.toUpperCase()) : undefined;
  const told = !grouped.test(String(name)) || args.length === 0 || typeof args[0] === 'string';
  return command && told ? command(args) : [{ kind: 'db.exec', ...redis, what: 'dynamic' }];
}
