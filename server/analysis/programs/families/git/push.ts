/** `git push`: where to, which refs, and whether history there is rewritten or deleted. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import { isPattern, type Text } from '../../../../effects/value';
import type { Call, Command } from '../../program';
import { when } from '../../stating';
import { hostOf } from '../../urls';
import { gitState } from './state';

interface Ref {
  /** The name at the remote, without `refs/heads/`; none when git's settings say where the current branch goes. */
  readonly name: Text | undefined;
  readonly forced: boolean;
  readonly deleted: boolean;
}

const pushOptions =
  '-f,--force --force-with-lease[=REF] --force-if-includes -d,--delete --mirror --all --branches --tags --follow-tags --prune -n,--dry-run -u,--set-upstream --porcelain -q,--quiet -v,--verbose --progress --thin --no-verify --verify --atomic -o,--push-option=O --receive-pack,--exec=CMD --repo=REPO --signed[=S] --recurse-submodules=W -4 -6 --ipv4 --ipv6';

export const push: Command = {
  options: pushOptions,
  // A remote and a ref: what is unknown in their place is not an option.
  operandsNeeded: 2,
  inertWith: ['-n'],
  does(call) {
    const destination = destinationOf(call);
    const refs = refsOf(call);
    const mirror = call.has('--mirror');
    return {
      effects: [
        ...refs.map((ref): EffectDraft => ({ kind: 'vcs.push', ...destination, ...named(ref), mirror })),
        ...refs.flatMap((ref) => rewrites(call, ref)),
        ...when(mirror, { kind: 'vcs.rewriteHistory', how: 'force-push', remote: true, ref: null }),
        ...when(call.has('--prune'), { kind: 'vcs.rewriteHistory', how: 'delete-ref', remote: true, ref: null }),
      ],
      runs: call.words('--receive-pack').map((word) => ({
        type: 'shell',
        text: word.value,
        span: word.span,
        label: 'git push --exec',
        via: 'remote',
        elsewhere: true,
      })),
    };
  },
};

const named = (ref: Ref) => (ref.name === undefined ? {} : { ref: ref.name });

function rewrites(call: Call, ref: Ref): EffectDraft[] {
  const rewrite = (how: EffectDraftOf<'vcs.rewriteHistory'>['how']): EffectDraft => ({
    kind: 'vcs.rewriteHistory',
    how: how ?? null,
    remote: true,
    ...named(ref),
  });
  const deletes = ref.deleted || call.has('-d');
  if (deletes === true) return [rewrite('delete-ref')];
  // A lease is weaker than force: with both given, git forces.
  const forced = ref.forced || call.has('-f');
  if (forced === true) return [rewrite('force-push')];
  const leased = when(call.has('--force-with-lease'), rewrite('force-with-lease'));
  return [...when(forced, rewrite('force-push')), ...leased, ...when(deletes, rewrite('delete-ref'))];
}

function destinationOf(call: Call): Pick<EffectDraftOf<'vcs.push'>, 'remote' | 'host'> {
  const first = call.operand(0);
  const remote = first === undefined ? call.value('--repo') : first;
  // Facts know where the branch goes by itself.
  if (remote === undefined) return {};
  const url = typeof remote === 'string' ? (gitState(call)?.remotes.get(remote) ?? remote) : remote;
  const host = hostOf(url);
  return { remote, ...(host !== undefined && { host }) };
}

function refsOf(call: Call): readonly Ref[] {
  const refspecs = withoutTagWord(call.operands.slice(1).map((word) => word.value));
  const everything = call.maybe('--all', '--mirror', '--branches');
  if (refspecs.length > 0) return refspecs.map((refspec) => readRefspec(refspec));
  if (call.has('--tags') === true) return [{ name: 'refs/tags/*', forced: false, deleted: false }];
  return [{ name: everything ? null : undefined, forced: false, deleted: false }];
}

/** `tag v1` is short for `refs/tags/v1:refs/tags/v1`. */
function withoutTagWord(refspecs: readonly Text[]): readonly Text[] {
  return refspecs.flatMap((refspec, at) => {
    if (refspec === 'tag' && at + 1 < refspecs.length) return [];
    return [refspecs[at - 1] === 'tag' && typeof refspec === 'string' ? `refs/tags/${refspec}` : refspec];
  });
}

function readRefspec(refspec: Text): Ref {
  if (isPattern(refspec) && /^\+|^:/.test(refspec.prefix)) {
    return { name: null, forced: refspec.prefix.startsWith('+'), deleted: refspec.prefix.startsWith(':') };
  }
  if (typeof refspec !== 'string') return { name: refspec, forced: false, deleted: false };
  const plain = refspec.replace(/^\+/, '');
  const colon = plain.indexOf(':');
  const target = colon < 0 ? plain : plain.slice(colon + 1);
  const name = target === '@' ? 'HEAD' : target.replace(/^refs\/heads\//, '');
  // Of several branches at once any may be a protected one.
  const several = name === '' || (name?.includes('*') && !name.startsWith('refs/tags/'));
  return { name: several ? null : name, forced: plain !== refspec, deleted: colon === 0 && target !== '' };
}
