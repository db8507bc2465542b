/** Resources read, entered and copied from. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, type Command, outcomeOf, together } from '../../program';
import type { Outcome, Word } from '../../spec';
import { reads, sourceOfFile, when, writes } from '../../stating';
import { execsInside } from '../containers/run';
import { changing, isDryRun, resourcesOf, selection, whereOf } from './cluster';

export const getting: Command = {
  options: `${selection} --sort-by=F --raw=U --chunk-size=N --ignore-not-found --subresource=S --server-print --watch-only -L=L --no-headers --show-kind --show-managed-fields --show-events -h`,
  does(call) {
    const objects = resourcesOf(call.operands).map(({ object }) => object);
    const named = objects.some((object) => typeof object === 'string' && /^secrets?$/.test(object));
    const raw = call.words('--raw').some(({ value }) => typeof value !== 'string' || /\/secrets\b/.test(value));
    const secret = raw || named || (objects.includes(null) ? null : false);
    return when((raw || showsContent(call)) && secret, {
      kind: 'secret.read',
      store: 'k8s',
      audience: call.audience,
    });
  },
};

/** `-o name` and `-o wide` list; without a format that is known, a template may be hidden in an unknown word. */
function showsContent(call: Call): boolean {
  const formats = call.words('-o');
  return formats.length > 0
    ? formats.some((word) => !/^(name|wide)$/.test(String(word.value)))
    : call.maybe('--template', '-o');
}

export const execOptions = '-c,--container=C -i,--stdin -t,--tty -q,--quiet -f,--filename=F --pod-running-timeout=T';

/** `kubectl exec POD -- CMD`; without `--` the rest is the command too. */
export const exec: Command = {
  options: execOptions,
  stopAtOperand: true,
  does(call) {
    const [pod, ...rest] = call.operands;
    const dashes = rest.findIndex((word) => word.value === '--');
    const command = dashes >= 0 ? rest.slice(dashes + 1) : rest.filter((word) => !/^-/.test(String(word.value)));
    return execsInPod(call, pod?.value ?? null, command);
  },
};

/** The terminal of the container's own program. */
export const attach: Command = {
  options: execOptions,
  does: (call) => execsInPod(call, call.operand(0) ?? null, []),
};

/** `oc rsh POD [CMD]`. */
export const rsh: Command = {
  options: `${execOptions} --shell=S --no-tty -T`,
  stopAtOperand: true,
  does: (call) => execsInPod(call, call.operand(0) ?? null, call.operands.slice(1)),
};

/** A container of its own beside a pod, or on a node with the node's files at `/host`. */
export const debug: Command = {
  options: `${execOptions} --image=I --target=C --copy-to=N --profile=P`,
  does(call) {
    const target = call.operand(0) ?? null;
    const onNode = typeof target === 'string' ? /^nodes?\//.test(target) : null;
    const answer = execsInPod(call, target, call.last.afterDashes ?? []);
    return together({ effects: when(onNode, { kind: 'privilege.escalate', how: 'namespace' }) }, answer);
  },
};

/** A pod of its own; what stands behind the dashes is run in it. */
export const runPod: Command = {
  options: `${execOptions} ${changing} --image=I --env=E --labels=L --port=P --restart=P --rm --command --attach --expose --overrides=J --privileged`,
  does(call) {
    if (isDryRun(call)) return [];
    const pod = call.operand(0) ?? null;
    const overridden = call
      .words('--overrides')
      .some(({ value }) => typeof value !== 'string' || /privileged|host(PID|Network|IPC|Path)/i.test(value));
    const created: EffectDraft[] = [
      { kind: 'k8s.change', op: 'create', ...whereOf(call), object: pod },
      ...when(overridden ? true : call.has('--privileged'), { kind: 'privilege.escalate', how: 'namespace' }),
    ];
    const command = call.last.afterDashes ?? [];
    return command.length > 0 ? together(created, execsInPod(call, pod, command)) : created;
  },
};

function execsInPod(call: Call, pod: Text, command: readonly Word[]): Outcome {
  const answer = outcomeOf(execsInside(call, 'kubectl', pod, command, `kubectl ${call.path.at(-1)}`));
  const { evidence } = whereOf(call);
  if (!evidence) return answer;
  const effects = answer.effects.map(
    (effect): EffectDraft => ({ ...effect, evidence: { ...effect.evidence, ...evidence } }),
  );
  return { ...answer, effects };
}

export const copy: Command = {
  options: '-c,--container=C --no-preserve --retries=N',
  does(call) {
    const [from, to] = call.operands;
    const inside = (word: Word | undefined) => /^[\w./-]+:/.test(String(word?.value));
    if (inside(from) && to) return writes(call, [to], 'overwrite');
    return from
      ? [
          ...reads(call, [from], { shown: false }),
          { kind: 'net.upload', channel: 'socket', source: sourceOfFile(call, from) ?? null, host: null },
        ]
      : [];
  },
};
