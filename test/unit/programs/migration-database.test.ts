/** Which database a migration tool works on, as its own settings tell. */
import { describe, expect, it } from 'vitest';
import type { FakeWorld } from '../../support/fake-providers';
import { analyseIn } from '../analysis/shell/effects-of';

const PROD = 'db.prod.example.com';
const URL = `postgres://app:hidden@${PROD}:5432/shop`;
const LOCAL = 'postgres://localhost/shop';

type Files = Readonly<Record<string, string>>;

function evidenceOf(command: string, files: Files, env: Record<string, string> = {}): object | undefined {
  const world: FakeWorld = { files, env };
  const { effects } = analyseIn(world, { type: 'shell', command }, command);
  return effects.find(({ kind }) => kind.startsWith('db.'))?.evidence;
}

type Row = readonly [title: string, command: string, files: Files, expected: object, env?: Record<string, string>];

function check(rows: readonly Row[]): void {
  it.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, command, files, expected, env]) => {
    const evidence = evidenceOf(command, files, env);
    expect(evidence).toMatchObject(expected);
    expect(JSON.stringify(evidence)).not.toContain('hidden');
  });
}

const schema = (lines: string) => `generator client {\n}\n\ndatasource db {\n  provider = "postgresql"\n${lines}\n}\n`;

describe('prisma', () => {
  const RESET = 'prisma migrate reset --force';
  const byVariable = schema('  url = env("DATABASE_URL") // see .env');
  check([
    ['address in the schema', RESET, { 'prisma/schema.prisma': schema(`  url = "${URL}"`) }, { dbHost: PROD }],
    ['variable of the process', RESET, { 'prisma/schema.prisma': byVariable }, { dbHost: PROD }, { DATABASE_URL: URL }],
    ['.env', RESET, { 'prisma/schema.prisma': byVariable, '.env': `DATABASE_URL="${URL}"\n` }, { dbHost: PROD }],
    [
      'the process before .env',
      RESET,
      { 'prisma/schema.prisma': byVariable, '.env': `DATABASE_URL=${URL}` },
      { dbHost: 'localhost' },
      { DATABASE_URL: LOCAL },
    ],
    [
      '.env beside the schema',
      RESET,
      { 'prisma/schema.prisma': byVariable, 'prisma/.env': `DATABASE_URL=${URL}` },
      { dbHost: PROD },
    ],
    ['no variable', RESET, { 'prisma/schema.prisma': byVariable }, { dbHost: null }],
    [
      'a value that is put together',
      RESET,
      { 'prisma/schema.prisma': byVariable, '.env': 'DATABASE_URL=$OTHER' },
      { dbHost: null },
    ],
    [
      'two values',
      RESET,
      { 'prisma/schema.prisma': byVariable, '.env': `DATABASE_URL=${LOCAL}\nDATABASE_URL=${URL}` },
      { dbHost: null },
    ],
    [
      'past the pooler',
      RESET,
      { 'prisma/schema.prisma': schema(`  url = "${LOCAL}"\n  directUrl = env("DIRECT")`), '.env': `DIRECT=${URL}` },
      { dbHost: PROD },
    ],
    [
      'a schema of another name',
      `${RESET} --schema db/x.prisma`,
      { 'db/x.prisma': schema(`  url = "${URL}"`) },
      { dbHost: PROD },
    ],
    [
      'the one package.json names',
      RESET,
      { 'package.json': '{"prisma": {"schema": "x.prisma"}}', 'x.prisma': schema(`  url = "${URL}"`) },
      { dbHost: PROD },
    ],
    [
      'a program',
      RESET,
      { 'prisma.config.ts': '', 'prisma/schema.prisma': schema(`  url = "${LOCAL}"`) },
      { dbHost: null },
    ],
    [
      'a file',
      RESET,
      { 'prisma/schema.prisma': schema('  url = "file:./dev.db"') },
      { dbFile: '/home/dana/shop/prisma/dev.db' },
    ],
    [
      'an option before all',
      `prisma db execute --url ${URL} --file x.sql`,
      { 'prisma/schema.prisma': schema(`  url = "${LOCAL}"`) },
      { dbHost: PROD },
    ],
    [
      'what the submission wrote before',
      `echo "DATABASE_URL=${URL}" > .env && ${RESET}`,
      { 'prisma/schema.prisma': byVariable, '.env': `DATABASE_URL=${LOCAL}` },
      { dbHost: PROD },
    ],
    [
      'what it wrote unseen',
      `cp "$X" .env && ${RESET}`,
      { 'prisma/schema.prisma': byVariable, '.env': `DATABASE_URL=${LOCAL}` },
      { dbHost: null },
    ],
    [
      'a service of the workspace',
      RESET,
      {
        'compose.yaml': 'services:\n  db:\n    image: x\n',
        'prisma/schema.prisma': schema('  url = "postgres://db/shop"'),
      },
      { dbHost: 'db', ownService: true },
    ],
  ]);

  it('says nothing of a schema in a container', () => {
    const command = 'docker compose exec app prisma migrate reset';
    expect(evidenceOf(command, { 'prisma/schema.prisma': schema(`  url = "${LOCAL}"`) })).toBeUndefined();
  });
});

describe('tools of Node', () => {
  const knexfile = `// settings
    require('dotenv').config();
    module.exports = {
      development: { client: 'pg', connection: { host: '127.0.0.1', database: "shop", password: 'hidden' } },
      production: { client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 2, max: 10 } },
      staging: { client: 'pg', connection: { host: hostOf('staging') } },
      other: { client: 'pg', connection: { ...shared, database: 'x' } },
    };`;
  const config = `{"development": {"host": "127.0.0.1", "database": "shop", "dialect": "postgres"},
    "production": {"use_env_variable": "DATABASE_URL", "dialect": "postgres"}, "test": {"dialect": "sqlite", "storage": "x.db"}}`;
  const ROLLBACK = 'knex migrate:rollback';
  check([
    ['knex', ROLLBACK, { 'knexfile.js': knexfile }, { dbHost: '127.0.0.1', dbName: 'shop' }],
    [
      'knex with .env',
      `${ROLLBACK} --env production`,
      { 'knexfile.js': knexfile, '.env': `DATABASE_URL=${URL}` },
      { dbHost: PROD },
    ],
    ['knex without its variable', `NODE_ENV=production ${ROLLBACK}`, { 'knexfile.js': knexfile }, { dbHost: null }],
    ['knex with a call', `${ROLLBACK} --env staging`, { 'knexfile.js': knexfile }, { dbHost: null }],
    ['knex with members from elsewhere', `${ROLLBACK} --env other`, { 'knexfile.js': knexfile }, { dbHost: null }],
    ['knex with no such environment', `${ROLLBACK} --env gone`, { 'knexfile.js': knexfile }, { dbHost: null }],
    [
      'knex by name',
      ROLLBACK,
      { 'knexfile.ts': `const config: Knex.Config = { client: 'pg', connection: '${URL}' };\nexport default config;` },
      { dbHost: PROD },
    ],
    [
      'knex changed later',
      ROLLBACK,
      {
        'knexfile.ts': `const config = { client: 'pg', connection: '${LOCAL}' };\nconfig.connection = other;\nexport default config;`,
      },
      { dbHost: null },
    ],
    ['sequelize', 'sequelize db:drop', { 'config/config.json': config }, { dbHost: '127.0.0.1' }],
    [
      'sequelize by variable',
      'sequelize db:drop --env production',
      { 'config/config.json': config },
      { dbHost: PROD },
      { DATABASE_URL: URL },
    ],
    [
      'sequelize with a file',
      'sequelize db:drop --env test',
      { 'config/config.json': config },
      { dbFile: '/home/dana/shop/x.db' },
    ],
    [
      'sequelize set up otherwise',
      'sequelize db:drop',
      { '.sequelizerc': '', 'config/config.json': config },
      { dbHost: null },
    ],
    [
      'typeorm',
      'typeorm schema:drop -d src/db.ts',
      {
        'src/db.ts': `export const db = new DataSource({ type: 'postgres', host: process.env.DB_HOST ?? '${PROD}' });`,
      },
      { dbHost: PROD },
    ],
    [
      'drizzle',
      'drizzle-kit push',
      {
        'drizzle.config.ts': `import 'dotenv/config';\nexport default defineConfig({ out: './drizzle', dbCredentials: { url: process.env.DATABASE_URL! } });`,
        '.env': `DATABASE_URL='${URL}'`,
      },
      { dbHost: PROD },
    ],
    [
      'drizzle without dotenv',
      'drizzle-kit push',
      {
        'drizzle.config.ts': 'export default defineConfig({ dbCredentials: { url: process.env.DATABASE_URL! } });',
        '.env': `DATABASE_URL=${LOCAL}`,
      },
      { dbHost: null },
    ],
  ]);
});

describe('rails', () => {
  const yml = `# a comment
default: &default
  adapter: postgresql
  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>
  host: <%= ENV.fetch("DB_HOST") { "localhost" } %>

development:
  <<: *default
  database: shop_development

production:
  <<: *default
  host: ${PROD}
  database: shop
  password: hidden

staging:
  primary:
    <<: *default
  cache:
    host: x

test:
  adapter: sqlite3
  database: db/test.sqlite3

other:
  host: <%= Hosts.pick %>
`;
  const files = { 'config/database.yml': yml };
  check([
    ['development', 'rails db:drop', files, { dbHost: 'localhost', dbName: 'shop_development' }],
    ['production', 'RAILS_ENV=production rails db:drop', files, { dbHost: PROD, dbName: 'shop' }],
    ['named behind', 'rake db:drop RAILS_ENV=production', files, { dbHost: PROD }],
    ['by variable', 'rails db:drop', files, { dbHost: PROD }, { DB_HOST: PROD }],
    ['DATABASE_URL before all', 'rails db:drop', files, { dbHost: PROD }, { DATABASE_URL: URL }],
    ['several databases', 'rails db:drop -e staging', files, { dbHost: null }],
    ['a file', 'rails db:drop -e test', files, { dbFile: '/home/dana/shop/db/test.sqlite3' }],
    ['code', 'rails db:drop -e other', files, { dbHost: null }],
    [
      '.env is not loaded by itself',
      'rails db:drop',
      { ...files, '.env': `DATABASE_URL=${URL}` },
      { dbHost: 'localhost' },
    ],
  ]);
});

describe('tools of Python', () => {
  const settings = (rest: string) =>
    `import os\n\nDATABASES = {\n    "default": {\n        "ENGINE": "django.db.backends.postgresql",  # the engine\n        ${rest}\n    }\n}\n`;
  const django = (text: string) => ({
    'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")',
    'shop/settings.py': text,
  });
  const ini = (url: string) => ({
    'alembic.ini': `[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = ${url}\n`,
    'alembic/env.py':
      'config = context.config\nurl = config.get_main_option("sqlalchemy.url")\nengine_from_config(config.get_section(config.config_ini_section))',
  });
  const FLUSH = 'python manage.py flush --noinput';
  check([
    [
      'django',
      FLUSH,
      django(settings(`"HOST": "${PROD}", "NAME": "shop", "PASSWORD": "hidden"`)),
      { dbHost: PROD, dbName: 'shop' },
    ],
    [
      'django by variable',
      FLUSH,
      django(settings(`"HOST": os.environ.get("DB_HOST", "localhost")`)),
      { dbHost: PROD },
      { DB_HOST: PROD },
    ],
    [
      'django by default',
      FLUSH,
      django(settings(`"HOST": os.getenv("DB_HOST", "localhost")`)),
      { dbHost: 'localhost' },
    ],
    ['django without a host', FLUSH, django(settings('"NAME": "shop"')), { dbHost: 'localhost' }],
    ['django with code', FLUSH, django(settings('"HOST": find_host()')), { dbHost: null }],
    ['django changed later', FLUSH, django(`${settings('"NAME": "shop"')}\nfrom .local import *\n`), { dbHost: null }],
    [
      'django changed in part',
      FLUSH,
      django(`${settings('"NAME": "shop"')}\nif X:\n    DATABASES["default"]["HOST"] = "x"\n`),
      { dbHost: null },
    ],
    [
      'django with other settings',
      `${FLUSH} --settings shop.gone`,
      django(settings('"NAME": "shop"')),
      { envVars: ['DJANGO_SETTINGS_MODULE=x'] },
      { DJANGO_SETTINGS_MODULE: 'x' },
    ],
    ['alembic', 'alembic downgrade base', ini(URL.replace('postgres:', 'postgresql+psycopg2:')), { dbHost: PROD }],
    ['alembic as it is made', 'alembic downgrade base', ini('driver://user:pass@localhost/dbname'), { dbHost: null }],
    [
      'alembic with a program',
      'alembic downgrade base',
      { ...ini(LOCAL), 'alembic/env.py': 'config.set_main_option("sqlalchemy.url", url)' },
      { dbHost: null },
    ],
  ]);
});

describe('tools that work with SQL files', () => {
  const profiles = `shop:
  target: dev
  outputs:
    dev:
      type: postgres
      host: localhost
      dbname: shop
      password: hidden
    prod:
      type: postgres
      host: "{{ env_var('DBT_HOST', '${PROD}') }}"
      dbname: shop
`;
  const dbt = { 'dbt_project.yml': 'name: x\nprofile: shop\n', '/home/dana/.dbt/profiles.yml': profiles };
  check([
    [
      'flyway',
      'flyway clean',
      { 'flyway.conf': `# x\nflyway.url=jdbc:postgresql://${PROD}:5432/shop\nflyway.password=hidden\n` },
      { dbHost: PROD, dbName: 'shop' },
    ],
    ['flyway by variable', 'flyway clean', {}, { dbHost: PROD }, { FLYWAY_URL: `jdbc:mysql://${PROD}/shop` }],
    [
      'flyway is not led by DATABASE_URL',
      'flyway clean',
      { 'flyway.conf': `flyway.url=jdbc:postgresql://${PROD}/shop` },
      { dbHost: PROD },
      { DATABASE_URL: LOCAL },
    ],
    [
      'flyway put together',
      'flyway clean',
      { 'flyway.conf': 'flyway.url=jdbc:postgresql://${HOST}/shop' },
      { dbHost: null },
    ],
    [
      'liquibase',
      'liquibase drop-all',
      { 'liquibase.properties': `url: jdbc\\:postgresql\\://${PROD}/shop\n` },
      { dbHost: PROD },
    ],
    ['dbt', 'dbt run', dbt, { dbHost: 'localhost', dbName: 'shop' }],
    ['dbt with a target', 'dbt run --target prod', dbt, { dbHost: PROD }],
    ['dbt by variable', 'dbt run --target prod', dbt, { dbHost: 'localhost' }, { DBT_HOST: 'localhost' }],
    ['dbt with no such target', 'dbt run --target gone', dbt, { dbHost: null }],
    ['dbmate', 'dbmate drop', { '.env': `DATABASE_URL=${URL}` }, { dbHost: PROD }],
    [
      'artisan',
      'php artisan migrate:fresh',
      { '.env': `DB_HOST=${PROD}\nDB_DATABASE=shop\nDB_PASSWORD=hidden` },
      { dbHost: PROD, dbName: 'shop' },
    ],
  ]);
});
