/** docker, podman and their compose: containers run, entered and destroyed. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import type { Answer, Call, Command, CommandSpec, ProgramSpec } from '../program';
import type { Run, Word } from '../spec';
import { always, reads, when, writes } from '../stating';

type Mounts = EffectDraftOf<'container.run'>['mounts'];
type Destroyed = Exclude<EffectDraftOf<'container.destroy'>['object'], undefined>;

const runOptions =
  '-v,--volume=V --mount=M --tmpfs=T --volumes-from=C -e,--env=E --env-file=F -p,--publish=P -P,--publish-all --name=N -w,--workdir=D -u,--user=U --entrypoint=E --network,--net=N --privileged --cap-add=C --cap-drop=C --security-opt=O --device=D --pid=M --ipc=M --uts=M --userns=M --cgroupns=M -h,--hostname=H -l,--label=L --label-file=F -m,--memory=M --memory-swap=M --cpus=N -c,--cpu-shares=N --cpuset-cpus=N --restart=P --log-driver=D --log-opt=O --add-host=H --dns=D --expose=P --gpus=G --ulimit=U --shm-size=S --stop-signal=S --stop-timeout=N --platform=P --pull=P --runtime=R --group-add=G --link=L --ip=I --mac-address=M --network-alias=A --health-cmd=C --health-interval=D --health-retries=N --health-timeout=D --cidfile=F --cgroup-parent=P --annotation=A --isolation=I --storage-opt=O --sysctl=S -a,--attach=S --detach-keys=K -i,--interactive -t,--tty -d,--detach --rm --init --read-only -q,--quiet --oom-kill-disable --no-healthcheck --pod=P --secret=S --arch=A --os=O --timezone=T --hooks-dir=D --conmon-pidfile=F --replace';

function sourceOfMount(word: Word): Text {
  if (typeof word.value !== 'string') return null;
  const named = /(?:^|,)(?:source|src)=([^,]*)/.exec(word.value)?.[1];
  if (named !== undefined) return named;
  return /(?:^|,)type=/.test(word.value) ? '' : (word.value.split(':')[0] ?? '');
}

/** The most far-reaching thing of this machine that the container sees. */
function mountsOf(call: Call): Mounts {
  const kinds = call.words('-v', '--mount').map((word) => mountKind(call, sourceOfMount(word)));
  for (const kind of ['socket', 'system', 'home', null, 'workspace'] as const) if (kinds.includes(kind)) return kind;
  return call.last.open ? null : 'none';
}

function mountKind(call: Call, source: Text): Exclude<Mounts, undefined> {
  if (source === null) return null;
  if (typeof source === 'string' && /(docker|podman|containerd|crio)\.sock$/.test(source)) return 'socket';
  // A name without a slash is a named volume, not a path of this machine.
  if (typeof source === 'string' && !/[/~.]/.test(source)) return 'none';
  const { zone, path } = call.invocation.surroundings.fileTarget(source, call.invocation.cwd);
  if (path === '/' || zone === 'system' || zone === 'device') return 'system';
  if (zone === 'home') return 'home';
  return zone === 'workspace' || zone === 'temp' || zone === 'workspace-trusted' || zone === 'sibling'
    ? 'workspace'
    : null;
}

function networkOf(call: Call): EffectDraftOf<'container.run'>['network'] {
  const network = call.value('--network');
  if (network === undefined) return 'default';
  return network === 'host' || network === 'none' ? network : typeof network === 'string' ? 'default' : null;
}

const dangerousCapabilities =
  /^(cap_)?(all|sys_admin|sys_ptrace|sys_module|dac_read_search|dac_override|sys_rawio|net_admin|bpf)$/i;

function runEffects(call: Call, image: Text): EffectDraft[] {
  const mounts = mountsOf(call);
  const shares = call.words('--pid', '--ipc', '--userns').some((word) => word.value === 'host');
  const capable = call.words('--cap-add').some((word) => dangerousCapabilities.test(String(word.value)));
  const escapes = call.has('--privileged') === true || mounts === 'socket' || mounts === 'system' || shares || capable;
  return [
    {
      kind: 'container.run',
      image,
      privileged: capable || call.has('--privileged'),
      mounts: mounts ?? null,
      network: networkOf(call) ?? null,
    },
    ...when(escapes, { kind: 'privilege.escalate', how: 'namespace' }),
  ];
}

const run: CommandSpec = {
  options: runOptions,
  stopAtOperand: true,
  operandsNeeded: 1,
  does(call) {
    const [image, ...command] = call.operands;
    const entry = call.words('--entrypoint').at(-1);
    const words = entry && entry.value !== '' ? [entry, ...command] : command;
    const runs: Run[] =
      words.length > 0 && /^[\w./-]+$/.test(String(words[0]?.value))
        ? [
            {
              type: 'argv',
              words,
              label: `${call.name} run`,
              via: 'container',
              elsewhere: true,
              ...(call.invocation.stdin && { stdin: call.invocation.stdin }),
            },
          ]
        : [];
    return {
      effects: [...runEffects(call, image?.value ?? null), ...reads(call, call.words('--env-file'), { shown: false })],
      runs,
    };
  },
};

/** `docker exec C CMD`: the words after the container are the command. */
export function execsInside(
  call: Call,
  tool: EffectDraftOf<'remote.exec'>['tool'],
  host: Text,
  command: readonly Word[],
  label: string,
): Answer {
  const { stdin } = call.invocation;
  const shellOnly = command.length === 1 && /^(\/bin\/)?(ba|z|da|a)?sh$/.test(String(command[0]?.value));
  if (command.length === 0 || (shellOnly && !stdin))
    return [
      { kind: 'remote.exec', tool: tool ?? null, host, resolved: false },
      { kind: 'code.opaque', reason: 'interactive', program: call.name },
    ];
  const resolved = command.every((word) => typeof word.value === 'string');
  return {
    effects: [{ kind: 'remote.exec', tool: tool ?? null, host, resolved, evidence: { host } }],
    runs: [
      {
        type: 'argv',
        words: command,
        label,
        via: tool === 'docker' ? 'container' : 'remote',
        elsewhere: true,
        ...(stdin && { stdin }),
      },
    ],
  };
}

const exec: CommandSpec = {
  options:
    '-d,--detach --detach-keys=K -e,--env=E --env-file=F -i,--interactive --privileged -t,--tty -u,--user=U -w,--workdir=D -l,--latest',
  stopAtOperand: true,
  does: (call) => execsInside(call, 'docker', call.operand(0) ?? null, call.operands.slice(1), `${call.name} exec`),
};

const copy: Command = {
  options: '-a,--archive -L,--follow-link -q',
  does(call) {
    const [from, to] = call.operands;
    const inside = (word: Word | undefined) => /^[\w.-]+:/.test(String(word?.value));
    if (to && !inside(to)) return writes(call, [to], 'overwrite');
    return [
      ...reads(call, from && !inside(from) ? [from] : [], { shown: false }),
      { kind: 'remote.exec', tool: 'docker', resolved: true, host: to?.value ?? null },
    ];
  },
};

const listing = '-f,--filter=F --format=F -a,--all -n,--last=N -q,--quiet --no-trunc -s -l';

function destroys(object: Destroyed): Command {
  return {
    options: '-f,--force -v,--volumes -a,--all -l -i -t,--time=N --filter=F --no-prune --depend --rmi=T',
    does: (call) => [
      ...call.operands.map(
        (word): EffectDraft => ({
          kind: 'container.destroy',
          object,
          name: word.value,
          all: call.has('-a'),
          force: call.has('-f'),
          extent: word.many ? 'unbounded' : 'single',
          span: word.span,
        }),
      ),
      ...(call.operands.length === 0
        ? when(call.has('-a'), { kind: 'container.destroy', object, all: true, force: call.has('-f') })
        : []),
      ...when(object === 'container' ? call.has('-v') : false, {
        kind: 'container.destroy',
        object: 'volume',
        all: false,
      }),
    ],
  };
}

function prunes(object: Destroyed): Command {
  return {
    options: '-f,--force -a,--all --filter=F --volumes --keep-storage=S --external',
    does: (call) => [
      {
        kind: 'container.destroy',
        object,
        all: object === 'container' || object === 'network' ? true : call.has('-a'),
        force: call.has('-f'),
        ...(object !== 'volume' && { undo: 'recoverable' }),
      } as EffectDraft,
      ...when(call.has('--volumes'), { kind: 'container.destroy', object: 'volume', all: true, force: call.has('-f') }),
    ],
  };
}

const build: Command = {
  options:
    '-f,--file=F -t,--tag=T --build-arg=A --target=T --platform=P --secret=S --ssh=S --cache-from=C --cache-to=C --label=L --network=N --no-cache --pull --push --load -o,--output=O --progress=P -q,--quiet --rm --squash --iidfile=F --metadata-file=F --builder=B --add-host=H --ulimit=U -m=M --isolation=I --build-context=C --provenance=P --sbom=S --attest=A --allow=A --check',
  does: (call) => [
    { kind: 'code.exec', origin: 'workspace-file', lang: 'dockerfile', via: 'container' },
    ...when(call.has('--push'), { kind: 'package.publish', op: 'publish', name: call.value('-t') ?? null }),
  ],
};

const publishes: Command = {
  options: '-a,--all-tags -q --disable-content-trust --tls-verify[=B] --creds=C',
  does: (call) => {
    const name = call.operand(0) ?? null;
    const registry =
      typeof name === 'string' && /^[^/]+[.:][^/]*\//.test(name)
        ? name.split('/')[0]
        : typeof name === 'string'
          ? 'docker.io'
          : null;
    return [{ kind: 'package.publish', op: 'publish', name, registry: registry ?? null }];
  },
};

const composeOptions =
  '-f,--file=F -p,--project-name=N --profile=P --env-file=F --project-directory=D --parallel=N --progress=P --ansi=A --compatibility --dry-run --all-resources';

const composeRun: Command = {
  options: `${runOptions} -T,--no-TTY --no-deps --service-ports --use-aliases --build --quiet-pull`,
  stopAtOperand: true,
  does: (call) => ({
    effects: [{ kind: 'container.run', image: call.operand(0) ?? null, privileged: false, mounts: null }],
    runs:
      call.operands.length > 1
        ? [
            {
              type: 'argv',
              words: call.operands.slice(1),
              label: 'docker compose run',
              via: 'container',
              elsewhere: true,
            },
          ]
        : [],
  }),
};

const compose: CommandSpec = {
  options: composeOptions,
  inertWith: ['--dry-run'],
  commands: {
    'ps ls logs config images top port version events help stats wait volumes': [],
    'up create': {
      options:
        '-d,--detach --build --force-recreate --no-recreate --no-deps --remove-orphans -V,--renew-anon-volumes --scale=S -t,--timeout=N --wait --wait-timeout=N --abort-on-container-exit --exit-code-from=S --pull=P --quiet-pull --no-build --no-start --attach=S -w,--watch -y',
      does: (call) => [
        { kind: 'container.run', image: call.operand(0) ?? null, privileged: null, mounts: null },
        ...when(call.has('-V'), { kind: 'container.destroy', object: 'volume', all: false }),
      ],
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
    'start restart stop kill pause unpause': (call) => [containerService(call)],
    build,
    pull: always({ kind: 'net.fetch' }),
    push: always({ kind: 'package.publish', op: 'publish' }),
    cp: copy,
    'watch attach scale': always({ kind: 'container.run', privileged: null, mounts: null }),
  },
};

function containerService(call: Call): EffectDraft {
  const verb = call.path.at(-1);
  const op = verb === 'start' || verb === 'unpause' ? 'start' : verb === 'restart' ? 'restart' : 'stop';
  return { kind: 'service.control', unit: call.operand(0) ?? null, op, undo: 'trivial' };
}

const containerCommands: Readonly<Record<string, Command>> = {
  'ps ls list logs top port stats diff inspect wait exists healthcheck': { options: listing },
  run,
  create: run,
  exec,
  cp: copy,
  'rm remove': destroys('container'),
  prune: prunes('container'),
  'start restart stop kill pause unpause': {
    options: '-s,--signal=S -t,--time=N -a -i -f -l',
    does: (call) =>
      call.operands.map((word): EffectDraft => ({ ...containerService(call), unit: word.value }) as EffectDraft),
  },
  'commit rename update checkpoint restore': [],
  export: { options: '-o,--output=F', does: (call) => writes(call, call.words('-o'), 'overwrite') },
  attach: [{ kind: 'code.opaque', reason: 'interactive', program: 'docker' }],
};

const management: Readonly<Record<string, Command>> = {
  container: { commands: containerCommands },
  image: {
    commands: {
      'ls list inspect history tree exists tag mount diff': [],
      'rm remove': destroys('image'),
      prune: prunes('image'),
      build,
      push: publishes,
      pull: always({ kind: 'net.fetch' }),
      'save load import': {
        options: '-o,--output=F -i,--input=F -q',
        does: (call) => writes(call, call.words('-o'), 'overwrite'),
      },
    },
  },
  volume: {
    commands: {
      'ls list inspect exists create update': [],
      'rm remove': destroys('volume'),
      prune: prunes('volume'),
      'export import': (call) => writes(call, call.words('-o'), 'overwrite'),
    },
  },
  network: {
    commands: {
      'ls list inspect exists create connect disconnect reload': [],
      'rm remove': destroys('network'),
      prune: prunes('network'),
    },
  },
  system: {
    commands: {
      'df info events version connection check': [],
      prune: prunes('system'),
      reset: always({ kind: 'container.destroy', object: 'system', all: true }),
    },
  },
  builder: { commands: { prune: prunes('builder'), build } },
  buildx: {
    commands: {
      'ls inspect du version history imagetools create use stop': [],
      rm: destroys('builder'),
      prune: prunes('builder'),
      'build b': build,
      bake: always({ kind: 'code.exec', origin: 'workspace-file', lang: 'dockerfile', via: 'container' }),
    },
  },
  stack: {
    commands: {
      'ls ps services config': [],
      'rm down': destroys('stack'),
      'deploy up': always({ kind: 'deploy.release', target: 'swarm', op: 'deploy' }),
    },
  },
  service: {
    commands: {
      'ls ps logs inspect': [],
      rm: destroys('stack'),
      'create update scale rollback': always({ kind: 'deploy.release', target: 'swarm', op: 'deploy' }),
    },
  },
  'swarm node plugin trust config': {
    commands: { 'ls inspect ps ca join-token': [] },
    otherwise: () => [{ kind: 'infra.change', provider: 'swarm', op: 'update' }],
  },
  secret: {
    commands: {
      'ls inspect exists': [],
      rm: always({ kind: 'secret.write', store: 'swarm', op: 'delete' }),
      create: always({ kind: 'secret.write', store: 'swarm', op: 'create' }),
    },
  },
  context: {
    commands: {
      'ls inspect show export': [],
      'use create update import rm': always({ kind: 'config.write', target: 'other', executes: false }),
    },
  },
  pod: {
    commands: {
      'ps ls inspect logs stats top exists': [],
      rm: destroys('stack'),
      prune: prunes('stack'),
      'create start stop restart kill pause unpause': [],
    },
  },
  machine: {
    commands: {
      'ls list inspect info ssh': [],
      'rm reset': always({ kind: 'container.destroy', object: 'system', all: true }),
      'start stop init set': [],
    },
  },
  manifest: { commands: { 'inspect create annotate add exists': [], push: publishes, rm: destroys('image') } },
};

const composeSpec: ProgramSpec = {
  names: 'docker-compose podman-compose',
  ...compose,
  examples: {
    yields: { 'docker-compose down -v': 'container.destroy{object=stack} + container.destroy{object=volume,all=true}' },
  },
};

const docker: ProgramSpec = {
  names: 'docker podman nerdctl buildah ctr crictl lima finch',
  options:
    '-H,--host=H -c,--context=C --config=D -D,--debug -l,--log-level=L --tls --tlscacert=F --tlscert=F --tlskey=F --tlsverify -n,--namespace=N --url=U --connection=C --root=D --runroot=D --storage-driver=D -r,--remote',
  ownOptions: true,
  commands: {
    ...management,
    ...containerCommands,
    'images info version search history events scout help': [],
    rmi: destroys('image'),
    build,
    'bud build-using-dockerfile': build,
    pull: { options: '-a -q --platform=P --disable-content-trust', does: always({ kind: 'net.fetch' }) },
    push: publishes,
    'tag import load mount unmount init unshare': [],
    save: { options: '-o,--output=F', does: (call) => writes(call, call.words('-o'), 'overwrite') },
    login: {
      options: '-u=U -p=P --password-stdin',
      does: (call) => [{ kind: 'secret.write', store: 'registry-cred', op: 'update', name: call.operand(0) ?? null }],
    },
    logout: [{ kind: 'secret.write', store: 'registry-cred', op: 'delete' }],
    compose,
    generate: [],
    'play kube': always({ kind: 'container.run', privileged: null, mounts: null }),
  },
  examples: {
    yields: {
      'docker run --rm -it alpine ls': 'container.run{image=alpine,privileged=false,mounts=none,network=default}',
      'docker run --privileged -v /:/host alpine':
        'container.run{privileged=true,mounts=system} + privilege.escalate{how=namespace}',
      'docker run -v /var/run/docker.sock:/var/run/docker.sock x': 'container.run{mounts=socket} + privilege.escalate',
      'docker rm -f web': 'container.destroy{object=container,name=web,force=true}',
      'docker system prune -af --volumes':
        'container.destroy{object=system,all=true} + container.destroy{object=volume,all=true}',
      'docker volume rm data': 'container.destroy{object=volume,name=data}',
      'docker exec web rm -rf /app': 'remote.exec{tool=docker,resolved=true,host=web} + fs.delete{via=container}',
      'docker exec -it web sh': 'remote.exec + code.opaque{reason=interactive}',
      'docker compose down --volumes': 'container.destroy{object=stack} + container.destroy{object=volume}',
      'docker compose up -d': 'container.run',
      'docker push acme/shop:1': 'package.publish{op=publish,registry=docker.io}',
      'docker build -t x .': 'code.exec{origin=workspace-file}',
      'docker login ghcr.io': 'secret.write{op=update}',
      'docker -H tcp://h:1 rmi x': 'container.destroy{object=image}',
    },
    inert: [
      'docker ps -a',
      'docker images',
      'docker logs -f web',
      'docker compose ps',
      'docker inspect web',
      'docker volume ls',
    ],
  },
};

export const containers: readonly ProgramSpec[] = [docker, composeSpec];
