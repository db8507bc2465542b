/** The supabase command line. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { SqlConnection } from '../../spec';
import { always, when } from '../../stating';
import { parseDsn } from '../databases/connection';
import type { Direction } from './migration';

export const supabase: ProgramSpec = {
  names: 'supabase',
  options:
    '--linked --local --db-url=U --project-ref=R --workdir=D --debug --include-all --include-seed --dry-run --schema,-s=S --file,-f=F --data-only --no-backup --password,-p=P --experimental --yes',
  inertWith: ['--dry-run'],
  commands: {
    'status init gen inspect services help completion logs test': [],
    db: {
      commands: {
        'diff lint pull start': [],
        reset: (call) => [
          supabaseMigration(call, 'reset', 'yes'),
          { kind: 'db.schema.drop', engine: 'postgres', object: 'schema', evidence: supabaseEvidence(call) },
        ],
        push: (call) => appliesFiles(call, supabaseMigration(call, 'push')),
        dump: (call) => [
          {
            kind: 'db.export',
            engine: 'postgres',
            to: call.words('-f').length > 0 ? 'file' : 'stdout',
            evidence: supabaseEvidence(call),
          },
        ],
      },
    },
    migration: {
      commands: {
        'list new fetch squash': [],
        up: (call) => appliesFiles(call, supabaseMigration(call, 'up')),
        'down repair': (call) => [supabaseMigration(call, 'repair')],
      },
    },
    projects: {
      commands: {
        'list api-keys': [],
        create: always({ kind: 'infra.change', provider: 'supabase', op: 'create', metered: true }),
        delete: always({ kind: 'infra.destroy', provider: 'supabase', service: 'project', stateful: true }),
      },
    },
    branches: {
      commands: {
        'list get': [],
        'create update pause unpause': always({ kind: 'infra.change', provider: 'supabase', op: 'update' }),
        delete: always({ kind: 'infra.destroy', provider: 'supabase', service: 'branch', stateful: true }),
      },
    },
    secrets: {
      commands: {
        list: [],
        set: always({ kind: 'secret.write', store: 'supabase', op: 'update' }),
        unset: always({ kind: 'secret.write', store: 'supabase', op: 'delete' }),
      },
    },
    functions: {
      commands: {
        'list new serve download': [],
        deploy: always({ kind: 'deploy.release', target: 'supabase', op: 'deploy' }),
        delete: always({ kind: 'deploy.release', target: 'supabase', op: 'remove' }),
      },
    },
    start: always({ kind: 'container.run', privileged: false, mounts: null }),
    stop: {
      options: '--no-backup',
      does: (call) => [
        { kind: 'service.control', unit: 'supabase', op: 'stop' },
        ...when(call.has('--no-backup'), { kind: 'container.destroy', object: 'volume', all: true }),
      ],
    },
    'login logout link unlink': always({ kind: 'secret.write', store: 'supabase', op: 'update' }),
    'storage seed config domains sso network-bans network-restrictions ssl-enforcement vanity-subdomains encryption orgs snippets postgres-config':
      {
        commands: { 'ls list get': [] },
        otherwise: () => [{ kind: 'infra.change', provider: 'supabase', op: 'update' }],
      },
  },
  examples: {
    yields: {
      'supabase db reset --linked': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop',
      'supabase projects delete abc': 'infra.destroy{provider=supabase}',
      'supabase secrets unset A': 'secret.write{op=delete}',
    },
    inert: ['supabase status', 'supabase db diff'],
  },
};

/** `--linked` is the project in the cloud: production unless the policy maps it; otherwise the local containers. */
function supabaseEvidence(call: Call): NonNullable<EffectDraft['evidence']> {
  const dsn = parseDsn(call.words('--db-url').at(-1)?.value);
  if (dsn?.host !== undefined) return { dbHost: dsn.host };
  const linked = call.has('--linked') === true || (call.path.at(-1) === 'push' && call.has('--local') !== true);
  return linked ? { dbHost: 'linked.supabase.co' } : { dbHost: 'localhost' };
}

function appliesFiles(call: Call, effect: EffectDraft): Answer {
  const folder = call.words('--workdir').at(-1)?.value ?? '.';
  const directories = typeof folder === 'string' ? [`${folder}/supabase/migrations`] : [];
  const connection: SqlConnection = { engine: 'postgres', dialect: 'postgres', evidence: supabaseEvidence(call) };
  const label = ['supabase', ...call.path].join(' ');
  return { effects: [effect], runs: [{ type: 'migrations', directories, layout: 'flat', connection, label }] };
}

function supabaseMigration(call: Call, direction: Direction, destructive?: 'yes'): EffectDraft {
  return {
    kind: 'db.migrate',
    tool: 'supabase',
    direction,
    ...(destructive && { destructive }),
    evidence: supabaseEvidence(call),
  };
}
