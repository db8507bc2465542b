/** The commands and their options. What a command does is loaded when it is called. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import type { ActorKind } from '../request';
import { actorKinds, type CheckDefaults } from './check-input';
import { exitCodes, UsageError } from './exit-codes';
import type { LeaseOptions } from './lease';
import type { TestOptions } from './test-policy';
import { testFormats } from './test-report';

interface PlaceOptions {
  readonly cwd?: string;
}

interface CheckFlags extends PlaceOptions {
  readonly agent: ActorKind;
  readonly sql?: boolean;
  readonly dialect?: string;
  readonly stdin?: boolean;
  readonly json?: boolean;
  readonly record?: boolean;
}

/** Runs one command line and returns the exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.fine;
  const program = build((result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`guardrails: ${error.message}\nSee guardrails --help.\n`);
    return exitCodes.usage;
  }
}

function build(done: (code: number) => void): Command {
  const program = new Command('guardrails')
    .description('Says what a command would do, and what the policy in force decides on it, before it runs.')
    .version(version, '-V, --version')
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError('See guardrails --help.')
    .addHelpText('after', examples);
  addCheck(program, done);
  addExplain(program, done);
  addTest(program, done);
  addExpand(program, done);
  addInit(program, done);
  addPolicy(program, done);
  addLease(program, done);
  addAudit(program, done);
  addDoctor(program, done);
  return program;
}

const examples = `
Exit codes:
  0 allowed or warned of    1 denied (or a test, a check or the log has failed)    2 would ask
  64 wrong usage            70 internal error

Examples:
  guardrails check -- rm -rf build
  guardrails check --sql --dialect postgres -- "DELETE FROM orders"
  guardrails check --stdin < commands.jsonl
  guardrails audit show --denied
`;

function addCheck(program: Command, done: (code: number) => void): void {
  place(program.command('check'))
    .description('decide on a command, SQL or tool calls, without running anything')
    .argument('[words...]', 'the command after --, as one quoted text or as words; - reads it from standard input')
    .passThroughOptions()
    .addOption(new Option('--agent <actor>', 'who would run it').choices(actorKinds).default('ai'))
    .option('--sql', 'the text is SQL')
    .option('--dialect <name>', 'the dialect of the SQL')
    .option('--stdin', 'JSON Lines in, one decision a line out: {"command" | "sql" | "tool"+"input", "id"?, "cwd"?, …}')
    .option('--json', 'print the decision as JSON')
    .option('--record', 'write the decision to the audit log')
    .action(async (words: string[], flags: CheckFlags) => {
      done(flags.stdin ? await runCheckStream(words, flags) : await runCheck(words, flags));
    });
}

async function runCheck(words: readonly string[], flags: CheckFlags): Promise<number> {
  const { check } = await import('./check');
  return check(words, flags, defaultsFrom(flags));
}

async function runCheckStream(words: readonly string[], flags: CheckFlags): Promise<number> {
  if (words.length > 0 || flags.sql) throw new UsageError('--stdin takes everything from the lines it reads');
  const { checkStream } = await import('./check-stream');
  const { makeJudge } = await import('./judge');
  const judge = makeJudge({ record: flags.record ?? false });
  return checkStream(process.stdin, process.stdout, judge, defaultsFrom(flags));
}

function defaultsFrom(flags: CheckFlags): CheckDefaults {
  return { cwd: folderOf(flags), actor: flags.agent, platform: platform() };
}

function addExplain(program: Command, done: (code: number) => void): void {
  place(program.command('explain'))
    .description('say at length why a command is decided as it is: every effect, every rule that spoke, and where')
    .argument('<words...>', 'the command after --')
    .passThroughOptions()
    .addOption(new Option('--agent <actor>', 'who would run it').choices(actorKinds).default('ai'))
    .option('--sql', 'the text is SQL')
    .option('--dialect <name>', 'the dialect of the SQL')
    .action(async (words: string[], flags: CheckFlags) => {
      const { explain } = await import('./explain');
      done(await explain(words, flags, defaultsFrom(flags)));
    });
}

function addTest(program: Command, done: (code: number) => void): void {
  place(program.command('test'))
    .description('run the tests of the policy: those of its rules, and the scenarios in .guardrails/tests')
    .addOption(new Option('--format <name>', 'how to report').choices(testFormats).default('text'))
    .option('--packs', 'test the bundled packs, too')
    .option(
      '--no-mutations',
      'only as written, not also in other words (wrappers, quotes, order of flags, SQL comments)',
    )
    .action(async (flags: PlaceOptions & TestOptions) => {
      const { testPolicy } = await import('./test-policy');
      done(await testPolicy(folderOf(flags), flags));
    });
}

function addExpand(program: Command, done: (code: number) => void): void {
  place(program.command('expand'))
    .description('print the rules that the table grants of the policy stand for, as a policy file')
    .action(async (flags: PlaceOptions) => {
      const { expand } = await import('./expand');
      done(await expand(folderOf(flags)));
    });
}

function addInit(program: Command, done: (code: number) => void): void {
  place(program.command('init'))
    .description('look at the repository and write a first policy')
    .option('--print', 'print it instead of writing it')
    .option('--force', 'replace a policy that is there')
    .action(async (flags: PlaceOptions & { print?: boolean; force?: boolean }) => {
      const { init } = await import('./init');
      done(await init(folderOf(flags), flags));
    });
}

function addPolicy(program: Command, done: (code: number) => void): void {
  const policy = program.command('policy').description('what is in force, and accepting a change that loosens it');
  place(policy.command('status'))
    .description('say which policy is in force, and what waits for acceptance')
    .action(async (flags: PlaceOptions) => {
      const { policyStatus } = await import('./policy');
      done(await policyStatus(folderOf(flags)));
    });
  place(policy.command('accept'))
    .description('accept the policy as it is now; later edits that loosen it wait for a person')
    .action(async (flags: PlaceOptions) => {
      const { policyAccept } = await import('./policy');
      done(await policyAccept(folderOf(flags)));
    });
}

function addLease(program: Command, done: (code: number) => void): void {
  const lease = program.command('lease').description('what a person grants a session for a while, within the policy');
  place(lease.command('add'))
    .description('grant a lease; needs a person at a terminal')
    .requiredOption('--effects <kinds...>', 'the kinds of effect that are meant, such as db.schema.alter')
    .option('--when <conditions>', 'conditions on the effect as a policy writes them, such as "{ table: scratch }"')
    .option('--for <conditions>', 'conditions on the circumstances, such as "{ actor: ai, env: local }"')
    .option('--count <number>', 'how often it may be used')
    .requiredOption('--expires <duration>', 'how long it holds, such as 20m; at most 8h')
    .option('--session <id>', 'only in this session of an agent')
    .action(async (flags: PlaceOptions & LeaseOptions) => {
      const { leaseAdd } = await import('./lease');
      done(await leaseAdd(folderOf(flags), flags));
    });
  place(lease.command('list'))
    .description('say which leases are in force')
    .option('--json', 'print them as JSON')
    .action(async (flags: PlaceOptions & { json?: boolean }) => {
      const { leaseList } = await import('./lease');
      done(leaseList(folderOf(flags), flags));
    });
  place(lease.command('revoke'))
    .description('take a lease back')
    .argument('<id>', 'as list prints it')
    .action(async (id: string, flags: PlaceOptions) => {
      const { leaseRevoke } = await import('./lease');
      done(leaseRevoke(folderOf(flags), id));
    });
}

function addAudit(program: Command, done: (code: number) => void): void {
  const audit = program.command('audit').description('read and verify the audit log');
  place(audit.command('verify'))
    .description('check that no record is missing, changed or out of place')
    .option('--json', 'print the result as JSON')
    .action(async (flags: PlaceOptions & { json?: boolean }) => {
      const { verify } = await import('./audit');
      done(verify(folderOf(flags), flags));
    });
  place(audit.command('show'))
    .description('show decisions, the newest last; with an id or a record number, all of one')
    .argument('[which]', 'id of a decision (or its beginning), or #number of a record')
    .option('-n, --limit <count>', 'how many', '20')
    .option('--denied', 'only what was denied')
    .option('--json', 'print one JSON object a line')
    .action(
      async (which: string | undefined, flags: PlaceOptions & { limit: string; denied?: boolean; json?: boolean }) => {
        const { show } = await import('./audit');
        done(show(folderOf(flags), which, flags));
      },
    );
}

function addDoctor(program: Command, done: (code: number) => void): void {
  place(program.command('doctor'))
    .description('fire the installed hook as an agent would, and look at everything it depends on')
    .option('--json', 'print the findings as JSON')
    .action(async (flags: PlaceOptions & { json?: boolean }) => {
      const { doctor } = await import('./doctor');
      done(await doctor(folderOf(flags), flags));
    });
}

function place(command: Command): Command {
  return command.option('--cwd <folder>', 'as if started in this folder');
}

function folderOf({ cwd }: PlaceOptions): string {
  const folder = resolve(cwd ?? '.');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`--cwd ${cwd}: no such folder`);
  return folder;
}

function platform(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}
