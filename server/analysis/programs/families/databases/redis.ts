/** The client of Redis. */
import type { EffectDraft, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { writes } from '../../stating';
import { hostOf } from '../../urls';
import { connectionOf } from './connection';
import { redis, redisCommand } from './redis-commands';

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
    const manager = call.words('--cluster').at(-1);
    if (manager) return clusterEffects(manager.value, call.operands, evidence);
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
      'redis-cli -u redis://app@cache1:6379/2 flushdb async': 'db.rows.delete{method=flush}',
      "redis-cli --scan --pattern 'user:*' | xargs redis-cli del": 'db.rows.delete{where=key,extent=unbounded}',
      'redis-cli shutdown nosave': 'db.admin{op=shutdown}',
      'redis-cli sinter a b': 'db.read',
      'redis-cli xgroup destroy events workers': 'db.rows.delete{table=events,where=key}',
      'redis-cli ft.dropindex idx dd': 'db.schema.drop{object=index} + db.rows.delete{where=none}',
      'redis-cli --cluster del-node c1:6379 abc': 'db.admin{op=replication}',
      'redis-cli --cluster call c1:6379 flushall': 'db.rows.delete{method=flush}',
      'redis-cli migrate c2 6379 user:1 0 1000': 'db.export{table=user:1,to=remote}',
      'echo flushall | redis-cli': 'db.rows.delete{method=flush}',
      'redis-cli $CMD': 'db.exec{what=script}',
      'redis-cli': 'code.opaque{reason=interactive}',
    },
    inert: [
      'redis-cli config get dir',
      'redis-cli --stat',
      'redis-cli --cluster check c1:6379',
      'redis-cli client list',
    ],
  },
};

/** `redis-cli --cluster VERB HOST:PORT …`. */
function clusterEffects(verb: Text, operands: readonly Word[], evidence: EnvironmentEvidence): readonly EffectDraft[] {
  const host = operands[0] ? (hostOf(operands[0].value) ?? null) : null;
  const place = { ...evidence, dbHost: host, host };
  if (typeof verb === 'string' && /^(info|check|help)$/.test(verb)) return [];
  if (verb === 'call')
    return redisCommand(operands.slice(1).map((word) => word.value)).map((effect) => ({ ...effect, evidence: place }));
  if (verb === 'backup') return [{ kind: 'db.export', ...redis, to: 'file', evidence: place }];
  return [{ kind: 'db.admin', ...redis, op: 'replication', evidence: place }];
}

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
