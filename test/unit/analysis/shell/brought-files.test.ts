/** What is unpacked from a download, or cloned, is not code of the project. */
import { describe, expect, it } from 'vitest';
import { effectsOf } from './effects-of';

const executions = (command: string, files: Readonly<Record<string, string>> = {}) =>
  effectsOf(command, { files }).filter((line) => line.startsWith('code.'));

describe('code from the network', () => {
  it.each([
    ['curl -LO https://x.test/y.tgz && tar xzf y.tgz && ./y/install.sh', './y/install.sh'],
    ['curl -L https://x.test/y.tgz | tar xz && bash y/install.sh', './y/install.sh'],
    ['wget https://x.test/y.zip && unzip -d out y.zip && cd out && sh run.sh', './out/run.sh'],
    ['curl -L https://x.test/y.tgz | tar xz -C /tmp && /tmp/y/run', '/tmp/y/run'],
    ['pip download x && tar xzf x-1.tar.gz && python x-1/setup.py', './x-1/setup.py'],
    ['gh release download v1 && tar xzf y.tgz && ./y/run', './y/run'],
  ])('%s', (command, path) => {
    expect(executions(command).join()).toContain(`code.exec ${path} origin=network resolved=false`);
  });

  it.each(['git clone https://x.test/y && cd y && ./install.sh', 'git clone https://x.test/y && python y/setup.py'])(
    '%s',
    (command) => expect(executions(command).join()).toContain('origin=foreign-file resolved=false'),
  );
});

describe('code of the project', () => {
  it.each([
    ['tar xzf vendor.tgz && sh vendor/build.sh', {}],
    ['curl -L https://x.test/y.tgz | tar xz -C /tmp && sh build.sh', {}],
    ['curl -LO https://x.test/y.tgz && tar xzf y.tgz && sh build.sh', { 'build.sh': 'ls' }],
    ['curl -LO https://x.test/y.json && sh build.sh', { 'build.sh': 'ls' }],
  ])('%s', (command, files) => expect(executions(command, files).join()).not.toContain('origin=network'));
});
