/** What the commands of SQL client programs do: shells, files, other connections. */
import type { EffectDraft, Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import type { Run, SqlConnection } from '../programs/spec';

export interface ClientCommand {
  /** As written, lower case: `\i`, `source`, `.read`, `:r`, `@`. */
  readonly name: string;
  readonly rest: string;
  readonly span: Span;
}

export interface CommandOutcome {
  readonly effects: readonly EffectDraft[];
  readonly runs: readonly Run[];
  /** Where the statements after it go. */
  readonly connection?: SqlConnection;
  /** SQL it runs itself (`\copy …`). */
  readonly copy?: string;
}

type Handler = (command: ClientCommand, connection: SqlConnection) => Partial<CommandOutcome>;

export function readClientCommand(command: ClientCommand, connection: SqlConnection): CommandOutcome {
  const handler = handlerOf(command.name);
  const outcome = handler ? handler(command, connection) : opaque(command);
  const shells = command.name.startsWith('\\') ? backticks(command) : [];
  return {
    effects: [],
    runs: [],
    ...outcome,
    ...(shells.length > 0 ? { runs: [...(outcome.runs ?? []), ...shells] } : {}),
  };
}

function handlerOf(name: string): Handler | undefined {
  if (Object.hasOwn(handlers, name)) return handlers[name];
  if (/^\\d[a-z]*$/.test(name) || harmless.has(name)) return () => ({});
  return undefined;
}

const harmless = new Set(
  `\\? \\a \\c_ \\bind \\cd \\conninfo \\crosstabview \\echo \\elif \\else \\encoding \\endif \\errverbose \\f \\gdesc \\gset \\h
  \\help \\html \\if \\l \\list \\p \\print \\prompt \\pset \\q \\quit \\qecho \\r \\reset \\sf \\sv \\t \\timing \\unset \\warn \\watch \\x \\z
  \\setenv \\\\ \\; \\n \\w_ \\bind_named \\close \\parse \\startpipeline \\endpipeline \\flush \\flushrequest \\syncpipeline \\getresults \\getenv \\restrict \\unrestrict
  delimiter notee nopager go .bail .changes .databases .dbinfo .dbconfig .echo .eqp .exit .quit .explain .expert .filectrl .fullschema
  .headers .header .help .indexes .indices .limit .lint .mode .nullvalue .nonce .parameter .param .print .progress .prompt .scanstats
  .schema .selftest .separator .sha3sum .show .stats .tables .testcase .testctrl .timeout .timer .trace .vfsinfo .vfslist .vfsname
  .width .version .connection .binary .auth .unmodules .intck .www .crnl .dbtotxt .imposter .check .session
  :setvar :on :quit :exit :reset :list :help :listvar :serverlist :xml :perftrace :error
  prompt define undefine accept column whenever pause clear remark rem ttitle btitle exit quit set /`.split(/\s+/),
);

const handlers: Readonly<Record<string, Handler>> = {
  '\\!': shell,
  '!!': shell,
  ':!!': shell,
  '!': shell,
  host: shell,
  system: shell,
  '.shell': shell,
  '.system': shell,
  '\\i': file,
  '\\ir': file,
  '\\include': file,
  '\\include_relative': file,
  '\\.': file,
  source: file,
  '.read': file,
  ':r': file,
  '@': file,
  '@@': file,
  start: file,
  '\\copy': (command) => ({ copy: `copy ${command.rest}` }),
  '\\o': output,
  '\\out': output,
  '\\g': output,
  '\\gx': output,
  '\\w': output,
  '\\write': output,
  '\\s': output,
  '.output': exporting,
  '.once': exporting,
  '.log': output,
  ':out': output,
  tee: output,
  '\\tee': output,
  spool: output,
  pager: pager,
  '.excel': () => ({}),
  '.import': importFile,
  '.dump': (command) => ({ effects: [{ kind: 'db.export', to: 'stdout', ...named(command), span: command.span }] }),
  '.recover': (command) => ({ effects: [{ kind: 'db.export', to: 'stdout', span: command.span }] }),
  '.backup': backup,
  '.save': backup,
  '.clone': backup,
  '.archive': (command) => ({ effects: [{ kind: 'db.exec', what: 'file-io', name: '.archive', span: command.span }] }),
  '.ar': (command) => ({ effects: [{ kind: 'db.exec', what: 'file-io', name: '.archive', span: command.span }] }),
  '.restore': (command) => ({ effects: [{ kind: 'db.admin', op: 'restore', span: command.span }] }),
  '.load': (command) => ({
    effects: [{ kind: 'db.exec', what: 'extension', name: firstWord(command.rest) ?? UNKNOWN, span: command.span }],
  }),
  '.open': openFile,
  '.cd': () => ({}),
  '\\gexec': dynamic,
  '\\e': interactive,
  '\\edit': interactive,
  '\\ef': interactive,
  '\\ev': interactive,
  '.edit': interactive,
  edit: interactive,
  ':ed': interactive,
  '\\password': (command) => ({
    effects: [
      {
        kind: 'db.grant',
        op: 'password',
        object: 'role',
        grantee: firstWord(command.rest) ?? UNKNOWN,
        span: command.span,
      },
    ],
  }),
  '\\set': () => ({}),
  '\\c': connect,
  '\\connect': connect,
  '\\u': connect,
  connect: reconnect,
  conn: reconnect,
  ':connect': reconnect,
  '\\lo_import': largeObject,
  '\\lo_export': largeObject,
  '\\lo_unlink': largeObject,
  '\\lo_list': () => ({}),
};

function opaque(command: ClientCommand): Partial<CommandOutcome> {
  return {
    effects: [
      { kind: 'db.exec', what: 'dynamic', name: command.name, span: command.span },
      { kind: 'code.opaque', reason: 'unparsed', span: command.span },
    ],
  };
}

function shell({ name, rest, span }: ClientCommand): Partial<CommandOutcome> {
  if (rest === '') return { effects: [{ kind: 'code.opaque', reason: 'interactive', span }] };
  return { runs: [{ type: 'shell', text: rest, span, label: name }] };
}

function file({ name, rest, span }: ClientCommand, connection: SqlConnection): Partial<CommandOutcome> {
  if (rest.startsWith('|')) return shell({ name, rest: rest.slice(1).trim(), span });
  const path = unquote(name.startsWith('@') || name === 'start' ? (firstWord(rest) ?? rest) : rest.replace(/;$/, ''));
  return { runs: [{ type: 'sql-file', path, connection, label: `${name} ${path}` }] };
}

/** Output goes to a file, a program, or back to the terminal. */
function output({ name, rest, span }: ClientCommand): Partial<CommandOutcome> {
  const target = rest
    .replace(/^\([^)]*\)\s*/, '')
    .replace(/;$/, '')
    .trim();
  if (target === '' || target === 'stdout' || target === 'off') return {};
  if (target.startsWith('|')) return shell({ name, rest: target.slice(1).trim(), span });
  return { effects: [{ kind: 'fs.write', path: unquote(target), mode: 'overwrite', span }] };
}

/** sqlite3 has no other way to write a result to a file. */
function exporting(command: ClientCommand): Partial<CommandOutcome> {
  const written = output(command);
  return written.effects
    ? { effects: [{ kind: 'db.export', to: 'file', span: command.span }, ...written.effects] }
    : written;
}

function pager(command: ClientCommand): Partial<CommandOutcome> {
  return command.rest === '' ? {} : shell(command);
}

function importFile({ name, rest, span }: ClientCommand): Partial<CommandOutcome> {
  const words = wordsOf(rest).filter((word) => !word.startsWith('--'));
  const table = words.at(-1);
  const source = words.at(-2);
  const effects: EffectDraft[] = [
    {
      kind: 'db.rows.insert',
      table: table?.toLowerCase() ?? UNKNOWN,
      column: '*',
      upsert: false,
      extent: 'unbounded',
      span,
    },
  ];
  if (source?.startsWith('|')) return { effects, ...shell({ name, rest: source.slice(1), span }) };
  if (source) effects.push({ kind: 'fs.read', path: unquote(source), audience: 'process', span });
  return { effects };
}

function named(command: ClientCommand): { table?: string } {
  const table = wordsOf(command.rest).find((word) => !word.startsWith('-'));
  return table && !/[%_*]/.test(table) ? { table: table.toLowerCase() } : {};
}

function backup({ rest, span }: ClientCommand): Partial<CommandOutcome> {
  const path = wordsOf(rest).at(-1);
  return {
    effects: [
      { kind: 'db.export', to: 'file', span },
      { kind: 'fs.write', path: path ? unquote(path) : UNKNOWN, mode: 'overwrite', span },
    ],
  };
}

/** `.open --new` empties the file. */
function openFile({ rest, span }: ClientCommand, connection: SqlConnection): Partial<CommandOutcome> {
  const words = wordsOf(rest);
  const path = words.filter((word) => !word.startsWith('-')).at(-1);
  const empties = words.includes('--new') || words.includes('-new');
  return {
    connection: { ...connection, evidence: { ...connection.evidence, dbFile: path ? unquote(path) : UNKNOWN } },
    effects: empties ? [{ kind: 'fs.write', path: path ? unquote(path) : UNKNOWN, mode: 'truncate', span }] : [],
  };
}

/** The results are run as statements. */
function dynamic({ name, span }: ClientCommand): Partial<CommandOutcome> {
  return {
    effects: [
      { kind: 'db.exec', what: 'dynamic', name, span },
      { kind: 'code.opaque', reason: 'dynamic-eval', span },
    ],
  };
}

function interactive({ span }: ClientCommand): Partial<CommandOutcome> {
  return { effects: [{ kind: 'code.opaque', reason: 'interactive', span }] };
}

/** `\c [db [user [host [port]]]]`; `-` keeps what there was. */
function connect({ name, rest }: ClientCommand, connection: SqlConnection): Partial<CommandOutcome> {
  if (name === '\\c' && rest === '') return {};
  const [database, user, host] = wordsOf(rest);
  if (database?.includes('=') || database?.includes('://')) return reconnect({ name, rest, span: NOWHERE }, connection);
  const changed = {
    ...(kept(database) ? {} : { dbName: database as string }),
    ...(kept(user) ? {} : { dbUser: user as string }),
    ...(kept(host) ? {} : { dbHost: host as string, host: host as string }),
  };
  const { ownService, ...before } = connection.evidence;
  const own = ownService && kept(host) ? { ownService } : {};
  return { connection: { ...connection, evidence: { ...before, ...own, ...changed } } };
}

const NOWHERE: Span = { start: 0, end: 0 };

function kept(word: string | undefined): boolean {
  return word === undefined || word === '-';
}

/** Another server, told in a way that is not taken apart here. */
function reconnect({ rest }: ClientCommand, connection: SqlConnection): Partial<CommandOutcome> {
  const host = /(?:@|\bhost=|:\/\/(?:[^@/\s]*@)?)([\w.-]+)/.exec(rest)?.[1];
  const { envVars } = connection.evidence;
  return {
    connection: {
      ...connection,
      evidence: { dbHost: host ?? UNKNOWN, dbName: UNKNOWN, ...(envVars ? { envVars } : {}) },
    },
  };
}

function largeObject({ name, span }: ClientCommand): Partial<CommandOutcome> {
  if (name === '\\lo_unlink')
    return {
      effects: [{ kind: 'db.rows.delete', table: 'pg_largeobject', where: 'key', rows: 1, method: 'delete', span }],
    };
  return { effects: [{ kind: 'db.exec', what: 'file-io', name, span }] };
}

/** psql runs what stands between backticks in the arguments of its commands. */
function backticks({ name, rest, span }: ClientCommand): readonly Run[] {
  if (name === '\\!' || name === '\\copy') return [];
  return [...rest.matchAll(/`([^`]*)`/g)].map((found) => ({ type: 'shell', text: found[1] ?? '', span, label: name }));
}

function wordsOf(text: string): readonly string[] {
  return text.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
}

function firstWord(text: string): string | undefined {
  const [word] = wordsOf(text);
  return word === undefined ? undefined : unquote(word);
}

function unquote(word: string): string {
  return /^(["']).*\1$/s.test(word) ? word.slice(1, -1) : word;
}
