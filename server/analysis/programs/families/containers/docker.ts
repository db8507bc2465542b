/** docker, podman and their kin. */

import type { Command, ProgramSpec } from '../../program';
import { always, writes } from '../../stating';
import { compose, composeSpec, containerService } from './compose';
import { containerd } from './containerd';
import { destroys, destroysInSwarm, prunes } from './destroy';
import { build, publishes } from './images';
import { imageRegistries } from './registries';
import { copy, exec, run } from './run';
import { virtualMachines } from './virtual-machines';

const listing = '-f,--filter=F --format=F -a,--all -n,--last=N -q,--quiet --no-trunc -s -l';

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
    does: containerService,
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
      'rm down': destroysInSwarm,
      'deploy up': always({ kind: 'deploy.release', target: 'swarm', op: 'deploy' }),
    },
  },
  service: {
    commands: {
      'ls ps logs inspect': [],
      rm: destroysInSwarm,
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

export const docker: ProgramSpec = {
  names: 'docker podman nerdctl buildah crictl finch',
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
    'tag import load mount unmount umount init containers from': [],
    unshare: {
      stopAtOperand: true,
      does: (call) =>
        call.operands.length > 0 ? { runs: [{ type: 'argv', words: call.operands, label: 'podman unshare' }] } : [],
    },
    save: { options: '-o,--output=F', does: (call) => writes(call, call.words('-o'), 'overwrite') },
    login: {
      options: '-u=U -p=P --password-stdin',
      does: (call) => [{ kind: 'secret.write', store: 'registry-cred', op: 'update', name: call.operand(0) ?? null }],
    },
    // The user can log in again.
    logout: [{ kind: 'config.write', target: 'other', executes: false }],
    compose,
    generate: [],
    'play kube': {
      options: '--down --replace --force --network=N --configmap=F',
      does: (call) =>
        call.operand(0) === 'down' || call.has('--down') === true
          ? [{ kind: 'container.destroy', object: 'stack', name: call.operands.at(-1)?.value ?? null, all: true }]
          : [{ kind: 'container.run', privileged: null, mounts: null }],
    },
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
      "docker run --rm alpine sh -c 'rm -rf /var/cache; curl https://x.test'": 'container.run{mounts=none} + net.fetch',
      'docker run --rm -v pg:/data alpine rm -rf /data/x': 'container.run + fs.delete',
      'docker stack rm shop': 'infra.destroy{provider=swarm,resource=shop}',
      'docker service rm web': 'infra.destroy{provider=swarm,resource=web}',
      'docker compose up -d': 'container.run',
      'docker push acme/shop:1': 'package.publish{op=publish,registry=docker.io}',
      'docker build -t x .': 'code.exec{origin=workspace-file}',
      'docker login ghcr.io': 'secret.write{op=update}',
      'docker logout': 'config.write',
      'podman unshare rm -rf build': 'fs.delete{path=/repo/build}',
      'podman kube down web.yml': 'container.destroy{object=stack}',
      'docker --context prod rm -f $NAME': 'container.destroy{object=container,force=true}',
      'docker $VERB web': 'code.opaque{reason=unresolved-command}',
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

export const containers: readonly ProgramSpec[] = [containerd, virtualMachines, docker, composeSpec, imageRegistries];
