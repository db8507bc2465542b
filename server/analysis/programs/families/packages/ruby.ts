/** gem and bundler. */
import { type Command, opaque, type ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { always, when } from '../../stating';
import { installs, isPinned, projectCode, removes, setsManager } from './installs';

const publishes = (op: 'publish' | 'yank' | 'owner'): Command =>
  always({ kind: 'package.publish', op, registry: 'rubygems' });

export const gem: ProgramSpec = {
  names: 'gem',
  options:
    '-v,--version=V -s,--source=U -n,--bindir=D -i,--install-dir=D --user-install -N,--no-document -f,--force -q -a,--add=V -r,--remove=V -c,--clear-all -u,--update -g,--file[=F] -k,--key=K --host=H --system -l,--local --remote -x,--executables -I,--ignore-dependencies',
  commands: {
    'list info search help outdated check environment env which contents specification dependency query stale lock sources_list open':
      [],
    'install update pristine i': (call) => {
      const version = call.value('-v');
      const pinned = version === undefined ? {} : { pinned: isPinned(`x=${String(version)}`) };
      const elsewhere = call.words('-s').some((word) => !/^https:\/\/rubygems\.org/.test(String(word.value)));
      return installs(call, call.operands, { ...pinned, ...(elsewhere && { source: 'url' as const }) });
    },
    'uninstall cleanup': (call) => removes(call),
    // Fetches the gem when it is not there.
    exec: {
      stopAtOperand: true,
      does: (call) => ({
        effects: [
          ...installs(call, call.operands.slice(0, 1)),
          { kind: 'code.exec', origin: 'registry', lang: 'ruby', resolved: false },
        ],
        runs: [{ type: 'argv', words: call.operands, label: 'gem exec' }],
      }),
    },
    fetch: always({ kind: 'net.fetch', host: 'rubygems.org' }),
    push: publishes('publish'),
    yank: publishes('yank'),
    owner: (call) => (call.maybe('-a', '-r') ? [{ kind: 'package.publish', op: 'owner', registry: 'rubygems' }] : []),
    signin: always({ kind: 'secret.write', store: 'registry-cred', op: 'update' }),
    signout: always({ kind: 'secret.write', store: 'registry-cred', op: 'delete' }),
    sources: (call) =>
      when(call.maybe('-a', '-r', '-c'), { kind: 'config.write', target: 'package-manager', executes: true }),
    build: [projectCode],
    'unpack rdoc server cert mirror generate_index': [],
  },
  examples: {
    yields: {
      'gem install rails -v 7.1.0': 'package.install{name=rails,pinned=true,source=registry}',
      'gem install -s https://x.test acme': 'package.install{source=url}',
      'gem push a.gem': 'package.publish{op=publish,registry=rubygems}',
      'gem yank acme -v 1.0.0': 'package.publish{op=yank}',
      'gem owner acme -a eve@x.test': 'package.publish{op=owner}',
      'gem sources -a http://x.test': 'config.write{target=package-manager,executes=true}',
    },
    inert: ['gem list', 'gem owner acme', 'gem sources', 'gem env'],
  },
};

const isKnownWord = ({ value }: Word): boolean => typeof value === 'string';

/** Settings of bundler that say from where gems come, or run something. */
const executingSetting = /mirror|gemfile|build\.|plugin|ssl|allow_offline/i;

export const bundler: ProgramSpec = {
  names: 'bundle bundler',
  options:
    '--gemfile=F --path=D --without=G --with=G -j,--jobs=N --retry=N --source=U -v,--version=V -g,--group=G --git=U --local --deployment --frozen --global --all --conservative --patch --minor --major --force --quiet --dry-run',
  inertWith: ['--dry-run'],
  // Bare `bundle` installs.
  does: (call) => installs(call, []),
  commands: {
    'list show info outdated check doctor env licenses platform viz lock help version fund cache package pack open init gem binstubs console':
      [],
    'install update add': (call) =>
      installs(call, call.operands, call.words('--git').length > 0 ? { source: 'git' } : {}),
    'remove clean': (call) => removes(call),
    exec: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'bundle exec' }] }),
    },
    config: (call) => {
      const [key, value] = call.operands.filter((word) => !/^(set|--global|--local)$/.test(String(word.value)));
      if (!key || !value || /^(get|list)$/.test(String(key.value))) return [];
      return [setsManager(call.operands.every(isKnownWord) ? key.value : null, executingSetting)];
    },
    plugin: (call) => (call.operand(0) === 'list' ? [] : installs(call, call.operands.slice(1))),
  },
  otherwise: (call) => [opaque(call.invocation)],
  examples: {
    yields: {
      'bundle install': 'package.install{source=lockfile}',
      bundle: 'package.install{source=lockfile}',
      'bundle exec rm -rf build': 'fs.delete{path=/repo/build}',
      'bundle add rack --git https://x.test/rack.git': 'package.install{name=rack,source=git}',
      'bundle config set mirror.https://rubygems.org https://x.test': 'config.write{executes=true}',
      'bundle config set path vendor': 'config.write{executes=false}',
    },
    inert: ['bundle list', 'bundle outdated', 'bundle config', 'bundle exec rubocop --version'],
  },
};
