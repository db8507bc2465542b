/** Operations of AWS that mean more than their verb says. */
import type { Text } from '../../../../../effects/value';
import type { Call } from '../../../program';
import type { Run } from '../../../spec';
import { runsSql } from '../../databases/runs-sql';
import { all, argument, evidenceOf, flag, type Rule } from './request';
import { readingVerb } from './verbs';

/** What cannot be got back afterwards: snapshots, versions, protection. */
const recovery: Rule = (call, operation) => {
  const resource = null;
  if (/^delete-.*snapshot|^delete-snapshots?$/.test(operation))
    return [{ kind: 'recovery.destroy', what: 'snapshot', resource }];
  if (/^delete-(recovery-point|backup|backup-vault|backup-plan|.*-backup)$/.test(operation))
    return [{ kind: 'recovery.destroy', what: 'backup', resource }];
  if (operation === 'put-bucket-versioning' && /suspended/i.test(all(call)))
    return [{ kind: 'recovery.destroy', what: 'versioning', resource: argument(call, '--bucket') ?? null }];
  if (operation === 'delete-bucket-lifecycle' || operation === 'put-bucket-lifecycle-configuration')
    return [{ kind: 'recovery.destroy', what: 'retention', resource }];
  if (
    flag(call, '--no-deletion-protection') ||
    flag(call, '--no-deletion-protection-enabled') ||
    flag(call, '--no-enable-termination-protection') ||
    flag(call, '--no-disable-api-termination')
  )
    return [{ kind: 'recovery.destroy', what: 'deletion-protection', resource }];
  if (operation === 'update-continuous-backups' && /enabled=false/i.test(all(call)))
    return [{ kind: 'recovery.destroy', what: 'pitr', resource }];
  return undefined;
};

const auditing: Rule = (_, operation) =>
  /^(stop-logging|delete-trail|delete-log-group|delete-log-stream|delete-detector|delete-flow-logs|disable-security-hub|stop-configuration-recorder|delete-configuration-recorder|put-retention-policy|delete-event-data-store|disable-macie)$/.test(
    operation,
  )
    ? [{ kind: 'audit.tamper', what: 'cloud-trail' }]
    : undefined;

export const identity: Rule = (call, operation) => {
  if (/^create-(access-key|login-profile|service-specific-credential)$/.test(operation))
    return [{ kind: 'secret.write', store: 'aws', op: 'mint' }];
  if (/^assume-role/.test(operation))
    return [
      { kind: 'privilege.escalate', how: 'assume-role', user: argument(call, '--role-arn') ?? null },
      { kind: 'secret.read', store: 'cloud-cred', audience: call.invocation.outputShown ? 'model' : 'process' },
    ];
  if (/^get-(session-token|federation-token|login-password|authorization-token)$/.test(operation))
    return [{ kind: 'secret.read', store: 'cloud-cred', audience: call.invocation.outputShown ? 'model' : 'process' }];
  if (readingVerb.test(operation) || operation === 'generate-credential-report') return [];
  const revokes = /^(delete|detach|remove|deactivate)-/.test(operation);
  return [
    {
      kind: 'access.change',
      provider: 'aws',
      op: /mfa/.test(operation) ? 'mfa' : /access-key/.test(operation) ? 'key' : revokes ? 'revoke' : 'grant',
    },
  ];
};

const secrets: Rule = (call, operation) => {
  const audience = call.invocation.outputShown ? 'model' : 'process';
  const name = argument(call, '--secret-id') ?? argument(call, '--name') ?? null;
  if (
    /^(get-secret-value|batch-get-secret-value)$/.test(operation) ||
    (/^get-parameters?(-by-path|-history)?$/.test(operation) && flag(call, '--with-decryption')) ||
    operation === 'decrypt'
  )
    return {
      effects: [{ kind: 'secret.read', store: 'vault', name, audience }],
      output: { text: null, sources: ['secret'] },
    };
  if (/^(put-secret-value|create-secret|update-secret|put-parameter|rotate-secret)$/.test(operation))
    return [
      {
        kind: 'secret.write',
        store: 'aws',
        name,
        op: operation.startsWith('rotate') ? 'rotate' : operation.startsWith('create') ? 'create' : 'update',
      },
    ];
  if (/^delete-(secret|parameters?)$/.test(operation))
    return [
      {
        kind: 'secret.write',
        store: 'aws',
        name,
        op: flag(call, '--force-delete-without-recovery') ? 'destroy' : 'delete',
      },
    ];
  if (/^(schedule-key-deletion|disable-key)$/.test(operation))
    return [{ kind: 'secret.write', store: 'kms', name, op: 'destroy' }];
  return undefined;
};

const remote: Rule = (call, operation) => {
  if (!/^(send-command|execute-command|start-session)$/.test(operation)) return undefined;
  const command = argument(call, '--command');
  const host = argument(call, '--instance-ids') ?? argument(call, '--target') ?? argument(call, '--task') ?? null;
  const runs = [...(command === undefined ? [] : [command]), ...documentCommands(call)].map(
    (text): Run => ({ type: 'shell', text, label: `aws ${operation}`, via: 'remote', elsewhere: true }),
  );
  return {
    effects: [{ kind: 'remote.exec', tool: 'ssm', host, resolved: runs.length > 0, evidence: evidenceOf(call) }],
    runs,
  };
};

/** `--parameters commands=CMD`, `'commands=["a","b"]'` or `'{"commands":["a"]}'`. */
function documentCommands(call: Call): readonly Text[] {
  const given = argument(call, '--parameters');
  if (given === undefined) return [];
  const [, list = ''] =
    /^\s*\{?\s*"?commands"?\s*[=:]\s*(.*?)\s*\}?\s*$/s.exec(typeof given === 'string' ? given : '') ?? [];
  if (list === '') return [null];
  if (!list.startsWith('[')) return [list.replace(/^(['"])(.*)\1$/s, '$2')];
  const quoted = [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(
    (match) => match[2] ?? (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
  return quoted.length > 0 ? quoted : list.slice(1, -1).split(',');
}

const exposure: Rule = (call, operation) => {
  const text = all(call);
  if (
    /^(put-bucket-acl|put-object-acl|put-bucket-policy|put-public-access-block|delete-public-access-block|put-bucket-website)$/.test(
      operation,
    )
  )
    return [
      {
        kind: 'access.change',
        provider: 'aws',
        op: /public-read|AllUsers|delete-public-access-block|"\*"|=false/i.test(text) ? 'publicize' : 'policy',
      },
    ];
  if (/^(authorize|revoke)-security-group-/.test(operation))
    return [{ kind: 'access.change', provider: 'aws', op: 'firewall' }];
  if (
    /^(modify-(snapshot|image|db-snapshot|db-cluster-snapshot)-attribute|add-permission|put-resource-policy|put-key-policy)$/.test(
      operation,
    )
  )
    return [{ kind: 'access.change', provider: 'aws', op: /all|\*/.test(text) ? 'publicize' : 'policy' }];
  return undefined;
};

const data: Rule = (call, operation) => {
  const table = argument(call, '--table-name') ?? null;
  const common = { engine: 'dynamo', table, evidence: evidenceOf(call) } as const;
  switch (operation) {
    case 'delete-item':
      return [{ kind: 'db.rows.delete', ...common, where: 'key', rows: 1, method: 'delete' }];
    case 'put-item':
    case 'update-item':
      return [{ kind: 'db.rows.update', ...common, where: 'key', rows: 1 }];
    case 'batch-write-item':
    case 'transact-write-items':
      return [
        { kind: 'db.rows.delete', ...common, where: 'key', method: 'delete', certainty: 'possible' },
        { kind: 'db.rows.insert', ...common },
      ];
    case 'execute-statement':
    case 'batch-execute-statement':
    case 'start-query-execution': {
      const sql =
        call.invocation.args[
          call.invocation.args.findIndex((word) => /^--(sql|statement|query-string)$/.test(String(word.value))) + 1
        ];
      return sql
        ? runsSql(call, { engine: 'other', dialect: 'unknown', evidence: evidenceOf(call) }, { operands: [sql] })
        : undefined;
    }
    case 'purge-queue':
      return [{ kind: 'db.rows.delete', engine: 'queue', method: 'purge', where: 'none', evidence: evidenceOf(call) }];
    case 'delete-queue':
      return [
        {
          kind: 'db.schema.drop',
          engine: 'queue',
          object: 'queue',
          name: argument(call, '--queue-url') ?? null,
          evidence: evidenceOf(call),
        },
      ];
    case 'delete-topic':
      return [
        {
          kind: 'db.schema.drop',
          engine: 'queue',
          object: 'topic',
          name: argument(call, '--topic-arn') ?? null,
          evidence: evidenceOf(call),
        },
      ];
    case 'delete-object':
    case 'delete-objects':
      return [
        {
          kind: 'db.rows.delete',
          engine: 'other',
          where: 'key',
          method: 'delete',
          table: argument(call, '--bucket') ?? null,
          evidence: evidenceOf(call),
        },
      ];
    default:
      return undefined;
  }
};

const kubeconfig: Rule = (_, operation) =>
  operation === 'update-kubeconfig' ? [{ kind: 'config.write', target: 'kube', executes: true }] : undefined;

export const rules: readonly Rule[] = [kubeconfig, remote, secrets, auditing, recovery, exposure, data];
