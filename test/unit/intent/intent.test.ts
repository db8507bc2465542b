import { describe, expect, it } from 'vitest';
import type { EffectKind } from '../../../server/effects/catalogue';
import type { Effect } from '../../../server/effects/effect';
import { intentMatch, intentScope } from '../../../server/intent/intent';
import type { Request } from '../../../server/request';

function saying(text: string | undefined): Request {
  return {
    actions: [],
    tool: 'run_in_terminal',
    title: '',
    actor: 'ai',
    channel: 'hook',
    cwd: '/shop',
    workspace: '/shop',
    interactive: true,
    ...(text !== undefined && { intent: { text, source: 'explanation' } }),
  };
}

function effects(...kinds: EffectKind[]): Effect[] {
  const at = { span: { start: 0, end: 0 }, evidence: '', chain: [] };
  return kinds.map(
    (kind) =>
      ({ kind, at, extent: 'single', undo: null, authority: 'user', via: 'direct', certainty: 'certain' }) as Effect,
  );
}

describe('intentMatch', () => {
  const cases: [text: string | undefined, kinds: EffectKind[], match: string][] = [
    [undefined, ['fs.delete'], 'absent'],
    ['The answer is 42', ['fs.delete'], 'absent'],
    ['Delete the build folder', ['fs.delete'], 'consistent'],
    ['Cleaning up old artefacts', ['fs.delete'], 'consistent'],
    ['List the files in the folder', ['fs.delete'], 'understated'],
    ['Listing files', ['fs.read'], 'consistent'],
    ['Check the schema', ['db.rows.update'], 'understated'],
    ['Run the tests', ['code.exec'], 'consistent'],
    ['Run the tests', ['code.exec', 'net.upload'], 'understated'],
    ['Update the rows without deleting anything', ['db.rows.update'], 'consistent'],
    ['Update the rows without deleting anything', ['db.rows.update', 'db.rows.delete'], 'contradictory'],
    ['A read-only query of the orders', ['db.rows.update'], 'contradictory'],
    ['Dry run of the migration', ['db.schema.drop'], 'contradictory'],
    ["This doesn't remove data. It lists it", ['db.rows.delete'], 'contradictory'],
    ['Do not stop. Then delete the cache', ['fs.delete'], 'consistent'],
    ['Push the branch', ['vcs.push'], 'consistent'],
    ['Show the environment file', ['secret.read', 'fs.read'], 'consistent'],
    ['Grant read access to the role', ['db.grant'], 'consistent'],
  ];
  it.each(cases)('%s with %j is %s', (text, kinds, match) => {
    expect(intentMatch(saying(text), effects(...kinds))).toBe(match);
  });
});

describe('intentScope', () => {
  const cases: [text: string | undefined, scope: string][] = [
    [undefined, 'none'],
    ['Look at the logs', 'read'],
    ['Run unit tests', 'test'],
    ['Fix the bug and run the tests', 'edit'],
    ['Apply the pending migrations', 'deploy'],
    ['Migrate the local database', 'migrate'],
    ['Deploy to staging', 'deploy'],
  ];
  it.each(cases)('%s is %s', (text, scope) => {
    expect(intentScope(saying(text))).toBe(scope);
  });
});
