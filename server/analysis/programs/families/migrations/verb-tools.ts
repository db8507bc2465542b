/** Migration tools whose commands are verbs alone, whatever stands before them. */
import type { Answer, Call, ProgramSpec } from '../../program';
import { opaque } from '../../program';
import type { MigrationLayout } from '../../spec';
import { appliesFiles, type Direction, directories, drops, evidenceOf, migration } from './migration';

/** `either`: forward or back, as the version it is told says. */
type Verb = Direction | 'drop' | 'create' | 'either' | 'none';

const verbs: readonly (readonly [RegExp, Verb])[] = [
  [
    /^(status|version|info|list|ls|new|make|generate|gen|validate|fix|dump|help|init|lint|diff|hash|inspect|inspectdb|plan|show|check|log|verify|config|engine|target|add|bundle|wait|print-schema|prepare|history|heads|pending|executed|test|tag|mark|init-migrations|completions?|bash-completion|env|fmt)$/,
    'none',
  ],
  [/^create$/, 'create'],
  [/^(drop|drop-all|clean|fresh|wipe|nuke)$/, 'drop'],
  [/^(reset|refresh)$/, 'reset'],
  [/^(down|down-to|rollback|revert|undo|redo|downgrade|rebase|reapply)$/, 'down'],
  [/^(force|repair|stamp|set|unmark|break-lock|skip)$/, 'repair'],
  [/^(goto|to|checkout)$/, 'either'],
  [
    /^(up|up-to|up-by-one|migrate|deploy|apply|latest|run|load|execute|setup|start|complete|watch|upgrade|init-db)$/,
    'up',
  ],
];

const groups = /^(migrate|migrations?|schema|database|db)$/;

/** goose DRIVER DSN VERB; migrate -path P VERB; atlas schema apply; diesel migration run. */
function verbOf(words: readonly string[]): Verb | undefined {
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (groups.test(word) && next !== undefined && meaningOf(next)) continue;
    const meaning = meaningOf(word);
    if (meaning) return meaning;
  }
  return undefined;
}

function meaningOf(word: string): Verb | undefined {
  return verbs.find(([pattern]) => pattern.test(word))?.[1];
}

const usualDirectories = ['.', 'migrations', 'db/migrations', 'database/migrations', 'sql/migrations'];

function layoutOf(call: Call): MigrationLayout {
  if (call.name === 'diesel') return 'folders';
  return call.name === 'migrate' || call.name === 'golang-migrate' ? 'up-files' : 'flat';
}

/** These create and drop the database itself, the others what is in it. */
const ownsDatabase = /^(dbmate|sqlx|cargo-sqlx|diesel|graphile-migrate)$/;

function effectsOf(call: Call, verb: Verb, words: readonly string[]): Answer {
  const object = ownsDatabase.test(call.name) ? 'database' : 'schema';
  switch (verb) {
    case 'none':
      return [];
    case 'create':
      return call.name === 'dbmate' || words.includes('database')
        ? [{ kind: 'db.schema.create', engine: null, object: 'database', ...evidenceOf(call) }]
        : [];
    case 'drop':
      return [migration(call, 'reset', 'yes'), drops(call, object)];
    case 'reset':
      return [migration(call, 'reset', 'yes'), ...(object === 'database' ? [drops(call, 'database')] : [])];
    case 'either':
      return [migration(call, null)];
    case 'up':
      return goesForward(call, words);
    case 'down':
      return [migration(call, verb, 'yes')];
    default:
      return [migration(call, verb)];
  }
}

function goesForward(call: Call, words: readonly string[]): Answer {
  if (call.name === 'aerich' && words.includes('migrate')) return [];
  // What stands in a file is made to stand in the database, whatever has to go for that.
  if (call.name === 'atlas' && words.includes('schema')) return [migration(call, 'push')];
  if (call.name === 'tern' && call.words('-d').some(({ value }) => /^(-|0$)/.test(String(value))))
    return [migration(call, 'down', 'yes')];
  return appliesFiles(call, layoutOf(call), directories(call, ['-path', '-dir'], usualDirectories));
}

export const verbTools: ProgramSpec = {
  names:
    'goose migrate golang-migrate dbmate atlas sqitch sql-migrate tern node-pg-migrate db-migrate migrate-mongo umzug refinery diesel sqlx cargo-sqlx sea-orm-cli graphile-migrate yoyo aerich pgroll',
  options:
    '-url,--url,-u=U -database,--database=U -path,-source=P -dir,--dir,-d,--destination=D --env,-e,-env=E -c,--config=F -s,--schema=S --to=T --dev-url=U -f,--file=F --auto-approve -y --migration-dir=D --migrations-dir=D --dry-run -n=N -v --target=T -ext=E -digits=N -seq',
  inertWith: ['--dry-run'],
  does(call) {
    if (call.operands.length === 0) return [];
    const words = call.operands.map((word) => String(word.value));
    const verb = verbOf(words);
    return verb === undefined ? [opaque(call.invocation)] : effectsOf(call, verb, words);
  },
  examples: {
    yields: {
      'goose postgres "host=db1" down': 'db.migrate{tool=goose,direction=down,destructive=yes}',
      'goose -dir sql up': 'db.migrate{direction=up}',
      'dbmate --url postgres://db1/shop drop': 'db.migrate{destructive=yes} + db.schema.drop{object=database}',
      'dbmate create': 'db.schema.create{object=database}',
      'migrate -path m -database postgres://db1/x up': 'db.migrate{direction=up}',
      'migrate -path m -database postgres://db1/x drop -f': 'db.migrate + db.schema.drop{object=schema}',
      'migrate -path m -database postgres://db1/x goto 7': 'db.migrate{direction=?}',
      'atlas schema apply -u postgres://db1/shop --to file://s.hcl --auto-approve': 'db.migrate{direction=push}',
      'sqlx database drop -y': 'db.migrate + db.schema.drop{object=database}',
      'sqlx database reset -y': 'db.migrate{direction=reset} + db.schema.drop{object=database}',
      'diesel migration run': 'db.migrate{direction=up}',
      'sqitch rebase': 'db.migrate{direction=down,destructive=yes}',
      'tern migrate --destination -1': 'db.migrate{direction=down}',
      'aerich downgrade': 'db.migrate{direction=down}',
      'migrate $VERB': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'goose status',
      'dbmate new drop',
      'sqlx migrate info',
      'diesel print-schema',
      'migrate create -ext sql -dir m drop_users',
      'atlas migrate lint --latest 1',
      'atlas schema apply -u postgres://db1/shop --to file://s.hcl --dry-run',
    ],
  },
};
