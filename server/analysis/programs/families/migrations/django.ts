/** Django and Alembic. */

import type { Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import { connectionEvidence, drops, evidenceOf, migrates, migration } from './migration';

export const alembic: ProgramSpec = {
  names: 'alembic',
  options: '-c,--config=F -n,--name=N -x=A --sql --tag=T --raiseerr -m=M --autogenerate -r,--rev-range=R -v -i',
  commands: {
    'current history heads branches show check revision merge init list_templates': [],
    upgrade: { options: '--sql', inertWith: ['--sql'], does: (call) => [migration(call, 'up')] },
    downgrade: { options: '--sql', inertWith: ['--sql'], does: (call) => [migration(call, 'down', 'yes')] },
    'stamp ensure_version': migrates('repair'),
    edit: [],
  },
  examples: {
    yields: {
      'alembic upgrade head': 'db.migrate{tool=alembic,direction=up}',
      'alembic downgrade base': 'db.migrate{direction=down,destructive=yes}',
    },
    inert: ['alembic history', 'alembic upgrade head --sql'],
  },
};

const djangoCommands: Readonly<Record<string, Command>> = {
  'check diffsettings showmigrations sqlmigrate sqlflush sqlsequencereset makemigrations makemessages compilemessages startapp startproject inspectdb test testserver help version show_urls validate_templates findstatic optimizemigration squashmigrations':
    (call) => (call.path.at(-1) === 'test' ? [{ kind: 'code.exec', origin: 'project-config' }] : []),
  migrate: {
    options: '--fake --fake-initial --plan --database=D --noinput --run-syncdb --check --prune',
    inertWith: ['--plan', '--check'],
    does: (call) => [call.operand(1) === 'zero' ? migration(call, 'reset', 'yes') : migration(call, 'up')],
  },
  'flush sqlclear': (call) => [
    {
      kind: 'db.rows.delete',
      engine: null,
      method: 'truncate',
      where: 'none',
      extent: 'unbounded',
      ...evidenceOf(call),
    },
    migration(call, 'reset', 'yes'),
  ],
  'reset_db reset_schema drop_test_database': (call) => [migration(call, 'reset', 'yes'), drops(call, 'database')],
  loaddata: migrates('seed'),
  dumpdata: (call) => ({
    effects: [
      {
        kind: 'db.export',
        engine: null,
        to: call.words('-o', '--output').length > 0 ? 'file' : 'stdout',
        ...evidenceOf(call),
      },
    ],
    output: { text: null, sources: ['db'] },
  }),
  'shell dbshell shell_plus': {
    options: '-c,--command=CODE -i,--interface=I --database=D',
    does(call) {
      const code = call.words('-c').map(
        (word): Run => ({
          type: 'code',
          language: 'python',
          text: word.value,
          span: word.span,
          label: 'manage.py shell -c',
          via: 'inline-code',
        }),
      );
      if (code.length > 0) return { runs: code };
      const { stdin } = call.invocation;
      if (call.path.at(-1) === 'dbshell')
        return runsSql(call, { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) }, {});
      return stdin
        ? { runs: [{ type: 'stdin', language: 'python', stream: stdin, label: 'manage.py shell' }] }
        : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    },
  },
  'runserver runserver_plus': (call) => [
    { kind: 'net.listen', expose: /0\.0\.0\.0/.test(String(call.operand(0))) ? 'lan' : 'loopback' },
  ],
  'createsuperuser changepassword': (call) => [
    { kind: 'db.grant', engine: null, op: 'create-role', ...evidenceOf(call) },
  ],
  collectstatic: always({ kind: 'fs.write', zone: 'workspace', mode: 'overwrite', extent: 'bounded' }),
  'clearsessions remove_stale_contenttypes': (call) => [
    { kind: 'db.rows.delete', engine: null, where: 'other', method: 'delete', ...evidenceOf(call) },
  ],
};

export const django: ProgramSpec = {
  names: 'manage.py django-admin',
  options: '--settings=S --pythonpath=D -v,--verbosity=N --traceback --no-color --noinput,--no-input -o,--output=F',
  commands: djangoCommands,
  // Commands of the project's own.
  otherwise: (_, name) => [
    { kind: 'code.exec', origin: 'workspace-file', lang: 'python', resolved: false, path: `manage.py ${name}` },
  ],
  examples: {
    yields: {
      'django-admin flush --noinput': 'db.rows.delete{method=truncate,where=none} + db.migrate{direction=reset}',
      'django-admin migrate shop zero': 'db.migrate{direction=reset}',
      'django-admin migrate': 'db.migrate{direction=up}',
      'django-admin shell': 'code.opaque{reason=interactive}',
    },
    inert: ['django-admin showmigrations', 'django-admin makemigrations', 'django-admin migrate --plan'],
  },
};
