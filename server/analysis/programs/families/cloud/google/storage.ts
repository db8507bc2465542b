/** gsutil and gcloud storage: objects and buckets. */
import type { EffectDraft } from '../../../../../effects/effect';
import { own } from '../../../own';
import type { Answer, Call, ProgramSpec } from '../../../program';
import type { Word } from '../../../spec';
import { deletes, reads, sourceOfFile, when, writes } from '../../../stating';

export const options =
  '--project=P --account=A --configuration=C --format=F --filter=F --quiet,-q --region=R --zone=Z --verbosity=V --impersonate-service-account=A --billing-project=P --limit=N --sort-by=F --async --secret=S --member=M --role=R --command=C --all --force --instance=I --keyring=K --location=L --version=V --data-file=F --key-file=F --member=M --recursive,-r,-R -d,--delete-unmatched-destination-objects -n --no-user-output-enabled --log-http --flags-file=F -m -o=O -h=H -D -i --database=D --service-account=S --all-versions,-a --sql=S --metadata=M --metadata-from-file=F';

export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const project = call.words('--project').at(-1)?.value ?? call.invocation.variable('CLOUDSDK_CORE_PROJECT');
  return { cloudProject: project ?? null };
}

const isInBucket = (word: Word | undefined) => /^gs:\/\//.test(String(word?.value));

type Operation = (call: Call, operands: readonly Word[], verb: string) => Answer;

const shows: Operation = () => [];

function lost(call: Call, word: Word | undefined): EffectDraft {
  return {
    kind: 'db.rows.delete',
    engine: 'other',
    table: word?.value ?? null,
    where: call.maybe('-r', '--all', '-a') || /\*/.test(String(word?.value)) ? 'none' : 'key',
    method: 'delete',
    evidence: evidenceOf(call),
  };
}

const objectsDeleted: Operation = (call, operands) => operands.map((word) => lost(call, word));

const bucketDeleted: Operation = (call, operands) => [
  {
    kind: 'infra.destroy',
    provider: 'gcp',
    service: 'storage',
    resource: operands.at(-1)?.value ?? null,
    stateful: true,
    evidence: evidenceOf(call),
  },
];

/** `cp`, `mv`, `rsync`: the last operand is where to; what is moved or no longer matched goes. */
const copies: Operation = (call, operands, verb) => {
  const [sources, targets] = [operands.slice(0, -1), operands.slice(-1)];
  const mirrors = verb === 'rsync' || verb === 'sync';
  const removed = verb === 'mv' ? sources : mirrors ? targets : [];
  const losses = removed.flatMap((word) =>
    isInBucket(word) ? [lost(call, word)] : deletes(call, [word], { recursive: true }),
  );
  const copied = isInBucket(targets[0]) ? uploaded(call, sources, targets[0]) : downloaded(call, sources, targets);
  return [...copied, ...when(mirrors ? call.has('-d') : true, ...losses)];
};

function uploaded(call: Call, sources: readonly Word[], bucket: Word | undefined): EffectDraft[] {
  const local = sources.filter((word) => !isInBucket(word));
  const host = String(bucket?.value).split('/')[2] ?? null;
  return [
    ...reads(call, local, { shown: false }),
    ...local.map(
      (word): EffectDraft => ({
        kind: 'net.upload',
        channel: 'bucket',
        host,
        source: sourceOfFile(call, word) ?? null,
      }),
    ),
  ];
}

function downloaded(call: Call, sources: readonly Word[], targets: readonly Word[]): EffectDraft[] {
  const evidence = evidenceOf(call);
  return [
    { kind: 'db.export', engine: 'other', table: sources[0]?.value ?? null, to: 'file', evidence },
    ...writes(call, targets, 'overwrite'),
  ];
}

const grants: Operation = (_, operands) => {
  if (/^(get|list)$/.test(String(operands[0]?.value))) return [];
  const everyone = operands.some((word) => /allUsers|public-read|AllUsers/.test(String(word.value)));
  return [{ kind: 'access.change', provider: 'gcp', op: everyone ? 'publicize' : 'grant' }];
};

const signs: Operation = () => [{ kind: 'access.change', provider: 'gcp', op: 'publicize' }];

const versions: Operation = (_, operands) => {
  const words = operands.map((word) => word.value);
  const off = words.includes('off') || (words.includes(null) ? null : false);
  return when(off, { kind: 'recovery.destroy', what: 'versioning' });
};

const retains: Operation = (_, operands) =>
  when(String(operands[0]?.value) !== 'get', { kind: 'recovery.destroy', what: 'retention' });

const operations: Readonly<Record<string, Operation>> = {
  ls: shows,
  cat: shows,
  du: shows,
  stat: shows,
  hash: shows,
  list: shows,
  describe: shows,
  version: shows,
  help: shows,
  rm: objectsDeleted,
  rb: bucketDeleted,
  delete: bucketDeleted,
  cp: copies,
  mv: copies,
  rsync: copies,
  sync: copies,
  iam: grants,
  acl: grants,
  defacl: grants,
  signurl: signs,
  'sign-url': signs,
  versioning: versions,
  lifecycle: retains,
  retention: retains,
};

export function storageEffects(call: Call, verb: string, operands: readonly Word[]): Answer {
  const operation = own(operations, verb);
  if (operation) return operation(call, operands, verb);
  return [{ kind: 'infra.change', provider: 'gcp', service: 'storage', op: 'update', evidence: evidenceOf(call) }];
}

export const gsutil: ProgramSpec = {
  names: 'gsutil',
  options,
  commandWords: 1,
  does: (call) =>
    call.operands.length > 0 ? storageEffects(call, String(call.operand(0)), call.operands.slice(1)) : [],
  examples: {
    yields: {
      'gsutil rm -r gs://b': 'db.rows.delete{where=none}',
      'gsutil rm gs://b/x gs://b/y': 'db.rows.delete{table=gs://b/x,where=key} + db.rows.delete{table=gs://b/y}',
      'gsutil cp a gs://b/': 'net.upload{channel=bucket,source=file}',
      'gsutil cp gs://b/dump.sql .': 'db.export{to=file} + fs.write',
      'gsutil mv a.ts gs://b/': 'net.upload + fs.delete',
      'gsutil rsync -d . gs://b': 'net.upload + db.rows.delete',
      'gsutil rb gs://b': 'infra.destroy{stateful=true}',
      'gsutil acl ch -u AllUsers:R gs://b/x': 'access.change{op=publicize}',
      'gsutil versioning set off gs://b': 'recovery.destroy{what=versioning}',
    },
    inert: ['gsutil ls gs://b', 'gsutil cat gs://b/x', 'gsutil versioning set on gs://b', 'gsutil acl get gs://b'],
  },
};
