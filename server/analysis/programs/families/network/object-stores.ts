/** Stores of objects besides the large clouds' own programs: MinIO, s5cmd, s3cmd, Backblaze, AzCopy. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command, Does, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { always, deletes, reads, sourceOfFile, when, writes } from '../../stating';
import { hostOf } from '../../urls';
import { copies } from './copies';

const options =
  '-r,--recursive[=B] -f,--force --dangerous --json -q,--quiet --remove,--delete,--delete-removed --overwrite -a,--preserve --exclude,-x=P --include=P --older-than=T --newer-than=T --watch,-w --acl=A --acl-public,-P --acl-private --endpoint-url=U --profile=P --numworkers=N --dry-run,-n,--dryRun --storage-class=C --content-type=T --concurrency=N --destination-region=R --source-region=R --from-to=F --delete-destination[=B] --versions --threads=N --skip-newer --keep-days=N --replace-newer';

function objectsDeleted(call: Call, word: Word | undefined): EffectDraft {
  const whole = call.maybe('-r', '--versions') || /\*/.test(String(word?.value ?? '*'));
  return {
    kind: 'db.rows.delete',
    engine: 'other',
    table: word?.value ?? null,
    method: 'delete',
    where: whole ? 'none' : 'key',
    ...(whole && { extent: 'unbounded' as const }),
  };
}

/** How a program writes the place of an object. */
type IsThere = (call: Call, word: Word | undefined) => boolean;

const byUrl: IsThere = (_, word) => /^(s3|gs|b2|az|https?):\/\//.test(String(word?.value));

function copiesObjects(call: Call, isThere: IsThere): EffectDraft[] {
  const [from, to] = [call.operands[0], call.operands.at(-1)];
  if (!from || !to || from === to) return [];
  const host = hostOf(to.value) ?? null;
  const opened = when(call.has('--acl-public') === true || /^public/.test(String(call.value('--acl'))), {
    kind: 'access.change',
    op: 'publicize',
  });
  if (isThere(call, to) && !isThere(call, from))
    return [
      ...reads(call, [from], { shown: false }),
      { kind: 'net.upload', host, channel: 'bucket', source: sourceOfFile(call, from) ?? null },
      ...opened,
    ];
  if (isThere(call, from) && !isThere(call, to))
    return [{ kind: 'net.fetch', host: hostOf(from.value) ?? null }, ...writes(call, [to], 'overwrite')];
  return isThere(call, from) ? [{ kind: 'infra.change', service: 'bucket', op: 'update' }] : copies(call, 'bucket');
}

/** What copies, moves and mirrors, for programs that write places so. */
function transfers(isThere: IsThere) {
  const copied = (call: Call) => copiesObjects(call, isThere);
  const copy: Does = copied;
  const move: Does = (call) => {
    const [from] = call.operands;
    if (!from) return [];
    return [...copied(call), ...(isThere(call, from) ? [objectsDeleted(call, from)] : deletes(call, [from], {}))];
  };
  const mirror: Does = (call) => {
    const to = call.operands.at(-1);
    const gone = !to
      ? []
      : isThere(call, to)
        ? [objectsDeleted(call, undefined)]
        : deletes(call, [to], { recursive: true });
    return [...copied(call), ...when(call.has('--remove', '--replace-newer'), ...gone)];
  };
  return { copy, move, mirror };
}

const removes: Command = { options, does: (call) => call.operands.map((word) => objectsDeleted(call, word)) };

const destroysBucket: Command = {
  options,
  does: (call) => [
    {
      kind: 'infra.destroy',
      provider: call.name,
      service: 'bucket',
      resource: call.operands.at(-1)?.value ?? null,
      stateful: true,
      all: call.has('-f'),
    },
  ],
};

const changesAccess = (op: 'publicize' | 'policy' | 'member'): Command =>
  always({ kind: 'access.change', provider: 'bucket', op });

/** `ALIAS/BUCKET/KEY`: an alias is no folder of this machine. */
const byAlias: IsThere = (call, word) => {
  const alias = /^(\w[\w-]*)\//.exec(String(word?.value))?.[1];
  if (alias === undefined) return false;
  const { surroundings, cwd } = call.invocation;
  const { path } = surroundings.fileTarget(alias, cwd);
  return typeof path !== 'string' || surroundings.providers.files.kind(path) === 'absent';
};
const minio = transfers(byAlias);

const mc: ProgramSpec = {
  names: 'mc mcli',
  options,
  inertWith: ['--dry-run'],
  commands: {
    'ls cat head stat tree find du diff ready ping legalhold od sql watch': [],
    'cp put get pipe': { options, does: minio.copy },
    mv: { options, does: minio.move },
    mirror: { options, does: minio.mirror },
    rm: removes,
    rb: destroysBucket,
    mb: always({ kind: 'infra.change', provider: 'mc', service: 'bucket', op: 'create' }),
    'alias config': {
      commands: {
        'list ls': [],
        'set add remove rm import': always({ kind: 'config.write', target: 'cloud-cli', executes: false }),
      },
    },
    'anonymous policy': {
      commands: { 'get list links': [], 'set set-json': changesAccess('publicize') },
    },
    share: changesAccess('publicize'),
    'admin idp': {
      commands: { 'info trace top console logs': [] },
      otherwise: always({ kind: 'access.change', provider: 'mc', op: 'policy' }),
    },
    'version ilm retention': {
      commands: { 'info ls': [] },
      otherwise: always({ kind: 'recovery.destroy', what: 'versioning', certainty: 'possible' }),
    },
  },
  examples: {
    yields: {
      'mc cp .env minio/backup/': 'fs.read + secret.read + net.upload{channel=bucket,source=secret}',
      'mc rm --recursive --force minio/shop': 'db.rows.delete{where=none,extent=unbounded}',
      'mc rb --force minio/shop': 'infra.destroy{resource=minio/shop,stateful=true,all=true}',
      'mc anonymous set public minio/shop': 'access.change{op=publicize}',
    },
    inert: ['mc ls minio/shop', 'mc alias list', 'mc cat minio/shop/a.txt'],
  },
};

const urls = transfers(byUrl);

const s3Like: ProgramSpec = {
  names: 's5cmd s3cmd',
  options,
  inertWith: ['--dry-run'],
  commands: {
    'ls la du cat head info version signurl accesslog': [],
    'cp put get': { options, does: urls.copy },
    'mv move': { options, does: urls.move },
    'sync mirror': { options, does: urls.mirror },
    'rm del delete': removes,
    rb: destroysBucket,
    mb: always({ kind: 'infra.change', service: 'bucket', op: 'create' }),
    'setacl setpolicy delpolicy setcors presign signurl': changesAccess('policy'),
    run: always({ kind: 'code.opaque', reason: 'dynamic-eval', program: 's5cmd' }),
  },
  examples: {
    yields: {
      's5cmd cp .env s3://b/': 'fs.read + secret.read + net.upload{host=b,channel=bucket,source=secret}',
      "s5cmd rm 's3://b/*'": 'db.rows.delete{where=none}',
      's3cmd rb --force s3://b': 'infra.destroy{stateful=true}',
      's3cmd sync --delete-removed src s3://b': 'fs.read + net.upload + db.rows.delete',
      's5cmd cp s3://b/a.txt a.txt': 'net.fetch{host=b} + fs.write{path=/repo/a.txt}',
    },
    inert: ['s5cmd ls s3://b', 's3cmd ls', 's5cmd --dry-run rm s3://b/a'],
  },
};

const backblaze: ProgramSpec = {
  names: 'b2',
  options,
  commands: {
    'ls cat version get-account-info': [],
    sync: { options, does: urls.mirror },
    'rm delete-file-version hide-file': removes,
    'upload-file upload-unbound-stream': { options, does: (call) => uploadsSecond(call) },
    file: {
      options,
      commands: {
        'info cat url': [],
        upload: { options, does: (call) => uploadsSecond(call) },
        download: always({ kind: 'net.fetch' }, { kind: 'fs.write', mode: 'overwrite' }),
        'hide unhide delete': removes,
      },
    },
    bucket: {
      options,
      commands: {
        'list get': [],
        'create update': always({ kind: 'infra.change', provider: 'b2', service: 'bucket', op: 'update' }),
        delete: destroysBucket,
      },
    },
    'delete-bucket': destroysBucket,
    'account key': {
      commands: {
        'get list': [],
        'authorize create delete clear': always({ kind: 'secret.write', store: 'b2', op: 'update' }),
      },
    },
  },
  examples: {
    yields: {
      'b2 file upload shop .env env': 'fs.read + secret.read + net.upload{host=shop,channel=bucket,source=secret}',
      'b2 bucket delete shop': 'infra.destroy{resource=shop}',
      'b2 rm -r b2://shop': 'db.rows.delete{where=none}',
    },
    inert: ['b2 ls b2://shop', 'b2 bucket list'],
  },
};

/** `b2 file upload BUCKET FILE NAME`. */
function uploadsSecond(call: Call): EffectDraft[] {
  const [bucket, file] = call.operands;
  if (!bucket || !file) return [];
  return [
    ...reads(call, [file], { shown: false }),
    { kind: 'net.upload', host: bucket.value, channel: 'bucket', source: sourceOfFile(call, file) ?? null },
  ];
}

const azcopy: ProgramSpec = {
  names: 'azcopy',
  options,
  inertWith: ['--dry-run'],
  commands: {
    'list jobs env doc': [],
    'copy cp c': { options, does: urls.copy },
    'sync sc': { options, does: urls.mirror },
    'remove rm r': removes,
    make: always({ kind: 'infra.change', provider: 'azure', service: 'storage', op: 'create' }),
    'login logout': always({ kind: 'secret.write', store: 'cloud-cred', op: 'update' }),
    'set-properties bench': always({ kind: 'infra.change', provider: 'azure', service: 'storage', op: 'update' }),
  },
  examples: {
    yields: {
      'azcopy copy .env https://a.blob.core.windows.net/c':
        'fs.read + secret.read + net.upload{host=a.blob.core.windows.net,source=secret}',
      'azcopy remove https://a.blob.core.windows.net/c --recursive=true': 'db.rows.delete',
    },
    inert: ['azcopy list https://a.blob.core.windows.net/c', 'azcopy jobs list'],
  },
};

export const objectStores: readonly ProgramSpec[] = [mc, s3Like, backblaze, azcopy];
