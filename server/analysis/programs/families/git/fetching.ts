/** Commands that get from other repositories. */

import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, Command } from '../../program';
import type { Run, Word } from '../../spec';
import { always, when, writes } from '../../stating';
import { hostOf } from '../../urls';
import { runOfSetting } from './config';
import { rewrite } from './rewrite';
import { gitState } from './state';

export function fetches(call: Call): EffectDraft[] {
  const state = gitState(call);
  const given = call.operand(0);
  const remote = given === undefined ? (state?.upstream?.remote ?? 'origin') : given;
  const url = typeof remote === 'string' ? (state?.remotes.get(remote) ?? remote) : remote;
  if (typeof url === 'string' && /^ext::/.test(url)) return [{ kind: 'code.exec', origin: 'network', resolved: false }];
  const host = hostOf(url);
  // A path: another repository on this machine.
  if (host === undefined && /^(\.|\/|~|file:)/.test(String(url))) return [];
  return [{ kind: 'net.fetch', ...(host !== undefined && { host }) }];
}

/** `+main:main` sets a branch of this repository to what another has, whatever it held. */
export function forcesLocal(call: Call): EffectDraft[] {
  const refspecs = call.operands.slice(1).map((word) => String(word.value));
  const forced = refspecs.some(
    (refspec) => /^\+?[^:]+:./.test(refspec) && (refspec.startsWith('+') || call.maybe('-f')),
  );
  return forced ? [rewrite('reset')] : [];
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
      ...when(rebases(call), rewrite('rebase')),
    ],
    runs: uploadPackRuns(call),
  }),
};

/** `--rebase=false` does not, and `--rebase=merges` does. */
function rebases(call: Call): boolean | null {
  const value = call.words('-r').at(-1)?.value;
  return value === 'false' ? false : call.has('-r');
}

export const clone: Command = {
  options:
    '-b,--branch=B --depth=N -o,--origin=O -u,--upload-pack=CMD --reference=R --separate-git-dir=D -j,--jobs=N --filter=F -c,--config=KV --template=D --recurse-submodules[=P] --recursive --shallow-submodules --single-branch --bare --mirror -q -v -n,--no-checkout -l -s --dissociate --sparse --shallow-since=D --shallow-exclude=R --progress --server-option=O --revision=R --no-tags --tags',
  operandsNeeded: 1,
  does: (call) => ({
    effects: [...fetches(call), ...writes(call, cloneDirectory(call), 'create'), ...templates(call)],
    runs: [...uploadPackRuns(call), ...call.words('-c').flatMap((word) => runOfSetting(word, 'clone'))],
  }),
};

/** Its hooks are those of the new repository, and run as soon as there is something to run them for. */
export function templates(call: Call): EffectDraft[] {
  return call
    .words('--template')
    .map((word) => ({ kind: 'code.exec', origin: 'foreign-file', path: word.value, resolved: false }));
}

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

function fetchedFrom(url: Text): EffectDraft {
  const host = hostOf(url);
  return { kind: 'net.fetch', ...(host !== undefined && { host }) };
}

export const remote: Command = {
  options: '-v,--verbose',
  commands: {
    'show get-url': [],
    update: fetches,
    'add set-url': {
      options: '-t=BRANCH -m=MASTER -f --tags --no-tags --mirror[=M] --push --add --delete',
      does: (call) => ({
        effects: [
          { kind: 'config.write', target: 'git', executes: false },
          ...when(call.has('-f'), fetchedFrom(call.operand(1) ?? null)),
        ],
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
