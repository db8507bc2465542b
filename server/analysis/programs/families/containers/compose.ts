/** docker compose. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, Command, CommandSpec, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { always, when } from '../../stating';
import { build } from './images';
import { copy, execsInside, runOptions } from './run';

const composeOptions =
  '-f,--file=F -p,--project-name=N --profile=P --env-file=F --project-directory=D --parallel=N --progress=P --ansi=A --compatibility --dry-run --all-resources';

/** Containers of services, by their definition; `one` when it is a single one with words of its own. */
function startsServices(call: Call, services: readonly Word[], label: string, one?: Text): Run[] {
  const files = call.words('-f').map((word) => word.value);
  const directory = call.words('--project-directory').at(-1)?.value;
  const common = {
    type: 'project',
    runner: 'compose',
    label,
    args: one === undefined ? [] : services.slice(1),
    ...(files.length > 0 && { files }),
    ...(directory !== undefined && {
      cwd: call.invocation.surroundings.fileTarget(directory, call.invocation.cwd).path ?? null,
    }),
  } as const;
  if (one !== undefined) return [{ ...common, name: one }];
  const names: readonly Text[] = services.length > 0 ? services.map((word) => word.value) : [''];
  return names.map((name): Run => ({ ...common, name }));
}

const composeRun: Command = {
  options: `${runOptions} -T,--no-TTY --no-deps --service-ports --use-aliases --build --quiet-pull`,
  stopAtOperand: true,
  does(call) {
    const [service, ...command] = call.operands;
    if (!service) return [];
    const entry = call.words('--entrypoint').at(-1);
    const words = entry && entry.value !== '' ? [entry, ...command] : command;
    const given: Run[] =
      words.length > 0 ? [{ type: 'argv', words, label: 'docker compose run', via: 'container', elsewhere: true }] : [];
    // With words of its own it does not run the command of the service.
    const how = words.length > 0 ? [service, ...words] : [service];
    return { runs: [...startsServices(call, how, 'docker compose run', service.value), ...given] };
  },
};

export const compose: CommandSpec = {
  options: composeOptions,
  inertWith: ['--dry-run'],
  commands: {
    'ps ls logs config images top port version events help stats wait volumes': [],
    'up create': {
      options:
        '-d,--detach --build --force-recreate --no-recreate --no-deps --remove-orphans -V,--renew-anon-volumes --scale=S -t,--timeout=N --wait --wait-timeout=N --abort-on-container-exit --exit-code-from=S --pull=P --quiet-pull --no-build --no-start --attach=S -w,--watch -y',
      does: (call) => ({
        effects: when(call.has('-V'), { kind: 'container.destroy', object: 'volume', all: false }),
        runs: startsServices(call, call.operands, 'docker compose up'),
      }),
    },
    run: composeRun,
    exec: {
      options: '-d -e,--env=E -u,--user=U -w,--workdir=D -T,--no-TTY --index=N --privileged -i -t',
      stopAtOperand: true,
      does: (call) =>
        execsInside(call, 'docker', call.operand(0) ?? null, call.operands.slice(1), 'docker compose exec'),
    },
    down: {
      options: '-v,--volumes --rmi=T --remove-orphans -t,--timeout=N',
      does: (call) => [
        { kind: 'container.destroy', object: 'stack', all: true, undo: 'trivial' },
        ...when(call.has('-v'), { kind: 'container.destroy', object: 'volume', all: true }),
        ...when(call.has('--rmi'), { kind: 'container.destroy', object: 'image', all: true, undo: 'recoverable' }),
      ],
    },
    rm: {
      options: '-f,--force -s,--stop -v,--volumes -a',
      does: (call) => [
        {
          kind: 'container.destroy',
          object: 'container',
          all: call.operands.length === 0,
          force: call.has('-f'),
          undo: 'trivial',
        },
        ...when(call.has('-v'), { kind: 'container.destroy', object: 'volume', all: call.operands.length === 0 }),
      ],
    },
    'start restart stop kill pause unpause': containerService,
    build,
    pull: always({ kind: 'net.fetch' }),
    push: always({ kind: 'package.publish', op: 'publish' }),
    cp: copy,
    'watch attach scale': always({ kind: 'container.run', privileged: null, mounts: null }),
  },
};

/** On this machine a container that was stopped is started again; on another it may be a service that others use. */
export function containerService(call: Call): EffectDraft[] {
  const elsewhere = call.outermost.has('--host') === true || call.outermost.has('--context') === true;
  if (!elsewhere) return [];
  const verb = call.path.at(-1);
  const op = verb === 'start' || verb === 'unpause' ? 'start' : verb === 'restart' ? 'restart' : 'stop';
  return [{ kind: 'service.control', unit: call.operand(0) ?? null, op, undo: 'trivial' }];
}

export const composeSpec: ProgramSpec = {
  names: 'docker-compose podman-compose',
  ...compose,
  examples: {
    yields: {
      'docker-compose down -v': 'container.destroy{object=stack} + container.destroy{object=volume,all=true}',
      'docker-compose -f c.yml rm -fsv db':
        'container.destroy{object=container,all=false} + container.destroy{object=volume}',
      'docker-compose exec db psql -c "DROP TABLE users"': 'remote.exec{host=db} + db.schema.drop{name=users}',
      'docker-compose run --rm app rm -rf /data': 'container.run + fs.delete{via=container}',
      'docker-compose up -d': 'container.run',
      'docker-compose build': 'code.exec{origin=workspace-file}',
    },
    inert: ['docker-compose ps', 'docker-compose logs -f web', 'docker-compose config', 'docker-compose stop web'],
  },
};
