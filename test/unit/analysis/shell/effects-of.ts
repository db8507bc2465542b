import { analyse } from '../../../../server/analysis/analyse';
import type { Analysis } from '../../../../server/analysis/analysis';
import type { Effect } from '../../../../server/effects/effect';
import { displayText, isPattern } from '../../../../server/effects/value';
import type { Action, Request } from '../../../../server/request';
import { type FakeWorld, fakeProviders } from '../../../support/fake-providers';

export const WORKSPACE = '/home/dana/shop';

export function requestOf(action: Action, title = ''): Request {
  return {
    actions: [action],
    tool: 'test',
    title,
    actor: 'ai',
    channel: 'hook',
    cwd: WORKSPACE,
    workspace: WORKSPACE,
    interactive: true,
  };
}

/** Files are given relative to the workspace. */
export function analyseIn(world: FakeWorld, action: Action, title?: string): Analysis {
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(world.files ?? {})) {
    files[path.startsWith('/') ? path : `${WORKSPACE}/${path}`] = text;
  }
  return analyse(requestOf(action, title), fakeProviders({ folders: [WORKSPACE], ...world, files }));
}

/** The effects of a command, one readable line each: `fs.delete / root=filesystem [possible] ‹sudo›`. */
export function effectsOf(command: string, world: FakeWorld = {}): string[] {
  return analyseIn(world, { type: 'shell', command }, command).effects.map(lineOf);
}

export function effectsOfAction(action: Action, world: FakeWorld = {}): string[] {
  return analyseIn(world, action).effects.map(lineOf);
}

/** The attributes that name the target, and those worth showing when they are out of the ordinary. */
const TARGETS = ['path', 'host', 'device', 'what', 'program', 'table', 'mechanism', 'store', 'target', 'how', 'name'];
const SHOWN = ['root', 'class', 'mode', 'origin', 'reason', 'resolved', 'source', 'agent', 'purpose'];
const ORDINARY = new Set(['none', 'other', 'source', 'config', 'data', 'log', 'lockfile', 'overwrite', 'true']);

export function lineOf(effect: Effect): string {
  const attributes = effect as unknown as Readonly<Record<string, unknown>>;
  const target = TARGETS.find((name) => attributes[name] !== undefined);
  const words: string[] = [effect.kind];
  if (target) words.push(shown(attributes[target]));
  for (const name of SHOWN) {
    const value = attributes[name];
    if (name === target || value === undefined || ORDINARY.has(String(value))) continue;
    words.push(`${name}=${shown(value)}`);
  }
  const facets = [effect.authority === 'elevated' && 'elevated', effect.certainty === 'possible' && 'possible'];
  const set = facets.filter(Boolean);
  if (set.length > 0) words.push(`[${set.join(' ')}]`);
  if (effect.at.chain.length > 0) words.push(`‹${effect.at.chain.join(' › ')}›`);
  return words.join(' ').replaceAll(`${WORKSPACE}/`, './').replaceAll(WORKSPACE, '.');
}

function shown(value: unknown): string {
  if (value === null) return '?';
  return isPattern(value) ? displayText(value) : String(value);
}
