/** The supabase command line. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, Command, ProgramSpec } from '../../program';
import type { SqlConnection } from '../../spec';
import { always, when, writes } from '../../stating';
import { parseDsn } from '../databases/connection';
import { runsSql } from '../databases/runs-sql';
import type { Direction } from './migration';

export const supabase: ProgramSpec = {
  names: 'supabase',
  options:
    '--linked --local --db-url=U --project-ref=R --workdir=D --debug --include-all --include-seed --dry-run --schema,-s=S --file,-f=F --data-only --no-backup --password,-p=P --experimental --yes --last=N --status=S --version=V -r,--recursive -x,--exclude=S --role-only --use-copy',
  inertWith: ['--dry-run'],
  commands: {
    'status init gen inspect services help completion logs test': [],
    db: {
      commands: {
        'diff lint pull start': [],
        query: { options: '-o,--output=F', does: queries },
        reset: (call) => [
          supabaseMigration(call, 'reset', 'yes'),
          { kind: 'db.schema.drop', engine: 'postgres', object: 'schema', evidence: supabaseEvidence(call) },
        ],
        push: (call) => appliesFiles(call, supabaseMigration(call, 'push')),
        dump: (call) => ({
          effects: [
            {
              kind: 'db.export',
              engine: 'postgres',
              to: call.words('-f').length > 0 ? 'file' : 'stdout',
              evidence: supabaseEvidence(call),
            },
            ...writes(call, call.words('-f'), 'overwrite'),
          ],
          output: { text: null, sources: ['db'] },
        }),
      },
    },
    migration: {
      commands: {
        'list new fetch squash': [],
        up: (call) => appliesFiles(call, supabaseMigration(call, 'up')),
        down: (call) => [supabaseMigration(call, 'down', 'yes')],
        repair: (call) => [supabaseMigration(call, 'repair')],
      },
    },
    projects: {
      commands: {
        list: [],
        // The service key among them passes by every policy of the database.
        'api-keys': (call) => ({
          effects: [{ kind: 'secret.read', store: 'db-cred', audience: call.audience }],
          output: { text: null, sources: ['secret'] },
        }),
        create: always({ kind: 'infra.change', provider: 'supabase', op: 'create', metered: true }),
        delete: removes('project'),
      },
    },
    branches: {
      commands: {
        'list get': [],
        'create update pause unpause': always({ kind: 'infra.change', provider: 'supabase', op: 'update' }),
        delete: removes('branch'),
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
      // The containers of this machine are started again.
      does: (call) => when(call.has('--no-backup'), { kind: 'container.destroy', object: 'volume', all: true }),
    },
    'login logout': always({ kind: 'secret.write', store: 'supabase', op: 'update' }),
    'link unlink': always({ kind: 'config.write', target: 'cloud-cli', executes: false }),
    storage: {
      options: '-r,--recursive -j,--jobs=N',
      commands: {
        ls: [],
        'cp mv': (call) => [
          /^ss:/.test(String(call.operands.at(-1)?.value))
            ? { kind: 'net.upload', channel: 'bucket', source: 'file', host: 'supabase.co' }
            : { kind: 'db.export', engine: 'other', to: 'file', evidence: supabaseEvidence(call) },
        ],
        rm: (call) => [
          {
            kind: 'db.rows.delete',
            engine: 'other',
            table: call.operand(0) ?? null,
            where: call.maybe('-r') ? 'none' : 'key',
            method: 'delete',
            evidence: supabaseEvidence(call),
          },
        ],
      },
    },
    'sso network-bans network-restrictions ssl-enforcement': {
      commands: { 'ls list get show info': [] },
      otherwise: (_, verb) => [
        { kind: 'access.change', provider: 'supabase', op: verb === 'remove' ? 'revoke' : 'policy' },
      ],
    },
    'domains vanity-subdomains': {
      commands: { get: [] },
      otherwise: (_, verb) => [
        { kind: 'saas.change', category: 'dns', vendor: 'supabase', op: verb === 'delete' ? 'delete' : 'update' },
      ],
    },
    'seed config encryption orgs snippets postgres-config': {
      commands: { 'ls list get get-root-key download': [] },
      otherwise: () => [{ kind: 'infra.change', provider: 'supabase', op: 'update' }],
    },
  },
  examples: {
    yields: {
      'supabase db reset --linked': 'db.migrate{direction=reset,destructive=yes} + db.schema.drop',
      'supabase --workdir app db reset': 'db.migrate{direction=reset} + db.schema.drop',
      'supabase db push': 'db.migrate{direction=push}',
      'supabase migration down --last 1': 'db.migrate{direction=down,destructive=yes}',
      'supabase db dump -f all.sql': 'db.export{to=file} + fs.write',
      "supabase db query 'DROP TABLE users'": 'db.schema.drop{name=users}',
      'supabase projects delete abc': 'infra.destroy{provider=supabase,resource=abc,stateful=true}',
      'supabase projects api-keys': 'secret.read{audience=model}',
      'supabase secrets unset A': 'secret.write{op=delete}',
      'supabase storage rm -r ss:///photos --experimental': 'db.rows.delete{where=none}',
      'supabase stop --no-backup': 'container.destroy{object=volume,all=true}',
      'supabase functions deploy hello': 'deploy.release{op=deploy}',
    },
    inert: ['supabase status', 'supabase db diff', 'supabase stop', 'supabase db push --dry-run'],
  },
};

function removes(service: string): Command {
  return (call) => [
    { kind: 'infra.destroy', provider: 'supabase', service, resource: call.operand(0) ?? null, stateful: true },
  ];
}

/** Commands that mean the project in the cloud when nothing is said. */
const linkedByDefault = /^(db (push|dump)|migration (repair|fetch|list)|storage )/;

/** `--linked` is the project in the cloud: production unless the policy maps it; otherwise the local containers. */
function supabaseEvidence(call: Call): NonNullable<EffectDraft['evidence']> {
  const dsn = parseDsn(call.words('--db-url').at(-1)?.value);
  if (dsn?.host !== undefined) return { dbHost: dsn.host };
  const linked =
    call.has('--linked') === true || (call.has('--local') !== true && linkedByDefault.test(call.path.join(' ')));
  return linked ? { dbHost: 'linked.supabase.co' } : { dbHost: 'localhost' };
}

function queries(call: Call): Answer {
  return runsSql(
    call,
    { engine: 'postgres', dialect: 'postgres', evidence: supabaseEvidence(call) },
    { operands: call.operands, file: ['-f'] },
  );
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
