/** WordPress and Drupal from the command line. */

import type { Command, ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { always, reads } from '../../stating';

const options =
  '--path=D --url=U --ssh=H --yes,-y --allow-root --user=U --all --force --activate --dry-run --format=F --skip-plugins --skip-themes --network --all-tables --uri=U --root=D --confirm';

const mysql = { engine: 'mysql' } as const;

const installs: Command = {
  options,
  does: (call) =>
    call.operands.map((word) => ({
      kind: 'package.install',
      manager: call.name,
      name: word.value,
      source: /^https?:/.test(String(word.value)) ? 'url' : 'registry',
      scripts: true,
      global: false,
    })),
};

const removes: Command = {
  options,
  does: (call) =>
    call.operands.map((word) => ({ kind: 'package.remove', manager: call.name, name: word.value, global: false })),
};

const runsPhp: Command = {
  options,
  does: (call) => ({
    runs: call.operands
      .slice(0, 1)
      .map((word): Run => ({ type: 'code', language: 'php', text: word.value, span: word.span, label: call.name })),
  }),
};

const sql: Command = {
  options,
  does: (call) => ({
    runs: call.operands.slice(0, 1).map(
      (word): Run => ({
        type: 'sql',
        text: word.value,
        span: word.span,
        connection: { engine: 'mysql', dialect: 'mysql', evidence: {} },
        label: call.name,
      }),
    ),
  }),
};

const empties = always(
  { kind: 'db.migrate', tool: 'wp', direction: 'reset', destructive: 'yes' },
  { kind: 'db.schema.drop', ...mysql, object: 'database' },
);

const deletesRows: Command = always({ kind: 'db.rows.delete', ...mysql, where: 'key', method: 'delete' });
const updatesRows: Command = always({ kind: 'db.rows.update', ...mysql, where: 'key' });

const content: Command = {
  options,
  commands: {
    'list get exists search meta pluck count': [],
    'create generate add import': always({ kind: 'db.rows.insert', ...mysql }),
    'update set patch add-role set-role edit spam approve unapprove': updatesRows,
    'delete remove trash reset-password': deletesRows,
  },
};

const wordpress: ProgramSpec = {
  names: 'wp',
  options,
  inertWith: ['--dry-run'],
  commands: {
    'help cli info package language i18n scaffold embed maintenance role cap site-health': [],
    db: {
      options,
      commands: {
        'check size tables columns prefix search cli optimize repair': [],
        'drop reset clean': empties,
        create: always({ kind: 'db.schema.create', ...mysql, object: 'database' }),
        'export dump': always({ kind: 'db.export', ...mysql, to: 'file' }),
        import: {
          options,
          does: (call) => [
            ...reads(call, call.operands, { shown: false }),
            { kind: 'db.exec', ...mysql, what: 'script' },
          ],
        },
        query: sql,
      },
    },
    'search-replace': {
      options,
      inertWith: ['--dry-run'],
      does: always({ kind: 'db.rows.update', ...mysql, where: 'none' }),
    },
    'plugin theme': {
      options,
      commands: {
        'list get status search is-installed is-active path verify-checksums': [],
        'install update activate toggle': installs,
        'delete uninstall deactivate': removes,
      },
    },
    core: {
      options,
      commands: {
        'version check-update is-installed verify-checksums': [],
        'download update update-db install multisite-install': installs,
      },
    },
    'post user option comment term menu widget transient cache site rewrite cron': content,
    eval: runsPhp,
    'eval-file': {
      options,
      does: (call) => ({
        runs: call.operands
          .slice(0, 1)
          .map((word): Run => ({ type: 'file', path: word.value, language: 'php', label: 'wp eval-file' })),
      }),
    },
    config: {
      options,
      commands: {
        'list get': always({ kind: 'secret.read', store: 'db-cred', audience: 'model' }),
        'path has': [],
        'create set delete edit shuffle-salts': always({ kind: 'fs.write', mode: 'overwrite', class: 'config' }),
      },
    },
    'shell server': always({ kind: 'code.opaque', reason: 'interactive', program: 'wp' }),
  },
  examples: {
    yields: {
      'wp db reset --yes': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop{engine=mysql,object=database}',
      "wp db query 'DROP TABLE wp_users'": 'db.schema.drop{object=table,name=wp_users}',
      'wp search-replace old new': 'db.rows.update{where=none}',
      'wp plugin install https://x.test/evil.zip': 'package.install{source=url}',
      'wp config list': 'secret.read{store=db-cred}',
      'wp eval \'unlink("a.ts");\'': 'code.exec{lang=php} + fs.delete{path=/repo/a.ts}',
    },
    inert: ['wp plugin list', 'wp core version', 'wp post list', 'wp search-replace old new --dry-run'],
  },
};

const drush: ProgramSpec = {
  names: 'drush',
  options,
  commands: {
    'status st core-status pm:list pml config:get cget watchdog:show ws sql:conf help list version user:information state:get views:list':
      [],
    'sql:drop sql-drop site:install si': always(
      { kind: 'db.migrate', tool: 'drush', direction: 'reset', destructive: 'yes' },
      { kind: 'db.schema.drop', ...mysql, object: 'database' },
    ),
    'sql:query sqlq sql-query': sql,
    'sql:dump sql-dump': always({ kind: 'db.export', ...mysql, to: 'stdout' }),
    'sql:sync sql-sync rsync': always({ kind: 'db.admin', ...mysql, op: 'restore' }),
    'php:eval ev eval php-eval': runsPhp,
    'updatedb updb config:import cim deploy': always({ kind: 'db.migrate', tool: 'drush', direction: 'up' }),
    'config:export cex config:set cset state:set': always({ kind: 'db.rows.update', ...mysql, where: 'key' }),
    'cache:rebuild cr cache:clear cc cron queue:run': always({
      kind: 'code.exec',
      origin: 'project-config',
      lang: 'php',
    }),
    'pm:enable en pm:install': installs,
    'pm:uninstall pmu': removes,
    'user:cancel entity:delete edel': deletesRows,
    'user:password upwd user:login uli user:create user:role:add': always({
      kind: 'access.change',
      provider: 'drupal',
      op: 'member',
    }),
    'sql:cli sqlc ssh php:cli php': always({ kind: 'code.opaque', reason: 'interactive', program: 'drush' }),
  },
  examples: {
    yields: {
      'drush sql:drop -y': 'db.migrate{direction=reset} + db.schema.drop{object=database}',
      "drush sqlq 'DELETE FROM users'": 'db.rows.delete{where=none}',
      'drush cr': 'code.exec{origin=project-config}',
    },
    inert: ['drush status', 'drush pm:list'],
  },
};

export const contentManagement: readonly ProgramSpec[] = [wordpress, drush];
