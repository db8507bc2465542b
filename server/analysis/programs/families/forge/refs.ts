/** Branches, tags and files that are changed by a forge's interface: pushes that git never sees. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call } from '../../program';
import type { Word } from '../../spec';
import { hostOfForge } from './change';

/** `repos/a/b/git/refs/heads/main` of GitHub, `projects/1/repository/branches/main` of GitLab. */
const refPath = /\/(?:git\/refs\/(?:heads|tags)|repository\/(?:branches|tags))\/([^?]+)$/;

/** `repos/a/b/contents/src/a.ts`, `projects/1/repository/files/a.ts`, `repos/a/b/merges`. */
const commitPath = /\/(contents|repository\/files|merges|repository\/commits)(\/|$)/;

export function refChange(call: Call, method: string, path: string, fields: readonly Word[]): EffectDraft | undefined {
  const name = refPath.exec(path)?.[1];
  if (name !== undefined && method === 'DELETE')
    return { kind: 'vcs.rewriteHistory', how: 'delete-ref', remote: true, ref: name };
  if (name !== undefined && fieldOf(fields, 'force') === 'true')
    return { kind: 'vcs.rewriteHistory', how: 'force-push', remote: true, ref: name };
  if (name !== undefined) return pushed(call, name);
  return commitPath.test(path) ? pushed(call, fieldOf(fields, 'branch') ?? fieldOf(fields, 'base') ?? null) : undefined;
}

function pushed(call: Call, ref: Text): EffectDraft {
  return { kind: 'vcs.push', remote: null, host: hostOfForge(call), ref, mirror: false };
}

function fieldOf(fields: readonly Word[], name: string): string | undefined {
  const texts = fields.map((word) => String(word.value));
  return texts.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
}
