/** Decisions as the log has them, joined with how their calls ended. */
import { closeSync, constants, fstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '../decision';
import type { RecordedDecision } from '../protocol';
import type { ActorKind } from '../request';
import { readHead } from './chain';
import type { AuditLog } from './log';
import { openRegular, readRegular } from './regular-file';
import { existingSegments, readEnd } from './tail';

/** The members of a decision's record that readers use. */
interface DecisionLine {
  readonly $seq: number;
  readonly id: string;
  readonly time: { readonly wall: string };
  readonly actor: { readonly kind: ActorKind };
  readonly agent?: { readonly name: string };
  readonly session?: { readonly id?: string; readonly tool_call_id?: string };
  readonly command: { readonly tool: string; readonly raw: string; readonly cwd?: string; readonly hmac?: string };
  readonly effects: readonly { readonly summary: string }[];
  readonly decision: Pick<Decision, 'verdict' | 'would' | 'rules' | 'reason' | 'instead' | 'liftable' | 'permissions'>;
  readonly places?: RecordedDecision['places'];
}

interface OutcomeLine {
  readonly corr?: string;
  readonly session?: { readonly id?: string; readonly tool_call_id?: string };
  readonly command?: { readonly hmac?: string };
  readonly outcome: { readonly status: string; readonly exit_code?: number; readonly signal?: string };
}

export interface DecisionCounts {
  readonly total: number;
  readonly denied: number;
  readonly asked: number;
}

/** The newest decisions, at most `limit`, newest last. Lines that cannot be read are for `verifyAudit` to report. */
export function readDecisions(log: AuditLog, limit: number): RecordedDecision[] {
  const outcomes: OutcomeLine[] = [];
  const decisions: RecordedDecision[] = [];
  for (const line of newestFirst(log)) {
    if (decisions.length >= limit) break;
    const action = readHead(line)?.action;
    if (action === 'command.outcome') outcomes.push(...parsed<OutcomeLine>(line));
    if (action === 'command.decision') {
      decisions.push(
        ...parsed<DecisionLine>(line).map((decision) => recorded(decision, takeOutcome(decision, outcomes))),
      );
    }
  }
  return decisions.reverse();
}

/** A decision by its id, or by the unique beginning of it that people type. */
export function findDecision(log: AuditLog, id: string): RecordedDecision | undefined {
  return readDecisions(log, Number.POSITIVE_INFINITY).findLast((decision) => decision.id.startsWith(id));
}

/** A record as it stands in the log, parsed; for those who want all of it. */
export function findRecord(log: AuditLog, seq: number): unknown {
  for (const line of newestFirst(log)) if (readHead(line)?.seq === seq) return parsed<unknown>(line)[0];
  return undefined;
}

/** How many decisions there are since the log began. */
export function countDecisions({ layout: { segments } }: AuditLog): DecisionCounts {
  return sumOf(existingSegments(segments).map((name) => countSegment(join(segments, name))));
}

/** What is counted of a segment, up to the end of a line. Segments only grow, and all but the newest have stopped. */
interface Counted {
  readonly file: number;
  readonly bytes: number;
  readonly counts: DecisionCounts;
}

const countedSegments = new Map<string, Counted>();

function countSegment(path: string): DecisionCounts {
  const file = openRegular(path, constants.O_RDONLY);
  try {
    const { ino, size } = fstatSync(file);
    const known = countedSegments.get(path);
    const before = known?.file === ino && known.bytes <= size ? known : { bytes: 0, counts: noDecisions };
    const added = readEnd(file, size, size - before.bytes);
    const bytes = before.bytes + added.lastIndexOf(10) + 1;
    const counts = sumOf([before.counts, countLines(added)]);
    countedSegments.set(path, { file: ino, bytes, counts });
    return counts;
  } finally {
    closeSync(file);
  }
}

function countLines(content: Buffer): DecisionCounts {
  const counts = { ...noDecisions };
  for (const line of linesBackwards(content)) {
    if (readHead(line)?.action !== 'command.decision') continue;
    counts.total++;
    // Quotes inside of JSON strings are escaped, so these bytes can only be the member itself.
    if (line.includes('"verdict":"deny"')) counts.denied++;
    else if (line.includes('"verdict":"ask"')) counts.asked++;
  }
  return counts;
}

const noDecisions: DecisionCounts = { total: 0, denied: 0, asked: 0 };

/** Of several logs, or parts of one. */
export function sumOf(all: readonly DecisionCounts[]): DecisionCounts {
  return all.reduce(
    (sum, { total, denied, asked }) => ({
      total: sum.total + total,
      denied: sum.denied + denied,
      asked: sum.asked + asked,
    }),
    noDecisions,
  );
}

/** The outcome of a call: by the decision's id, the call's id, or the same command in the same session. */
function takeOutcome(decision: DecisionLine, outcomes: OutcomeLine[]): OutcomeLine | undefined {
  const index = outcomes.findLastIndex((outcome) => belongsTo(outcome, decision));
  return index < 0 ? undefined : outcomes.splice(index, 1)[0];
}

function belongsTo(outcome: OutcomeLine, decision: DecisionLine): boolean {
  if (outcome.corr !== undefined) return outcome.corr === decision.id;
  if (outcome.session?.id !== decision.session?.id) return false;
  const call = outcome.session?.tool_call_id;
  const decided = decision.session?.tool_call_id;
  if (call !== undefined && decided !== undefined) return call === decided;
  return outcome.command?.hmac !== undefined && outcome.command.hmac === decision.command.hmac;
}

function recorded(line: DecisionLine, outcome: OutcomeLine | undefined): RecordedDecision {
  const { verdict, would, rules, reason, instead, liftable, permissions } = line.decision;
  return {
    id: line.id,
    seq: line.$seq,
    time: line.time.wall,
    actor: line.actor.kind,
    ...(line.agent && { agent: line.agent.name }),
    ...(line.session?.id !== undefined && { session: line.session.id }),
    tool: line.command.tool,
    command: line.command.raw,
    ...(line.command.cwd !== undefined && { cwd: line.command.cwd }),
    verdict,
    would,
    rules,
    reason,
    ...(instead !== undefined && { instead }),
    ...(liftable && { liftable }),
    ...(permissions && { permissions }),
    effects: line.effects.map((effect) => effect.summary),
    ...(outcome && { outcome: outcomeText(outcome) }),
    places: line.places ?? [],
  };
}

/** `success`, `failure (exit code 2)`, `killed (SIGTERM)`. */
function outcomeText({ outcome }: OutcomeLine): string {
  const { status, exit_code, signal } = outcome;
  if (signal) return `${status} (${signal})`;
  return exit_code ? `${status} (exit code ${exit_code})` : status;
}

function* newestFirst(log: AuditLog): Generator<Buffer> {
  for (const name of existingSegments(log.layout.segments).reverse())
    yield* linesBackwards(readRegular(join(log.layout.segments, name)));
}

function* linesBackwards(content: Buffer): Generator<Buffer> {
  let end = content.lastIndexOf(10);
  while (end > 0) {
    const start = content.lastIndexOf(10, end - 1) + 1;
    yield content.subarray(start, end);
    end = start - 1;
  }
}

function parsed<T>(line: Buffer): T[] {
  try {
    return [JSON.parse(line.toString('utf8')) as T];
  } catch {
    return [];
  }
}
