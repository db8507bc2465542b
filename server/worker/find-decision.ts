/** Finds the decision that let something start, so that it is not decided twice. */
import { redactDeep } from '../audit/redact';
import type { ReconcileParams, RecordedDecision } from '../protocol';

/** A question may stand open this long before somebody answers it and the command starts. */
const VALID_FOR_MS = 15 * 60_000;
/** The log keeps at least so many characters of a command. */
const SHORTEST_CUT = 200;
/** Sources that the editor puts before the label of a task. */
const taskSource = /^(shell|process|npm|gulp|grunt|tsc|workspace|folder):\s*/i;

export function findDecisionFor(
  started: Pick<ReconcileParams, 'command' | 'task'>,
  decisions: readonly RecordedDecision[],
  now: Date,
): RecordedDecision | undefined {
  return decisions.findLast(
    (decision) =>
      decision.actor === 'ai' &&
      decision.verdict !== 'deny' &&
      now.valueOf() - Date.parse(decision.time) <= VALID_FOR_MS &&
      isAbout(decision.command, started),
  );
}

function isAbout(recorded: string, { command, task }: Pick<ReconcileParams, 'command' | 'task'>): boolean {
  if (task !== undefined && recorded.startsWith('task ')) return labelOf(recorded.slice(5)) === labelOf(task);
  return command !== undefined && isSameCommand(recorded, asRecorded(command));
}

/** A terminal may start the lines of a command one by one; the record of a very long one has only its beginning. */
function isSameCommand(recorded: string, started: string): boolean {
  const [kept, line] = [normalised(recorded), normalised(started)];
  if (kept === line || (kept.length >= SHORTEST_CUT && line.startsWith(kept))) return true;
  return recorded.includes('\n') && recorded.split('\n').some((one) => normalised(one) === line);
}

function labelOf(task: string): string {
  return task.trim().replace(taskSource, '').trim();
}

/** Secrets are not in the record, so they are taken out before comparing. */
function asRecorded(command: string): string {
  return String(redactDeep(command, new Map()));
}

function normalised(command: string): string {
  return command.trim().replace(/\s+/g, ' ');
}
