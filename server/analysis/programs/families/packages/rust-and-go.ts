/** cargo and go. */
import type { Call, ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { always, deletes, when } from '../../stating';
import { installs, projectCode, removes } from './installs';

export const cargo: ProgramSpec = {
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
      does: (call) => deletes(call, [buildDirectory(call)], { recursive: true, undo: 'trivial' }),
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
      'cargo clean': 'fs.delete{path=/repo/target,zone=workspace,recursive=true}',
      'cargo clean --target-dir /opt/out': 'fs.delete{path=/opt/out,zone=system}',
    },
    inert: ['cargo check', 'cargo fmt', 'cargo publish --dry-run'],
  },
};

/** Where cargo builds to, unless a configuration file says otherwise. */
function buildDirectory(call: Call): Word {
  const given = call.value('--target-dir');
  const value = given === undefined ? (call.invocation.variable('CARGO_TARGET_DIR') ?? 'target') : given;
  return { value, raw: 'target', span: call.invocation.span, many: false };
}

export const go: ProgramSpec = {
  names: 'go',
  options:
    '-o=F -C=D -tags=T -ldflags=F -gcflags=F -run=R -bench=R -count=N -timeout=T -p=N -mod=M -exec=X -toolexec=CMD -v -x -a -n -race -cover -u -w -json -m -modcache -cache -testcache -f=F',
  commands: {
    'version list doc vet fmt help fix bug': always(),
    env: (call) => when(call.has('-w', '-u'), { kind: 'config.write', target: 'env', executes: null }),
    mod: { commands: { 'tidy download vendor': always({ kind: 'net.fetch' }), 'graph verify why init edit': [] } },
    run: {
      stopAtOperand: true,
      does(call) {
        const target = call.operands[0];
        const fetched = target !== undefined && /^[\w.-]+\.\w+\/.*@/.test(String(target.value));
        if (!fetched) return [projectCode];
        return [
          ...installs(call, [target], { source: 'registry', scripts: false }),
          { kind: 'code.exec', origin: 'registry', lang: 'go', resolved: false },
        ];
      },
    },
    'build test generate tool': {
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
