/** What is installed and removed by npm and its kin, and from where. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Answer, Call, Command } from '../../program';
import type { ProjectRunner, Run, Word } from '../../spec';

type Install = EffectDraftOf<'package.install'>;

export const npmOptions =
  '-g,--global -D,--save-dev -E,--save-exact -O,--save-optional -P,--save-prod -S,--save --no-save -w,--workspace,--filter,-F=W -ws,--workspaces --prefix,-C,--cwd,--dir=D --registry=U --tag=T --access=A --otp=C --omit=T --include=T --only=T --production --ignore-scripts --no-install,--no --no-git-tag-version --force,-f --legacy-peer-deps --dry-run --json --silent,-s --loglevel=L --userconfig=F --cache=D --yes,-y --package,-p=P --call,-c=CMD --script-shell=S --location=L -r,--recursive --if-present --parallel --frozen-lockfile --immutable --package-lock-only --prefer-offline --offline --no-audit --audit --no-fund --fund --depth=N --long,-l --parseable --provenance --ignore-workspace-root-check -W --exact --optional --dev,-d --peer --lockfile-only --shamefully-hoist --strict-peer-dependencies --reporter=R --no-optional --pure-lockfile --non-interactive --network-timeout=N --verbose --latest,-L --interactive,-i --bun,-b --watch --hot --config=F --env-file=F --smol --preload=F --trust --production --all,-a --scope=S --init-module=F';

export function sourceOf(spec: Text): Install['source'] {
  if (typeof spec !== 'string') return null;
  if (/^(git\+|git:|git@|github:|gitlab:|bitbucket:)|\.git(#|$)/.test(spec) || /^[\w-]+\/[\w.-]+(#.*)?$/.test(spec))
    return 'git';
  if (/^https?:/.test(spec)) return 'url';
  if (/^(file:|\.|\/|~)|\.tgz$/.test(spec)) return 'file';
  return 'registry';
}

/** `name@1.2.3`: an exact version, not a range or a tag. */
export function isPinned(spec: Text): boolean | null {
  if (typeof spec !== 'string') return null;
  return /.@v?\d+\.\d+\.\d+(-[\w.]+)?$/.test(spec);
}

export function nameOf(spec: Text): Text {
  if (typeof spec !== 'string') return spec;
  return /^(@?[^@]+)(@.*)?$/.exec(spec)?.[1] ?? spec;
}

function withRegistry(call: Call, source: Install['source']): Install['source'] {
  const registry = call.value('--registry');
  return source === 'registry' &&
    registry !== undefined &&
    !/^https:\/\/registry\.(npmjs\.org|yarnpkg\.com)\/?$/.test(String(registry))
    ? 'url'
    : source;
}

const noScripts = (call: Call): boolean | null => {
  const ignored = call.has('--ignore-scripts');
  return ignored === null ? null : !ignored;
};

/** `-g`, and what it is short for. */
function isGlobal(call: Call): boolean | null {
  return call.value('--location') === 'global' || call.has('-g');
}

export function installs(call: Call, specs: readonly Word[]): EffectDraft[] {
  const common = { manager: call.name, scripts: noScripts(call), global: isGlobal(call) };
  if (specs.length === 0)
    return [
      {
        kind: 'package.install',
        ...common,
        source: 'lockfile',
        pinned: call.path.at(-1) === 'ci' || call.has('--frozen-lockfile', '--immutable') === true,
      },
    ];
  return specs.map(
    (word): EffectDraft => ({
      kind: 'package.install',
      ...common,
      name: nameOf(word.value),
      source: withRegistry(call, sourceOf(word.value) ?? null) ?? null,
      pinned: isPinned(word.value),
      span: word.span,
    }),
  );
}

export const install: Command = {
  options: npmOptions,
  inertWith: ['--dry-run'],
  does: (call) => installsProject(call, call.operands),
};

export const ci: Command = { options: npmOptions, inertWith: ['--dry-run'], does: (call) => installsProject(call, []) };

/** What runs of the project itself; npm says so of each of its commands. */
const lifecycles = {
  install: ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
  pack: ['prepack', 'prepare', 'postpack'],
  publish: ['prepublishOnly', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish'],
  version: ['preversion', 'version', 'postversion'],
} as const;

export function runnerOf(call: Call): ProjectRunner {
  return call.name === 'pnpm' || call.name === 'yarn' || call.name === 'bun' ? call.name : 'npm';
}

/** The project's own scripts around a command, also when nothing is packed or published in the end. */
export function lifecycleRuns(call: Call, of: keyof typeof lifecycles, project?: Word): readonly Run[] {
  // A package of the registry comes packed.
  if (noScripts(call) === false || (project && sourceOf(project.value) === 'registry')) return [];
  const name = call.path.at(-1) ?? of;
  const files = project && [call.invocation.surroundings.fileTarget(project.value, call.invocation.cwd).path ?? null];
  const lifecycle = lifecycles[of];
  return [
    {
      type: 'project',
      runner: runnerOf(call),
      name,
      lifecycle,
      label: `${call.name} ${name}`,
      ...(files && { files }),
    },
  ];
}

/** Without names, the project's own install scripts run as well. */
export function installsProject(call: Call, specs: readonly Word[]): Answer {
  const effects = installs(call, specs);
  if (specs.length > 0 || isGlobal(call) === true) return effects;
  return { effects, runs: lifecycleRuns(call, 'install') };
}

export const remove: Command = {
  options: npmOptions,
  inertWith: ['--dry-run'],
  does: (call) =>
    call.operands.map(
      (word): EffectDraft => ({
        kind: 'package.remove',
        manager: call.name,
        name: word.value,
        global: isGlobal(call),
        undo: 'trivial',
        span: word.span,
      }),
    ),
};
