/** Programs beside PostgreSQL's server: they start, stop, repair and tidy it. */
import { opaque, type ProgramSpec } from '../../program';
import { when, writes } from '../../stating';
import { postgresConnection, postgresOptions } from './postgres';

const admin = { kind: 'db.admin', engine: 'postgres' } as const;

export const postgresServer: ProgramSpec = {
  names: 'pg_ctl pg_ctlcluster',
  options: '-D,--pgdata=D -m,--mode=M -l,--log=F -w,--wait -W,--no-wait -t,--timeout=S -o,--options=O -s,--silent -p=P',
  does(call) {
    const verbs = call.operands.map((word) => word.value);
    if (verbs.includes('status')) return [];
    if (verbs.includes('stop') || verbs.includes('restart')) return [{ ...admin, op: 'shutdown' }];
    if (verbs.includes('promote')) return [{ ...admin, op: 'failover' }];
    if (verbs.includes('reload') || verbs.includes('logrotate')) return [{ ...admin, op: 'config' }];
    if (verbs.includes('init') || verbs.includes('initdb')) return writes(call, call.words('-D'), 'create');
    if (verbs.includes('kill')) return [{ kind: 'process.signal', target: call.operand(2) ?? null, scope: 'own' }];
    if (!verbs.includes('start')) return verbs.length === 0 ? [] : [opaque(call.invocation)];
    // A server of the user's own, which listens on localhost unless it is told otherwise.
    const wide = call
      .words('-o')
      .some(({ value }) => typeof value !== 'string' || /-h|listen_addresses|-i\b/.test(value));
    return [...writes(call, call.words('-l'), 'append'), { kind: 'net.listen', expose: wide ? null : 'loopback' }];
  },
  examples: {
    yields: {
      'pg_ctl stop -D data': 'db.admin{op=shutdown}',
      'pg_ctl -D data -m immediate restart': 'db.admin{op=shutdown}',
      'pg_ctl promote -D data': 'db.admin{op=failover}',
      'pg_ctl reload -D data': 'db.admin{op=config}',
      'pg_ctl -D data -l server.log start': 'net.listen{expose=loopback} + fs.write{mode=append}',
      'pg_ctl initdb -D data': 'fs.write{mode=create}',
    },
    inert: ['pg_ctl status -D data', 'pg_ctlcluster 17 main status'],
  },
};

export const repairs: ProgramSpec = {
  names: 'pg_resetwal pg_resetxlog pg_rewind pg_upgrade pg_archivecleanup',
  options:
    '-D,--pgdata=D -n,--dry-run -f,--force -c,--check -b,--old-bindir=D -B,--new-bindir=D -d,--old-datadir=D --new-datadir=D --target-pgdata=D --source-pgdata=D --source-server=S -x=S -P,--progress',
  inertWith: ['-n'],
  does: (call) => (call.name === 'pg_upgrade' && call.has('-c') === true ? [] : [{ ...admin, op: 'reset-log' }]),
  examples: {
    yields: {
      'pg_resetwal -f data': 'db.admin{op=reset-log}',
      'pg_rewind --target-pgdata=data --source-server="host=db1"': 'db.admin{op=reset-log}',
    },
    inert: ['pg_resetwal -n data', 'pg_upgrade --check -b /usr/lib/postgresql/16/bin', 'pg_archivecleanup -n arch 01'],
  },
};

export const postgresUpkeep: ProgramSpec = {
  names: 'vacuumdb reindexdb clusterdb pg_repack initdb pg_checksums',
  options: `${postgresOptions} -a,--all -z,--analyze -Z,--analyze-only --analyze-in-stages -f,--full -F,--freeze -t,--table=T -S,--schema=S -i,--index=I -s,--system -j,--jobs=N -P=N --concurrently -e,--echo -q,--quiet -v,--verbose -D,--pgdata=D -E,--encoding=E --enable --disable -c,--check --maintenance-db=D -A,--auth=M --locale=L --pwfile=F`,
  does(call) {
    if (call.name === 'initdb') return writes(call, [...call.words('-D'), ...call.operands.slice(0, 1)], 'create');
    if (call.name === 'pg_checksums') return when(call.has('--enable', '--disable'), { ...admin, op: 'config' });
    // Without `--full` nobody is locked out and nothing is rewritten.
    const rewrites = call.name === 'vacuumdb' ? call.has('-f') : call.has('--concurrently') !== true;
    return when(rewrites, { ...admin, op: 'vacuum', evidence: postgresConnection(call).evidence });
  },
  examples: {
    yields: {
      'vacuumdb --full shop': 'db.admin{op=vacuum}',
      'reindexdb shop': 'db.admin{op=vacuum}',
      'initdb -D data': 'fs.write{mode=create}',
      'pg_checksums --enable -D data': 'db.admin{op=config}',
    },
    inert: ['vacuumdb --analyze-only shop', 'vacuumdb -a -z', 'pg_checksums --check -D data'],
  },
};
