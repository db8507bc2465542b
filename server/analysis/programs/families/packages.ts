/** Package managers of languages and systems other than Node's. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Text } from '../../../effects/value';
import type { Answer, Call, Command, ProgramSpec } from '../program';
import type { Run, Word } from '../spec';
import { always, reads, when } from '../stating';

type Install = EffectDraftOf<'package.install'>;

function sourceOf(spec: Text): Install['source'] {
  if (typeof spec !== 'string') return null;
  if (/^git\+|@ ?git\+|\.git(@|#|$)/.test(spec)) return 'git';
  if (/^https?:/.test(spec)) return 'url';
  return /^(\.|\/|~|file:)|\.(whl|tar\.gz|deb|rpm|gem)$/.test(spec) ? 'file' : 'registry';
}

function installs(call: Call, specs: readonly Word[], more: Partial<Install> = {}): EffectDraft[] {
  const common = { manager: call.name, scripts: true, ...more };
  if (specs.length === 0)
    return [{ kind: 'package.install', ...common, source: more.source ?? 'lockfile' } as EffectDraft];
  return specs.map(
    (word): EffectDraft =>
      ({
        kind: 'package.install',
        name: bareName(word.value),
        pinned: typeof word.value === 'string' ? /==|@v?\d+\.\d+\.\d+$|=\d/.test(word.value) : null,
        source: sourceOf(word.value) ?? null,
        ...common,
        span: word.span,
      }) as EffectDraft,
  );
}

function bareName(spec: Text): Text {
  return typeof spec === 'string' && sourceOf(spec) === 'registry'
    ? (/^[\w@./-]+?(?=[=<>~![]|@\d|@v\d|@latest|$)/.exec(spec)?.[0] ?? spec)
    : spec;
}

function removes(call: Call, more: Partial<EffectDraftOf<'package.remove'>> = {}): EffectDraft[] {
  const names = call.operands.length > 0 ? call.operands.map((word) => word.value) : [null];
  return names.map((name): EffectDraft => ({ kind: 'package.remove', manager: call.name, name, ...more }));
}

const pipOptions =
  '-r,--requirement=F -c,--constraint=F -e,--editable=P -t,--target=D --prefix=D --root=D -i,--index-url,--index=U --extra-index-url=U -f,--find-links=U --no-index --trusted-host=H --proxy=P --cache-dir=D --python=V -p=V --user --upgrade,-U --pre --no-deps --require-hashes --no-build-isolation --only-binary=F --no-binary=F -q -v --dry-run --break-system-packages --force-reinstall -y,--yes --system --group=G -G=G -D,--dev --optional=G --extra=E --with=P --without=P --from=P --no-root --sync --frozen --locked -n,--name=N --channel=C --all-extras --only=G -d,--dest=D --timeout=N --retries=N';

function pipInstall(call: Call): EffectDraft[] {
  const otherIndex = call
    .words('-i', '--extra-index-url', '-f')
    .some((word) => !/^https:\/\/pypi\.org\//.test(String(word.value)));
  const hashes = call.has('--require-hashes') === true;
  const editable = call.words('-e');
  const more: Partial<Install> = {
    ...(otherIndex && { source: 'url' as const }),
    ...(hashes && { pinned: true }),
    global: call.has('--system', '--break-system-packages'),
  };
  const specs = [...call.operands, ...editable];
  return [...reads(call, call.words('-r'), { shown: false }), ...installs(call, specs, more)];
}

const pipInstallCommand: Command = { options: pipOptions, inertWith: ['--dry-run'], does: pipInstall };

/** What a tool fetches and then runs: `uvx`, `pipx run`. */
function runsFetched(call: Call, words: readonly Word[]): Answer {
  const [program, ...args] = words;
  const spec = call.words('--from', '--spec').at(-1)?.value ?? program?.value ?? null;
  return {
    effects: [
      {
        kind: 'package.install',
        manager: call.name,
        name: bareName(spec),
        source: sourceOf(spec) ?? null,
        pinned: typeof spec === 'string' && /==|@\d/.test(spec),
        scripts: true,
        global: false,
      },
      { kind: 'code.exec', origin: 'registry', lang: 'python', resolved: false },
    ],
    runs: program
      ? [{ type: 'argv', words: [{ ...program, value: bareName(program.value) }, ...args], label: call.name }]
      : [],
  };
}

const runsInside: Command = {
  options: pipOptions,
  stopAtOperand: true,
  does(call) {
    const label = `${call.name} run`;
    const [target] = call.operands;
    const runs: Run[] = /\.py$/.test(String(target?.value))
      ? [{ type: 'file', path: target!.value, language: 'python', args: call.operands.slice(1), label }]
      : [{ type: 'argv', words: call.operands, label }];
    const added = call.words('--with');
    return { effects: added.length > 0 ? installs(call, added) : [], runs: call.operands.length > 0 ? runs : [] };
  },
};

const publishes = (registry: string): Command => ({
  options: `${pipOptions} --repository=R --repository-url=U -u,--username=U --password=P --skip-existing -r=R --token=T --allow-dirty --index-strategy=S`,
  inertWith: ['--dry-run'],
  does: always({ kind: 'package.publish', op: 'publish', registry, name: null }),
});

const pip: ProgramSpec = {
  names: 'pip pipenv',
  options: pipOptions,
  commands: {
    'list show freeze check search index inspect hash debug help graph --venv verify requirements': [],
    'install lock sync update upgrade': pipInstallCommand,
    'download wheel': always({ kind: 'net.fetch' }),
    'uninstall clean': { options: pipOptions, does: (call) => removes(call) },
    cache: {
      commands: {
        'dir info list': [],
        'purge remove': always({ kind: 'package.remove', manager: 'pip', name: 'cache', undo: 'recoverable' }),
      },
    },
    config: {
      commands: {
        'list get debug': [],
        'set unset edit': (call) => [
          {
            kind: 'config.write',
            target: 'package-manager',
            executes: /index|find-links|trusted/.test(String(call.operand(0))),
          },
        ],
      },
    },
    'run shell': runsInside,
  },
  examples: {
    yields: {
      'pip install requests==2.32.0': 'package.install{name=requests,pinned=true,source=registry}',
      'pip3 install -r requirements.txt': 'fs.read + package.install{source=lockfile}',
      'pip install --index-url http://x.test/simple acme': 'package.install{source=url,name=acme}',
      'pip install git+https://github.com/a/b': 'package.install{source=git}',
      'pip uninstall -y requests': 'package.remove{name=requests}',
    },
    inert: ['pip list', 'pip freeze', 'pip show requests'],
  },
};

const uv: ProgramSpec = {
  names: 'uv',
  options: pipOptions,
  commands: {
    'version tree help export build lock venv init format': [],
    'add sync': pipInstallCommand,
    remove: { options: pipOptions, does: (call) => removes(call) },
    run: runsInside,
    pip: {
      options: pipOptions,
      commands: {
        'list show freeze check compile tree': [],
        'install sync': pipInstallCommand,
        uninstall: { options: pipOptions, does: (call) => removes(call) },
      },
    },
    tool: {
      options: pipOptions,
      commands: {
        'list dir': [],
        run: { options: pipOptions, stopAtOperand: true, does: (call) => runsFetched(call, call.operands) },
        'install upgrade update-shell': {
          options: pipOptions,
          does: (call) => installs(call, call.operands, { global: true }),
        },
        uninstall: { does: (call) => removes(call, { global: true }) },
      },
    },
    python: {
      commands: {
        'list find dir pin': [],
        'install uninstall upgrade': always({
          kind: 'package.install',
          manager: 'uv',
          name: 'python',
          source: 'registry',
          global: true,
        }),
      },
    },
    cache: {
      commands: {
        dir: [],
        'clean prune': always({ kind: 'package.remove', manager: 'uv', name: 'cache', undo: 'recoverable' }),
      },
    },
    publish: publishes('pypi'),
    self: always({ kind: 'package.install', manager: 'uv', source: 'registry', global: true }),
  },
  examples: {
    yields: { 'uv add httpx': 'package.install{name=httpx}', 'uv publish': 'package.publish{registry=pypi}' },
    inert: ['uv pip list', 'uv lock'],
  },
};

const fetchingRunners: ProgramSpec = {
  names: 'uvx pipx',
  options: `${pipOptions} --spec=S`,
  stopAtOperand: true,
  does(call) {
    const verb = call.name === 'pipx' ? call.operand(0) : 'run';
    const words = call.name === 'pipx' ? call.operands.slice(1) : call.operands;
    if (verb === 'run')
      return runsFetched(
        call,
        words.filter((word) => !/^--?(spec|pip-args)/.test(String(word.value))),
      );
    if (verb === 'list' || verb === 'environment' || verb === undefined) return [];
    const names = words.filter((word) => !String(word.value).startsWith('-'));
    if (/^uninstall/.test(String(verb)))
      return names.map(
        (word): EffectDraft => ({ kind: 'package.remove', manager: 'pipx', name: word.value, global: true }),
      );
    return installs(call, names, { global: true, source: 'registry' });
  },
  examples: {
    yields: {
      'uvx ruff check': 'package.install{name=ruff,source=registry} + code.exec{origin=registry}',
      'pipx install black': 'package.install{global=true}',
    },
    inert: ['pipx list'],
  },
};

const poetry: ProgramSpec = {
  names: 'poetry pdm hatch rye conda mamba micromamba pixi flit',
  options: pipOptions,
  commands: {
    'show check list info search about version --version activate deactivate lock export build new init shell help env clean dep status fmt test type-check':
      (call) => (call.path.at(-1) === 'env' && call.operand(0) === 'remove' ? removes(call) : []),
    'add install update upgrade sync self create': pipInstallCommand,
    'remove uninstall prune': { options: pipOptions, does: (call) => removes(call) },
    run: runsInside,
    publish: publishes('pypi'),
    config: {
      options: `${pipOptions} --list --unset --local`,
      does: (call) =>
        call.operands.length < 2 && !call.maybe('--unset')
          ? []
          : [
              {
                kind: 'config.write',
                target: 'package-manager',
                executes: /repositor|source|http/.test(String(call.operand(0))),
              },
            ],
    },
    'source cache': {
      commands: {
        'show list info': [],
        'add remove clear': always({ kind: 'config.write', target: 'package-manager', executes: true }),
      },
    },
  },
  otherwise: (call, name) =>
    call.name === 'hatch' || call.name === 'rye' || call.name === 'pixi'
      ? [{ kind: 'code.exec', origin: 'project-config', path: name }]
      : [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }],
  examples: {
    yields: {
      'poetry add httpx': 'package.install{name=httpx}',
      'poetry publish --build': 'package.publish',
      'conda install numpy': 'package.install{name=numpy}',
    },
    inert: ['poetry show', 'conda list'],
  },
};

const twine: ProgramSpec = {
  names: 'twine pyproject-build',
  commands: { check: [], 'upload register': publishes('pypi') },
  otherwise: (call) =>
    call.name === 'twine' ? [{ kind: 'code.opaque', reason: 'unresolved-command', program: 'twine' }] : [],
  examples: { yields: { 'twine upload dist/*': 'package.publish{registry=pypi}' }, inert: ['twine check dist/*'] },
};

const projectCode: EffectDraft = { kind: 'code.exec', origin: 'project-config' };

const cargo: ProgramSpec = {
  names: 'cargo cross',
  options:
    '-p,--package=P --bin=B --example=E --features,-F=F --target=T --target-dir=D --manifest-path=F -j,--jobs=N --profile=P --color=W --config=KV -Z=F --git=U --branch=B --tag=T --rev=R --path=D --version=V --vers=V --root=D --registry=R --token=T --index=I --release,-r --workspace --all --all-features --no-default-features --locked --offline --frozen -q -v -n,--dry-run --allow-dirty --force,-f --test=T --bench=B --message-format=F',
  commands: {
    'check fmt clippy tree metadata search doc new init update generate-lockfile locate-project pkgid version read-manifest verify-project info help audit outdated deny machete udeps expand bloat report config package vendor':
      always(),
    'build b test t bench rustc rustdoc fix nextest': [projectCode],
    'run r': [projectCode],
    install: (call) =>
      call.has('--list') === true
        ? []
        : installs(call, call.operands, {
            global: true,
            ...(call.words('--git').length > 0
              ? { source: 'git' as const }
              : call.words('--path').length > 0
                ? { source: 'file' as const }
                : { source: 'registry' as const }),
          }),
    'add fetch': (call) => installs(call, call.operands, { scripts: false }),
    'uninstall remove rm': (call) => removes(call),
    publish: {
      inertWith: ['-n'],
      does: always({ kind: 'package.publish', op: 'publish', registry: 'crates.io', public: true }),
    },
    yank: always({ kind: 'package.publish', op: 'yank', registry: 'crates.io' }),
    owner: always({ kind: 'package.publish', op: 'owner', registry: 'crates.io' }),
    'login logout': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    clean: {
      inertWith: ['-n'],
      does: always({ kind: 'fs.delete', zone: 'workspace', recursive: true, root: 'none', undo: 'trivial' }),
    },
    'watch make xtask': [projectCode],
    binstall: (call) => installs(call, call.operands, { global: true, source: 'registry' }),
  },
  otherwise: (_, name) => [{ kind: 'code.exec', origin: 'project-config', resolved: false, path: `cargo-${name}` }],
  examples: {
    yields: {
      'cargo test --release': 'code.exec{origin=project-config}',
      'cargo install ripgrep': 'package.install{source=registry,global=true}',
      'cargo publish': 'package.publish{op=publish}',
      'cargo clean': 'fs.delete{zone=workspace,recursive=true}',
    },
    inert: ['cargo check', 'cargo fmt', 'cargo publish --dry-run'],
  },
};

const go: ProgramSpec = {
  names: 'go',
  options:
    '-o=F -C=D -tags=T -ldflags=F -gcflags=F -run=R -bench=R -count=N -timeout=T -p=N -mod=M -exec=X -toolexec=CMD -v -x -a -n -race -cover -u -w -json -m -modcache -cache -testcache -f=F',
  commands: {
    'version list doc vet fmt help fix bug': always(),
    env: (call) => when(call.has('-w', '-u'), { kind: 'config.write', target: 'env', executes: null }),
    mod: { commands: { 'tidy download vendor': always({ kind: 'net.fetch' }), 'graph verify why init edit': [] } },
    'build test run generate tool': {
      stopAtOperand: true,
      does: (call) => ({
        effects: [projectCode],
        runs: call
          .words('-toolexec', '-exec')
          .map((word): Run => ({ type: 'shell', text: word.value, label: 'go -exec' })),
      }),
    },
    install: (call) =>
      installs(call, call.operands, {
        global: true,
        source: /^\./.test(String(call.operand(0) ?? '.')) ? 'file' : 'registry',
        scripts: false,
      }),
    get: (call) => installs(call, call.operands, { source: 'registry', scripts: false }),
    clean: (call) =>
      when(call.has('-modcache', '-cache'), {
        kind: 'package.remove',
        manager: 'go',
        name: 'cache',
        undo: 'recoverable',
      }),
    'work telemetry': [],
  },
  examples: {
    yields: {
      'go test ./...': 'code.exec{origin=project-config}',
      'go install x.test/a@latest': 'package.install{global=true}',
    },
    inert: ['go vet ./...', 'go version'],
  },
};

const gems: ProgramSpec = {
  names: 'gem bundle bundler composer',
  options:
    '-v,--version=V -s,--source=U -n,--bindir=D -i,--install-dir=D --clear-sources --without=G --with=G --path=D --jobs=N --gemfile=F -W --dev --no-dev --no-scripts --no-interaction -d,--working-dir=D -g --user-install -N --no-document -f -q -a,--add=URL -r,--remove=URL -c,--clear-all',
  commands: {
    'list info search show outdated check env which contents specification dependency query help licenses why depends validate diagnose status about doctor audit platform viz lock prohibits home browse suggests fund':
      [],
    'install update require add create-project i u reinstall': (call) =>
      installs(call, call.operands, { scripts: call.has('--no-scripts') !== true }),
    global: { commands: { require: (call) => installs(call, call.operands, { global: true }), 'show outdated': [] } },
    'uninstall remove cleanup clean': (call) => removes(call),
    push: always({ kind: 'package.publish', op: 'publish', registry: 'rubygems' }),
    yank: always({ kind: 'package.publish', op: 'yank', registry: 'rubygems' }),
    owner: always({ kind: 'package.publish', op: 'owner', registry: 'rubygems' }),
    'signin signout': always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    exec: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: `${call.name} exec` }] }),
    },
    'run run-script': {
      stopAtOperand: true,
      does: (call) => ({
        runs: [
          {
            type: 'project',
            runner: 'composer',
            name: call.operand(0) ?? null,
            args: call.operands.slice(1),
            label: `composer run ${String(call.operand(0))}`,
          },
        ],
      }),
    },
    sources: (call) =>
      when(call.maybe('-a', '-r', '-c'), { kind: 'config.write', target: 'package-manager', executes: true }),
    config: (call) =>
      call.operands.length < 2
        ? []
        : [
            {
              kind: 'config.write',
              target: 'package-manager',
              executes: /repositor|mirror|allow-plugins/.test(String(call.operand(0))),
            },
          ],
    'init dump-autoload dumpautoload build open cache clear-cache clearcache archive binstubs console gem package pack':
      [],
  },
  otherwise: (call, name) =>
    call.name === 'composer'
      ? {
          runs: [
            { type: 'project', runner: 'composer', name, args: call.operands.slice(1), label: `composer ${name}` },
          ],
        }
      : [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }],
  examples: {
    yields: {
      'gem install rails': 'package.install{name=rails}',
      'gem push a.gem': 'package.publish',
      'bundle install': 'package.install{source=lockfile}',
      'composer require a/b': 'package.install',
    },
    inert: ['bundle list', 'composer show'],
  },
};

const jvm: ProgramSpec = {
  names: 'mvn mvnw gradle gradlew sbt lein ant mill bazel bazelisk buck buck2 pants',
  options:
    '-f,--file=F -p,--project-dir=D -P=KV -D=KV -pl=M -x,--exclude-task=T -b=F -c=F -I,--init-script=F -q -o,--offline -U -T=N -am -B --info --stacktrace --no-daemon --dry-run -m --version -v',
  inertWith: ['--dry-run', '--version', '-v'],
  does(call) {
    const goals = call.operands.map((word) => word.value);
    const publishing = goals.some(
      (goal) => typeof goal === 'string' && /(^|:)(deploy|publish\w*|release:perform|uploadArchives)$/.test(goal),
    );
    const passive =
      goals.length > 0 &&
      goals.every(
        (goal) =>
          typeof goal === 'string' &&
          /^(help|tasks|projects|dependencies|properties|query|info|cquery|aquery|version|dependency:(tree|list|analyze)|help:.*|clean|(.*:)?clean)$/.test(
            goal,
          ),
      );
    if (passive) return [];
    return [projectCode, ...when(publishing, { kind: 'package.publish', op: 'publish', registry: 'maven' })];
  },
  examples: {
    yields: {
      'mvn test': 'code.exec{origin=project-config}',
      'mvn deploy': 'code.exec + package.publish',
      './gradlew publishToMavenLocal': 'code.exec + package.publish',
    },
    inert: ['gradle tasks', 'mvn dependency:tree'],
  },
};

const dotnet: ProgramSpec = {
  names: 'dotnet nuget msbuild',
  options:
    '-c,--configuration=C -o,--output=D -f,--framework=F -r,--runtime=R -k,--api-key=K -s,--source=S -p,--project=P -v,--verbosity=V --version=V --no-build --no-restore -g,--global --tool-path=D -t=T',
  commands: {
    '--info --version --list-sdks --list-runtimes list help format sln new reference clean': [],
    'build run test publish pack msbuild watch exec vstest fsi': [projectCode],
    'restore add': (call) => installs(call, call.operands.slice(-1)),
    remove: (call) => removes(call),
    tool: {
      commands: {
        'list search': [],
        'install update restore': (call) => installs(call, call.operands, { global: call.has('-g') }),
        uninstall: (call) => removes(call),
        run: [projectCode],
      },
    },
    'nuget push delete': (call) =>
      call.path.at(-1) === 'nuget' && call.operand(0) !== 'push' && call.operand(0) !== 'delete'
        ? []
        : [
            {
              kind: 'package.publish',
              op: call.operand(0) === 'delete' || call.path.at(-1) === 'delete' ? 'unpublish' : 'publish',
              registry: 'nuget',
            },
          ],
    ef: {
      options: '--project=P --connection=C -f,--force --context=C',
      commands: {
        'migrations dbcontext': [],
        database: {
          options: '-f,--force --connection=C',
          commands: {
            update: always({ kind: 'db.migrate', tool: 'ef', direction: 'up' }),
            drop: always({ kind: 'db.schema.drop', engine: null, object: 'database' }),
          },
        },
      },
    },
    'user-secrets': {
      commands: {
        list: always({ kind: 'secret.read', store: 'env-file', audience: 'model' }),
        'set remove clear init': always({ kind: 'secret.write', store: 'user-secrets', op: 'update' }),
      },
    },
  },
  otherwise: (call, name) =>
    /\.dll$/.test(name)
      ? [{ kind: 'code.exec', origin: 'workspace-file', path: name, resolved: false }]
      : [{ kind: 'code.opaque', reason: 'unresolved-command', program: call.name }],
  examples: {
    yields: {
      'dotnet test': 'code.exec',
      'dotnet nuget push a.nupkg': 'package.publish{op=publish}',
      'dotnet ef database drop -f': 'db.schema.drop{object=database}',
    },
    inert: ['dotnet --info', 'dotnet ef migrations list'],
  },
};

const system = { global: true } as const;
const systemOptions =
  '-y,--yes,--assume-yes -q -o,--option=O -t,--target-release=R -c,--config-file=F --root=D --installroot=D --enablerepo=R --disablerepo=R -d,--download-only -s,--simulate,--dry-run,--just-print,--no-act --purge --no-install-recommends --reinstall --force -f --cask --formula --HEAD --no-cache -U,--update -V --allow-downgrades --allow-unauthenticated --zap --id=I -e,--exact --source=S --version=V --silent --accept-package-agreements --accept-source-agreements -p --params=P';

/** apt runs the value of some of its settings. */
function aptRuns(call: Call): readonly Run[] {
  return call.words('-o').flatMap((word): Run[] => {
    const match = /^(?:APT::Update|DPkg|Dpkg|APT).*?(?:Invoke|Pre-Install-Pkgs|Post-Invoke)[^=]*=(.*)$/is.exec(
      String(word.value),
    );
    return match?.[1] ? [{ type: 'shell', text: match[1], label: 'apt -o' }] : [];
  });
}

const systemInstall: Command = {
  options: systemOptions,
  inertWith: ['-s'],
  does: (call) => ({
    effects: installs(call, call.operands, {
      ...system,
      source: sourceOf(call.operand(0) ?? '') === 'file' ? 'file' : 'registry',
    }),
    runs: aptRuns(call),
  }),
};
const systemRemove: Command = {
  options: systemOptions,
  inertWith: ['-s'],
  does: (call) => ({ effects: removes(call, system), runs: aptRuns(call) }),
};

const systemManagers: ProgramSpec = {
  names:
    'brew apt apt-get aptitude dnf yum zypper apk choco winget scoop snap flatpak port pkg nix-env emerge xbps-install xbps-remove mas microdnf tdnf opkg eopkg swupd',
  options: systemOptions,
  commands: {
    'list ls search info show policy depends rdepends config doctor deps uses desc leaves outdated home cat log options provides whatprovides repoquery history check-update check changelog madison showsrc stats version query help find contents files why dot docs services commands formulae casks owner audit repolist patterns products refs ref connections interfaces':
      [],
    'update refresh makecache': {
      options: systemOptions,
      does: (call) => ({ effects: [{ kind: 'net.fetch' }], runs: aptRuns(call) }),
    },
    'install add in reinstall upgrade dist-upgrade full-upgrade dup localinstall groupinstall build-dep bundle source link switch fix':
      systemInstall,
    'remove uninstall purge autoremove rm del delete erase unlink zap': systemRemove,
    'clean autoclean cleanup prune gc': {
      options: systemOptions,
      does: (call) => [
        { kind: 'package.remove', manager: call.name, name: 'cache', global: true, undo: 'recoverable' },
      ],
    },
    'edit-sources tap untap addrepo removerepo remote-add remote-delete add-repository config-manager remote bucket feature':
      (call) => (call.operands.length === 0 ? [] : [{ kind: 'system.configure', area: 'package-repo' }]),
    'hold unhold mark pin unpin': always({ kind: 'config.write', target: 'package-manager', executes: false }),
    run: {
      stopAtOperand: true,
      does: (call) => [{ kind: 'code.exec', origin: 'foreign-file', path: call.operand(0) ?? null, resolved: false }],
    },
    'start stop restart': (call) => [
      { kind: 'service.control', unit: call.operand(0) ?? null, op: call.path.at(-1) as 'start' | 'stop' | 'restart' },
    ],
  },
  examples: {
    yields: {
      'apt-get install -y curl': 'package.install{manager=apt-get,name=curl,global=true}',
      'brew uninstall jq': 'package.remove{name=jq,global=true}',
      'apk add --no-cache git': 'package.install{name=git}',
      'apt update': 'net.fetch',
    },
    inert: ['apt list --installed', 'brew info jq', 'apt-get install -s curl', 'dnf search x'],
  },
};

const lowLevelPackages: ProgramSpec = {
  names:
    'dpkg rpm pacman yay paru dpkg-reconfigure installer pkgutil nix nix-channel guix add-apt-repository apt-key softwareupdate dpkg-deb rpmbuild makepkg',
  options:
    '-i,--install -r,--remove -P,--purge -l,--list -L,--listfiles -S,--search -s,--status -e,--erase -U,--upgrade -F -q,--query -Q -R -D -T -V -K -a -y -u -c -n -pkg=P -target=T --noconfirm --forget=P --configure --dry-run',
  inertWith: ['--dry-run'],
  does(call) {
    const flags = call.invocation.args.map((word) => String(word.value));
    if (call.name === 'pacman' || call.name === 'yay' || call.name === 'paru') return pacman(call, flags);
    if (call.name === 'add-apt-repository' || call.name === 'apt-key' || call.name === 'nix-channel')
      return [{ kind: 'system.configure', area: 'package-repo' }];
    if (call.has('-l', '-L', '-s', '-q', '-Q', '-V') === true && !(call.name === 'rpm' && call.maybe('-i', '-U', '-e')))
      return [];
    if (call.name === 'rpm' && call.has('-q') === true) return [];
    if (call.has('-r', '-P', '-e', '--forget') === true) return removes(call, system);
    return when(
      call.name !== 'dpkg-deb' &&
        (call.maybe('-i', '-U', '-F', '-pkg') || /^(nix|guix|installer|softwareupdate|makepkg)$/.test(call.name)),
      ...installs(call, call.operands, { ...system, source: 'file' }),
    );
  },
  examples: {
    yields: {
      'dpkg -i a.deb': 'package.install{global=true,source=file}',
      'pacman -Syu': 'package.install',
      'pacman -Rns x': 'package.remove',
      'rpm -e x': 'package.remove',
    },
    inert: ['dpkg -l', 'rpm -qa', 'pacman -Qi x', 'pacman -Ss x'],
  },
};

function pacman(call: Call, flags: readonly string[]): EffectDraft[] {
  const verb = flags.find((flag) => /^-[A-Z]/.test(flag)) ?? '';
  if (/^-R/.test(verb)) return removes(call, system);
  if (/^-S[a-z]*[sigl]/.test(verb) || /^-[QFTDV]/.test(verb)) return [];
  if (/^-Sc/.test(verb))
    return removes(call, { ...system, name: 'cache', undo: 'recoverable' } as Partial<EffectDraftOf<'package.remove'>>);
  return installs(call, call.operands, { ...system, source: /^-U/.test(verb) ? 'file' : 'registry' });
}

const projectRunners: ProgramSpec = {
  names:
    'tox nox gulp grunt nx turbo lerna invoke inv doit scons meson ninja cmake ctest waf pytest py.test vitest jest mocha ava tap cypress playwright karma rspec minitest phpunit pest behave cucumber coverage pre-commit lefthook husky tsup rollup webpack parcel ng next nuxt astro gatsby remix svelte-kit storybook expo react-native flutter dart swift xcodebuild pod fastlane rebar3 stack cabal zig celery gunicorn uvicorn hypercorn flask streamlit jupyter jupyter-lab jupyter-notebook ts-node-dev lint-staged commitlint semantic-release changeset release-it standard-version puma unicorn foreman overmind honcho hugo jekyll mkdocs sphinx-build quarto',
  does(call) {
    const words = call.operands.map((word) => word.value);
    if (words.length > 0 && /^(list|help|version|info|--version|graph|show-config|config|ls)$/.test(String(words[0])))
      return [];
    return [
      { kind: 'code.exec', origin: 'project-config' },
      ...when(words.includes('publish') || /^(semantic-release|release-it)$/.test(call.name), {
        kind: 'package.publish',
        op: 'publish',
      }),
    ];
  },
  examples: {
    yields: {
      'pytest -q': 'code.exec{origin=project-config}',
      'jest --watch': 'code.exec',
      'ninja -C build': 'code.exec',
    },
    inert: ['pytest --version'],
  },
};

const make: ProgramSpec = {
  names: 'make gmake just task',
  options:
    '-f,--file,--makefile,--justfile,-t,--taskfile=F -C,--directory,-d,--working-directory,--dir=D -j,--jobs[=N] -I=D -o=F -W=F -l[=N] -n,--just-print,--dry-run,--dry -q,--question -s,--silent -k -i -B,--always-make -p --list,--summary --show=R -v,--version -e -w --set=K=V --shell=S --dump --choose --evaluate',
  inertWith: ['-v'],
  does: runsTargets,
  examples: { inert: ['make --version', 'just --list'] },
};

function runsTargets(call: Call): Answer {
  if (call.has('--list', '--show', '--dump') === true) return [];
  const runner = call.name === 'just' || call.name === 'task' ? call.name : 'make';
  const file = call.words('-f').at(-1);
  const directory = call.words('-C').at(-1);
  const cwd = directory
    ? (call.invocation.surroundings.fileTarget(directory.value, call.invocation.cwd).path ?? null)
    : undefined;
  // `make -n` still runs recipes marked with `+` and $(shell …); what it prints is inert otherwise.
  if (call.has('-n') === true) return [];
  const settings = call.operands.filter((word) => /^\w+[:+?]?=/.test(String(word.value)));
  const targets = call.operands.filter((word) => !settings.includes(word));
  const names: readonly Text[] = targets.length > 0 ? targets.map((word) => word.value) : [''];
  return {
    runs: names.map(
      (name): Run => ({
        type: 'project',
        runner,
        name,
        args: settings,
        label: `${call.name} ${String(name ?? '?')}`.trim(),
        ...(file && { file: file.value }),
        ...(cwd !== undefined && { cwd }),
      }),
    ),
  };
}

export const packages: readonly ProgramSpec[] = [
  pip,
  uv,
  fetchingRunners,
  poetry,
  twine,
  cargo,
  go,
  gems,
  jvm,
  dotnet,
  systemManagers,
  lowLevelPackages,
  projectRunners,
  make,
];
