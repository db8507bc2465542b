/** containerd's own client: groups, then verbs. */
import type { Command, ProgramSpec } from '../../program';
import { always } from '../../stating';
import { destroys } from './destroy';
import { execsInside } from './run';

const images: Command = {
  commands: {
    'ls list check export mount unmount usage inspect tag label': [],
    'rm remove del delete': destroys('image'),
    prune: destroys('image'),
    'pull import': always({ kind: 'net.fetch' }),
    push: (call) => [{ kind: 'package.publish', op: 'publish', name: call.operand(0) ?? null }],
  },
};

const tasks: Command = {
  commands: {
    'ls list ps metrics attach checkpoint': [],
    'kill pause resume start': [],
    'rm remove del delete': destroys('container'),
    exec: {
      options: '--exec-id=I --cwd=D -t,--tty -d,--detach --user=U',
      stopAtOperand: true,
      does: (call) => execsInside(call, 'docker', call.operand(0) ?? null, call.operands.slice(1), 'ctr exec'),
    },
  },
};

export const containerd: ProgramSpec = {
  names: 'ctr',
  options: '-a,--address=A -n,--namespace=N --timeout=T --connect-timeout=T --debug',
  commands: {
    'version events info plugins plugin deprecations': [],
    'images image i': images,
    'containers container c': {
      commands: { 'ls list info label': [], create: [], 'rm remove del delete': destroys('container') },
    },
    'tasks task t': tasks,
    'namespaces namespace ns': {
      commands: { 'ls list label': [], create: [], 'rm remove': destroys('system') },
    },
    'snapshots snapshot content leases': {
      commands: { 'ls list info tree usage active get diff': [], 'rm remove del delete': destroys('system') },
    },
    run: {
      options: '--rm -t,--tty -d,--detach --privileged --net-host --mount=M --env=E --cap-add=C',
      stopAtOperand: true,
      does: (call) => [
        {
          kind: 'container.run',
          image: call.operand(0) ?? null,
          privileged: call.has('--privileged'),
          mounts: call.words('--mount').length > 0 ? null : 'none',
          network: call.has('--net-host') === true ? 'host' : 'default',
        },
      ],
    },
  },
  examples: {
    yields: {
      'ctr -n k8s.io images rm docker.io/acme/web:1': 'container.destroy{object=image}',
      'ctr containers rm web': 'container.destroy{object=container,name=web}',
      'ctr run --privileged docker.io/library/alpine:3 x': 'container.run{privileged=true}',
    },
    inert: ['ctr images ls', 'ctr -n k8s.io c ls'],
  },
};
