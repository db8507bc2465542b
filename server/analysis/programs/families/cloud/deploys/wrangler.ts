/** Cloudflare. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Call, ProgramSpec } from '../../../program';
import { always, reads, sourceOfFile, writes } from '../../../stating';
import { runsSql } from '../../databases/runs-sql';
import { destroys, inertVerbs, options, releases } from './release';

export const wrangler: ProgramSpec = {
  names: 'wrangler',
  options,
  commands: {
    [inertVerbs]: { options },
    'deploy publish': releases('deploy'),
    rollback: releases('rollback'),
    delete: destroys('worker'),
    dev: always({ kind: 'net.listen', expose: 'loopback' }),
    'versions deployments': { commands: { 'list view status': [], 'deploy upload': releases('deploy') } },
    'kv kv:key kv:namespace kv:bulk r2 queues vectorize hyperdrive pages': {
      options,
      commands: {
        'list get info': [],
        delete: (call) => [storeDeleted(call)],
        'namespace key bulk bucket object project deployment index': {
          options,
          commands: {
            'list get info tail': [],
            delete: (call) => [storeDeleted(call)],
            put: {
              options: `${options} --path=F`,
              does: (call) => {
                const files = call.words('--file', '--path');
                return files.length > 0
                  ? files.flatMap((file): EffectDraft[] => [
                      ...reads(call, [file], { shown: false }),
                      { kind: 'net.upload', channel: 'bucket', host: null, source: sourceOfFile(call, file) ?? null },
                    ])
                  : [{ kind: 'infra.change', provider: 'cloudflare', op: 'update' }];
              },
            },
            'create upload rename': always({ kind: 'infra.change', provider: 'cloudflare', op: 'update' }),
          },
        },
        'put create': always({ kind: 'infra.change', provider: 'cloudflare', op: 'update' }),
        'deploy publish': releases('deploy'),
        purge: always({ kind: 'db.rows.delete', engine: 'queue', method: 'purge', where: 'none' }),
      },
    },
    d1: {
      options,
      commands: {
        'list info insights': [],
        execute: {
          options: `${options} -y`,
          does: (call) =>
            runsSql(
              call,
              {
                engine: 'sqlite',
                dialect: 'sqlite',
                evidence: databaseOf(call),
              },
              { text: ['--command'], file: ['--file'] },
            ),
        },
        delete: destroys('d1'),
        create: always({ kind: 'infra.change', provider: 'cloudflare', op: 'create' }),
        export: {
          options: `${options} --output=F --no-data --no-schema --table=T`,
          does: (call) => [
            { kind: 'db.export', engine: 'sqlite', to: 'file', evidence: databaseOf(call) },
            ...writes(call, call.words('--output'), 'overwrite'),
          ],
        },
        migrations: {
          options,
          commands: {
            'list create': [],
            apply: {
              options,
              does: (call) => [{ kind: 'db.migrate', tool: 'wrangler', direction: 'up', evidence: databaseOf(call) }],
            },
          },
        },
        'time-travel': {
          commands: { info: [], restore: always({ kind: 'db.admin', engine: 'sqlite', op: 'restore' }) },
        },
      },
    },
    secret: {
      commands: {
        list: [],
        'put bulk': always({ kind: 'secret.write', store: 'cloudflare', op: 'update' }),
        delete: always({ kind: 'secret.write', store: 'cloudflare', op: 'delete' }),
      },
    },
    'login logout': always({ kind: 'secret.write', store: 'cloudflare', op: 'update' }),
    'init generate setup ai': [],
    triggers: { commands: { deploy: releases('deploy') } },
    workflows: {
      options,
      commands: {
        'list describe instances': [],
        'trigger terminate pause resume delete': always({ kind: 'infra.change', provider: 'cloudflare', op: 'update' }),
      },
    },
    'cert mtls-certificate': {
      options,
      commands: {
        list: [],
        upload: always({ kind: 'secret.write', store: 'cloudflare', op: 'create' }),
        delete: always({ kind: 'secret.write', store: 'cloudflare', op: 'delete' }),
      },
    },
  },
  examples: {
    yields: {
      'wrangler deploy --env production': 'deploy.release{env=prod}',
      'wrangler delete shop': 'infra.destroy',
      'wrangler r2 bucket delete b': 'infra.destroy{stateful=true}',
      'wrangler kv key delete k': 'db.rows.delete{engine=other}',
      'wrangler kv:key delete k --binding B': 'db.rows.delete{table=k,where=key}',
      "wrangler d1 execute shop --remote --command 'DROP TABLE users'": 'db.schema.drop{engine=sqlite,name=users}',
      'wrangler d1 delete shop -y': 'infra.destroy{service=d1,resource=shop}',
      'wrangler d1 migrations apply shop --remote': 'db.migrate{direction=up}',
      'wrangler d1 export shop --remote --output shop.sql': 'db.export{to=file} + fs.write',
      'wrangler r2 object put b/k --file .env': 'fs.read + secret.read + net.upload{source=secret}',
      'wrangler secret delete TOKEN': 'secret.write{op=delete}',
      'wrangler queues purge orders': 'db.rows.delete{method=purge}',
    },
    inert: ['wrangler whoami', 'wrangler tail'],
  },
};

/** D1 works on a copy of this machine unless it is told otherwise. */
function databaseOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const remote = call.has('--remote');
  const dbHost = remote === null ? null : remote ? 'd1.cloudflare.com' : 'localhost';
  return { dbHost, dbName: call.operand(0) ?? null };
}

function storeDeleted(call: Call): EffectDraft {
  const whole =
    /bucket|namespace|project|index/.test(call.path.join(' ')) ||
    (call.path.length < 3 && !/^kv:(key|bulk)$/.test(call.path[0] ?? ''));
  if (whole)
    return {
      kind: 'infra.destroy',
      provider: 'cloudflare',
      service: call.path[0] ?? null,
      resource: call.operand(0) ?? null,
      stateful: true,
    };
  return { kind: 'db.rows.delete', engine: 'other', table: call.operand(0) ?? null, where: 'key', method: 'delete' };
}
