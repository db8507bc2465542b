/** Cloudflare. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Call, ProgramSpec } from '../../../program';
import { always } from '../../../stating';
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
            'create put upload rename': always({ kind: 'infra.change', provider: 'cloudflare', op: 'update' }),
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
                evidence:
                  call.has('--remote') === true
                    ? { dbHost: 'd1.cloudflare.com', dbName: call.operand(0) ?? null }
                    : { dbHost: 'localhost', dbName: call.operand(0) ?? null },
              },
              { text: ['--command'], file: ['--file'] },
            ),
        },
        delete: destroys('d1'),
        create: always({ kind: 'infra.change', provider: 'cloudflare', op: 'create' }),
        export: always({ kind: 'db.export', engine: 'sqlite', to: 'file' }),
        migrations: {
          commands: { 'list create': [], apply: always({ kind: 'db.migrate', tool: 'wrangler', direction: 'up' }) },
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
    'init generate': [],
  },
  examples: {
    yields: {
      'wrangler deploy --env production': 'deploy.release{env=prod}',
      'wrangler delete shop': 'infra.destroy',
      'wrangler r2 bucket delete b': 'infra.destroy{stateful=true}',
      'wrangler kv key delete k': 'db.rows.delete{engine=other}',
    },
    inert: ['wrangler whoami', 'wrangler tail'],
  },
};

function storeDeleted(call: Call): EffectDraft {
  const whole = /bucket|namespace|project|index/.test(call.path.join(' ')) || call.path.length < 3;
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
