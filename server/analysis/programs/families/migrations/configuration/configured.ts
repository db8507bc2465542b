/** Where a migration tool's own settings lead, by tool. */
import { firstStated, type Text, UNKNOWN } from '../../../../../effects/value';
import { own } from '../../../own';
import type { Call } from '../../../program';
import { dbtDatabase } from './dbt';
import { type Found, fileOf, foundByUrl, SOMEWHERE } from './found';
import { flywayDatabase, liquibaseDatabase } from './jdbc';
import { drizzleDatabase, knexDatabase, sequelizeDatabase, typeormDatabase } from './node-settings';
import { prismaDatabase } from './prisma';
import { alembicDatabase, djangoDatabase } from './python-settings';
import { railsDatabase } from './rails';
import { variableOf } from './variables';

type Reader = (call: Call) => Found | undefined;

const byVariable =
  (name: string, dotEnvFiles: readonly Text[] = []): Reader =>
  (call) => {
    const url = variableOf(call, name, dotEnvFiles);
    return url === undefined ? undefined : foundByUrl(call, url);
  };

const readers: Readonly<Record<string, Reader>> = {
  prisma: prismaDatabase,
  knex: knexDatabase,
  sequelize: sequelizeDatabase,
  'sequelize-cli': sequelizeDatabase,
  typeorm: typeormDatabase,
  'typeorm-ts-node-commonjs': typeormDatabase,
  'typeorm-ts-node-esm': typeormDatabase,
  'drizzle-kit': drizzleDatabase,
  rails: railsDatabase,
  rake: railsDatabase,
  alembic: alembicDatabase,
  'manage.py': djangoDatabase,
  'django-admin': djangoDatabase,
  flyway: flywayDatabase,
  liquibase: liquibaseDatabase,
  dbt: dbtDatabase,
  artisan: artisanDatabase,
  dbmate: byVariable('DATABASE_URL', ['.env']),
  sqlx: byVariable('DATABASE_URL', ['.env']),
  diesel: byVariable('DATABASE_URL', ['.env']),
  'sea-orm-cli': byVariable('DATABASE_URL', ['.env']),
  'node-pg-migrate': byVariable('DATABASE_URL', ['.env']),
  'cargo-sqlx': byVariable('DATABASE_URL', ['.env']),
  console: byVariable('DATABASE_URL', ['.env.local', '.env']),
  goose: gooseDatabase,
};

/** `goose DRIVER DSN VERB`, or the variable. */
function gooseDatabase(call: Call): Found | undefined {
  const [driver, dsn] = [call.operand(0), call.operand(1)];
  if (driver === 'sqlite3' && dsn !== undefined) return { file: fileOf(call, dsn) };
  if (typeof driver === 'string' && /^(postgres|pgx|mysql|mssql|redshift|tidb|clickhouse|vertica)$/.test(driver))
    return foundByUrl(call, dsn);
  return byVariable('GOOSE_DBSTRING', ['.env'])(call);
}

/** `undefined` when it has none that are known: its database may be any. */
export function configuredDatabase(call: Call): Found | undefined {
  const reader = own(readers, call.name);
  return reader ? reader(call) : byVariable('DATABASE_URL')(call);
}

/** Laravel: variables, which its `.env` sets where the process does not. */
function artisanDatabase(call: Call): Found | undefined {
  const environment = firstStated(call.words('-e').at(-1)?.value, call.invocation.variable('APP_ENV'));
  const files =
    environment === undefined ? ['.env'] : [typeof environment === 'string' ? `.env.${environment}` : UNKNOWN, '.env'];
  const url = firstStated(variableOf(call, 'DB_URL', files), variableOf(call, 'DATABASE_URL', files));
  if (url !== undefined && url !== '') return foundByUrl(call, url);
  const host = variableOf(call, 'DB_HOST', files);
  if (host === undefined) return undefined;
  const database = variableOf(call, 'DB_DATABASE', files);
  return call.words('--database').length > 0 ? SOMEWHERE : { host, ...(database !== undefined && { database }) };
}
