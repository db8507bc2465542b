/** Gives a policy its digest. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type CompiledPolicy, compiledFormat } from './compiled';

type Unsealed = Omit<CompiledPolicy, 'format' | 'digest'>;

export function sealed(policy: Unsealed): CompiledPolicy {
  return { ...policy, format: compiledFormat, digest: digestOf(policy) };
}

/**
 * Over everything that decides, in canonical form. Where a rule stands, in which layer, and in which order files and
 * layers come does not.
 */
function digestOf({ source: _, properties: __, withheld: ___, problem: ____, ...policy }: Unsealed): string {
  const deciding = {
    ...policy,
    packs: [...policy.packs].sort(),
    rules: inOrder(policy.rules.map(({ location: _where, layer: _layer, ...rule }) => rule)),
    waivers: inOrder(policy.waivers.map(({ location: _where, id: _id, ...waiver }) => waiver)),
  };
  return `sha256:${createHash('sha256')
    .update(canonicalize(deciding) ?? '')
    .digest('hex')}`;
}

function inOrder(parts: readonly object[]): readonly object[] {
  const texts = parts.map((part): [string, object] => [canonicalize(part) ?? '', part]);
  return texts.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)).map(([, part]) => part);
}
