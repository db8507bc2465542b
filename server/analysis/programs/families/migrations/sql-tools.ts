/** Migration tools that work with SQL files. */

import type { Text } from '../../../../effects/value';
import { type Answer, type Call, opaque, type ProgramSpec, together } from '../../program';
import { when } from '../../stating';
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
  does: (call) => together(...call.operands.map(({ value }) => flywayCommand(call, value))),
  examples: {
    yields: {
      'flyway -url=jdbc:postgresql://db1/shop clean': 'db.migrate{direction=reset} + db.schema.drop{object=schema}',
      'flyway migrate': 'db.migrate{direction=up}',
      'flyway migrate clean': 'db.migrate{direction=up} + db.migrate{direction=reset} + db.schema.drop',
      'flyway -url=jdbc:mysql://db1/shop undo': 'db.migrate{direction=down}',
      'flyway repair': 'db.migrate{direction=repair}',
      'flyway $VERB': 'code.opaque{reason=unresolved-command}',
    },
    inert: ['flyway info', 'flyway -url=jdbc:postgresql://db1/shop validate'],
  },
};

/** Several commands may follow each other: `flyway clean migrate`. */
function flywayCommand(call: Call, command: Text): Answer {
  switch (command) {
    case 'info':
    case 'validate':
    case 'help':
    case 'version':
    case 'check':
    case 'snapshot':
    case 'auth':
    case 'testConnection':
      return [];
    case 'migrate':
      return appliesFiles(call, 'versioned', flywayLocations(call), 'flyway migrate');
    case 'baseline':
      return [migration(call, 'up')];
    case 'repair':
      return [migration(call, 'repair')];
    case 'undo':
      return [migration(call, 'down')];
    case 'clean':
      return [migration(call, 'reset', 'yes'), drops(call, 'schema')];
    default:
      return [opaque(call.invocation)];
  }
}

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
    'dropAll drop-all': resets,
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
