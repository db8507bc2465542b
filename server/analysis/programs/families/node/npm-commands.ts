/** The sub-commands that npm, pnpm, yarn and bun share. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Answer, type Call, type Command, together } from '../../program';
import type { Word } from '../../spec';
import { always, when } from '../../stating';
import { ci, install, installs, installsProject, lifecycleRuns, npmOptions, remove } from './installs';
import { editsManifest } from './manifest';
import { creates, dlx } from './run-package';
import { lifecycle, runScript, runsScript } from './scripts';

type PublishOp = Exclude<EffectDraftOf<'package.publish'>['op'], undefined>;

export function publishes(op: PublishOp): Command {
  return { options: npmOptions, inertWith: ['--dry-run'], does: (call) => published(call, op, call.operand(0)) };
}

/** A rehearsal packs as the real thing does. */
export const publishesProject: Command = {
  options: npmOptions,
  does(call) {
    const runs = lifecycleRuns(call, 'publish', call.operands[0]);
    return { effects: call.has('--dry-run') === true ? [] : published(call, 'publish', call.operand(0)), runs };
  },
};

function tagged(call: Call): EffectDraft[] {
  return when(call.has('--no-git-tag-version') !== true, { kind: 'vcs.commit', skipHooks: false });
}

function published(call: Call, op: PublishOp, name: Text | undefined): EffectDraft[] {
  const access = call.value('--access');
  const open = access === 'public' ? true : access === 'restricted' ? false : null;
  const registry = call.value('--registry') ?? 'npm';
  return [{ kind: 'package.publish', op, registry, name: name ?? null, public: open }];
}

/** A command with verbs: those that show something, and what the others do. */
function unlessAsked(act: (verb: Text, call: Call) => readonly EffectDraft[]): Command {
  return {
    options: npmOptions,
    inertWith: ['--dry-run'],
    does(call) {
      const verb = call.operand(0);
      return verb === undefined || /^(ls|list|get|show)$/.test(String(verb)) ? [] : act(verb, call);
    },
  };
}

/** `npm dist-tag add PACKAGE TAG`, `npm access set status=public PACKAGE`. */
const tags = unlessAsked((_, call) => published(call, 'tag', call.operand(1)));

/** `npm owner add USER PACKAGE`; without a name, the package here. */
const owners = unlessAsked((_, call) => published(call, 'owner', call.operand(2)));

const members = unlessAsked((verb) => [
  { kind: 'access.change', provider: 'npm', op: verb === 'rm' || verb === 'destroy' ? 'revoke' : 'member' },
]);

const tokens = unlessAsked((verb) => [
  { kind: 'secret.write', store: 'npm', op: verb === 'revoke' || verb === 'delete' ? 'delete' : 'mint' },
]);

/** Settings that name a program, or from where packages come. */
const executingSettings =
  /(registry|registryserver|script-shell|shell|node-options|git|editor|viewer|userconfig|globalconfig|prefix|ignore-scripts|enablescripts|onload-script|npmrc|yarnpath|plugins|proxy|strict-ssl|cafile|unsafehttpwhitelist)$/i;

/** Settings that say who one is at a registry. */
const secretSettings = /(_authtoken|_auth|_password|npmauthtoken|npmauthident|:username)$/i;

function shows(call: Call, setting: Text | undefined): EffectDraft[] {
  // npm and yarn keep them to themselves.
  const secret = call.name === 'pnpm' && typeof setting === 'string' && secretSettings.test(setting);
  return when(secret, { kind: 'secret.read', store: 'registry-cred', audience: call.audience });
}

export const config: Command = {
  options: npmOptions,
  does(call) {
    const [verb, key] = [call.operand(0), call.operand(1)];
    if (call.path.at(-1) === 'get' || verb === 'get') return shows(call, call.path.at(-1) === 'get' ? verb : key);
    // Secrets are left out of a list.
    if (verb === 'list' || verb === 'ls' || verb === undefined) return [];
    const name = call.path.at(-1) === 'set' ? verb : key;
    const setting = typeof name === 'string' ? (name.split('=')[0] ?? '') : null;
    if (setting !== null && secretSettings.test(setting))
      return [{ kind: 'secret.write', store: 'registry-cred', op: verb === 'delete' ? 'delete' : 'update' }];
    const executes = setting === null ? null : executingSettings.test(setting);
    return [{ kind: 'config.write', target: 'package-manager', executes }];
  },
};

const cache: Command = {
  options: npmOptions,
  does: (call) =>
    /^(verify|ls|list|dir|path|undefined|status)$/.test(String(call.operand(0)))
      ? []
      : [{ kind: 'package.remove', manager: call.name, name: 'cache', global: false, undo: 'trivial' }],
};

const tests = (call: Call): Answer => runsScript(call, 'test', []);

const isNoDashes = (word: Word): boolean => word.value !== '--';

const pkg: Command = { options: npmOptions, does: editsManifest };

const inertCommands =
  'ls list ll la view info show v search s find outdated audit why explain fund doctor ping whoami root bin prefix docs home bugs repo help help-search completion query sbom diff licenses pm debug';

export const npmCommands: Readonly<Record<string, Command>> = {
  [inertCommands]: { options: npmOptions, does: (call) => (call.operand(0) === 'fix' ? installs(call, []) : []) },
  'install i add in ins inst isntall it update up upgrade u link ln dedupe ddp rebuild rb import fetch upgrade-interactive':
    install,
  'ci clean-install ic install-clean': ci,
  'install-test it': { ...install, does: (call) => together(installsProject(call, call.operands), tests(call)) },
  'install-ci-test cit clean-install-test sit': {
    options: npmOptions,
    does: (call) => together(installsProject(call, []), tests(call)),
  },
  'uninstall remove rm r un unlink': remove,
  'prune autoclean': {
    options: npmOptions,
    does: (call) => [{ kind: 'package.remove', manager: call.name, undo: 'recoverable' }],
  },
  cache,
  store: cache,
  'run run-script rum urn': runScript,
  'test t tst start stop restart': lifecycle,
  'exec x dlx': dlx,
  'init create innit': creates,
  publish: publishesProject,
  unpublish: publishes('unpublish'),
  deprecate: publishes('deprecate'),
  undeprecate: publishes('deprecate'),
  'dist-tag tag dist-tags': tags,
  'owner author': owners,
  access: unlessAsked((_, call) => published(call, 'owner', call.operand(2) ?? call.operand(1))),
  'team org profile hook': members,
  token: tokens,
  'login adduser add-user': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
  logout: always({ kind: 'secret.write', store: 'registry-cred', op: 'delete' }),
  'config c set get': config,
  pkg,
  version: {
    options: npmOptions,
    does: (call) => (call.operands.length > 0 ? { effects: tagged(call), runs: lifecycleRuns(call, 'version') } : []),
  },
  pack: {
    options: npmOptions,
    does: (call) => ({ runs: lifecycleRuns(call, 'pack', call.operands[0]) }),
  },
  'shrinkwrap set-script patch patch-commit star unstar stars': { options: npmOptions },
  explore: {
    options: npmOptions,
    stopAtOperand: true,
    does: (call) =>
      call.operands.length > 1
        ? { runs: [{ type: 'argv', words: call.operands.slice(1).filter(isNoDashes), label: 'npm explore' }] }
        : [{ kind: 'code.opaque', reason: 'interactive', program: 'npm' }],
  },
  edit: always({ kind: 'code.opaque', reason: 'interactive', program: 'npm' }),
};
