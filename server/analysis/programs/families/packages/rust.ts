/** cargo. */
import type { Call, Does, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { always, deletes } from '../../stating';
import { type Install, installs, projectCode, removes } from './installs';

/** Where a crate comes from, as options say. */
function sourceNamed(call: Call): Partial<Install> {
  if (call.words('--git').length > 0) return { source: 'git' };
  if (call.words('--path').length > 0) return { source: 'file' };
  return call.words('--index').length > 0 ? { source: 'url' } : {};
}

const registryOf = (call: Call) => call.value('--registry') ?? 'crates.io';

/** Another program's command line, or the same one with another toolchain (`cargo +nightly test`). */
const runsRest: Does = (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'cargo' }] });

export const cargo: ProgramSpec = {
  names: 'cargo cross',
  options:
    '-p,--package=P --bin=B --example=E --features,-F=F --target=T --target-dir=D --manifest-path=F -j,--jobs=N --profile=P --color=W --config=KV -Z=F --git=U --branch=B --tag=T --rev=R --path=D --version=V --vers=V --root=D --registry=R --token=T --index=I --release,-r --workspace --all --all-features --no-default-features --locked --offline --frozen -q -v -n,--dry-run --allow-dirty --force,-f --test=T --bench=B --message-format=F --undo',
  commands: {
    'fmt tree metadata search new init update generate-lockfile locate-project pkgid version read-manifest verify-project info help audit outdated deny machete config vendor report':
      always(),
    // Build scripts and procedural macros run for all of these.
    'build b check c clippy test t bench rustc rustdoc doc d fix nextest package bloat udeps expand tarpaulin llvm-cov miri watch make xtask':
      [projectCode],
    'run r': [projectCode],
    install: (call) =>
      call.has('--list') === true
        ? []
        : installs(call, call.operands, { global: true, source: 'registry', ...sourceNamed(call) }),
    'install-update': (call) => installs(call, call.operands, { global: true, source: 'registry' }),
    'add fetch': (call) => installs(call, call.operands, { scripts: false, ...sourceNamed(call) }),
    'uninstall remove rm': (call) => removes(call),
    publish: {
      inertWith: ['-n'],
      does: (call) => [{ kind: 'package.publish', op: 'publish', registry: registryOf(call), public: true }],
    },
    yank: (call) => [
      { kind: 'package.publish', op: call.has('--undo') === true ? 'publish' : 'yank', registry: registryOf(call) },
    ],
    owner: {
      options: '-a,--add=U -r,--remove=U -l,--list',
      does: (call) =>
        call.maybe('-a', '-r') ? [{ kind: 'package.publish', op: 'owner', registry: registryOf(call) }] : [],
    },
    login: always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    logout: always({ kind: 'secret.write', store: 'registry-cred', op: 'delete' }),
    clean: {
      inertWith: ['-n'],
      does: (call) => deletes(call, [buildDirectory(call)], { recursive: true, undo: 'trivial' }),
    },
    binstall: (call) => installs(call, call.operands, { global: true, source: 'registry' }),
    'shuttle lambda': (call) =>
      call.operand(0) === 'deploy' ? [{ kind: 'deploy.release', target: 'cargo', op: 'deploy' }] : [projectCode],
  },
  otherwise(call, name) {
    if (name === 'sqlx') return runsRest(call);
    if (!name.startsWith('+')) return [{ ...projectCode, resolved: false, path: `cargo-${name}` }];
    const [toolchain, ...words] = call.operands;
    return toolchain
      ? { runs: [{ type: 'argv', words: [{ ...toolchain, value: 'cargo' }, ...words], label: name }] }
      : [];
  },
  examples: {
    yields: {
      'cargo test --release': 'code.exec{origin=project-config}',
      'cargo +nightly build': 'code.exec{origin=project-config}',
      'cargo install ripgrep': 'package.install{source=registry,global=true}',
      'cargo install --git https://github.com/a/b': 'package.install{source=git,global=true,scripts=true}',
      'cargo publish': 'package.publish{op=publish,registry=crates.io,public=true}',
      'cargo yank --version 1.0.0': 'package.publish{op=yank}',
      'cargo owner --add bob': 'package.publish{op=owner}',
      'cargo sqlx database drop -y': 'db.schema.drop{object=database} + db.migrate{tool=sqlx,direction=reset}',
      'cargo clean': 'fs.delete{path=/repo/target,zone=workspace,recursive=true}',
      'cargo clean --target-dir /opt/out': 'fs.delete{path=/opt/out,zone=system}',
    },
    inert: ['cargo tree -i serde', 'cargo fmt', 'cargo publish --dry-run', 'cargo owner --list'],
  },
};

/** Where cargo builds to, unless a configuration file says otherwise. */
function buildDirectory(call: Call): Word {
  const given = call.value('--target-dir');
  const value = given === undefined ? (call.invocation.variable('CARGO_TARGET_DIR') ?? 'target') : given;
  return { value, raw: 'target', span: call.invocation.span, many: false };
}
