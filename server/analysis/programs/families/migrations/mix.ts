/** Elixir's build tool, with the tasks of Ecto, Phoenix and Hex. */
import type { Answer, Call, ProgramSpec } from '../../program';
import { together } from '../../program';
import type { Run, Word } from '../../spec';
import { drops, evidenceOf, migration } from './migration';

const tasks: readonly (readonly [RegExp, (call: Call) => Answer])[] = [
  [/^ecto\.(drop|reset)$/, (call) => [migration(call, 'reset', 'yes'), drops(call, 'database')]],
  [/^ecto\.rollback$/, (call) => [migration(call, 'down')]],
  [/^ecto\.(migrate|setup)$/, (call) => [migration(call, 'up')]],
  [/^ecto\.load$/, (call) => [migration(call, 'push')]],
  [/^ecto\.create$/, (call) => [{ kind: 'db.schema.create', engine: null, object: 'database', ...evidenceOf(call) }]],
  [/^run$/, runs],
  [/^phx\.server$/, () => [{ kind: 'net.listen', expose: 'loopback' }]],
  [
    /^(deps\.(get|update|compile)|local\.(hex|rebar)|archive\.install|escript\.install)$/,
    (call) => [
      {
        kind: 'package.install',
        manager: 'mix',
        source: call.operand(0) === 'deps.get' ? 'lockfile' : 'registry',
        scripts: true,
        global: /^(local|archive|escript)/.test(String(call.operand(0))),
      },
    ],
  ],
  [/^hex\.publish$/, () => [{ kind: 'package.publish', op: 'publish', registry: 'hex' }]],
  [/^hex\.retire$/, () => [{ kind: 'package.publish', op: 'yank', registry: 'hex' }]],
  [/^hex\.owner$/, () => [{ kind: 'package.publish', op: 'owner', registry: 'hex' }]],
  [/^hex\.user$/, () => [{ kind: 'secret.write', store: 'registry-cred', op: 'update' }]],
  [/^(test|compile|assets\..*|release|dialyzer|docs)$/, () => [{ kind: 'code.exec', origin: 'project-config' }]],
  [
    /^(help|format|new|phx\.(routes|new|gen\..*|digest.*)|ecto\.(gen\..*|migrations|dump)|ecto|deps|deps\.(tree|clean|unlock)|hex|hex\.(info|outdated|search|audit|docs|config|package|build|sponsor)|credo|xref|clean|app\.(tree|config)|loadpaths|gettext\..*|profile\..*|sobelow)$/,
    () => [],
  ],
];

/** Seeds by their usual name, otherwise a program of the project. */
function runs(call: Call): Answer {
  const file = call.operands[1];
  const code = call
    .words('-e')
    .map(({ value, span }): Run => ({ type: 'code', language: 'elixir', text: value, span, label: 'mix run -e' }));
  if (/(^|\/)seeds?\.exs$/.test(String(file?.value))) return [migration(call, 'seed')];
  return {
    runs: [
      ...code,
      ...(file ? [{ type: 'file', path: file.value, language: 'elixir', label: 'mix run' } as const] : []),
    ],
  };
}

function taskEffects(call: Call): Answer {
  const task = call.operand(0);
  if (task === undefined) return [];
  const described = typeof task === 'string' ? tasks.find(([pattern]) => pattern.test(task)) : undefined;
  return described
    ? described[1](call)
    : [{ kind: 'code.exec', origin: 'project-config', lang: 'elixir', resolved: false, path: task }];
}

/** `mix do ecto.drop, ecto.create` and `mix do ecto.drop + ecto.create`: one invocation for each. */
function several(call: Call): Answer {
  const groups: Word[][] = [[]];
  for (const word of call.operands.slice(1)) {
    const text = typeof word.value === 'string' ? word.value : null;
    const name = text?.replace(/,$/, '');
    if (text !== '+' && text !== ',')
      groups.at(-1)?.push(name === undefined ? word : { ...word, value: name, raw: name });
    if (text === '+' || text?.endsWith(',')) groups.push([]);
  }
  return together(
    ...groups
      .filter((words) => words.length > 0)
      .map((words) => ({
        runs: [{ type: 'argv', words: [mixWord(call), ...words], label: 'mix do' } as const],
      })),
  );
}

function mixWord(call: Call): Word {
  return { value: 'mix', raw: 'mix', span: call.invocation.span, many: false };
}

export const mix: ProgramSpec = {
  names: 'mix',
  options:
    '-r,--repo=R -n,--step=N --to=V --all -q,--quiet -e,--eval=CODE --no-start --no-compile --migrations-path=D --prefix=P',
  commandWords: 1,
  does: (call) => (call.operand(0) === 'do' ? several(call) : taskEffects(call)),
  examples: {
    yields: {
      'mix ecto.drop': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop{object=database}',
      'MIX_ENV=prod mix ecto.rollback --all': 'db.migrate{direction=down}',
      'mix ecto.migrate': 'db.migrate{direction=up}',
      'mix do ecto.drop, ecto.create': 'db.migrate{direction=reset} + db.schema.drop + db.schema.create',
      'mix run priv/repo/seeds.exs': 'db.migrate{direction=seed}',
      'mix hex.publish --yes': 'package.publish{registry=hex,op=publish}',
      'mix deps.get': 'package.install{source=lockfile}',
      'mix phx.server': 'net.listen{expose=loopback}',
      'mix test': 'code.exec{origin=project-config}',
    },
    inert: ['mix format', 'mix ecto.migrations', 'mix hex.outdated'],
  },
};
