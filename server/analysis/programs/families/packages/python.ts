/** pip, pipenv and twine. */
import { opaque, type ProgramSpec } from '../../program';
import { always } from '../../stating';
import { projectCode, removes, setsManager } from './installs';
import { pipInstallCommand, pipOptions, publishes, runsInside } from './python-common';

export const pip: ProgramSpec = {
  names: 'pip pipenv',
  options: `${pipOptions} --rm --venv --where`,
  // `pipenv --rm` throws the environment away.
  does: (call) => (call.has('--rm') === true ? removes(call, { undo: 'recoverable' }) : []),
  commands: {
    'list show freeze check search index inspect hash debug help graph verify requirements': [],
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
        edit: always({ kind: 'config.write', target: 'package-manager', executes: null }),
        'set unset': (call) => [setsManager(call.operand(0), /index|find-links|trusted|proxy|cert/)],
      },
    },
    run: runsInside,
    shell: always({ kind: 'code.opaque', reason: 'interactive', program: 'pipenv' }),
  },
  examples: {
    yields: {
      'pip install requests==2.32.0': 'package.install{name=requests,pinned=true,source=registry}',
      'pip install "requests>=2"': 'package.install{name=requests,pinned=false}',
      'pip3 install -r requirements.txt': 'fs.read + package.install{source=lockfile}',
      'pip install -r requirements.txt --require-hashes': 'fs.read + package.install{pinned=true}',
      'pip install --index-url http://x.test/simple acme': 'package.install{source=url,name=acme}',
      'pip install git+https://github.com/a/b': 'package.install{source=git}',
      'pip install --break-system-packages ansible': 'package.install{global=true}',
      'pip config set global.index-url http://x.test': 'config.write{target=package-manager,executes=true}',
      'pip uninstall -y requests': 'package.remove{name=requests}',
      'pipenv --rm': 'package.remove{manager=pipenv}',
    },
    inert: ['pip list', 'pip freeze', 'pip show requests', 'pip install --dry-run x', 'pip config list'],
  },
};

export const twine: ProgramSpec = {
  names: 'twine pyproject-build',
  does: (call) => (call.name === 'pyproject-build' ? [projectCode] : []),
  commands: { check: [], 'upload register': publishes },
  otherwise: (call) => (call.name === 'twine' ? [opaque(call.invocation)] : [projectCode]),
  examples: {
    yields: {
      'twine upload dist/*': 'package.publish{registry=pypi}',
      'twine upload -r testpypi dist/*': 'package.publish{registry=testpypi}',
      'python -m build': 'code.exec{origin=project-config}',
    },
    inert: ['twine check dist/*'],
  },
};
