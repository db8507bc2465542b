/** aws s3: objects copied and deleted. */

import type { EffectDraft } from '../../../../../effects/effect';
import { headOf } from '../../../../../effects/value';
import type { Call, Command } from '../../../program';
import type { Word } from '../../../spec';
import { deletes, reads, sourceOfFile, when, writes } from '../../../stating';
import { hostOf } from '../../../urls';
import { evidenceOf, options } from './request';

const isBucket = (word: Word | undefined): boolean => /^s3:\/\//.test(headOf(word?.value));

function copies(call: Call): EffectDraft[] {
  const [from, to] = call.operands;
  const evidence = evidenceOf(call);
  const bucket = hostOf(to?.value) ?? null;
  if (from && to && isBucket(to) && !isBucket(from)) {
    const opened = call.words('--acl').some((word) => /^public/.test(String(word.value)));
    return [
      ...reads(call, [from], { shown: false }),
      { kind: 'net.upload', host: bucket, channel: 'bucket', source: sourceOfFile(call, from) ?? null },
      ...when(opened, { kind: 'access.change', provider: 'aws', op: 'publicize' }),
    ];
  }
  if (from && to && isBucket(from) && !isBucket(to))
    return [
      { kind: 'db.export', engine: 'other', table: from.value, to: to.value === '-' ? 'stdout' : 'file', evidence },
      ...writes(call, [to], 'overwrite'),
    ];
  return [{ kind: 'infra.change', provider: 'aws', service: 's3', op: 'update', evidence }];
}

function rowsDeleted(call: Call, word: Word | undefined): EffectDraft {
  const whole = call.maybe('--recursive', '--delete');
  return {
    kind: 'db.rows.delete',
    engine: 'other',
    table: word?.value ?? null,
    where: whole ? 'none' : 'key',
    method: 'delete',
    evidence: evidenceOf(call),
    ...(whole && { extent: 'unbounded' as const }),
  };
}

export const s3: Command = {
  options,
  inertWith: ['--dryrun'],
  commands: {
    ls: [],
    'mb website': (call) => [
      { kind: 'infra.change', provider: 'aws', service: 's3', op: 'create', evidence: evidenceOf(call) },
    ],
    cp: copies,
    mv: (call) => [
      ...copies(call),
      ...(isBucket(call.operands[0])
        ? [rowsDeleted(call, call.operands[0])]
        : deletes(call, call.operands.slice(0, 1), { recursive: call.has('--recursive') })),
    ],
    sync: (call) => {
      const target = call.operands[1];
      const gone = isBucket(target)
        ? [rowsDeleted(call, target)]
        : target
          ? deletes(call, [target], { recursive: true })
          : [];
      return [...copies(call), ...when(call.has('--delete'), ...gone)];
    },
    rm: (call) => [rowsDeleted(call, call.operands[0])],
    rb: (call) => [
      {
        kind: 'infra.destroy',
        provider: 'aws',
        service: 's3',
        resource: call.operand(0) ?? null,
        stateful: true,
        all: call.has('--force'),
        evidence: evidenceOf(call),
      },
    ],
    presign: (call) => [
      { kind: 'access.change', provider: 'aws', op: 'publicize', principal: call.operand(0) ?? null },
    ],
  },
};
