import { describe, expect, it } from 'vitest';
import { effectsOf, WORKSPACE } from '../shell/effects-of';

const files = {
  'prisma/migrations/1_init/migration.sql': 'DROP TABLE old;',
  'prisma/migrations/2_more/migration.sql': 'DROP TABLE orders;',
  'db/migrations/1_a.sql': '-- migrate:up\nDROP TABLE carts;\n-- migrate:down\nDROP TABLE never;\n',
  'm/1_a.up.sql': 'DROP TABLE up;',
  'm/1_a.down.sql': 'DROP TABLE down;',
  'sql/V1__a.sql': 'DROP TABLE flown;',
  'sql/notes.sql': 'DROP TABLE noted;',
  'supabase/migrations/1_a.sql': 'DROP TABLE sup;',
  'drizzle/0001_a.sql': 'DROP TABLE drizzled;',
  'migrations/1_d/up.sql': 'DROP TABLE diesel;',
};

/** The tables dropped, when these paths are new to git. */
function dropped(command: string, ...isNew: string[]): string[] {
  const tracked = Object.fromEntries(isNew.map((path) => [`${WORKSPACE}/${path}`, 'untracked' as const]));
  return effectsOf(command, { files, git: { root: WORKSPACE, tracked } }).filter((line) =>
    line.startsWith('db.schema'),
  );
}

const drop = (table: string, chain: string) => [`db.schema.drop ${table} [possible] ‹${chain}›`];

describe('migrations', () => {
  it.each([
    [
      'prisma migrate deploy',
      ['prisma/migrations', 'prisma/migrations/2_more/migration.sql'],
      drop('orders', 'prisma migrate deploy'),
    ],
    [
      'npx prisma migrate dev --schema prisma/schema.prisma',
      ['prisma/migrations', 'prisma/migrations/2_more/migration.sql'],
      drop('orders', 'npx › prisma migrate dev'),
    ],
    ['dbmate up', ['db/migrations', 'db/migrations/1_a.sql'], drop('carts', 'dbmate')],
    ['migrate -path m -database postgres://x/y up', ['m', 'm/1_a.up.sql', 'm/1_a.down.sql'], drop('up', 'migrate')],
    ['flyway migrate', ['sql', 'sql/V1__a.sql', 'sql/notes.sql'], drop('flown', 'flyway migrate')],
    ['flyway -locations=filesystem:sql migrate', ['sql', 'sql/V1__a.sql'], drop('flown', 'flyway migrate')],
    ['supabase db push', ['supabase/migrations', 'supabase/migrations/1_a.sql'], drop('sup', 'supabase db push')],
    ['drizzle-kit migrate', ['drizzle', 'drizzle/0001_a.sql'], drop('drizzled', 'drizzle-kit migrate')],
    ['diesel migration run', ['migrations', 'migrations/1_d/up.sql'], drop('diesel', 'diesel')],
  ])('of %s are read when they are new', (command, isNew, lines) => {
    expect(dropped(command, ...isNew)).toEqual(lines);
  });

  it('that are committed are not: they were reviewed, and a database mostly has them', () => {
    for (const command of ['prisma migrate deploy', 'dbmate up', 'supabase db push', 'flyway migrate']) {
      expect(dropped(command)).toEqual([]);
    }
  });

  it('that the same submission writes are new', () => {
    expect(dropped("echo 'DROP TABLE carts' > db/migrations/2.sql && dbmate up")).toEqual(drop('carts', 'dbmate'));
  });

  it('are no more than migrations outside a repository', () => {
    expect(effectsOf('dbmate up', { files })).toEqual(['db.migrate']);
  });
});
