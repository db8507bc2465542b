/** What follows from a change of a file because of the file it is: the guard's own, git's, one that is run later. */
import type { EffectDraft, EffectDraftOf } from '../effects/effect';
import { guardKeyIn, guardPlaceOf, holdsGuardPlace, isSettingsFile } from './files/guard-places';
import { decidesWhatRuns, isPackageSettings } from './files/package-settings';
import { isHarmlessDevice } from './files/zones';

type FileChange = EffectDraftOf<'fs.write'> | EffectDraftOf<'fs.delete'> | EffectDraftOf<'fs.perms'>;

/** Reading and writing `/dev/null` and the like is no effect. */
export function isNothing(draft: EffectDraft): boolean {
  if (draft.kind !== 'fs.read' && draft.kind !== 'fs.write') return false;
  return typeof draft.path === 'string' && isHarmlessDevice(draft.path);
}

/** `text` is what the change stands in: a command that writes settings names the keys that it sets. */
export function consequencesOf(draft: EffectDraft, text: string, home: string): EffectDraft[] {
  if (draft.kind !== 'fs.write' && draft.kind !== 'fs.delete' && draft.kind !== 'fs.perms') return [];
  const path = pathOf(draft);
  if (path === undefined) return [];
  return [
    ...tampering(draft, path, home),
    ...switchingOff(draft, path, text),
    ...persistence(draft, path, home),
    ...losses(draft, path),
    ...machineSettings(draft, path),
    ...packageSettings(draft, path, text),
    ...agentServers(draft, path),
  ].map((effect) => ({
    ...effect,
    ...(draft.certainty && { certainty: draft.certainty }),
  }));
}

/** The path, or what a pattern is written to name. */
function pathOf(draft: FileChange): string | undefined {
  const { path } = draft;
  if (path === undefined || path === null) return undefined;
  return typeof path === 'string' ? path : `${path.prefix}${path.suffix}`;
}

function tampering(draft: FileChange, path: string, home: string): EffectDraft[] {
  const place = guardPlaceOf(path, home) ?? (draft.kind === 'fs.delete' ? holdsGuardPlace(path) : undefined);
  if (!place) return [];
  const effects: EffectDraft[] = [
    { kind: 'guard.tamper', what: place.what, ...(place.agent && { agent: place.agent }) },
  ];
  if (place.what === 'lock') effects.push({ kind: 'audit.tamper', what: 'guard-log' });
  return effects;
}

function switchingOff(draft: FileChange, path: string, text: string): EffectDraft[] {
  const named = draft.kind === 'fs.write' && isSettingsFile(path) && guardKeyIn(text) !== undefined;
  return named ? [{ kind: 'guard.tamper', what: 'settings' }] : [];
}

type Mechanism = Exclude<EffectDraftOf<'persist.install'>['mechanism'], null | undefined>;

/** Files that something runs by itself later on. */
const RUN_LATER: readonly (readonly [RegExp, Mechanism])[] = [
  [
    /\/\.(bashrc|bash_profile|bash_login|bash_logout|profile|zshrc|zprofile|zshenv|zlogin|kshrc|cshrc|inputrc)$/,
    'shell-rc',
  ],
  [
    /\/\.config\/fish\/(config\.fish|conf\.d\/)|^\/etc\/(profile(\.d\/.*)?|bash\.bashrc|environment|zsh\/.*)$/,
    'shell-rc',
  ],
  [/\/\.ssh\/(authorized_keys2?|rc)$/, 'ssh-key'],
  [/^\/etc\/cron|^\/var\/spool\/cron/, 'cron'],
  [/^\/(etc|lib|usr\/lib)\/systemd\/|\/\.config\/systemd\/user\/|^\/etc\/(init\.d|rc\.local)/, 'systemd'],
  [/\/Library\/Launch(Agents|Daemons)\//, 'launchd'],
  [/\/\.config\/autostart\//, 'login-item'],
  [
    /\/\.git\/hooks\/(?!.*\.sample$)|\/\.husky\/|\/\.githooks\/|\/(lefthook\.ya?ml|\.pre-commit-config\.yaml)$/,
    'git-hook',
  ],
  [
    /\/\.github\/(workflows|actions)\/|\/\.circleci\/|\/\.buildkite\/|\/(\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile)$/,
    'ci-workflow',
  ],
  [/\/\.vscode\/(tasks|launch)\.json$|\/\.devcontainer(\/devcontainer)?\.json$|\/\.envrc$/, 'ide-task'],
];

function persistence(draft: FileChange, path: string, home: string): EffectDraft[] {
  if (draft.kind === 'fs.perms') return [];
  // A repository may hold a `.bashrc` of its own: only the user's and the system's are read by a shell.
  const mechanism = RUN_LATER.find(([pattern]) => pattern.test(path))?.[1];
  if (!mechanism || (mechanism === 'shell-rc' && !isOfUser(path, home))) return [];
  return [{ kind: 'persist.install', mechanism, op: draft.kind === 'fs.delete' ? 'remove' : 'add' }];
}

function isOfUser(path: string, home: string): boolean {
  return (
    path.startsWith('/etc/') || path.slice(0, path.lastIndexOf('/')) === home || /^\/(root|home\/[^/]+)\/\./.test(path)
  );
}

function losses(draft: FileChange, path: string): EffectDraft[] {
  if (draft.kind === 'fs.perms') return [];
  const emptied = draft.kind === 'fs.delete' || (draft.mode !== 'append' && draft.mode !== 'create');
  if (emptied && draft.class === 'history') return [{ kind: 'audit.tamper', what: 'shell-history' }];
  if (emptied && draft.class === 'log' && /^\/var\/log\//.test(path)) {
    return [{ kind: 'audit.tamper', what: 'system-log' }];
  }
  return [...lostHistory(draft, path), ...lostDatabase(draft, path)];
}

/** What is written to these files of the kernel takes effect at once. */
function machineSettings(draft: FileChange, path: string): EffectDraft[] {
  if (draft.kind !== 'fs.write') return [];
  if (path === '/proc/sysrq-trigger') return [{ kind: 'system.power', op: 'reboot' }];
  if (path === '/sys/power/state') return [{ kind: 'system.power', op: 'suspend' }];
  return /^\/proc\/sys\//.test(path) ? [{ kind: 'system.configure', area: 'kernel' }] : [];
}

/** As `npm config set registry …` says it. */
function packageSettings(draft: FileChange, path: string, text: string): EffectDraft[] {
  if (draft.kind !== 'fs.write' || !isPackageSettings(path) || !decidesWhatRuns(text)) return [];
  return [{ kind: 'config.write', target: 'package-manager', executes: true }];
}

/** Programs that agents start as servers of tools; what `claude mcp add` writes. */
function agentServers(draft: FileChange, path: string): EffectDraft[] {
  const listed = /\/(\.mcp\.json|\.(cursor|vscode|windsurf|roo|kiro\/settings)\/mcp\.json|mcp_config\.json)$/.test(
    path,
  );
  return draft.kind === 'fs.write' && listed ? [{ kind: 'config.write', target: 'agent', executes: true }] : [];
}

/** A file that is a whole database. */
function lostDatabase(draft: FileChange, path: string): EffectDraft[] {
  if (draft.kind !== 'fs.delete' || !/\.(db3?|sqlite3?|duckdb)$/.test(path)) return [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  return [{ kind: 'db.schema.drop', engine: 'sqlite', object: 'database', name, evidence: { dbFile: path } }];
}

/** What git keeps in these is lost for good when they are deleted or written by hand. */
function lostHistory(draft: FileChange, path: string): EffectDraft[] {
  if (draft.kind === 'fs.delete' && /\/\.git\/?$/.test(path))
    return [{ kind: 'vcs.discard', what: 'metadata', all: true }];
  const store =
    /\.git\/(objects|refs|packed-refs|HEAD|logs|worktrees|modules)(\/|$)/.test(path) && !path.endsWith('.lock');
  return store ? [{ kind: 'vcs.discard', what: 'metadata', all: false }] : [];
}
