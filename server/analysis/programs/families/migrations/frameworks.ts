/** Consoles of Laravel, Symfony and Phoenix. */
import { type Answer, type Call, opaque, type ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { drops, migration } from './migration';

const frameworkVerbs: readonly (readonly [RegExp, (call: Call) => Answer])[] = [
  [
    /^(migrate:fresh|migrate:reset|db:wipe|migrate:refresh|doctrine:(schema|database):drop|d:[sd]:d|ecto\.(drop|reset))$/,
    (call) => [
      migration(call, 'reset', 'yes'),
      drops(call, /wipe|database:drop|ecto/.test(String(call.operand(0))) ? 'database' : 'schema'),
    ],
  ],
  [/^(migrate:rollback|ecto\.rollback)$/, (call) => [migration(call, 'down')]],
  [
    /^(migrate|db:migrate|ecto\.migrate|doctrine:migrations:migrate|d:m:m|doctrine:schema:update|ecto\.setup)$/,
    (call) => [migration(call, 'up')],
  ],
  [/^(db:seed|doctrine:fixtures:load|run)$/, (call) => [migration(call, 'seed')]],
  [
    /^(tinker|iex)$/,
    (call) =>
      call.words('--execute').length > 0
        ? {
            runs: call
              .words('--execute')
              .map((word): Run => ({ type: 'code', language: 'php', text: word.value, label: 'artisan tinker' })),
          }
        : [{ kind: 'code.opaque', reason: 'interactive', program: call.name }],
  ],
  [
    /^(list|help|about|route:list|migrate:status|make:.*|.*:status|.*:list|test|env|debug:.*|lint:.*|.*:clear|.*:cache|key:generate|optimize|config:.*|view:.*|compile|format|deps(\..*)?|hex(\..*)?|credo|dialyzer|phx\.(routes|gen.*|new)|ecto\.(gen.*|migrations|dump|create)|storage:link|inspire|schedule:list|queue:failed)$/,
    () => [],
  ],
];

export const frameworkConsoles: ProgramSpec = {
  names: 'artisan mix',
  options:
    '--env,-e=E --force --seed --path=D --step=N --execute=CODE --database=D --class=C -n,--no-interaction -q -r,--repo=R --pretend',
  inertWith: ['--pretend'],
  does(call) {
    const verb = call.operand(0);
    if (verb === undefined) return [];
    if (typeof verb !== 'string') return [opaque(call.invocation)];
    const described = frameworkVerbs.find(([pattern]) => pattern.test(verb));
    return described
      ? described[1](call)
      : [{ kind: 'code.exec', origin: 'project-config', resolved: false, path: verb }];
  },
  examples: {
    yields: {
      'php artisan migrate:fresh --seed': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop{object=schema}',
      'mix ecto.drop': 'db.migrate + db.schema.drop{object=database}',
      'php artisan migrate': 'db.migrate{direction=up}',
    },
    inert: ['php artisan route:list', 'mix format'],
  },
};
