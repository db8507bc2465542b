import { describe, expect, it } from 'vitest';
import { effectsOf } from './effects-of';

const changes = (command: string) => effectsOf(command).filter((line) => line.startsWith('config.write'));

describe('settings of package managers, written as files', () => {
  it.each([
    "echo 'script-shell=/tmp/x.sh' > .npmrc",
    "printf '@acme:registry=https://npm.x.example\\n' >> .npmrc",
    "printf '[global]\\nindex-url = http://x.example\\n' > ~/.config/pip/pip.conf",
    "cat > .cargo/config.toml <<'E'\n[build]\nrustc-wrapper = './wrap.sh'\nE",
    "echo 'yarnPath: ./yarn.cjs' >> .yarnrc.yml",
  ])('count as told when they decide what runs: %s', (command) => {
    expect(changes(command)).toEqual(['config.write package-manager']);
  });

  it.each([
    "echo 'save-exact=true' >> .npmrc",
    'cp .npmrc .npmrc.bak',
    "echo 'legacy-peer-deps=true' > .npmrc && docker push registry.example/x",
    "echo 'nodeLinker: node-modules' > .yarnrc.yml",
    "echo 'registry=x' > notes.txt",
  ])('are files otherwise: %s', (command) => {
    expect(changes(command)).toEqual([]);
  });
});
