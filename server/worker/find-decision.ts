/** Finds the decision that let something start, so that it is not decided twice. */
import { redactDeep } from '../audit/redact';
import type { ReconcileParams, RecordedDecision } from '../protocol';

/** A question may stand open this long before somebody answers it and the command starts. */
const VALID_FOR_MS = 15 * 60_000;
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
  return command !== undefined && normalised(recorded) === normalised(asRecorded(command));
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
