/** Django and Alembic. */

import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import { connectionEvidence, drops, evidenceOf, migrates, migration } from './migration';
import { modelEffects } from './models';

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
      if (call.path.at(-1) === 'dbshell') return databaseShell(call);
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
      const { stdin } = call.invocation;
      const texts = [...call.words('-c').map(({ value }) => value), ...(stdin ? [stdin.text] : [])];
      const effects = texts.flatMap((text) => modelEffects(text, connectionEvidence(call)));
      if (code.length > 0) return { effects, runs: code };
      return stdin
        ? { effects, runs: [{ type: 'stdin', language: 'python', stream: stdin, label: 'manage.py shell' }] }
        : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
    },
  },
  'runserver runserver_plus': (call) => [
    { kind: 'net.listen', expose: /0\.0\.0\.0/.test(String(call.operand(0))) ? 'lan' : 'loopback' },
  ],
  // Users of the application, who are rows.
  createsuperuser: (call) => [{ kind: 'db.rows.insert', engine: null, table: null, rows: 1, ...evidenceOf(call) }],
  changepassword: (call) => [
    { kind: 'db.rows.update', engine: null, column: 'password', where: 'key', rows: 1, ...evidenceOf(call) },
  ],
  collectstatic: always({ kind: 'fs.write', zone: 'workspace', mode: 'overwrite', extent: 'bounded' }),
  'clearsessions remove_stale_contenttypes': (call) => [
    { kind: 'db.rows.delete', engine: null, where: 'other', method: 'delete', ...evidenceOf(call) },
  ],
};

/** What stands behind the dashes is handed to the client of the database. */
function databaseShell(call: Call): Answer {
  const handedOn = call.last.afterDashes ?? [];
  const statements = handedOn.filter((_, at) => /^(-c|-e|--command|--execute)$/.test(String(handedOn[at - 1]?.value)));
  const connection = { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) } as const;
  return runsSql(call, connection, { operands: statements });
}

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
      'django-admin dumpdata -o all.json': 'db.export{to=file}',
      'django-admin loaddata seed.json': 'db.migrate{direction=seed}',
      "django-admin dbshell -- -c 'DROP TABLE users'": 'db.schema.drop{name=users}',
      "django-admin shell -c 'User.objects.all().delete()'": 'db.rows.delete{where=none} + code.exec{origin=inline}',
      "django-admin shell -c 'print(User.objects.count())'": 'code.exec{origin=inline}',
      'django-admin shell': 'code.opaque{reason=interactive}',
      'django-admin runserver 0.0.0.0:8000': 'net.listen{expose=lan}',
      'django-admin createsuperuser --noinput': 'db.rows.insert{rows=1}',
    },
    inert: ['django-admin showmigrations', 'django-admin makemigrations', 'django-admin migrate --plan'],
  },
};
