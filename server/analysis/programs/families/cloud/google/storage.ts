/** gsutil and gcloud storage: objects and buckets. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Answer, Call, ProgramSpec } from '../../../program';
import type { Word } from '../../../spec';
import { deletes, reads, sourceOfFile, when, writes } from '../../../stating';

export const options =
  '--project=P --account=A --configuration=C --format=F --filter=F --quiet,-q --region=R --zone=Z --verbosity=V --impersonate-service-account=A --billing-project=P --limit=N --sort-by=F --async --secret=S --member=M --role=R --command=C --all --force --instance=I --keyring=K --location=L --version=V --data-file=F --key-file=F --member=M --recursive,-r,-R -d,--delete-unmatched-destination-objects -n --no-user-output-enabled --log-http --flags-file=F -m -o=O -h=H -D -i --database=D --service-account=S --all-versions,-a';

export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const project = call.words('--project').at(-1)?.value ?? call.invocation.variable('CLOUDSDK_CORE_PROJECT');
  return project === undefined ? {} : { cloudProject: project };
}

const isBucket = (word: Word | undefined) => /^gs:\/\//.test(String(word?.value));

export function storageEffects(call: Call, verb: string, operands: readonly Word[]): Answer {
  const evidence = evidenceOf(call);
  const target = operands.at(-1);
  const sources = operands.slice(0, -1);
  const gone = (word: Word | undefined): EffectDraft => ({
    kind: 'db.rows.delete',
    engine: 'other',
    table: word?.value ?? null,
    where: call.maybe('-r', '--all', '-a') || /\*/.test(String(word?.value)) ? 'none' : 'key',
    method: 'delete',
    evidence,
  });
  switch (verb) {
    case 'ls':
    case 'cat':
    case 'du':
    case 'stat':
    case 'hash':
    case 'list':
    case 'describe':
    case 'version':
    case 'help':
    case '':
      return [];
    case 'rm':
      return [gone(target)];
    case 'rb':
    case 'delete':
      return [
        {
          kind: 'infra.destroy',
          provider: 'gcp',
          service: 'storage',
          resource: target?.value ?? null,
          stateful: true,
          evidence,
        },
      ];
    case 'cp':
    case 'mv':
    case 'rsync':
    case 'sync': {
      const deletion = verb === 'rsync' || verb === 'sync' ? call.has('-d') : verb === 'mv';
      const removed = verb === 'mv' ? sources : target ? [target] : [];
      const losses = removed.flatMap((word) =>
        isBucket(word) ? [gone(word)] : deletes(call, [word], { recursive: true }),
      );
      if (isBucket(target)) {
        const local = sources.filter((word) => !isBucket(word));
        return [
          ...reads(call, local, { shown: false }),
          ...local.map(
            (word): EffectDraft => ({
              kind: 'net.upload',
              channel: 'bucket',
              host: String(target?.value).split('/')[2] ?? null,
              source: sourceOfFile(call, word) ?? null,
            }),
          ),
          ...when(deletion, ...losses),
        ];
      }
      return [
        { kind: 'db.export', engine: 'other', table: sources[0]?.value ?? null, to: 'file', evidence },
        ...writes(call, target ? [target] : [], 'overwrite'),
        ...when(deletion, ...losses),
      ];
    }
    case 'iam':
    case 'acl':
    case 'defacl':
      return /^(get|list)$/.test(String(operands[0]?.value))
        ? []
        : [
            {
              kind: 'access.change',
              provider: 'gcp',
              op: operands.some((word) => /allUsers|public-read|AllUsers/.test(String(word.value)))
                ? 'publicize'
                : 'grant',
            },
          ];
    case 'signurl':
    case 'sign-url':
      return [{ kind: 'access.change', provider: 'gcp', op: 'publicize' }];
    case 'versioning':
      return when(
        operands.some((word) => word.value === 'off'),
        { kind: 'recovery.destroy', what: 'versioning' },
      );
    case 'lifecycle':
    case 'retention':
      return when(String(operands[0]?.value) !== 'get', { kind: 'recovery.destroy', what: 'retention' });
    default:
      return [{ kind: 'infra.change', provider: 'gcp', service: 'storage', op: 'update', evidence }];
  }
}

export const gsutil: ProgramSpec = {
  names: 'gsutil',
  options,
  commandWords: 1,
  does: (call) => storageEffects(call, String(call.operand(0) ?? ''), call.operands.slice(1)),
  examples: {
    yields: {
      'gsutil rm -r gs://b': 'db.rows.delete{where=none}',
      'gsutil cp a gs://b/': 'net.upload{channel=bucket,source=file}',
      'gsutil rsync -d . gs://b': 'net.upload + db.rows.delete',
      'gsutil rb gs://b': 'infra.destroy{stateful=true}',
    },
    inert: ['gsutil ls gs://b', 'gsutil cat gs://b/x'],
  },
};
