/** What a place in a policy is about, beyond what the schema says of it. */
import type { PathStep } from '../../policy/problem';

export type Meaning =
  | { readonly is: 'kind' }
  /** `when`: an attribute of the effects that are selected around it. */
  | { readonly is: 'attribute'; readonly name: string; readonly selection: readonly PathStep[] }
  /** `for`: a circumstance. */
  | { readonly is: 'circumstance'; readonly name: string }
  | { readonly is: 'pack' }
  | { readonly is: 'parameter'; readonly name: string; readonly extend: number }
  | { readonly is: 'rule' }
  /** A file of the policy. */
  | { readonly is: 'file' }
  | { readonly is: 'other' };

/** Sections whose entries hold `effects`, `when` and `for` one step deeper. */
const nested = ['limits', 'sequences'];
const selecting = [...nested, 'rules', 'waivers', 'properties', 'tables'];

/** `path` ends with the key, or leads to the value. */
export function meaningOf(path: readonly PathStep[]): Meaning {
  const [section, entry, key, name] = path;
  if (section === 'waivers' && key === 'rule') return { is: 'rule' };
  if (section === 'scenarios' && path[2] === 'steps' && path[4] === 'rule') return { is: 'rule' };
  if (section === 'include') return { is: 'file' };
  if (section === 'grants') return grantMeaning(key);
  if (section === 'extends' && key === 'pack') return { is: 'pack' };
  if (section === 'extends' && key === 'with' && typeof name === 'string') {
    return { is: 'parameter', name, extend: Number(entry) };
  }
  return selecting.includes(String(section)) ? selectionMeaning(path) : { is: 'other' };
}

function grantMeaning(key: PathStep | undefined): Meaning {
  if (key === 'allow') return { is: 'kind' };
  return key === 'waive' ? { is: 'rule' } : { is: 'other' };
}

function selectionMeaning(path: readonly PathStep[]): Meaning {
  const depth = nested.includes(String(path[0])) ? 3 : 2;
  const [clause, name] = [path[depth], path[depth + 1]];
  if (clause === 'effects') return { is: 'kind' };
  if (typeof name !== 'string') return { is: 'other' };
  if (clause === 'when') return { is: 'attribute', name, selection: path.slice(0, depth) };
  return clause === 'for' ? { is: 'circumstance', name } : { is: 'other' };
}
