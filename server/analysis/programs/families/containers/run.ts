/** Containers run and entered. */

import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import { type Text, UNKNOWN } from '../../../../effects/value';
import type { Answer, Call, Command, CommandSpec } from '../../program';
import type { Run, RunFacets, Stream, Surroundings, Word } from '../../spec';
import { reads, when, writes } from '../../stating';
import { hostOf } from '../../urls';
import { clusterEvidence } from '../kubernetes/cluster';
import { contextOf } from '../kubernetes/context';

export type Mounts = Exclude<EffectDraftOf<'container.run'>['mounts'], undefined>;

export const runOptions =
  '-v,--volume=V --mount=M --tmpfs=T --volumes-from=C -e,--env=E --env-file=F -p,--publish=P -P,--publish-all --name=N -w,--workdir=D -u,--user=U --entrypoint=E --network,--net=N --privileged --cap-add=C --cap-drop=C --security-opt=O --device=D --pid=M --ipc=M --uts=M --userns=M --cgroupns=M -h,--hostname=H -l,--label=L --label-file=F -m,--memory=M --memory-swap=M --cpus=N -c,--cpu-shares=N --cpuset-cpus=N --restart=P --log-driver=D --log-opt=O --add-host=H --dns=D --expose=P --gpus=G --ulimit=U --shm-size=S --stop-signal=S --stop-timeout=N --platform=P --pull=P --runtime=R --group-add=G --link=L --ip=I --mac-address=M --network-alias=A --health-cmd=C --health-interval=D --health-retries=N --health-timeout=D --cidfile=F --cgroup-parent=P --annotation=A --isolation=I --storage-opt=O --sysctl=S -a,--attach=S --detach-keys=K -i,--interactive -t,--tty -d,--detach --rm --init --read-only -q,--quiet --oom-kill-disable --no-healthcheck --pod=P --secret=S --arch=A --os=O --timezone=T --hooks-dir=D --conmon-pidfile=F --replace';

function sourceOfMount(word: Word): Text {
  if (typeof word.value !== 'string') return null;
  const named = /(?:^|,)(?:source|src)=([^,]*)/.exec(word.value)?.[1];
  if (named !== undefined) return named;
  return /(?:^|,)type=/.test(word.value) ? '' : (word.value.split(':')[0] ?? '');
}

function mountsOf(call: Call): Mounts {
  const { surroundings, cwd } = call.invocation;
  const widest = widestMount(call.words('-v', '--mount').map(sourceOfMount), surroundings, cwd);
  return widest === 'none' && call.last.open ? null : widest;
}

/** The most far-reaching thing of this machine that a container sees. */
export function widestMount(sources: readonly Text[], surroundings: Surroundings, cwd: Text): Mounts {
  return widest(sources.map((source) => mountKind(source, surroundings, cwd)));
}

export function widest(kinds: readonly Mounts[]): Mounts {
  for (const kind of ['socket', 'system', 'home', null, 'workspace'] as const) if (kinds.includes(kind)) return kind;
  return 'none';
}

function mountKind(source: Text, surroundings: Surroundings, cwd: Text): Mounts {
  if (source === null) return null;
  if (typeof source === 'string' && /(docker|podman|containerd|crio)\.sock$/.test(source)) return 'socket';
  // A name without a slash is a named volume, not a path of this machine.
  if (typeof source === 'string' && !/[/~.]/.test(source)) return 'none';
  const { zone, path } = surroundings.fileTarget(source, cwd);
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

export const dangerousCapabilities =
  /^(cap_)?(all|sys_admin|sys_ptrace|sys_module|dac_read_search|dac_override|sys_rawio|net_admin|bpf)$/i;

function runEffects(call: Call, image: Text): EffectDraft[] {
  const mounts = mountsOf(call);
  const shares = call.words('--pid', '--ipc', '--userns').some((word) => word.value === 'host');
  const capable = call.words('--cap-add').some((word) => dangerousCapabilities.test(String(word.value)));
  const escapes = mounts === 'socket' || mounts === 'system' || shares || capable;
  return [
    {
      kind: 'container.run',
      image,
      privileged: capable || call.has('--privileged'),
      mounts: mounts ?? null,
      network: networkOf(call) ?? null,
    },
    ...when(escapes || call.has('--privileged'), { kind: 'privilege.escalate', how: 'namespace' }),
  ];
}

export const run: CommandSpec = {
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
              ...(seesNothing(call) && { disposable: true }),
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

/** Neither files of this machine nor volumes: whatever it does to files ends with it. */
function seesNothing(call: Call): boolean {
  const shared = ['-v', '--mount', '--volumes-from', '--device', '--cap-add', '--pid', '--ipc', '--userns'];
  return !call.last.open && call.words(...shared).length === 0 && call.has('--privileged') === false;
}

/** The machine whose containers are meant: this one, unless a host or a context is named. */
export function daemonOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const host = call.words('--host', '--url', '-H').at(-1)?.value ?? call.invocation.variable('DOCKER_HOST');
  if (host !== undefined)
    return { host: hostOf(host) ?? (/^(unix|npipe|fd):/.test(String(host)) ? 'localhost' : null) };
  const context = call.outermost.values('--context').at(-1)?.value;
  return context === undefined ? {} : { host: context };
}

/** The cluster that a context names, or the machine of another daemon. Containers of this machine are no other place. */
function placeOf(call: Call, tool: EffectDraftOf<'remote.exec'>['tool']): Pick<RunFacets, 'place'> {
  if (tool === 'kubectl') {
    const place = clusterEvidence(call, contextOf(call));
    return place.kubeContext === UNKNOWN && place.host === undefined ? {} : { place };
  }
  const { host } = tool === 'docker' ? daemonOf(call) : {};
  return host === undefined ? {} : { place: { dbHost: host, host } };
}

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
    effects: [
      {
        kind: 'remote.exec',
        tool: tool ?? null,
        host,
        resolved,
        ...(tool === 'docker' && { evidence: daemonOf(call) }),
      },
    ],
    runs: [
      {
        type: 'argv',
        words: command,
        label,
        via: tool === 'docker' ? 'container' : 'remote',
        elsewhere: true,
        ...placeOf(call, tool),
        ...(stdin && { stdin: sent(call, stdin) }),
      },
    ],
  };
}

/** A file given by `<` is read here, and what it holds goes there. */
function sent({ invocation }: Call, stdin: Stream): Stream {
  const { file, ...stream } = stdin;
  if (!file || stdin.text !== UNKNOWN) return stdin;
  return { ...stream, text: invocation.surroundings.settings(file.value, invocation.cwd) ?? UNKNOWN };
}

export const exec: CommandSpec = {
  options:
    '-d,--detach --detach-keys=K -e,--env=E --env-file=F -i,--interactive --privileged -t,--tty -u,--user=U -w,--workdir=D -l,--latest',
  stopAtOperand: true,
  does: (call) => execsInside(call, 'docker', call.operand(0) ?? null, call.operands.slice(1), `${call.name} exec`),
};

export const copy: Command = {
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
