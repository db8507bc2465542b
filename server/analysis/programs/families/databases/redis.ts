/** Redis, command by command. */

import type { EffectDraft, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { own } from '../../own';
import type { Answer, Call, ProgramSpec } from '../../program';
import { writes } from '../../stating';
import { connectionOf } from './connection';

type Redis = (args: readonly Text[]) => readonly EffectDraft[];

const redis = { engine: 'redis' } as const;

const redisAdmin =
  (op: 'shutdown' | 'config' | 'replication' | 'debug' | 'kill-session' | 'failover' | 'restore'): Redis =>
  () => [{ kind: 'db.admin', ...redis, op }];

const redisScript: Redis = () => [{ kind: 'db.exec', ...redis, what: 'script' }];

const redisReads =
  'GET MGET GETRANGE STRLEN EXISTS TTL PTTL TYPE KEYS SCAN HGET HGETALL HMGET HKEYS HVALS HLEN HEXISTS HSCAN LRANGE LLEN LINDEX SMEMBERS SCARD SISMEMBER SSCAN SRANDMEMBER ZRANGE ZRANGEBYSCORE ZREVRANGE ZCARD ZSCORE ZCOUNT ZRANK ZSCAN XRANGE XLEN XINFO XREAD INFO PING DBSIZE TIME LASTSAVE ROLE ECHO COMMAND MEMORY OBJECT SLOWLOG LATENCY MONITOR SUBSCRIBE PSUBSCRIBE PUBSUB SELECT AUTH HELLO DUMP BITCOUNT GETBIT PFCOUNT GEOPOS RANDOMKEY WAIT HSTRLEN';

const redisWrites =
  'SET SETEX PSETEX SETNX MSET MSETNX APPEND INCR INCRBY DECR DECRBY INCRBYFLOAT HSET HMSET HSETNX HINCRBY LPUSH RPUSH LPUSHX RPUSHX LSET LINSERT SADD ZADD ZINCRBY XADD EXPIRE PEXPIRE EXPIREAT PERSIST RENAME RENAMENX PUBLISH SETRANGE SETBIT PFADD GEOADD RESTORE COPY MOVE SMOVE RPOPLPUSH LMOVE GETSET';

const redisDeletes =
  'DEL UNLINK HDEL LPOP RPOP LREM LTRIM SREM SPOP ZREM ZREMRANGEBYSCORE ZREMRANGEBYRANK XDEL XTRIM GETDEL ZPOPMIN ZPOPMAX';

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
  SHUTDOWN: redisAdmin('shutdown'),
  DEBUG: redisAdmin('debug'),
  SLAVEOF: redisAdmin('replication'),
  REPLICAOF: redisAdmin('replication'),
  FAILOVER: redisAdmin('failover'),
  MODULE: () => [{ kind: 'db.exec', ...redis, what: 'extension' }],
  EVAL: redisScript,
  EVALSHA: redisScript,
  FCALL: redisScript,
  FUNCTION: redisScript,
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

function redisCommand(words: readonly Text[]): readonly EffectDraft[] {
  const [name, ...args] = words;
  const command = typeof name === 'string' ? own(redisCommands, name.toUpperCase()) : undefined;
  return command ? command(args) : [{ kind: 'db.exec', ...redis, what: 'dynamic' }];
}

export const redisCli: ProgramSpec = {
  names: 'redis-cli valkey-cli keydb-cli',
  options:
    '-h=H -p=P -s=S -a=PW --user=U --pass=PW --askpass -u=URI -r=N -i=S -n=DB -2 -3 -x -X=TAG -d=D -D=D -c -e --raw --no-raw --quoted-input --csv --json --show-pushes=B --stat --latency --latency-history --lru-test=N --replica --rdb=FILE --functions-rdb=FILE --pipe --pipe-timeout=N --bigkeys --memkeys --hotkeys --scan --pattern=P --count=N --intrinsic-latency=N --eval=FILE --ldb --cluster=C --verbose --no-auth-warning --tls --cacert=F --cert=F --key=F --sni=H',
  stopAtOperand: true,
  inertWith: [
    '--stat',
    '--latency',
    '--latency-history',
    '--bigkeys',
    '--memkeys',
    '--hotkeys',
    '--scan',
    '--intrinsic-latency',
  ],
  does(call) {
    const { evidence } = connectionOf(call, {
      engine: 'redis',
      dialect: 'unknown',
      host: ['-h'],
      url: ['-u'],
      localByDefault: true,
    });
    const dump = call
      .words('--rdb')
      .flatMap((word): EffectDraft[] => [
        { kind: 'db.export', ...redis, to: 'file', evidence },
        ...writes(call, [word], 'overwrite'),
      ]);
    if (dump.length > 0) return dump;
    if (call.maybe('--eval', '--pipe')) return [{ kind: 'db.exec', ...redis, what: 'script', evidence }];
    return redisAnswer(call, evidence);
  },
  examples: {
    yields: {
      'redis-cli FLUSHALL': 'db.rows.delete{method=flush,where=none}',
      'redis-cli -h cache1 del user:1': 'db.rows.delete{where=key,table=user:1}',
      'redis-cli config set dir /tmp': 'db.admin{op=config}',
      'redis-cli eval "return 1" 0': 'db.exec{what=script}',
      'redis-cli get a': 'db.read',
      'redis-cli': 'code.opaque{reason=interactive}',
    },
    inert: ['redis-cli config get dir', 'redis-cli --stat'],
  },
};

function redisAnswer(call: Call, evidence: EnvironmentEvidence): Answer {
  const withEvidence = (effects: readonly EffectDraft[]) =>
    effects.map((effect): EffectDraft => ({ ...effect, evidence }));
  if (call.operands.length > 0)
    return {
      effects: withEvidence(redisCommand(call.operands.map((word) => word.value))),
      output: { text: null, sources: ['db'] },
    };
  const { stdin } = call.invocation;
  if (!stdin) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  if (typeof stdin.text !== 'string') return [{ kind: 'db.exec', ...redis, what: 'script', evidence }];
  const lines = stdin.text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return withEvidence(lines.flatMap((line) => redisCommand(line.split(/\s+/))));
}
