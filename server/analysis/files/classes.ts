/** What kind of content a file has, by its name and place. */
import type { FileClass } from '../../effects/catalogue';
import { isPattern, type Text, UNKNOWN, type Unknown } from '../../effects/value';
import { guardPlaceOf } from './guard-places';
import { baseName, MAX_PATH } from './paths';

/** The class of an absolute path. The patterns would take long over one that no system opens. Of a pattern, the class of what it is written to name. */
export function classOf(path: Text, home: string): FileClass | Unknown {
  if (typeof path === 'string') return path.length > MAX_PATH ? UNKNOWN : classOfKnown(path, home);
  if (!isPattern(path) || path.prefix.length + path.suffix.length > MAX_PATH) return UNKNOWN;
  const written = classOfKnown(`${path.prefix}${path.suffix}`, home);
  if (written !== 'other') return written;
  return path.glob ? classOfKnown(`${path.prefix}x${path.suffix}`, home) : UNKNOWN;
}

function classOfKnown(path: string, home: string): FileClass {
  const name = baseName(path.replace(/\\/g, '/').replace(/\/+$/, ''));
  if (SEAL_KEY.test(path)) return 'key';
  if (guardPlaceOf(path, home)) return 'guard';
  return secretClass(path, name) ?? placeClass(path, name) ?? extensionClass(name);
}

/** What the guard's own records and permissions are sealed with. */
const SEAL_KEY = /(^|\/)\.guardrails\/anchors\/[^/]+\/key$/;

/** Names that only look like secrets: templates to be filled in. */
const TEMPLATE = /\.(example|sample|template|dist|tpl|defaults?|schema|d\.ts|md)$/i;

const KEY_NAMES = /^(id_(rsa|dsa|ecdsa|ed25519)(_sk)?|.*\.(pem|key|p12|pfx|jks|keystore|ppk|asc|kdbx))$/i;
const SECRET_NAMES =
  /^(\.env(\..+)?|.+\.env|\.netrc|_netrc|\.pgpass|\.pg_service\.conf|\.my\.cnf|\.mylogin\.cnf|\.pypirc|\.git-credentials|\.dockercfg|\.htpasswd|\.vault-token|(aws-|gcp-|gcloud-|service-?account-?|client_?)?credentials?(\.(json|ya?ml|toml|ini|db|csv|xml))?|secrets?(\.[\w-]+)?\.(json|ya?ml|toml|ini|env|txt|enc)|service[-_]?account.*\.json|client_secret.*\.json|master\.key|.*\.tfstate(\.backup)?|kubeconfig|passwords?\.(txt|csv|json))$/i;
const SECRET_PLACES =
  /(^|\/)(\.aws\/(credentials|config)|\.aws\/sso\/.*|\.config\/gcloud\/.+|\.azure\/.+|\.kube\/config|\.docker\/config\.json|\.config\/gh\/hosts\.yml|\.gnupg\/.+|\.password-store\/.+|\.ssh\/(?!known_hosts|config$|authorized_keys|.*\.pub$).+|\.config\/rclone\/rclone\.conf|\.cargo\/credentials(\.toml)?|\.gem\/credentials|\.boto|\.config\/pypoetry\/auth\.toml|\.config\/glab-cli\/config\.ya?ml|\.config\/hub|\.terraform\.d\/credentials.*|\.oci\/config|\.s3cfg|Library\/Keychains\/.+|\.local\/share\/keyrings\/.+|\.m2\/settings\.xml|\.mozilla\/.*(logins\.json|key4\.db|cookies\.sqlite))$|(Login Data|Cookies)$/;
const SYSTEM_SECRETS =
  /^\/(etc\/kubernetes\/(admin|super-admin|kubelet)\.conf|etc\/(shadow|gshadow|sudoers|master\.passwd|ssh\/ssh_host_.*_key)|proc\/[^/]*\/+environ|run\/secrets\/.+|var\/run\/secrets\/.+|(home\/[^/]+|Users\/[^/]+|root)\/\.(npmrc|yarnrc\.yml))/;

function secretClass(path: string, name: string): FileClass | undefined {
  if (TEMPLATE.test(name) || name.endsWith('.pub')) return undefined;
  if (KEY_NAMES.test(name) || /(^|\/)(\.ssh|\.gnupg)\/?$/.test(path)) return 'key';
  if (SECRET_NAMES.test(name) || SECRET_PLACES.test(path) || SYSTEM_SECRETS.test(path)) return 'secret';
  return /(^|\/)(\.aws|\.kube|\.password-store|\.config\/gcloud)\/?$/.test(path) ? 'secret' : undefined;
}

const CI_NAMES =
  /^(\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|Jenkinsfile|appveyor\.yml|cloudbuild\.ya?ml)$/;
const LOCKFILES =
  /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock|go\.sum|flake\.lock|mix\.lock|packages\.lock\.json)$/;
const HISTORY =
  /^(\.(bash|zsh|sh|psql|mysql|python|node_repl|sqlite|rediscli)_?history|\.histfile|fish_history|\.lesshst)$/;

function placeClass(path: string, name: string): FileClass | undefined {
  if (HISTORY.test(name)) return 'history';
  if (/(^|\/)\.git(\/|$)/.test(path)) return 'vcs-meta';
  if (
    /(^|\/)(\.github\/(workflows|actions)|\.circleci|\.buildkite|\.husky|\.githooks)(\/|$)/.test(path) ||
    CI_NAMES.test(name)
  )
    return 'ci';
  if (LOCKFILES.test(name)) return 'lockfile';
  return /^\/var\/log(\/|$)/.test(path) ? 'log' : undefined;
}

const SOURCE =
  /\.(c|cc|cpp|h|hpp|cs|java|kt|scala|go|rs|py|pyi|rb|php|pl|pm|js|jsx|mjs|cjs|ts|tsx|mts|cts|vue|svelte|swift|m|mm|sh|bash|zsh|fish|ps1|bat|cmd|lua|r|jl|ex|exs|erl|hs|clj|dart|sql|html|css|scss|less|proto|graphql|tf|md|mdx|rst|adoc|ipynb|zig|nim)$/i;
const CONFIG =
  /\.(json|jsonc|ya?ml|toml|ini|cfg|conf|properties|xml|plist|editorconfig|lock|env\.example)$|^(Dockerfile|Makefile|\..*rc|\.gitignore|\.gitattributes|\.env\..*)/i;
const DATA =
  /\.(csv|tsv|parquet|avro|db|db3|sqlite3?|duckdb|mdb|bak|dump|sql\.gz|jsonl|ndjson|xlsx?|zip|tar|t?gz|tgz|bz2|xz|7z|dat|arrow|npy|h5)$/i;
const LOG = /\.(log|out|err)(\.\d+)?$/i;

function extensionClass(name: string): FileClass {
  if (DATA.test(name)) return 'data';
  if (LOG.test(name)) return 'log';
  if (SOURCE.test(name)) return 'source';
  return CONFIG.test(name) ? 'config' : 'other';
}
