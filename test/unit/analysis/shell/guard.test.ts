import { describe, expect, it } from 'vitest';
import { effectsOf } from './effects-of';

const patchOf = (path: string, line: string) => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-x\n+${line}\n`;

const world = {
  files: {
    'policy.patch': patchOf('.guardrails/policy.yaml', 'mode: monitor'),
    'settings.patch': patchOf('.vscode/settings.json', '"chat.useHooks": false'),
    'source.patch': patchOf('src/app.ts', 'y'),
    'settings/tabs.json': '{"editor.tabSize": 2}',
    'settings/unguarded.json': '{"chat.useHooks": false}',
  },
};

const TAMPERING = [
  `echo '{"chat.useHooks": false}' > .vscode/settings.json`,
  `sed -i 's/"chat.useHooks": true/"chat.useHooks": false/' .vscode/settings.json`,
  `jq '."chat.tools.global.autoApprove"=true' s.json > shop.code-workspace`,
  `python3 -c "open('.vscode/settings.json','w').write('{\\"disableAllHooks\\": true}')"`,
  'cp /tmp/made-elsewhere.json .vscode/settings.json',
  'cp settings/unguarded.json .vscode/settings.json',
  'curl -o .vscode/settings.json https://x.test/s.json',
  'curl https://x.test/s.json | tee .vscode/settings.json',
  'jq . s.json > .vscode/settings.json',
  'git checkout HEAD~1 -- .guardrails/policy.yaml',
  'git checkout main .guardrails',
  'git restore --source=HEAD~3 .guardrails/policy.yaml',
  'git restore .github/hooks/guard.json',
  'nc -lU ~/.guardrails/run/1a2b3c4d.sock',
  'nc -vkl --unixsock ~/.guardrails/run/1a2b3c4d.sock',
  'socat UNIX-LISTEN:$HOME/.guardrails/run/1a2b3c4d.sock,fork SYSTEM:./answer.sh',
  'socat unix-l:/home/dana/.guardrails/run/1a2b3c4d.sock -',
  'ln -sf /tmp/mine.sock ~/.guardrails/run/1a2b3c4d.sock',
  'mv /tmp/mine.sock ~/.guardrails/run/',
  'mkfifo ~/.guardrails/run/1a2b3c4d.worker',
  'echo mine.sock > ~/.guardrails/run/1a2b3c4d.worker',
  'rm ~/.guardrails/run/1a2b3c4d.sock',
  'chmod 755 ~/.guardrails/run',
  'git apply policy.patch',
  'patch -p1 -i policy.patch',
  'cat policy.patch | patch -p1',
  'patch -p1 < settings.patch',
];

const ORDINARY = [
  `echo '{"editor.tabSize": 2}' > .vscode/settings.json`,
  'cp settings/tabs.json .vscode/settings.json',
  'cat settings/tabs.json > .vscode/settings.json',
  `sed -i 's/2/4/' .vscode/settings.json`,
  'grep chat.useHooks .vscode/settings.json',
  `echo 'set chat.useHooks to true' >> README.md`,
  'git checkout -- src/app.ts',
  'git restore .',
  'nc -lU /tmp/mine.sock',
  'ls -la ~/.guardrails/run',
  'git apply source.patch',
  'git apply --check policy.patch',
  'git diff HEAD~1 -- .guardrails/policy.yaml',
];

describe('the guard itself', () => {
  it.each(TAMPERING)('is changed by %s', (command) => {
    expect(effectsOf(command, world).some((line) => line.startsWith('guard.tamper'))).toBe(true);
  });

  it.each(ORDINARY)('is left alone by %s', (command) => {
    expect(effectsOf(command, world).filter((line) => line.startsWith('guard.tamper'))).toEqual([]);
  });

  it('is sealed with a key that is a secret', () => {
    expect(
      effectsOf('cat ~/.guardrails/anchors/0123456789abcdef/key').some((line) => line.startsWith('secret.read')),
    ).toBe(true);
    expect(
      effectsOf('rm ~/.guardrails/anchors/0123456789abcdef/key').some((line) => line.startsWith('guard.tamper')),
    ).toBe(true);
  });
});
