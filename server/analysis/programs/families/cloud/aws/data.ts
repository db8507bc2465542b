/** Rows, objects and messages that services of AWS keep. */
import type { Engine } from '../../../../../effects/catalogue';
import type { EffectDraft } from '../../../../../effects/effect';
import { reads, sourceOfFile, writes } from '../../../stating';
import { runsSql } from '../../databases/runs-sql';
import { argument, argumentWord, evidenceOf, type Rule } from './request';

export const tables: Rule = ({ call, service, operation }) => {
  const table = argument(call, '--table-name') ?? null;
  const common = { engine: 'dynamo', table, evidence: evidenceOf(call) } as const;
  switch (operation) {
    case 'scan':
    case 'query':
    case 'get-item':
    case 'batch-get-item':
    case 'transact-get-items':
      return service === 'dynamodb' ? [{ kind: 'db.read', ...common }] : undefined;
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
    default:
      return undefined;
  }
};

const engines: Readonly<Record<string, Engine>> = { dynamodb: 'dynamo', 'redshift-data': 'other', athena: 'other' };

export const statements: Rule = ({ call, service, operation }) => {
  if (!/^(batch-)?execute-statement$|^start-query-execution$/.test(operation)) return undefined;
  const sql = argumentWord(call, '--sql', '--statement', '--query-string');
  if (!sql) return undefined;
  const dialect = service === 'redshift-data' ? 'redshift' : 'unknown';
  const connection = { engine: engines[service] ?? null, dialect, evidence: evidenceOf(call) } as const;
  return runsSql(call, connection, { operands: [sql] });
};

export const exports: Rule = ({ call, operation }) =>
  /^(export-table-to-point-in-time|start-export-task|create-export-task|create-db-export)$/.test(operation)
    ? [
        {
          kind: 'db.export',
          engine: 'other',
          table: argument(call, '--table-arn', '--source-arn', '--log-group-name') ?? null,
          to: 'bucket',
          evidence: evidenceOf(call),
        },
      ]
    : undefined;

export const messages: Rule = ({ call, service, operation }): readonly EffectDraft[] | undefined => {
  const evidence = evidenceOf(call);
  const common = { engine: 'queue', evidence } as const;
  const name = argument(call, '--queue-url', '--topic-arn', '--stream-name') ?? null;
  switch (operation) {
    case 'purge-queue':
      return [{ kind: 'db.rows.delete', ...common, table: name, method: 'purge', where: 'none' }];
    case 'delete-message':
    case 'delete-message-batch':
      return [{ kind: 'db.rows.delete', ...common, table: name, method: 'delete', where: 'key' }];
    case 'delete-queue':
      return [{ kind: 'db.schema.drop', ...common, object: 'queue', name }];
    case 'delete-topic':
      return [{ kind: 'db.schema.drop', ...common, object: 'topic', name }];
    case 'delete-stream':
      return service === 'kinesis' ? [{ kind: 'db.schema.drop', ...common, object: 'stream', name }] : undefined;
    case 'receive-message':
      return [{ kind: 'db.read', ...common, table: name }];
    case 'send-message':
    case 'send-message-batch':
    case 'put-record':
    case 'put-records':
    case 'publish':
      return [{ kind: 'db.rows.insert', ...common, table: name }];
    case 'send-email':
    case 'send-raw-email':
    case 'send-templated-email':
      return [{ kind: 'comm.send', channel: 'email', host: null }];
    default:
      return undefined;
  }
};

/** `aws s3api`: objects one by one. */
export const objects: Rule = ({ call, operation }): readonly EffectDraft[] | undefined => {
  const bucket = argument(call, '--bucket') ?? null;
  const evidence = evidenceOf(call);
  switch (operation) {
    case 'put-object':
    case 'upload-part': {
      const body = argumentWord(call, '--body');
      if (!body) return undefined;
      return [
        ...reads(call, [body], { shown: false }),
        { kind: 'net.upload', channel: 'bucket', host: bucket, source: sourceOfFile(call, body) ?? null },
      ];
    }
    case 'get-object': {
      const file = call.operands.at(-1);
      return [
        { kind: 'db.export', engine: 'other', table: bucket, to: 'file', evidence },
        ...(file && call.operands.length > 1 ? writes(call, [file], 'overwrite') : []),
      ];
    }
    case 'delete-object':
    case 'delete-objects':
      return [{ kind: 'db.rows.delete', engine: 'other', where: 'key', method: 'delete', table: bucket, evidence }];
    default:
      return undefined;
  }
};
