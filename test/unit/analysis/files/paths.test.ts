import { describe, expect, it } from 'vitest';
import { createSurroundings } from '../../../../server/analysis/files/surroundings';
import { displayText, type Text } from '../../../../server/effects/value';
import { fakeProviders, nothingBefore } from '../../../support/fake-providers';

const WORKSPACE = '/home/dana/code/shop';
const providers = fakeProviders({ links: { [`${WORKSPACE}/data`]: '/srv/data', [`${WORKSPACE}/up`]: '/' } });
const here = createSurroundings(providers, WORKSPACE, false, nothingBefore);
const there = createSurroundings(providers, WORKSPACE, true, nothingBefore);

function glob(prefix: string, suffix = ''): Text {
  return { prefix, suffix, glob: true };
}

function part(prefix: string, suffix = ''): Text {
  return { prefix, suffix, glob: false };
}

describe('zone and class', () => {
  const cases: [path: Text, line: string][] = [
    ['src/a.ts', `${WORKSPACE}/src/a.ts workspace source`],
    ['./src/../b.ts', `${WORKSPACE}/b.ts workspace source`],
    ['.env', `${WORKSPACE}/.env workspace secret`],
    ['.env.example', `${WORKSPACE}/.env.example workspace config`],
    ['.git/config', `${WORKSPACE}/.git/config workspace-trusted vcs-meta`],
    ['.github/workflows/ci.yml', `${WORKSPACE}/.github/workflows/ci.yml workspace-trusted ci`],
    ['.guardrails/policy.yaml', `${WORKSPACE}/.guardrails/policy.yaml workspace-trusted guard`],
    ['package-lock.json', `${WORKSPACE}/package-lock.json workspace lockfile`],
    ['../other/x', '/home/dana/code/other/x sibling other'],
    ['/home/dana/notes.md', '/home/dana/notes.md home source'],
    ['/home/dana/.ssh/id_rsa', '/home/dana/.ssh/id_rsa home key'],
    ['/home/dana/.ssh/id_rsa.pub', '/home/dana/.ssh/id_rsa.pub home other'],
    ['/home/dana/.aws/credentials', '/home/dana/.aws/credentials home secret'],
    ['/home/dana/.bash_history', '/home/dana/.bash_history home history'],
    ['/tmp/x', '/tmp/x temp other'],
    ['/etc/shadow', '/etc/shadow system secret'],
    ['/dev/sda', '/dev/sda device other'],
    ['/mnt/disk/x', '/mnt/disk/x outside other'],
    ['data/x.csv', '/srv/data/x.csv system data'],
    ['C:\\Windows\\x', 'C:\\Windows\\x system other'],
    [glob('src/', '.ts'), `${WORKSPACE}/src/*.ts workspace source`],
    [glob('/tmp/'), '/tmp/* temp other'],
    [glob('.env'), `${WORKSPACE}/.env* workspace secret`],
    [part('/tmp/x'), '/tmp/x… temp null'],
    [part('', '/'), '…/ null null'],
    [part(''), '… null null'],
    [null, '? null null'],
  ];
  it.each(cases)('%j', (path, line) => {
    const target = here.fileTarget(path, WORKSPACE);
    expect(`${displayText(target.path ?? null)} ${target.zone} ${target.class}`).toBe(line);
  });

  it('on another machine nothing is ours', () => {
    expect(there.fileTarget(`${WORKSPACE}/a`, null).zone).toBe('outside');
    expect(there.fileTarget('/tmp/a', null).zone).toBe('temp');
    expect(there.fileTarget('/etc/passwd', null).zone).toBe('system');
  });
});

describe('what a deletion takes whole', () => {
  const cases: [path: Text, root: string | null][] = [
    ['/', 'filesystem'],
    ['//', 'filesystem'],
    ['/tmp/../', 'filesystem'],
    [glob('/'), 'filesystem'],
    ['up', 'filesystem'],
    ['/home', 'home'],
    ['/home/dana', 'home'],
    [glob('/home/dana/'), 'home'],
    ['.', 'workspace'],
    ['..', 'workspace'],
    [glob(''), 'workspace'],
    [glob('./'), 'workspace'],
    ['C:\\', 'filesystem'],
    ['dist', 'none'],
    [glob('', '.log'), 'none'],
    [glob('dist/'), 'none'],
    [part('dist/'), 'none'],
    [part('', '/'), null],
    [part('/'), null],
    [part('/home/da'), null],
    [null, null],
  ];
  it.each(cases)('%j', (path, root) => expect(here.deletionRoot(path, WORKSPACE)).toBe(root));
});
