/** Rails and rake. */

import type { Command, ProgramSpec } from '../../program';
import { always, deletes, when } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import { connectionEvidence, drops, evidenceOf, migrates, migration } from './migration';

/** Files that are made again. */
function clears(folder: string): Command {
  return (call) =>
    deletes(call, [{ value: folder, raw: folder, span: call.invocation.span, many: false }], {
      recursive: true,
      undo: 'trivial',
    });
}

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
  'db:migrate': (call) => {
    const version = call.operands.find(({ value }) => typeof value === 'string' && value.startsWith('VERSION='))?.value;
    if (version === undefined) return [migration(call, 'up')];
    // Back or forward to it; nought takes all of them back.
    return [version === 'VERSION=0' ? migration(call, 'reset', 'yes') : migration(call, null)];
  },
  'db:migrate:up db:migrate:redo db:prepare': migrates('up'),
  'db:rollback db:migrate:down': migrates('down'),
  'db:seed': migrates('seed'),
  'db:create db:create:all': (call) => [
    { kind: 'db.schema.create', engine: null, object: 'database', ...evidenceOf(call) },
  ],
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
  'console c': (call) => {
    const { stdin } = call.invocation;
    return stdin
      ? { runs: [{ type: 'stdin', language: 'ruby', stream: stdin, label: 'rails console' }] }
      : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  },
  'dbconsole db': (call) => runsSql(call, { engine: null, dialect: 'unknown', evidence: connectionEvidence(call) }, {}),
  'server s': (call) => [{ kind: 'net.listen', expose: call.value('-b') === '0.0.0.0' ? 'lan' : 'loopback' }],
  'test spec': [{ kind: 'code.exec', origin: 'project-config' }],
  'credentials:show secrets:show': always({ kind: 'secret.read', store: 'vault', audience: 'model' }),
  'credentials:edit secrets:edit': always({ kind: 'secret.write', store: 'rails', op: 'update' }),
  // What the generator of that name had made.
  'destroy d': always({ kind: 'fs.delete', zone: 'workspace', recursive: false, root: 'none', undo: 'recoverable' }),
  'tmp:clear tmp:cache:clear tmp:pids:clear tmp:sockets:clear tmp:screenshots:clear': clears('tmp'),
  'assets:clobber webpacker:clobber vite:clobber': clears('public/assets'),
  'log:clear': always({ kind: 'fs.write', zone: 'workspace', class: 'log', mode: 'truncate' }),
  'assets:precompile': [{ kind: 'code.exec', origin: 'project-config' }],
};

export const rails: ProgramSpec = {
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
      'rails db:drop RAILS_ENV=production': 'db.schema.drop{object=database}',
      'rails db:migrate VERSION=0': 'db.migrate{direction=reset,destructive=yes}',
      'rails db:migrate VERSION=20260101': 'db.migrate{direction=?}',
      'rake db:seed': 'db.migrate{direction=seed}',
      'rails runner User.delete_all': 'db.rows.delete{where=none} + code.exec{lang=ruby}',
      "rails dbconsole <<< 'DROP TABLE users'": 'db.schema.drop{name=users}',
      'rails tmp:clear': 'fs.delete{path=/repo/tmp}',
      'rails console': 'code.opaque{reason=interactive}',
      'rails server -b 0.0.0.0': 'net.listen{expose=lan}',
    },
    inert: ['rails routes', 'rake -T', 'rails db:migrate:status'],
  },
};
