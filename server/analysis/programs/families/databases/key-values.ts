/** Keys of etcd and files of HDFS. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, opaque, type ProgramSpec } from '../../program';
import { always, reads, sourceOfFile } from '../../stating';

const etcdOptions =
  '--endpoints=E --prefix --from-key --cacert=F --cert=F --key=F --user=U --rev=R -w,--write-out=F --command-timeout=D --limit=N --keys-only --prev-kv --data-dir=D';

const deleted = (call: Call): EffectDraft => ({
  kind: 'db.rows.delete',
  engine: 'other',
  method: 'delete',
  where: call.maybe('--prefix', '--from-key') ? 'range' : 'key',
});

const etcd: ProgramSpec = {
  names: 'etcdctl etcdutl',
  options: etcdOptions,
  commands: {
    'get watch version check endpoint help completion': [],
    put: always({ kind: 'db.rows.insert', engine: 'other', upsert: true }),
    txn: always({ kind: 'db.exec', engine: 'other', what: 'script' }),
    del: { options: etcdOptions, does: (call) => [deleted(call)] },
    member: {
      commands: {
        list: [],
        'add remove update promote': always({ kind: 'db.admin', engine: 'other', op: 'replication' }),
      },
    },
    snapshot: {
      commands: {
        status: [],
        save: always({ kind: 'db.export', engine: 'other', to: 'file' }),
        restore: always({ kind: 'db.admin', engine: 'other', op: 'restore' }),
      },
    },
    'user role auth': {
      commands: { 'list get': [] },
      otherwise: always({ kind: 'db.grant', engine: 'other', op: 'alter-role' }),
    },
    'compaction defrag alarm move-leader lease lock elect': always({ kind: 'db.admin', engine: 'other', op: 'config' }),
  },
  examples: {
    yields: {
      "etcdctl del '' --prefix": 'db.rows.delete{where=range}',
      'etcdctl snapshot restore a.db': 'db.admin{op=restore}',
      'etcdctl member remove 1a': 'db.admin{op=replication}',
    },
    inert: ['etcdctl get / --prefix --keys-only', 'etcdctl member list'],
  },
};

const passiveHdfs =
  /^-(ls|cat|du|df|count|stat|tail|head|text|test|checksum|find|help|usage|getfacl|getfattr|mkdir|touchz)$/;

function hdfsEffects(call: Call): readonly EffectDraft[] {
  const words = call.invocation.args;
  const at = words.findIndex((word) => /^(dfs|fs)$/.test(String(word.value)));
  if (at < 0)
    return /^(version|classpath|getconf|fsck|groups)$/.test(String(words[0]?.value)) ? [] : [opaque(call.invocation)];
  const [verb, ...rest] = words.slice(at + 1);
  const name = verb?.value;
  if (typeof name !== 'string') return [opaque(call.invocation)];
  if (passiveHdfs.test(name)) return [];
  const operands = rest.filter((word) => !String(word.value).startsWith('-'));
  if (/^-(rm|rmr|rmdir|expunge)$/.test(name)) {
    const table = operands[0]?.value ?? null;
    return [{ kind: 'db.rows.delete', engine: 'other', table, method: 'delete', where: 'none' }];
  }
  if (/^-(put|copyFromLocal|moveFromLocal|appendToFile)$/.test(name)) {
    const files = operands.slice(0, -1);
    return [
      ...reads(call, files, { shown: false }),
      ...files.map(
        (word): EffectDraft => ({
          kind: 'net.upload',
          host: null,
          channel: 'bucket',
          source: sourceOfFile(call, word) ?? null,
        }),
      ),
    ];
  }
  if (/^-(get|copyToLocal|getmerge)$/.test(name)) return [{ kind: 'db.export', engine: 'other', to: 'file' }];
  return /^-(mv|cp|chmod|chown|chgrp|setrep|setfacl|truncate)$/.test(name)
    ? [{ kind: 'db.rows.update', engine: 'other', where: 'key' }]
    : [opaque(call.invocation)];
}

const hdfs: ProgramSpec = {
  names: 'hdfs hadoop',
  does: hdfsEffects,
  examples: {
    yields: {
      'hdfs dfs -rm -r -skipTrash /data': 'db.rows.delete{table=/data,where=none}',
      'hadoop fs -put .env /tmp': 'fs.read + secret.read + net.upload{source=secret}',
    },
    inert: ['hdfs dfs -ls /data', 'hadoop version'],
  },
};

export const keyValues: readonly ProgramSpec[] = [etcd, hdfs];
