/** Commands that get from other repositories. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import type { Run, Word } from '../../spec';
import { always, when, writes } from '../../stating';
import { hostOf } from '../../urls';
import { runOfSetting } from './config';
import { rewrite } from './rewrite';
import { gitState } from './state';

export function fetches(call: Call): EffectDraft[] {
  const state = gitState(call);
  const remote = call.operand(0) ?? state?.upstream?.remote ?? 'origin';
  const url = typeof remote === 'string' ? (state?.remotes.get(remote) ?? remote) : remote;
  if (typeof url === 'string' && /^ext::/.test(url)) return [{ kind: 'code.exec', origin: 'network', resolved: false }];
  const host = hostOf(url);
  // A path: another repository on this machine.
  if (host === undefined && /^(\.|\/|~|file:)/.test(String(url))) return [];
  return [{ kind: 'net.fetch', ...(host !== undefined && { host }) }];
}

export const fetchOptions =
  '--all --prune,-p --tags,-t -f,--force --depth=N --deepen=N --shallow-since=D --unshallow -j,--jobs=N -q -v --upload-pack=CMD -o=O --refmap=R --recurse-submodules[=M] -4 -6 --dry-run --filter=F -a --append --atomic --prune-tags -u --update-head-ok --negotiation-tip=C --porcelain --set-upstream --server-option=O';

export const uploadPackRuns = (call: Call): readonly Run[] =>
  call
    .words('--upload-pack')
    .map((word) => ({ type: 'shell', text: word.value, span: word.span, label: 'git --upload-pack' }));

export const pull: Command = {
  options: `${fetchOptions} -r,--rebase[=M] --ff-only --ff --no-commit --squash --autostash -s=S -X=O --allow-unrelated-histories --no-edit --edit --stat --no-verify`,
  does: (call) => ({
    effects: [
      ...fetches(call),
      { kind: 'fs.write', zone: 'workspace', mode: 'overwrite', extent: 'bounded', undo: 'recoverable' },
      ...when(call.has('-r'), rewrite('rebase')),
    ],
    runs: uploadPackRuns(call),
  }),
};

export const clone: Command = {
  options:
    '-b,--branch=B --depth=N -o,--origin=O -u,--upload-pack=CMD --reference=R --separate-git-dir=D -j,--jobs=N --filter=F -c,--config=KV --template=D --recurse-submodules[=P] --recursive --shallow-submodules --single-branch --bare --mirror -q -v -n,--no-checkout -l -s --dissociate --sparse --shallow-since=D --shallow-exclude=R --progress --server-option=O --revision=R --no-tags --tags',
  operandsNeeded: 1,
  does: (call) => ({
    effects: [
      ...fetches(call),
      ...writes(call, cloneDirectory(call), 'create'),
      // Its hooks are those of the new repository, and run at once.
      ...call
        .words('--template')
        .map((word): EffectDraft => ({ kind: 'code.exec', origin: 'foreign-file', path: word.value, resolved: false })),
    ],
    runs: [...uploadPackRuns(call), ...call.words('-c').flatMap((word) => runOfSetting(word, 'clone'))],
  }),
};

function cloneDirectory(call: Call): readonly Word[] {
  const [url, directory] = call.operands;
  if (directory || !url) return directory ? [directory] : [];
  const name =
    typeof url.value === 'string'
      ? url.value
          .replace(/\/+$|(\.git)?\/*$/g, '')
          .split(/[/:]/)
          .at(-1)
      : undefined;
  return [{ ...url, value: name ?? null, many: false }];
}

export const remote: Command = {
  options: '-v,--verbose',
  commands: {
    'show get-url update': [],
    'add set-url': {
      options: '-t=BRANCH -m=MASTER -f --tags --no-tags --mirror[=M] --push --add --delete',
      does: (call) => ({
        effects: [{ kind: 'config.write', target: 'git', executes: false }],
        remotes: new Map([[String(call.operand(0) ?? null), call.operand(1) ?? null]]),
      }),
    },
    'rename rm remove set-head set-branches prune': always({
      kind: 'config.write',
      target: 'git',
      executes: false,
    }),
  },
};
