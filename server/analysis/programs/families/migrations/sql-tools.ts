/** Migration tools that work with SQL files. */

import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import type { MigrationLayout } from '../../spec';
import { when } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import {
  appliesFiles,
  connectionEvidence,
  type Direction,
  directories,
  drops,
  evidenceOf,
  migrates,
  migration,
} from './migration';

function flywayLocations(call: Call): readonly Text[] {
  const given = directories(call, ['-locations'], ['sql', 'db/migration', 'src/main/resources/db/migration']);
  return given.flatMap((text) => (typeof text === 'string' ? text.split(',') : [])).map(flywayLocation);
}

function flywayLocation(location: string): string {
  return location.replace(/^filesystem:/, '').replace(/^classpath:/, 'src/main/resources/');
}

export const flyway: ProgramSpec = {
  names: 'flyway',
  options:
    '-url=U -user=U -password=P -locations=L -schemas=S -configFiles=F -environment=E -target=V -cleanDisabled=B -outOfOrder=B -dryRunOutput=F',
  commands: {
    'info validate help version check snapshot': [],
    migrate: (call) => appliesFiles(call, 'versioned', flywayLocations(call)),
    baseline: migrates('up'),
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

export const liquibase: ProgramSpec = {
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

export const dbt: ProgramSpec = {
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

const usualDirectories = ['.', 'migrations', 'db/migrations', 'database/migrations', 'sql/migrations'];

function layoutOf(call: Call): MigrationLayout {
  if (call.name === 'diesel') return 'folders';
  return call.name === 'migrate' || call.name === 'golang-migrate' ? 'up-files' : 'flat';
}

export const verbTools: ProgramSpec = {
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
    if (chosen === 'up')
      return appliesFiles(call, layoutOf(call), directories(call, ['-path', '-dir'], usualDirectories));
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
