/** Apple's simulators, signatures and notarisation. */
import type { ProgramSpec } from '../../program';
import { always, writes } from '../../stating';

const xcrun: ProgramSpec = {
  names: 'xcrun',
  options: '--sdk=S --find,-f=T --show-sdk-path --show-sdk-version --toolchain=T -l,--log --run,-r',
  inertWith: ['--find', '--show-sdk-path', '--show-sdk-version'],
  stopAtOperand: true,
  commands: {
    simctl: {
      commands: {
        'list help getenv get_app_container listapps diagnose logverbose': [],
        'boot shutdown launch terminate openurl io ui status_bar location addmedia push privacy spawn create clone pair rename install':
          always({ kind: 'code.exec', origin: 'project-config' }),
        'erase delete uninstall unpair': (call) => [
          {
            kind: 'container.destroy',
            object: 'container',
            name: call.operand(0) ?? null,
            all: typeof call.operand(0) === 'string' ? call.operand(0) === 'all' : null,
            force: true,
          },
        ],
      },
    },
    'notarytool altool': {
      commands: {
        'history info log': [],
        'submit --upload-app': always({ kind: 'package.publish', op: 'publish', registry: 'apple' }),
        'store-credentials': always({ kind: 'secret.write', store: 'keychain', op: 'update' }),
      },
    },
  },
  // `xcrun swift build`
  otherwise: (call) => ({ runs: [{ type: 'argv', words: call.operands, label: 'xcrun' }] }),
  examples: {
    yields: {
      'xcrun simctl erase all': 'container.destroy{all=true}',
      'xcrun notarytool submit a.zip': 'package.publish{registry=apple}',
      'xcrun rm -rf build': 'fs.delete{path=/repo/build}',
    },
    inert: ['xcrun simctl list', 'xcrun --show-sdk-path'],
  },
};

const codesign: ProgramSpec = {
  names: 'codesign',
  options: '-s,--sign=I -f,--force -v,--verify -d,--display --deep --entitlements=F --options=O --timestamp -i=ID',
  does: (call) =>
    call.words('-s').length > 0 || call.has('-f') === true ? writes(call, call.operands, 'overwrite') : [],
  examples: {
    yields: { 'codesign -s me build/app': 'fs.write{path=/repo/build/app,mode=overwrite}' },
    inert: ['codesign -dv build/app'],
  },
};

export const apple: readonly ProgramSpec[] = [xcrun, codesign];
