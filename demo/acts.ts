/** The scenarios of the agent tests that tell the story best, in the order of telling. */
import type { Scenario } from '../test/support/agent/scenario';

const names = [
  'reads a table',
  'updates the granted column of one row',
  'updates a column beyond the grant',
  'deletes rows',
  'drops a table in a here-document',
  'deletes folders in a disguise',
  'writes a file of its own',
  'discards files git does not know',
  'runs a package script that only reads',
  'runs a package script that hides a bulk delete',
  'runs a harmless task',
  'runs a task that drops a table',
  'uploads the secrets',
  'rewrites the policy with the edit tool',
  'greps for the words of a destructive command',
];

export function acts(scenarios: readonly Scenario[]): Scenario[] {
  return names.map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (!found) throw new Error(`demo/acts.ts names "${name}", which test/agent/scenarios.ts doesn't have.`);
    return found;
  });
}
