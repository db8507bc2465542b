/** `guardrails audit`: verify and show. */
import { type AuditLog, openAuditLog, otherLogs } from '../audit/log';
import { findDecision, findRecord, readDecisions } from '../audit/read';
import { verifyAudit } from '../audit/verify';
import { workspaceOf } from '../facts/workspace';
import type { RecordedDecision } from '../protocol';
import { exitCodes, UsageError } from './exit-codes';
import { oneLine, paint, paintVerdict, print, visible } from './terminal';

const mostProblems = 50;
const commandWidth = 100;

/** Exit code 1 when anything is wrong with the log. */
export function verify(folder: string, options: { readonly json?: boolean }): number {
  const log = openAuditLog(workspaceOf(folder));
  const result = verifyAudit(log);
  if (options.json) print(JSON.stringify({ log: log.layout.folder, ...result }));
  else printVerification(log, result);
  return result.ok ? exitCodes.fine : exitCodes.deny;
}

function printVerification(log: AuditLog, { ok, records, problems, notes }: ReturnType<typeof verifyAudit>): void {
  for (const note of notes) print(`${paint('dim', 'note')}    ${note}`);
  for (const { message } of problems.slice(0, mostProblems)) print(`${paint('red', 'problem')} ${message}`);
  if (problems.length > mostProblems) print(`        and ${problems.length - mostProblems} more`);
  const count = records === 1 ? '1 record' : `${records} records`;
  print(
    ok
      ? `${paint('green', 'ok')}      ${summary(count, records)}`
      : `${paint('red', 'failed')}  ${count} in ${log.layout.folder}`,
  );
}

function summary(count: string, records: number): string {
  return records === 0 ? 'nothing has been recorded yet' : `${count}, unbroken from the first to the last`;
}

export interface ShowOptions {
  readonly limit: string;
  readonly denied?: boolean;
  readonly json?: boolean;
}

export function show(folder: string, which: string | undefined, options: ShowOptions): number {
  const log = openAuditLog(workspaceOf(folder));
  if (which !== undefined) return showOne(log, which);
  const limit = limitFrom(options.limit);
  const decisions = [log, ...otherLogs(log)]
    .flatMap((each) => readDecisions(each, options.denied ? Number.POSITIVE_INFINITY : limit))
    .filter((decision) => !options.denied || decision.verdict === 'deny')
    .sort((a, b) => a.time.localeCompare(b.time) || a.seq - b.seq)
    .slice(-limit);
  for (const decision of decisions) print(options.json ? JSON.stringify(decision) : lineOf(decision));
  if (decisions.length === 0 && !options.json) print('Nothing has been recorded here yet.');
  return exitCodes.fine;
}

/** The whole record, as it stands in the log. */
function showOne(log: AuditLog, which: string): number {
  const seq = /^#?(\d{1,15})$/.exec(which)?.[1];
  const found = findDecision(log, which)?.seq ?? (seq === undefined ? undefined : Number(seq));
  const record = found === undefined ? undefined : findRecord(log, found);
  if (record === undefined) throw new UsageError(`no record ${which} in ${log.layout.folder}`);
  print(visible(JSON.stringify(record, null, 2)));
  return exitCodes.fine;
}

function lineOf({ seq, time, verdict, would, agent, actor, command, rules, outcome }: RecordedDecision): string {
  const answer = would === verdict ? paintVerdict(verdict) : `${paintVerdict(verdict)} (would ${paintVerdict(would)})`;
  const head = `${paint('dim', `#${seq}`)} ${time} ${answer} ${agent ?? actor}`;
  const tail = [rules.join(', '), outcome ? `→ ${outcome}` : ''].filter(Boolean).join('  ');
  return `${head}  ${oneLine(command, commandWidth)}${tail ? `  ${paint('dim', oneLine(tail, commandWidth))}` : ''}`;
}

function limitFrom(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`--limit ${text}: give a number from 1 on`);
  return limit;
}
