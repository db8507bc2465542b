/** Groups of gcloud in which a verb means more than it says. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import type { Answer, Call } from '../../../program';
import type { Run, Word } from '../../../spec';
import { reads as readsFiles, sourceOfFile, when, writes } from '../../../stating';
import { runsSql } from '../../databases/runs-sql';
import { evidenceOf, storageEffects } from './storage';
import { readingVerb } from './verbs';

/** One call: `gcloud <group…> <verb> <operand…>`. */
export interface Request {
  readonly call: Call;
  readonly group: string;
  readonly verb: string;
  /** Where the verb stands among the operands. */
  readonly at: number;
}

/** `undefined` where the verb means what it says. */
export type Rule = (request: Request) => Answer | undefined;

const reads = ({ verb }: Request) => readingVerb.test(verb);
const nameOf = ({ call, at }: Request): Text => call.operands[at + 1]?.value ?? null;

/** What comes out of it is a secret. */
function discloses(request: Request, name?: Text): Answer {
  const named = name === undefined ? {} : { name };
  return {
    effects: [{ kind: 'secret.read', store: 'cloud-cred', ...named, audience: request.call.audience }],
    output: { text: null, sources: ['secret'] },
  };
}

const authentication: Rule = (request) => {
  if (request.verb.startsWith('print-')) return discloses(request);
  return request.verb === 'list' ? [] : [{ kind: 'secret.write', store: 'gcloud', op: 'update' }];
};

const configuration: Rule = ({ verb }) =>
  /^(set|unset|create|activate|delete)/.test(verb)
    ? [{ kind: 'config.write', target: 'cloud-cli', executes: false }]
    : [];

const secrets: Rule = (request) => {
  const { call, verb } = request;
  const name = call.value('--secret') ?? nameOf(request);
  if (verb === 'access') return discloses(request, name);
  if (reads(request)) return undefined;
  const op = verb === 'delete' || verb === 'destroy' ? verb : verb === 'create' ? 'create' : 'update';
  return [
    ...readsFiles(call, call.words('--data-file'), { shown: false }),
    { kind: 'secret.write', store: 'gcloud', name, op },
  ];
};

/** Keys for those who may enter a machine. */
const machineKeys: Rule = ({ verb, call, at }) =>
  verb === 'reset-windows-password'
    ? [{ kind: 'secret.write', store: 'gcloud', op: 'mint', name: call.operands[at + 1]?.value ?? null }]
    : verb === 'add-metadata' &&
        /ssh-keys/.test(`${String(call.value('--metadata'))} ${String(call.value('--metadata-from-file'))}`)
      ? [{ kind: 'access.change', provider: 'gcp', op: 'grant' }]
      : undefined;

/** Protection taken off by an update. */
const unprotected: Rule = ({ call, verb, at }) => {
  if (!/^(patch|update)$/.test(verb)) return undefined;
  const given = (name: string) => call.invocation.args.some(({ value }) => value === name);
  const what = given('--no-deletion-protection')
    ? 'deletion-protection'
    : given('--no-backup')
      ? 'backup'
      : given('--no-versioning')
        ? 'versioning'
        : given('--no-enable-point-in-time-recovery')
          ? 'pitr'
          : given('--clear-soft-delete') || given('--clear-retention-period')
            ? 'retention'
            : undefined;
  return what && [{ kind: 'recovery.destroy', what, resource: call.operands[at + 1]?.value ?? null }];
};

const queues: Rule = ({ call, group, verb, at }) => {
  const common = { engine: 'queue', evidence: evidenceOf(call) } as const;
  const name = call.operands[at + 1]?.value ?? null;
  if (verb === 'purge') return [{ kind: 'db.rows.delete', ...common, table: name, method: 'purge', where: 'none' }];
  if (!group.startsWith('pubsub')) return undefined;
  if (verb === 'delete')
    return [{ kind: 'db.schema.drop', ...common, object: /topics/.test(group) ? 'topic' : 'queue', name }];
  if (verb === 'publish') return [{ kind: 'db.rows.insert', ...common, table: name }];
  return verb === 'pull' ? [{ kind: 'db.read', ...common, table: name }] : undefined;
};

const statements: Rule = ({ call, verb, at }) => {
  if (verb !== 'execute-sql') return undefined;
  const database = call.operands[at + 1]?.value ?? null;
  return runsSql(
    call,
    { engine: 'other', dialect: 'bigquery', evidence: { ...evidenceOf(call), dbName: database } },
    { text: ['--sql'] },
  );
};

const policyBindings: Rule = ({ call, verb, at }) => {
  if (!/-iam-policy(-binding)?$/.test(verb) || verb.startsWith('get')) return undefined;
  const member = call.value('--member');
  const words = [member, ...call.operands.slice(at + 1).map((word) => word.value)].map(String);
  const everyone = words.some((word) => /allUsers|allAuthenticatedUsers/.test(word));
  const op = everyone ? 'publicize' : verb.startsWith('remove') ? 'revoke' : 'grant';
  return [{ kind: 'access.change', provider: 'gcp', op, principal: member ?? null }];
};

const accounts: Rule = (request) => {
  const { group, verb } = request;
  if (/^iam service-accounts keys/.test(group) && verb === 'create')
    return [{ kind: 'secret.write', store: 'gcloud', op: 'mint' }];
  if (reads(request)) return undefined;
  return [{ kind: 'access.change', provider: 'gcp', op: verb === 'delete' || verb === 'disable' ? 'revoke' : 'grant' }];
};

const firewall: Rule = (request) =>
  reads(request) ? undefined : [{ kind: 'access.change', provider: 'gcp', op: 'firewall' }];

const recovery: Rule = (request) => {
  if (request.verb !== 'delete') return undefined;
  const what = /snapshots$/.test(request.group) ? 'snapshot' : 'backup';
  return [{ kind: 'recovery.destroy', what, resource: nameOf(request) }];
};

const auditing: Rule = ({ verb }) => (verb === 'delete' ? [{ kind: 'audit.tamper', what: 'cloud-trail' }] : undefined);

const keys: Rule = (request) => {
  const { verb } = request;
  if (verb === 'destroy') return [{ kind: 'secret.write', store: 'kms', op: 'destroy' }];
  if (verb === 'decrypt') return [{ kind: 'secret.read', store: 'vault', audience: request.call.audience }];
  return /^(encrypt|asymmetric-sign|mac-sign|mac-verify)$/.test(verb) ? [] : undefined;
};

/** `gcloud compute scp FILE VM:PATH`, or the other way round. */
function copied({ call, at }: Request): EffectDraft[] {
  const files = call.operands.slice(at + 1);
  const isThere = (word: Word | undefined) => /^[\w.@-]+:/.test(String(word?.value));
  const target = files.at(-1);
  if (target && !isThere(target)) return [{ kind: 'net.fetch', scheme: 'ssh' }, ...writes(call, [target], 'overwrite')];
  const sources = files.slice(0, -1).filter((word) => !isThere(word));
  const host = /^(?:[^@]*@)?([^:]+):/.exec(String(target?.value))?.[1] ?? null;
  return [
    ...readsFiles(call, sources, { shown: false }),
    ...sources.map(
      (word): EffectDraft => ({ kind: 'net.upload', channel: 'scp', source: sourceOfFile(call, word) ?? null, host }),
    ),
  ];
}

const shells: Rule = (request) => {
  const { verb, group } = request;
  if (verb === 'scp') return copied(request);
  return verb === 'ssh' || (verb === 'connect' && /sql/.test(group)) ? entersMachine(request) : undefined;
};

function entersMachine(request: Request): Answer {
  const host = nameOf(request);
  const { call } = request;
  const command = call.words('--command').at(-1);
  const dashed = call.last.afterDashes ?? [];
  const there = { label: 'gcloud ssh', via: 'remote', elsewhere: true } as const;
  const runs: Run[] = [
    ...(command ? [{ type: 'shell', text: command.value, span: command.span, ...there } as const] : []),
    ...(dashed.length > 0 ? [{ type: 'argv', words: dashed, ...there } as const] : []),
  ];
  const evidence = { host };
  return {
    effects: [
      { kind: 'net.connect', purpose: 'ssh', host },
      { kind: 'remote.exec', tool: 'ssh', host, resolved: runs.length > 0, evidence },
      ...when(runs.length === 0, {
        kind: 'code.opaque',
        reason: 'interactive',
        program: 'gcloud',
        via: 'remote',
        evidence,
      }),
    ],
    runs,
  };
}

const objects: Rule = ({ call, verb, at }) => storageEffects(call, verb, call.operands.slice(at + 1));

const deployments: Rule = ({ call, verb }) =>
  /^(deploy|submit|promote|update-traffic)$/.test(verb)
    ? [
        {
          kind: 'deploy.release',
          target: 'gcp',
          op: /^(promote|update-traffic)$/.test(verb) ? 'promote' : 'deploy',
          evidence: evidenceOf(call),
        },
        ...when(
          call.invocation.args.some(({ value }) => value === '--allow-unauthenticated'),
          { kind: 'access.change', provider: 'gcp', op: 'publicize' },
        ),
      ]
    : undefined;

const clusters: Rule = ({ verb }) =>
  verb === 'get-credentials' ? [{ kind: 'config.write', target: 'kube', executes: false }] : undefined;

const components: Rule = (request): EffectDraft[] => {
  if (reads(request)) return [];
  const name = nameOf(request);
  return [{ kind: 'package.install', manager: 'gcloud', name, source: 'registry', global: true }];
};

const databases: Rule = ({ call, verb }) => {
  const common = { engine: null, evidence: evidenceOf(call) } as const;
  if (verb === 'export') return [{ kind: 'db.export', ...common, to: 'bucket' }];
  if (verb === 'import') return [{ kind: 'db.exec', ...common, what: 'script' }];
  if (/^restore/.test(verb)) return [{ kind: 'db.admin', ...common, op: 'restore' }];
  return verb === 'failover' ? [{ kind: 'db.admin', ...common, op: 'failover' }] : undefined;
};

/** The first rule of a matching group that has something to say is the answer. */
export const rules: readonly (readonly [group: RegExp, rule: Rule])[] = [
  [/^auth/, authentication],
  [/^config/, configuration],
  [/^secrets/, secrets],
  [/^/, policyBindings],
  [/^iam/, accounts],
  [/firewall-rules/, firewall],
  [/(snapshots|backups|backup-runs)$/, recovery],
  [/^logging/, auditing],
  [/^kms/, keys],
  [/^/, shells],
  [/^/, unprotected],
  [/^storage/, objects],
  [/^(app|functions|run|builds|deploy)/, deployments],
  [/^container clusters/, clusters],
  [/^components/, components],
  [/^spanner/, statements],
  [/^(pubsub|tasks)/, queues],
  [/^compute/, machineKeys],
  [/^(sql|firestore|datastore|alloydb|redis)/, databases],
];
