/** The text of a first policy: what a repository told, with comments that say how to go on. */
import { shippedFacts } from '../../policy/shipped';
import type { Survey } from './survey';

/** A pack to extend, `core/git@1`, with what it is for. */
export interface PackLine {
  readonly reference: string;
  readonly description: string;
}

const usualBranches = ['main', 'master', 'release/*'];

export function policyText(survey: Survey, packs: readonly PackLine[]): string {
  return `${[head(survey), extended(packs), facts(survey), defaults(), tables(survey), rules(survey)]
    .filter((section) => section !== '')
    .join('\n\n')}\n`;
}

function head({ id }: Survey): string {
  return `# What commands may do here: run by people, by AI agents, by CI. Commit this file; everybody follows it.
# Try it:   guardrails check -- "rm -rf build"
# Test it:  guardrails test
apiVersion: guardrails/v1
id: ${id}

# "monitor" records what would be stopped, and stops nothing.
mode: enforce`;
}

function extended(packs: readonly PackLine[]): string {
  const width = Math.max(0, ...packs.map(({ reference }) => reference.length));
  const lines = packs.map(({ reference, description }) => `  - pack: ${reference.padEnd(width)}  # ${description}`);
  return `# Rules that ship with Access Guardrails. Take out what you do not want; core/guard always holds.\nextends:\n${lines.join('\n')}`;
}

function facts({ protectedBranches, knownHosts, composeDatabases }: Survey): string {
  const branches = [...new Set([...protectedBranches, ...usualBranches])];
  return [
    '# Context comes from evidence, never from what an agent says.',
    'facts:',
    '  env:',
    ...localLines(composeDatabases),
    '    # prod:',
    '    #   - dbHost: ["*.prod.example.internal"]',
    '    #   - kubeContext: ["prod-*"]',
    '    # What nothing recognises is treated as production.',
    '    otherwise: prod',
    '  branch:',
    `    protected: ${flowList(branches)}`,
    ...(knownHosts.length > 0
      ? ['  hosts:', '    # Sending there is not a leak.', `    known: ${flowList(knownHosts)}`]
      : []),
  ].join('\n');
}

/** What a policy says of an environment replaces what is shipped for it, so that is written out, too. */
function localLines(databases: readonly string[]): string[] {
  if (databases.length === 0) return [];
  const signs = (shippedFacts.env.local ?? []).map((sign) =>
    sign.dbHost ? { ...sign, dbHost: [...sign.dbHost, ...databases] } : sign,
  );
  return [
    '    # The databases of the compose file are yours to break.',
    '    local:',
    ...signs.flatMap((sign) => Object.entries(sign).map(([signal, globs]) => `      - ${signal}: ${flowList(globs)}`)),
  ];
}

function defaults(): string {
  return `# When no rule speaks: by who asks, and by what kind of harm it could do.
defaults:
  ai: { destroy: ask, disclose: ask, grant: ask, control: ask, opaque: ask }
  # What "ask" becomes when nobody is there to answer.
  unattended: deny`;
}

function tables({ composeDatabases, migrations }: Survey): string {
  if (composeDatabases.length === 0 && migrations.length === 0) return '';
  return `# What agents may do to which table. Uncomment and name your own.
# tables:
#   public.orders:
#     for: { actor: ai }
#     read: allow
#     update: { columns: [status, updated_at], where: [key], maxRows: 100 }
#     delete: deny
#     schema: deny`;
}

function rules(survey: Survey): string {
  const own = [...survey.migrations.map(migrationRule), ...(survey.terraform ? [terraformRule] : [])];
  const text = own.length > 0 ? own.join('\n') : exampleRule.replace(/^/gm, '# ');
  return `# Rules of your own. Each has its reason, its safer way and its tests; "guardrails test" runs them.\n${own.length > 0 ? 'rules:' : '# rules:'}\n${text}`;
}

function migrationRule(folder: string): string {
  const id = folder.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  return `  - id: migrations/keep-${id}
    effects: [fs.delete]
    when: { path: ["${folder}", "${folder}/**"] }
    for: { actor: ai }
    decide: ask
    onUnknown: ignore
    because: Migrations in ${folder} are the history of the database; others have applied them.
    instead: Add a new migration that undoes the old one.
    tests:
      ask:
        - run: rm -rf ${folder}
      notMatch:
        - run: ls ${folder}
        - run: find . -name "*.pyc" -delete`;
}

const terraformRule = `  - id: infra/no-destroy-by-agents
    effects: [infra.destroy]
    for: { actor: ai }
    decide: deny
    because: What terraform destroys is gone for everybody.
    instead: "Show what would happen: terraform plan -destroy"
    tests:
      deny:
        - run: terraform destroy -auto-approve
      notMatch:
        - run: terraform plan`;

const exampleRule = `  - id: files/keep-the-archive
    effects: [fs.delete]
    when: { path: ["archive/**"] }
    for: { actor: ai }
    decide: deny
    because: The archive is the only copy.
    instead: Move what is old to archive/old.
    tests:
      deny:
        - run: rm -rf archive/2024
      notMatch:
        - run: ls archive/2024`;

function flowList(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
