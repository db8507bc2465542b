/** Migration tools and the consoles of frameworks: what they do to a database's schema and rows. */
import type { EffectDraft, EffectDraftOf, EnvironmentEvidence } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import type { Answer, Call, Command, ProgramSpec } from '../program';
import type { Run } from '../spec';
import { always, when } from '../stating';
import { connectionOf, databaseUrl, environmentVariables, parseDsn } from './databases/connection';
import { runsSql } from './databases/sql-clients';

type Migrate = EffectDraftOf<'db.migrate'>;
type Direction = Exclude<Migrate['direction'], undefined | null>;

/** The database a tool works on, by its options, DATABASE_URL, and the variables that name an environment. */
function foundEvidence(call: Call): EnvironmentEvidence {
  const given = call.words('--url', '--database-url', '-url', '-database', '--connection').at(-1)?.value;
  const dsn = parseDsn(given ?? databaseUrl(call));
  const named = call.words('-e', '--env', '--environment', '-E').map((word) => `NODE_ENV=${String(word.value)}`);
  const envVars = [...environmentVariables(call), ...named, ...assignments(call)];
  return {
    ...(dsn?.host !== undefined && { dbHost: dsn.host }),
    ...(dsn?.database !== undefined && { dbName: dsn.database }),
    ...(envVars.length > 0 && { envVars }),
  };
}

/** Left out when nothing was found: the database is then any. */
function evidenceOf(call: Call): { evidence?: EnvironmentEvidence } {
  const evidence = foundEvidence(call);
  return Object.keys(evidence).length > 0 ? { evidence } : {};
}

function connectionEvidence(call: Call): EnvironmentEvidence {
  return { dbHost: null, ...foundEvidence(call) };
}

/** `rails db:drop RAILS_ENV=production`. */
function assignments(call: Call): readonly string[] {
  return call.operands.map((word) => String(word.value)).filter((text) => /^[A-Z_]*ENV(IRONMENT)?=/.test(text));
}

function migrates(direction: Direction, destructive?: 'yes' | 'no'): Command {
  return (call) => [migration(call, direction, destructive)];
}

function migration(call: Call, direction: Direction, destructive?: 'yes' | 'no'): EffectDraft {
  return {
    kind: 'db.migrate',
    tool: call.name,
    direction,
    ...(destructive && { destructive }),
    ...evidenceOf(call),
  };
}

function drops(call: Call, object: 'database' | 'schema' | 'table'): EffectDraft {
  return {
    kind: 'db.schema.drop',
    engine: null,
    object,
    name: null,
    extent: object === 'table' ? 'unbounded' : 'single',
    ...evidenceOf(call),
  };
}

const resets: Command = (call) => [migration(call, 'reset', 'yes'), drops(call, 'schema')];

const prismaOptions =
  '--schema=F --name,-n=N --create-only --skip-seed --skip-generate --force,-f --force-reset --accept-data-loss --preview-feature --applied=M --rolled-back=M --from-url=U --to-url=U --from-schema-datamodel=F --to-schema-datamodel=F --script --stdin --file=F --url=U --config=F --hostname=H -p,--port=P -b=B --watch --exit-code --from-empty --to-empty --from-migrations=D --to-migrations=D --shadow-database-url=U';

const prisma: ProgramSpec = {
  names: 'prisma',
  options: prismaOptions,
  commands: {
    'generate validate format version introspect debug init telemetry platform': [],
    studio: always({ kind: 'net.listen', expose: 'loopback' }),
    migrate: {
      options: prismaOptions,
      commands: {
        'status diff': [],
        'deploy dev': (call) => [migration(call, 'up')],
        reset: resets,
        resolve: migrates('repair'),
      },
    },
    db: {
      options: prismaOptions,
      commands: {
        pull: [],
        push: (call) =>
          call.maybe('--force-reset', '--accept-data-loss')
            ? [migration(call, 'reset', 'yes'), drops(call, 'schema')]
            : [migration(call, 'push')],
        seed: migrates('seed', 'no'),
        execute: (call) =>
          runsSql(call, { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) }, { file: ['--file'] }),
        drop: (call) => [drops(call, 'database')],
      },
    },
  },
  examples: {
    yields: {
      'prisma migrate reset --force':
        'db.migrate{tool=prisma,direction=reset,destructive=yes} + db.schema.drop{object=schema}',
      'prisma db push --accept-data-loss': 'db.migrate{destructive=yes} + db.schema.drop',
      'prisma migrate deploy': 'db.migrate{direction=up}',
      'prisma db push': 'db.migrate{direction=push}',
    },
    inert: ['prisma generate', 'prisma migrate status', 'prisma format'],
  },
};

const knex: ProgramSpec = {
  names: 'knex',
  options:
    '--knexfile=F --env=E --cwd=D --client=C --connection=C --all --esm -x=E --stub=F --timestamp-filename-prefix',
  commands: {
    'migrate:status migrate:list migrate:currentVersion migrate:make seed:make init': [],
    'migrate:latest migrate:up': migrates('up'),
    'migrate:rollback migrate:down': migrates('down'),
    'migrate:unlock': migrates('repair'),
    'seed:run': migrates('seed'),
  },
  examples: {
    yields: {
      'knex migrate:latest --env production': 'db.migrate{direction=up}',
      'knex migrate:rollback --all': 'db.migrate{direction=down}',
    },
    inert: ['knex migrate:status'],
  },
};

const sequelize: ProgramSpec = {
  names: 'sequelize sequelize-cli',
  options: '--env,-e=E --url=U --config=F --migrations-path=D --name=N --to=N --seed=N --options-path=F --debug',
  commands: {
    'db:migrate:status migration:generate migration:create seed:generate model:generate init db:seed:status': [],
    'db:migrate': migrates('up'),
    'db:migrate:undo db:migrate:undo:all': migrates('down'),
    'db:drop': (call) => [drops(call, 'database')],
    'db:create': always({ kind: 'db.schema.create', engine: null, object: 'database' }),
    'db:seed db:seed:all': migrates('seed'),
    'db:seed:undo db:seed:undo:all': (call) => [
      { kind: 'db.rows.delete', engine: null, where: 'other', method: 'delete', ...evidenceOf(call) },
    ],
  },
  examples: {
    yields: {
      'sequelize db:drop': 'db.schema.drop{object=database}',
      'sequelize db:migrate:undo': 'db.migrate{direction=down}',
    },
    inert: ['sequelize db:migrate:status'],
  },
};

const typeorm: ProgramSpec = {
  names: 'typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm mikro-orm',
  options: '-d,--dataSource=F -c,--connection=C --fake -t=T --run --safe --fk-checks -f',
  commands: {
    'migration:show migration:generate migration:create entity:create schema:log version init migration:list migration:pending migration:check debug cache:clear':
      [],
    'migration:run migration:up': migrates('up'),
    'migration:revert migration:down': migrates('down'),
    'schema:sync schema:update': migrates('push'),
    'schema:drop migration:fresh schema:fresh': (call) => [migration(call, 'reset', 'yes'), drops(call, 'schema')],
    query: (call) =>
      runsSql(
        call,
        { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) },
        { operands: call.operands },
      ),
  },
  examples: {
    yields: {
      'typeorm migration:run -d ds.ts': 'db.migrate{direction=up}',
      'typeorm schema:drop': 'db.migrate + db.schema.drop{object=schema}',
    },
    inert: ['typeorm migration:show'],
  },
};

const drizzle: ProgramSpec = {
  names: 'drizzle-kit',
  options: '--config=F --dialect=D --schema=F --out=D --url=U --force --strict --verbose --host=H --port=P --name=N',
  commands: {
    'generate check up introspect pull export studio generate:pg generate:mysql generate:sqlite': [],
    'push push:pg push:mysql push:sqlite': (call) => [
      migration(call, 'push', call.has('--force') === true ? 'yes' : undefined),
    ],
    migrate: migrates('up'),
    drop: migrates('repair', 'no'),
  },
  examples: {
    yields: {
      'drizzle-kit push --force': 'db.migrate{direction=push,destructive=yes}',
      'drizzle-kit migrate': 'db.migrate{direction=up}',
    },
    inert: ['drizzle-kit generate'],
  },
};

const alembic: ProgramSpec = {
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
        return runsSql(call, connectionOf(call, { engine: 'other', dialect: 'unknown' }), {});
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

const django: ProgramSpec = {
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

const railsCommands: Readonly<Record<string, Command>> = {
  'routes about stats notes middleware initializers version -T --tasks db:version db:migrate:status db:abort_if_pending_migrations db:schema:dump db:structure:dump zeitwerk:check secret -v --version new generate g':
    [],
  'db:drop db:drop:all db:drop:_unsafe': (call) => [drops(call, 'database')],
  'db:reset db:migrate:reset db:schema:load db:structure:load db:setup db:purge db:purge:all db:truncate_all db:seed:replant':
    (call) => [
      migration(call, 'reset', /setup/.test(call.path.at(-1) ?? '') ? undefined : 'yes'),
      ...when(/reset|purge/.test(call.path.at(-1) ?? ''), drops(call, 'database')),
      ...when(/truncate|replant/.test(call.path.at(-1) ?? ''), {
        kind: 'db.rows.delete',
        engine: null,
        method: 'truncate',
        where: 'none',
        extent: 'unbounded',
        ...evidenceOf(call),
      }),
    ],
  'db:migrate db:migrate:up db:migrate:redo db:prepare': migrates('up'),
  'db:rollback db:migrate:down': migrates('down'),
  'db:seed': migrates('seed'),
  'db:create db:create:all': always({ kind: 'db.schema.create', engine: null, object: 'database' }),
  'runner r': {
    options: '-e,--environment=E',
    stopAtOperand: true,
    does(call) {
      const [code] = call.operands;
      if (!code) return [];
      if (/\.rb$/.test(String(code.value)))
        return { runs: [{ type: 'file', path: code.value, language: 'ruby', label: 'rails runner' }] };
      return {
        runs: [
          {
            type: 'code',
            language: 'ruby',
            text: code.value,
            span: code.span,
            label: 'rails runner',
            via: 'inline-code',
          },
        ],
      };
    },
  },
  'console c dbconsole db': (call) => [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
  'server s': (call) => [{ kind: 'net.listen', expose: call.value('-b') === '0.0.0.0' ? 'lan' : 'loopback' }],
  'test spec': [{ kind: 'code.exec', origin: 'project-config' }],
  'credentials:show secrets:show': always({ kind: 'secret.read', store: 'vault', audience: 'model' }),
  'credentials:edit secrets:edit': always({ kind: 'secret.write', store: 'rails', op: 'update' }),
  'destroy d tmp:clear log:clear assets:clobber': always({
    kind: 'fs.delete',
    zone: 'workspace',
    recursive: true,
    root: 'none',
    undo: 'recoverable',
  }),
  'assets:precompile': [{ kind: 'code.exec', origin: 'project-config' }],
};

const rails: ProgramSpec = {
  names: 'rails rake',
  options: '-e,--environment=E -b,--binding=A -p,--port=P -T,--tasks -f=F -C=D -n,--dry-run -q -s -t --trace',
  inertWith: ['-T', '-n'],
  commands: railsCommands,
  does: [{ kind: 'code.exec', origin: 'project-config' }],
  otherwise: (_, name) => [{ kind: 'code.exec', origin: 'project-config', lang: 'ruby', resolved: false, path: name }],
  examples: {
    yields: {
      'rails db:drop': 'db.schema.drop{object=database}',
      'RAILS_ENV=production rails db:reset': 'db.migrate{direction=reset} + db.schema.drop',
      'rails db:migrate': 'db.migrate{direction=up}',
      'rails db:rollback STEP=3': 'db.migrate{direction=down}',
      'rake db:seed': 'db.migrate{direction=seed}',
    },
    inert: ['rails routes', 'rake -T', 'rails db:migrate:status'],
  },
};

const flyway: ProgramSpec = {
  names: 'flyway',
  options:
    '-url=U -user=U -password=P -locations=L -schemas=S -configFiles=F -environment=E -target=V -cleanDisabled=B -outOfOrder=B -dryRunOutput=F',
  commands: {
    'info validate help version check snapshot': [],
    'migrate baseline': migrates('up'),
    repair: migrates('repair'),
    undo: migrates('down'),
    clean: (call) => [migration(call, 'reset', 'yes'), drops(call, 'schema')],
  },
  examples: {
    yields: {
      'flyway -url=jdbc:postgresql://db1/shop clean': 'db.migrate{direction=reset} + db.schema.drop{object=schema}',
      'flyway migrate': 'db.migrate{direction=up}',
    },
    inert: ['flyway info'],
  },
};

const liquibase: ProgramSpec = {
  names: 'liquibase',
  options:
    '--url=U --username=U --password=P --changelog-file,--changeLogFile=F --default-schema-name=S --contexts=C --labels=L --count=N --tag=T --defaults-file=F --classpath=C --force',
  commands: {
    'status history diff diff-changelog diffChangeLog generate-changelog generateChangeLog snapshot validate update-sql updateSQL rollback-sql rollbackSQL future-rollback-sql help dbDoc db-doc changelog-sync-sql list-locks listLocks':
      [],
    'update update-count updateCount update-to-tag update-testing-rollback changelog-sync changelogSync tag':
      migrates('up'),
    'rollback rollback-count rollbackCount rollback-to-date rollback-one-changeset': migrates('down', 'yes'),
    'dropAll drop-all': (call) => [migration(call, 'reset', 'yes'), drops(call, 'schema')],
    'release-locks releaseLocks clear-checksums clearCheckSums mark-next-changeset-ran': migrates('repair'),
    'execute-sql executeSql': (call) =>
      runsSql(
        call,
        { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) },
        { text: ['--sql'], file: ['--sql-file'] },
      ),
  },
  examples: {
    yields: {
      'liquibase drop-all': 'db.migrate + db.schema.drop',
      'liquibase update': 'db.migrate{direction=up}',
      'liquibase rollback-count 3': 'db.migrate{direction=down}',
    },
    inert: ['liquibase status', 'liquibase update-sql'],
  },
};

const dbt: ProgramSpec = {
  names: 'dbt dbtf',
  options:
    '-t,--target=T -s,--select,-m,--models=S --exclude=S --full-refresh,-f --vars=V --profiles-dir=D --project-dir=D --profile=P --args=A --threads=N --state=D --defer --selector=S --no-version-check',
  commands: {
    'compile parse ls list show docs debug deps source test init clean freshness': [],
    'run build snapshot seed retry clone': (call) => [
      migration(call, 'push'),
      { kind: 'db.exec', engine: null, what: 'dynamic', ...evidenceOf(call) },
      ...when(call.has('--full-refresh'), drops(call, 'table')),
    ],
    'run-operation': (call) => [
      migration(call, 'push'),
      { kind: 'db.exec', engine: null, what: 'procedure', name: call.operand(0) ?? null, ...evidenceOf(call) },
    ],
  },
  examples: {
    yields: {
      'dbt run --full-refresh': 'db.migrate{direction=push} + db.exec{what=dynamic} + db.schema.drop{object=table}',
      'dbt build': 'db.migrate + db.exec',
    },
    inert: ['dbt compile', 'dbt ls'],
  },
};

/** Tools whose commands are verbs alone, whatever stands before them. */
const verbDirections: readonly (readonly [RegExp, Direction | 'drop' | 'none'])[] = [
  [
    /^(status|version|info|list|ls|new|create|make|generate|validate|fix|dump|help|init|lint|diff|hash|inspect|plan|show|check|log|verify|config|engine|target|add|bundle|wait)$/,
    'none',
  ],
  [/^(drop|drop-all|clean|fresh|wipe|nuke)$/, 'drop'],
  [/^(reset|refresh)$/, 'reset'],
  [/^(down|down-to|rollback|revert|undo|redo)$/, 'down'],
  [/^(force|repair|stamp|set)$/, 'repair'],
  [/^(up|up-to|up-by-one|migrate|deploy|apply|latest|goto|run|load|execute|schema)$/, 'up'],
];

const verbTools: ProgramSpec = {
  names:
    'goose migrate golang-migrate dbmate atlas sqitch sql-migrate tern node-pg-migrate db-migrate migrate-mongo umzug refinery diesel sqlx sea-orm-cli graphile-migrate squitch yoyo aerich pgroll',
  options:
    '-url,--url,-u=U -database,--database=U -path,-source=P -dir,--dir,-d=D --env,-e,-env=E -c,--config=F -s,--schema=S --to=T --dev-url=U -f,--file=F --auto-approve -y --migration-dir=D --migrations-dir=D --dry-run -n=N -v --target=T',
  inertWith: ['--dry-run'],
  does(call) {
    // goose DRIVER DSN VERB; migrate -path P -database D VERB; atlas schema apply; diesel migration run.
    const verbs = call.operands
      .map((word) => String(word.value))
      .flatMap((text) => {
        const found = verbDirections.find(([pattern]) => pattern.test(text));
        return found ? [found[1]] : [];
      });
    const chosen = verbs.find((verb) => verb !== 'none' && verb !== 'up') ?? verbs.at(-1);
    if (chosen === undefined) return call.operands.length === 0 ? [] : [migration(call, 'up')];
    if (chosen === 'none') return [];
    if (chosen === 'drop') return [migration(call, 'reset', 'yes'), drops(call, 'database')];
    return [migration(call, chosen, chosen === 'reset' || chosen === 'down' ? 'yes' : undefined)];
  },
  examples: {
    yields: {
      'goose postgres "host=db1" down': 'db.migrate{tool=goose,direction=down}',
      'dbmate drop': 'db.migrate + db.schema.drop{object=database}',
      'migrate -path m -database postgres://db1/x up': 'db.migrate{direction=up}',
      'sqlx database drop -y': 'db.migrate + db.schema.drop',
      'diesel migration run': 'db.migrate{direction=up}',
    },
    inert: ['goose status', 'dbmate new add_users', 'sqlx migrate info'],
  },
};

const frameworkVerbs: readonly (readonly [RegExp, (call: Call) => Answer])[] = [
  [
    /^(migrate:fresh|migrate:reset|db:wipe|migrate:refresh|doctrine:(schema|database):drop|d:[sd]:d|ecto\.(drop|reset))$/,
    (call) => [
      migration(call, 'reset', 'yes'),
      drops(call, /wipe|database:drop|ecto/.test(String(call.operand(0))) ? 'database' : 'schema'),
    ],
  ],
  [/^(migrate:rollback|ecto\.rollback)$/, (call) => [migration(call, 'down')]],
  [
    /^(migrate|db:migrate|ecto\.migrate|doctrine:migrations:migrate|d:m:m|doctrine:schema:update|ecto\.setup)$/,
    (call) => [migration(call, 'up')],
  ],
  [/^(db:seed|doctrine:fixtures:load|run)$/, (call) => [migration(call, 'seed')]],
  [
    /^(tinker|iex)$/,
    (call) =>
      call.words('--execute').length > 0
        ? {
            runs: call
              .words('--execute')
              .map((word): Run => ({ type: 'code', language: 'php', text: word.value, label: 'artisan tinker' })),
          }
        : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
  ],
  [
    /^(list|help|about|route:list|migrate:status|make:.*|.*:status|.*:list|test|env|debug:.*|lint:.*|.*:clear|.*:cache|key:generate|optimize|config:.*|view:.*|compile|format|deps(\..*)?|hex(\..*)?|credo|dialyzer|phx\.(routes|gen.*|new)|ecto\.(gen.*|migrations|dump|create)|storage:link|inspire|schedule:list|queue:failed)$/,
    () => [],
  ],
];

const frameworkConsoles: ProgramSpec = {
  names: 'artisan mix',
  options:
    '--env,-e=E --force --seed --path=D --step=N --execute=CODE --database=D --class=C -n,--no-interaction -q -r,--repo=R --pretend',
  inertWith: ['--pretend'],
  does(call) {
    const verb = call.operand(0);
    if (verb === undefined) return [];
    const described = typeof verb === 'string' ? frameworkVerbs.find(([pattern]) => pattern.test(verb)) : undefined;
    return described
      ? described[1](call)
      : [{ kind: 'code.exec', origin: 'project-config', resolved: false, path: verb as Text }];
  },
  examples: {
    yields: {
      'php artisan migrate:fresh --seed': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop{object=schema}',
      'mix ecto.drop': 'db.migrate + db.schema.drop{object=database}',
      'php artisan migrate': 'db.migrate{direction=up}',
    },
    inert: ['php artisan route:list', 'mix format'],
  },
};

const supabase: ProgramSpec = {
  names: 'supabase',
  options:
    '--linked --local --db-url=U --project-ref=R --workdir=D --debug --include-all --include-seed --dry-run --schema,-s=S --file,-f=F --data-only --no-backup --password,-p=P --experimental --yes',
  inertWith: ['--dry-run'],
  commands: {
    'status init gen inspect services help completion logs test': [],
    db: {
      commands: {
        'diff lint pull start': [],
        reset: (call) => [
          supabaseMigration(call, 'reset', 'yes'),
          { kind: 'db.schema.drop', engine: 'postgres', object: 'schema', evidence: supabaseEvidence(call) },
        ],
        push: (call) => [supabaseMigration(call, 'push')],
        dump: (call) => [
          {
            kind: 'db.export',
            engine: 'postgres',
            to: call.words('-f').length > 0 ? 'file' : 'stdout',
            evidence: supabaseEvidence(call),
          },
        ],
      },
    },
    migration: {
      commands: {
        'list new fetch squash': [],
        up: (call) => [supabaseMigration(call, 'up')],
        'down repair': (call) => [supabaseMigration(call, 'repair')],
      },
    },
    projects: {
      commands: {
        'list api-keys': [],
        create: always({ kind: 'infra.change', provider: 'supabase', op: 'create', metered: true }),
        delete: always({ kind: 'infra.destroy', provider: 'supabase', service: 'project', stateful: true }),
      },
    },
    branches: {
      commands: {
        'list get': [],
        'create update pause unpause': always({ kind: 'infra.change', provider: 'supabase', op: 'update' }),
        delete: always({ kind: 'infra.destroy', provider: 'supabase', service: 'branch', stateful: true }),
      },
    },
    secrets: {
      commands: {
        list: [],
        set: always({ kind: 'secret.write', store: 'supabase', op: 'update' }),
        unset: always({ kind: 'secret.write', store: 'supabase', op: 'delete' }),
      },
    },
    functions: {
      commands: {
        'list new serve download': [],
        deploy: always({ kind: 'deploy.release', target: 'supabase', op: 'deploy' }),
        delete: always({ kind: 'deploy.release', target: 'supabase', op: 'remove' }),
      },
    },
    start: always({ kind: 'container.run', privileged: false, mounts: null }),
    stop: {
      options: '--no-backup',
      does: (call) => [
        { kind: 'service.control', unit: 'supabase', op: 'stop' },
        ...when(call.has('--no-backup'), { kind: 'container.destroy', object: 'volume', all: true }),
      ],
    },
    'login logout link unlink': always({ kind: 'secret.write', store: 'supabase', op: 'update' }),
    'storage seed config domains sso network-bans network-restrictions ssl-enforcement vanity-subdomains encryption orgs snippets postgres-config':
      {
        commands: { 'ls list get': [] },
        otherwise: () => [{ kind: 'infra.change', provider: 'supabase', op: 'update' }],
      },
  },
  examples: {
    yields: {
      'supabase db reset --linked': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop',
      'supabase projects delete abc': 'infra.destroy{provider=supabase}',
      'supabase secrets unset A': 'secret.write{op=delete}',
    },
    inert: ['supabase status', 'supabase db diff'],
  },
};

/** `--linked` is the project in the cloud: production unless the policy maps it; otherwise the local containers. */
function supabaseEvidence(call: Call): NonNullable<EffectDraft['evidence']> {
  const dsn = parseDsn(call.words('--db-url').at(-1)?.value);
  if (dsn?.host !== undefined) return { dbHost: dsn.host };
  const linked = call.has('--linked') === true || (call.path.at(-1) === 'push' && call.has('--local') !== true);
  return linked ? { dbHost: 'linked.supabase.co' } : { dbHost: 'localhost' };
}

function supabaseMigration(call: Call, direction: Direction, destructive?: 'yes'): EffectDraft {
  return {
    kind: 'db.migrate',
    tool: 'supabase',
    direction,
    ...(destructive && { destructive }),
    evidence: supabaseEvidence(call),
  };
}

export const migrations: readonly ProgramSpec[] = [
  prisma,
  knex,
  sequelize,
  typeorm,
  drizzle,
  alembic,
  django,
  rails,
  flyway,
  liquibase,
  dbt,
  verbTools,
  frameworkConsoles,
  supabase,
];
