/** Migration tools of Node. */

import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import { always } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import {
  appliesFiles,
  connectionEvidence,
  directories,
  drops,
  evidenceOf,
  migrates,
  migration,
  resets,
} from './migration';

const prismaOptions =
  '--schema=F --name,-n=N --create-only --skip-seed --skip-generate --force,-f --force-reset --accept-data-loss --preview-feature --applied=M --rolled-back=M --from-url=U --to-url=U --from-schema-datamodel=F --to-schema-datamodel=F --script --stdin --file=F --url=U --config=F --hostname=H -p,--port=P -b=B --watch --exit-code --from-empty --to-empty --from-migrations=D --to-migrations=D --shadow-database-url=U';

/** Beside the schema, which is looked for in two places. */
function prismaMigrations(call: Call): readonly Text[] {
  const schema = call.words('--schema').at(-1)?.value;
  if (schema === undefined) return ['prisma/migrations', 'migrations'];
  if (typeof schema !== 'string') return [];
  const folder = schema.endsWith('.prisma') ? schema.replace(/[^/]*$/, '') : `${schema}/`;
  return [`${folder === '' ? './' : folder}migrations`];
}

export const prisma: ProgramSpec = {
  names: 'prisma',
  options: prismaOptions,
  commands: {
    'generate validate format version introspect debug init telemetry platform': [],
    studio: always({ kind: 'net.listen', expose: 'loopback' }),
    migrate: {
      options: prismaOptions,
      commands: {
        'status diff': [],
        'deploy dev': (call) => appliesFiles(call, 'folders', prismaMigrations(call)),
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
      'prisma --schema=db/schema.prisma db push --force-reset': 'db.migrate{direction=reset} + db.schema.drop',
      "prisma db execute --stdin <<< 'DROP TABLE users'": 'db.schema.drop{object=table,name=users}',
      'prisma migrate resolve --applied 1': 'db.migrate{direction=repair}',
      'prisma migrate $VERB': 'code.opaque{reason=unresolved-command}',
    },
    inert: ['prisma generate', 'prisma migrate status', 'prisma format'],
  },
};

export const knex: ProgramSpec = {
  names: 'knex',
  options:
    '--knexfile=F --env=E --cwd=D --client=C --connection=C --all --esm -x=E --stub=F --timestamp-filename-prefix',
  commands: {
    'migrate:status migrate:list migrate:currentVersion migrate:make seed:make init': [],
    'migrate:latest migrate:up': (call) => appliesFiles(call, 'flat', ['migrations']),
    'migrate:rollback migrate:down': (call) => [
      migration(call, 'down', call.has('--all') === true ? 'yes' : undefined),
    ],
    'migrate:unlock': migrates('repair'),
    'seed:run': migrates('seed'),
  },
  examples: {
    yields: {
      'knex migrate:latest --env production': 'db.migrate{direction=up}',
      'knex --env production migrate:rollback': 'db.migrate{direction=down,destructive=?}',
      'knex migrate:rollback --all': 'db.migrate{direction=down,destructive=yes}',
      'knex seed:run': 'db.migrate{direction=seed}',
    },
    inert: ['knex migrate:status', 'knex migrate:make add_users'],
  },
};

export const sequelize: ProgramSpec = {
  names: 'sequelize sequelize-cli',
  options: '--env,-e=E --url=U --config=F --migrations-path=D --name=N --to=N --seed=N --options-path=F --debug',
  commands: {
    'db:migrate:status migration:generate migration:create seed:generate model:generate init db:seed:status': [],
    'db:migrate': (call) => appliesFiles(call, 'flat', directories(call, ['--migrations-path'], ['migrations'])),
    'db:migrate:undo': migrates('down'),
    'db:migrate:undo:all': migrates('down', 'yes'),
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
      'sequelize db:migrate:undo': 'db.migrate{direction=down,destructive=?}',
      'sequelize-cli db:migrate:undo:all': 'db.migrate{direction=down,destructive=yes}',
      'sequelize db:migrate --env=production': 'db.migrate{direction=up}',
      'sequelize db:seed:undo:all': 'db.rows.delete{where=other}',
    },
    inert: ['sequelize db:migrate:status', 'sequelize model:generate --name User'],
  },
};

export const typeorm: ProgramSpec = {
  names: 'typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm mikro-orm',
  options: '-d,--dataSource=F -c,--connection=C --fake -t=T --run --safe --fk-checks -f',
  commands: {
    'migration:show migration:generate migration:create entity:create schema:log version init migration:list migration:pending migration:check debug cache:clear':
      [],
    'migration:run migration:up': (call) => appliesFiles(call, 'flat', ['migrations', 'src/migrations']),
    'migration:revert migration:down': migrates('down'),
    'schema:sync schema:update': migrates('push'),
    'schema:drop migration:fresh schema:fresh': resets,
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
      'typeorm migration:revert': 'db.migrate{direction=down}',
      'typeorm schema:sync': 'db.migrate{direction=push}',
      'typeorm schema:drop': 'db.migrate + db.schema.drop{object=schema}',
      "typeorm query 'DELETE FROM users'": 'db.rows.delete{table=users,where=none}',
    },
    inert: ['typeorm migration:show', 'typeorm migration:generate src/AddUsers'],
  },
};

export const drizzle: ProgramSpec = {
  names: 'drizzle-kit',
  options: '--config=F --dialect=D --schema=F --out=D --url=U --force --strict --verbose --host=H --port=P --name=N',
  commands: {
    'generate check up introspect pull export generate:pg generate:mysql generate:sqlite': [],
    studio: always({ kind: 'net.listen', expose: 'loopback' }),
    'push push:pg push:mysql push:sqlite': (call) => [
      migration(call, 'push', call.has('--force') === true ? 'yes' : undefined),
    ],
    migrate: (call) =>
      appliesFiles(call, 'flat', directories(call, ['--out'], ['drizzle', 'drizzle/migrations', 'migrations'])),
    drop: migrates('repair', 'no'),
  },
  examples: {
    yields: {
      'drizzle-kit push --force': 'db.migrate{direction=push,destructive=yes}',
      'drizzle-kit push': 'db.migrate{direction=push,destructive=?}',
      'drizzle-kit migrate': 'db.migrate{direction=up}',
      'drizzle-kit studio': 'net.listen{expose=loopback}',
    },
    inert: ['drizzle-kit generate'],
  },
};
