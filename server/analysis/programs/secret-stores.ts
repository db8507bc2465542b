/** Which kind of store a file of secrets is, by where it lies. */
import type { EffectDraft, EffectDraftOf } from '../../effects/effect';
import { isPattern, type Text } from '../../effects/value';
import type { FileTarget } from './spec';

type Audience = Exclude<EffectDraftOf<'secret.read'>['audience'], undefined>;

type Store = Exclude<EffectDraftOf<'secret.read'>['store'], undefined | null>;

const places: readonly (readonly [RegExp, Store])[] = [
  [/\/\.ssh(\/|$)|\/id_(rsa|dsa|ecdsa|ed25519)$/, 'ssh'],
  [/\/\.gnupg(\/|$)|\.gpg$/, 'gpg'],
  [/\/\.(aws|azure|boto|oci)(\/|$)|\/gcloud\/|application_default_credentials|\.terraform\.d\//, 'cloud-cred'],
  [/\/\.kube(\/|$)|kubeconfig/, 'k8s'],
  [/\.git-credentials$|\/\.netrc$|\/gh\/hosts\.yml$/, 'git-cred'],
  [/\/\.(npmrc|pypirc|yarnrc\.yml)$|\/\.docker\/config\.json$|\/\.cargo\/credentials/, 'registry-cred'],
  [/\.pgpass$|\.pg_service\.conf$|\.my\.cnf$|\.mylogin\.cnf$/, 'db-cred'],
  [/\/(Cookies|Login Data|logins\.json|key4\.db)$/, 'browser'],
  [/\/proc\/[^/]*\/environ$/, 'process'],
  [/\.vault-token$/, 'vault'],
  [/\.keychain(-db)?$|\/keyrings\//, 'keychain'],
  [/(^|\/|\.)env(\.|rc|$)/, 'env-file'],
];

/** The secret that is read with a file, if it is one. */
export function secretIn({ path, class: kind }: FileTarget, audience: Audience): EffectDraft[] {
  if (kind !== 'secret' && kind !== 'key') return [];
  const store = path ? secretStoreOf(path) : undefined;
  return [{ kind: 'secret.read', ...(store && { store }), ...(path && { name: path }), audience }];
}

export function secretStoreOf(path: Text): Store | undefined {
  const text = isPattern(path) ? path.prefix + path.suffix : (path ?? '');
  return places.find(([place]) => place.test(text))?.[1];
}
