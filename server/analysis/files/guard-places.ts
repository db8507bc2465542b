/** The places this product itself depends on: policies, its runtime, the hook files and settings of agents. */
import type { EffectDraftOf } from '../../effects/effect';
import { baseName } from './paths';

export type GuardPart = Exclude<EffectDraftOf<'guard.tamper'>['what'], null | undefined>;

export interface GuardPlace {
  readonly what: GuardPart;
  /** Whose settings they are, when an agent's. */
  readonly agent?: string;
}

const PLACES: readonly (readonly [RegExp, GuardPart, string?])[] = [
  [/(^|\/)\.guardrails\/audit(\/|$)/, 'lock'],
  [/(^|\/)\.guardrails\/run(time)?(\/|$)/, 'binary'],
  [/(^|\/)\.guardrails(\/|$)/, 'policy'],
  // By these, git's word that a fetch brought a policy, which then comes in force.
  [/(^|\/)\.git\/logs\/refs\/remotes(\/|$)/, 'policy'],
  [/(^|\/)\.github\/hooks(\/|$)/, 'hook', 'copilot'],
  [/(^|\/)\.copilot\/hooks(\/|$)/, 'hook', 'copilot'],
  [/(^|\/)\.copilot\/(config|settings)[^/]*\.json$/, 'settings', 'copilot'],
  [/(^|\/)\.github\/copilot\/settings[^/]*\.json$/, 'settings', 'copilot'],
  [/^\/etc\/github-copilot(\/|$)/, 'hook', 'copilot'],
  [/(^|\/)\.claude\/settings[^/]*\.json$/, 'settings', 'claude'],
  [/(^|\/)\.claude\/hooks(\/|$)/, 'hook', 'claude'],
  [/(^|\/)\.claude\.json$/, 'settings', 'claude'],
  [/(^|\/)\.codex(\/|$)/, 'settings', 'codex'],
  [/(^|\/)\.cursor\/hooks(\.json$|\/)/, 'hook', 'cursor'],
  [/(^|\/)\.gemini\/settings\.json$/, 'settings', 'gemini'],
  [/(^|\/)\.vscode(-server|-oss|-insiders)?\/extensions\/access-guardrails/, 'extension'],
];

/** Is this absolute path one of ours? */
export function guardPlaceOf(path: string, home: string): GuardPlace | undefined {
  const normal = path.replace(/\\/g, '/');
  if (!normal.includes('/.') && !normal.startsWith('/etc/')) return undefined;
  for (const [pattern, what, agent] of PLACES) {
    if (!pattern.test(normal) || isOrdinary(normal, home)) continue;
    return agent ? { what, agent } : { what };
  }
  return undefined;
}

/** Directories that hold one of our places: deleting or moving them takes it along. */
const HOLDERS: Readonly<Record<string, GuardPlace>> = {
  '.claude': { what: 'settings', agent: 'claude' },
  '.copilot': { what: 'hook', agent: 'copilot' },
  '.cursor': { what: 'hook', agent: 'cursor' },
  '.gemini': { what: 'settings', agent: 'gemini' },
};

export function holdsGuardPlace(directory: string): GuardPlace | undefined {
  return HOLDERS[baseName(directory)];
}

/** Codex keeps more than settings in its folder. */
function isOrdinary(path: string, home: string): boolean {
  return (
    path.startsWith(`${home}/.codex/`) &&
    /\/(sessions|log|history|skills|prompts)(\/|$|\.)/.test(path.slice(home.length))
  );
}

/** Does an editor or an agent read its settings from here? */
export function isSettingsFile(path: string): boolean {
  const name = baseName(path.replace(/\\/g, '/'));
  return (
    name.endsWith('.code-workspace') ||
    (/settings[\w.-]*\.json$/.test(name) && /\/(\.vscode|User|Machine|\.claude|copilot|data)\//.test(path))
  );
}

/** Keys of an editor's or agent's settings that switch the guard off. */
const GUARD_KEYS =
  /"?(chat\.useHooks|chat\.useClaudeHooks|chat\.hookFilesLocations|chat\.plugins\.[\w.]+|chat\.tools\.[\w.]*autoApprove[\w.]*|chat\.tools\.global\.autoApprove|chat\.agent\.[\w.]*autoApprove[\w.]*|disableAllHooks|allowManagedHooksOnly|guardrails\.[\w.]+)"?/;

/** The first such key that a text names. */
export function guardKeyIn(text: string): string | undefined {
  return GUARD_KEYS.exec(text)?.[1];
}
