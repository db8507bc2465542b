/** Rails and rake. */

import type { Command, ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { drops, evidenceOf, migrates, migration } from './migration';

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
      'rake db:seed': 'db.migrate{direction=seed}',
    },
    inert: ['rails routes', 'rake -T', 'rails db:migrate:status'],
  },
};
