/** Resources read, entered and copied from. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Command } from '../../program';
import type { Word } from '../../spec';
import { reads, sourceOfFile, when, writes } from '../../stating';
import { execsInside } from '../containers/run';
import { resourcesOf, selection, whereOf } from './cluster';

export const getting: Command = {
  options: `${selection} --sort-by=F --raw=U --chunk-size=N --ignore-not-found --subresource=S --server-print --watch-only -L=L --no-headers --show-kind --show-managed-fields --show-events -h`,
  does(call) {
    const secret = resourcesOf(call.operands).some(
      ({ object }) => typeof object === 'string' && /^secrets?$/.test(object),
    );
    const content =
      call.words('-o').some((word) => !/^(name|wide)$/.test(String(word.value))) || call.maybe('--template');
    return when(secret && content, {
      kind: 'secret.read',
      store: 'k8s',
      audience: call.invocation.outputShown ? 'model' : 'process',
    });
  },
};

export const execOptions = '-c,--container=C -i,--stdin -t,--tty -q,--quiet -f,--filename=F --pod-running-timeout=T';

/** `kubectl exec POD -- CMD`; without `--` the rest is the command too. */
export const exec: Command = {
  options: execOptions,
  stopAtOperand: true,
  does(call) {
    const [pod, ...rest] = call.operands;
    const dashes = rest.findIndex((word) => word.value === '--');
    const command = dashes >= 0 ? rest.slice(dashes + 1) : rest.filter((word) => !/^-/.test(String(word.value)));
    const answer = execsInside(call, 'kubectl', pod?.value ?? null, command, 'kubectl exec');
    const where = whereOf(call);
    const effects = 'length' in answer ? answer : (answer.effects ?? []);
    const runs = 'length' in answer ? [] : (answer.runs ?? []);
    return {
      effects: effects.map(
        (effect): EffectDraft => ({
          ...effect,
          ...(where.evidence && { evidence: { ...effect.evidence, ...where.evidence } }),
        }),
      ),
      runs,
    };
  },
};

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
