/** Consoles of Laravel and Symfony, and what starts them. */
import { type Answer, type Call, opaque, type ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { connectionEvidence, drops, evidenceOf, migration } from './migration';
import { modelEffects } from './models';

const consoleVerbs: readonly (readonly [RegExp, (call: Call) => Answer])[] = [
  [
    /^(migrate:fresh|migrate:reset|db:wipe|migrate:refresh|doctrine:(schema|database):drop|d:[sd]:d)$/,
    (call) => [
      migration(call, 'reset', 'yes'),
      drops(call, /wipe|database:drop/.test(String(call.operand(0))) ? 'database' : 'schema'),
    ],
  ],
  [/^migrate:rollback$/, (call) => [migration(call, 'down')]],
  [/^(migrate|doctrine:migrations:migrate|d:m:m|doctrine:schema:update|d:s:u)$/, (call) => [migration(call, 'up')]],
  [/^(doctrine:migrations:execute|d:m:e)$/, (call) => [migration(call, call.has('--down') === true ? 'down' : 'up')]],
  [/^db:seed$/, (call) => [migration(call, 'seed')]],
  // It empties the tables first unless it is told to append.
  [
    /^(doctrine:fixtures:load|d:f:l)$/,
    (call) => [
      migration(call, 'seed'),
      ...(call.has('--append') === true
        ? []
        : ([{ kind: 'db.rows.delete', engine: null, method: 'delete', where: 'none', ...evidenceOf(call) }] as const)),
    ],
  ],
  [
    /^(doctrine:database:create|d:d:c)$/,
    (call) => [{ kind: 'db.schema.create', engine: null, object: 'database', ...evidenceOf(call) }],
  ],
  [
    /^(queue:(flush|clear|prune-failed|prune-batches)|horizon:(clear|forget)|model:prune|messenger:failed:remove)$/,
    purges,
  ],
  [/^tinker$/, tinkers],
  [/^serve$/, (call) => [{ kind: 'net.listen', expose: call.words('--host').some(isEverywhere) ? 'lan' : 'loopback' }]],
  [
    /^(test|queue:(work|listen|restart)|schedule:(run|work)|horizon|messenger:consume)$/,
    () => [{ kind: 'code.exec', origin: 'project-config' }],
  ],
  [
    /^(list|help|about|inspire|env|optimize|storage:link|vendor:publish|migrate:(status|install)|make:.*|route:.*|config:.*|view:.*|event:.*|lang:.*|stub:.*|cache:.*|debug:.*|lint:.*|router:.*|key:generate|schedule:list|queue:(failed|monitor)|db:(show|table|monitor)|model:show|schema:dump|doctrine:(schema:validate|mapping:info|migrations:(status|list|diff|generate|current|latest))|.*:(status|list|clear))$/,
    () => [],
  ],
];

function isEverywhere({ value }: { readonly value: unknown }): boolean {
  return value === '0.0.0.0' || value === '::';
}

function purges(call: Call): Answer {
  return [
    { kind: 'db.rows.delete', engine: null, method: 'delete', where: 'other', extent: 'bounded', ...evidenceOf(call) },
  ];
}

/** `artisan tinker --execute=CODE`. */
function tinkers(call: Call): Answer {
  const code = call.words('--execute');
  if (code.length === 0) return [{ kind: 'code.opaque', reason: 'interactive', program: call.name }];
  return {
    effects: code.flatMap(({ value }) => modelEffects(value, connectionEvidence(call))),
    runs: code.map(
      ({ value, span }): Run => ({ type: 'code', language: 'php', text: value, span, label: 'artisan tinker' }),
    ),
  };
}

export const phpConsoles: ProgramSpec = {
  names: 'artisan console',
  options:
    '--env,-e=E --force,-f --seed --path=D --step=N --execute=CODE --database=D --class=C -n,--no-interaction -q,--quiet --pretend --dry-run --append --down --up --host=H --port=P --graceful -v --ansi --no-ansi --if-exists --complete --dump-sql',
  inertWith: ['--pretend', '--dry-run'],
  does(call) {
    const verb = call.operand(0);
    // With `--force` the SQL that is shown is run as well.
    const onlyShown = call.has('--dump-sql') === true && !call.maybe('--force');
    if (verb === undefined || onlyShown) return [];
    if (typeof verb !== 'string') return [opaque(call.invocation)];
    const described = consoleVerbs.find(([pattern]) => pattern.test(verb));
    // Commands of the project's own.
    return described
      ? described[1](call)
      : [{ kind: 'code.exec', origin: 'project-config', resolved: false, path: verb }];
  },
  examples: {
    yields: {
      'php artisan migrate:fresh --seed': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop{object=schema}',
      'php artisan db:wipe --force': 'db.migrate{direction=reset} + db.schema.drop{object=database}',
      'php artisan migrate': 'db.migrate{direction=up}',
      'php artisan migrate:rollback --step=1': 'db.migrate{direction=down}',
      'bin/console doctrine:database:drop --force': 'db.migrate + db.schema.drop{object=database}',
      'php bin/console doctrine:fixtures:load -n': 'db.migrate{direction=seed} + db.rows.delete{where=none}',
      'php artisan queue:clear': 'db.rows.delete',
      "php artisan tinker --execute='User::truncate();'": 'db.rows.delete{method=truncate} + code.exec{lang=php}',
      'php artisan serve --host=0.0.0.0': 'net.listen{expose=lan}',
      'php artisan import:users': 'code.exec{origin=project-config,resolved=false}',
    },
    inert: [
      'php artisan route:list',
      'php artisan migrate --pretend',
      'php artisan cache:clear',
      'bin/console debug:router',
      'bin/console doctrine:schema:update --dump-sql',
    ],
  },
};

/** Laravel Sail: most words are run in the container of the application, the others are compose's. */
export const sail: ProgramSpec = {
  names: 'sail',
  stopAtOperand: true,
  helps: false,
  does(call) {
    const [first, ...rest] = call.operands;
    if (!first) return [];
    const word = String(first.value);
    if (/^(shell|bash|root-shell|root-bash|tinker|psql|mysql|mariadb|redis|mongodb)$/.test(word) && rest.length === 0)
      return [{ kind: 'code.opaque', reason: 'interactive', program: 'sail' }];
    if (/^(artisan|php|composer|node|npm|npx|pnpm|pnpx|yarn|bun|bunx|psql|mysql|mariadb)$/.test(word))
      return { runs: [{ type: 'argv', words: call.operands, label: 'sail', via: 'container', elsewhere: true }] };
    if (/^(test|phpunit|pest|pint|dusk)$/.test(word)) return [{ kind: 'code.exec', origin: 'project-config' }];
    if (/^(up|down|build|ps|logs|stop|start|restart|pull|exec|run|images|rm|config|top)$/.test(word)) {
      const compose = ['docker', 'compose'].map((value) => ({ ...first, value, raw: value }));
      return { runs: [{ type: 'argv', words: [...compose, ...call.operands], label: 'sail' }] };
    }
    return [opaque(call.invocation)];
  },
  examples: {
    yields: {
      './vendor/bin/sail artisan migrate:fresh': 'db.migrate{direction=reset} + db.schema.drop',
      'sail down -v': 'container.destroy{object=stack} + container.destroy{object=volume}',
      'sail shell': 'code.opaque{reason=interactive}',
    },
    inert: ['sail ps', 'sail artisan route:list'],
  },
};

export const symfony: ProgramSpec = {
  names: 'symfony',
  options: '--dir=D -d,--daemon --port=P --no-tls --allow-all-ip -q',
  stopAtOperand: true,
  commands: {
    console: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: [nameOf(call), ...call.operands], label: 'symfony console' }] }),
    },
    'php composer run': {
      stopAtOperand: true,
      does: (call) => {
        const name = call.path.at(-1) ?? '';
        const words = name === 'run' ? call.operands : [{ ...nameOf(call), value: name, raw: name }, ...call.operands];
        return { runs: [{ type: 'argv', words, label: `symfony ${name}` }] };
      },
    },
    'server:start serve local:server:start': (call) => [
      { kind: 'net.listen', expose: call.has('--allow-all-ip') === true ? 'lan' : 'loopback' },
    ],
    'server:stop server:status server:log server:list local:server:stop check:requirements check:security security:check list help version local:php:list':
      [],
    'cloud:deploy deploy': [{ kind: 'deploy.release', target: 'symfony', op: 'deploy' }],
  },
  examples: {
    yields: {
      'symfony console doctrine:database:drop --force': 'db.migrate + db.schema.drop{object=database}',
      'symfony serve -d': 'net.listen{expose=loopback}',
    },
    inert: ['symfony console debug:router', 'symfony server:status'],
  },
};

function nameOf(call: Call) {
  return { value: 'console', raw: 'console', span: call.invocation.span, many: false };
}
