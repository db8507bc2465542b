/** The sub-commands that npm, pnpm, yarn and bun share. */
import type { EffectDraftOf } from '../../../../effects/effect';
import type { Command } from '../../program';
import { always } from '../../stating';
import { ci, install, installs, isPinned, npmOptions, remove } from './installs';
import { editsManifest } from './manifest';
import { dlx } from './run-package';
import { lifecycle, runScript } from './scripts';

export function publishes(op: Exclude<EffectDraftOf<'package.publish'>['op'], undefined>): Command {
  return {
    options: npmOptions,
    inertWith: ['--dry-run'],
    does: (call) => [
      {
        kind: 'package.publish',
        op,
        registry: call.value('--registry') ?? 'npm',
        name: call.operands.find((word) => !/^(add|rm|ls|set)$/.test(String(word.value)))?.value ?? null,
        public: call.value('--access') === 'restricted' ? false : null,
      },
    ],
  };
}

const listOr = (command: Command): Command => ({
  options: npmOptions,
  does: (call) =>
    /^(ls|list|undefined)$/.test(String(call.operand(0)))
      ? []
      : typeof command === 'function'
        ? command(call)
        : 'length' in command
          ? command
          : typeof command.does === 'function'
            ? command.does(call)
            : [],
});

/** Settings that name a program, or from where packages come. */
const executingSettings =
  /(registry|script-shell|shell|node-options|git|editor|viewer|userconfig|globalconfig|prefix|ignore-scripts|onload-script|npmrc)$/i;

export const config: Command = {
  options: npmOptions,
  does(call) {
    const [verb, key] = [call.operand(0), call.operand(1)];
    if (call.path.at(-1) === 'get' || verb === 'get' || verb === 'list' || verb === 'ls' || verb === undefined)
      return [];
    const name = call.path.at(-1) === 'set' ? verb : key;
    const executes = typeof name === 'string' ? executingSettings.test(name.split('=')[0] ?? '') : null;
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

const pkg: Command = { options: npmOptions, does: editsManifest };

const inertCommands =
  'ls list ll la view info show v search s find outdated audit why explain fund doctor ping whoami root bin prefix docs home bugs repo help help-search completion query sbom diff licenses pm debug';

export const npmCommands: Readonly<Record<string, Command>> = {
  [inertCommands]: { options: npmOptions, does: (call) => (call.operand(0) === 'fix' ? installs(call, []) : []) },
  'install i add in ins inst isntall it update up upgrade u link ln dedupe ddp rebuild rb import fetch install-test':
    install,
  'ci clean-install ic install-clean': ci,
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
  'init create innit': {
    options: npmOptions,
    stopAtOperand: true,
    does: (call) =>
      call.operands.length === 0
        ? []
        : [
            {
              kind: 'package.install',
              manager: call.name,
              name: call.operand(0) ?? null,
              source: 'registry',
              scripts: true,
              pinned: isPinned(call.operand(0) ?? null),
            },
            { kind: 'code.exec', origin: 'registry', resolved: false },
          ],
  },
  publish: publishes('publish'),
  unpublish: publishes('unpublish'),
  deprecate: publishes('deprecate'),
  'dist-tag tag dist-tags': listOr(publishes('tag')),
  'owner author access team org': listOr(publishes('owner')),
  token: listOr(always({ kind: 'secret.write', store: 'npm', op: 'mint' })),
  'login adduser add-user logout': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
  'config c set get': config,
  pkg,
  'version pack shrinkwrap set-script patch patch-commit': {
    options: npmOptions,
    does: (call) =>
      call.path.at(-1) === 'version' && call.operands.length > 0 ? [{ kind: 'vcs.commit', skipHooks: false }] : [],
  },
  'edit explore': always({ kind: 'code.opaque', reason: 'interactive', program: 'npm' }),
  'profile hook star stars unstar': listOr(always({ kind: 'access.change', provider: 'npm', op: 'member' })),
};
