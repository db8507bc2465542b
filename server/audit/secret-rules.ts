/** What secrets look like. Keywords gate each pattern; a rule without them would run on every text. */
export interface SecretRule {
  readonly id: string;
  /** At least one of these stands in any text that the pattern can match (in lower case when `anyCase`). */
  readonly keywords: readonly string[];
  readonly anyCase?: true;
  /** Global. Groups `before`, `secret`, `after` bound the secret; without them the whole match is one. */
  readonly pattern: RegExp;
}

/** Tokens that are known by their own shape, wherever they stand. */
export const tokenRules: readonly SecretRule[] = [
  {
    id: 'private-key',
    keywords: ['PRIVATE KEY'],
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}-----|$)/g,
  },
  { id: 'github-token', keywords: ['gh'], pattern: /\bgh[pousr]_[A-Za-z0-9]{30,255}/g },
  { id: 'github-token', keywords: ['github_pat_'], pattern: /\bgithub_pat_[A-Za-z0-9_]{30,255}/g },
  {
    id: 'gitlab-token',
    keywords: ['gl'],
    pattern: /\bgl(?:pat|ptt|dt|rt|cbt|soat|ft|imt|agent)-[A-Za-z0-9_-]{20,255}/g,
  },
  {
    id: 'aws-access-key',
    keywords: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g,
  },
  { id: 'slack-token', keywords: ['xox', 'xapp-'], pattern: /\b(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,250}/g },
  {
    id: 'slack-webhook',
    keywords: ['hooks.slack.com'],
    pattern: /(?<before>hooks\.slack\.com\/(?:services|workflows|triggers)\/)(?<secret>[A-Za-z0-9+/]{20,120})/g,
  },
  { id: 'anthropic-key', keywords: ['sk-ant-'], pattern: /\bsk-ant-[A-Za-z0-9_-]{20,255}/g },
  { id: 'openai-key', keywords: ['sk-'], pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,255}/g },
  { id: 'google-api-key', keywords: ['AIza'], pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { id: 'google-oauth-token', keywords: ['ya29.'], pattern: /\bya29\.[A-Za-z0-9_-]{20,500}/g },
  { id: 'npm-token', keywords: ['npm_'], pattern: /\bnpm_[A-Za-z0-9]{36}/g },
  { id: 'pypi-token', keywords: ['pypi-'], pattern: /\bpypi-[A-Za-z0-9_-]{50,500}/g },
  { id: 'docker-token', keywords: ['dckr_'], pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,100}/g },
  { id: 'hugging-face-token', keywords: ['hf_'], pattern: /\bhf_[A-Za-z0-9]{30,100}/g },
  { id: 'stripe-key', keywords: ['k_live_', 'k_test_'], pattern: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}/g },
  { id: 'stripe-webhook-secret', keywords: ['whsec_'], pattern: /\bwhsec_[A-Za-z0-9+/=]{24,100}/g },
  { id: 'sendgrid-key', keywords: ['SG.'], pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}/g },
  { id: 'digitalocean-token', keywords: ['do'], pattern: /\bdo[opr]_v1_[a-f0-9]{64}/g },
  { id: 'shopify-token', keywords: ['shp'], pattern: /\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}/g },
  { id: 'vault-token', keywords: ['hvs.', 'hvb.'], pattern: /\bhv[sb]\.[A-Za-z0-9_-]{24,300}/g },
  { id: 'databricks-token', keywords: ['dapi'], pattern: /\bdapi[a-f0-9]{32}(?:-\d)?\b/g },
  { id: 'age-key', keywords: ['AGE-SECRET-KEY-1'], pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}/g },
  {
    id: 'azure-storage-key',
    keywords: ['AccountKey='],
    pattern: /(?<before>AccountKey=)(?<secret>[A-Za-z0-9+/=]{40,100})/g,
  },
  { id: 'telegram-token', keywords: [':AA'], pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}/g },
  {
    id: 'jwt',
    keywords: ['eyJ'],
    pattern: /\beyJ[A-Za-z0-9_-]{8,1000}\.eyJ[A-Za-z0-9_-]{8,2000}(?:\.[A-Za-z0-9_-]{0,1000})?/g,
  },
];

/** Places in commands where a secret stands, whatever it looks like. */
export const shellSecretRules: readonly SecretRule[] = [
  {
    id: 'url-password',
    keywords: ['://'],
    pattern: /(?<before>\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"]{0,100}:)(?<secret>[^\s/@'"]{1,200})(?<after>@)/gi,
  },
  {
    id: 'secret-option',
    keywords: ['pass', 'token', 'secret', 'key', 'pwd'],
    anyCase: true,
    pattern:
      /(?<before>(?:^|[\s'"])--?(?:[a-z0-9]{1,20}-){0,3}(?:password|passwd|pwd|passphrase|token|secret|api-?key|access-?key|secret-?key|private-?key)(?:=|\s{1,4}))(?<secret>"[^"]{1,500}"|'[^']{1,500}'|[^\s'"-][^\s'"]{0,500})/gi,
  },
  {
    id: 'secret-variable',
    keywords: ['token', 'secret', 'pass', 'key', 'pwd', 'credential'],
    anyCase: true,
    pattern:
      /(?<before>\b[A-Z0-9_]{0,40}(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY|_PWD|PGPASS|CREDENTIALS?)[A-Z0-9_]{0,20}=)(?<secret>"[^"]{1,1000}"|'[^']{1,1000}'|[^\s'"&|;]{1,1000})/gi,
  },
  {
    id: 'authorization-header',
    keywords: ['authorization'],
    anyCase: true,
    pattern:
      /(?<before>\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic|token|digest|apikey)?\s{0,4})(?<secret>[^\s"',;\\]{4,2000})/gi,
  },
  {
    id: 'secret-header',
    keywords: ['key', 'token', 'auth'],
    anyCase: true,
    pattern:
      /(?<before>\b(?:x-api-key|api-key|apikey|private-token|x-auth-token|x-access-token|x-vault-token|deploy-token|job-token)["']?\s{0,4}:\s{0,4}["']?)(?<secret>[^\s"',;\\]{4,1000})/gi,
  },
  {
    id: 'mysql-password',
    keywords: ['mysql', 'mariadb'],
    pattern:
      /(?<before>\b(?:mysql|mariadb)[a-z_-]{0,20}(?=\s)[^\n;|&]{0,200}?\s-p)(?<secret>"[^"]{1,300}"|'[^']{1,300}'|[^\s'"=-][^\s'"]{0,300})/g,
  },
  {
    id: 'curl-user',
    keywords: ['curl', 'wget'],
    pattern:
      /(?<before>\bcurl\b[^\n;|]{0,500}?\s(?:-u|--user|--proxy-user|-U)[\s=]{0,4}["']?[^\s:'"]{1,100}:)(?<secret>[^\s'"]{1,300})/g,
  },
  {
    id: 'login-password',
    keywords: ['login'],
    pattern:
      /(?<before>\blogin\b[^\n;|&]{0,300}?\s-p\s{0,4})(?<secret>"[^"]{1,300}"|'[^']{1,300}'|[^\s'"-][^\s'"]{0,300})/g,
  },
  {
    id: 'sshpass-password',
    keywords: ['sshpass'],
    pattern: /(?<before>\bsshpass\s{1,4}-p\s{0,4})(?<secret>"[^"]{1,300}"|'[^']{1,300}'|[^\s'"]{1,300})/g,
  },
  {
    id: 'openssl-password',
    keywords: ['pass:'],
    pattern: /(?<before>\s-pass(?:in|out)?\s{1,4}pass:)(?<secret>[^\s'"]{1,300})/g,
  },
  {
    id: 'sql-password',
    keywords: ['identified', 'password'],
    anyCase: true,
    pattern:
      /(?<before>\b(?:identified\s{1,4}(?:with\s{1,4}[\w']{1,40}\s{1,4})?by|(?:encrypted\s{1,4})?password)\s{1,4}(?:=\s{0,4})?')(?<secret>(?:[^']|''){1,300})(?<after>')/gi,
  },
  {
    id: 'json-secret',
    keywords: ['pass', 'token', 'secret', 'key'],
    anyCase: true,
    pattern:
      /(?<before>["'](?:[a-z0-9]{1,20}[_-]?){0,2}(?:password|passwd|token|secret|api_?key|access_?key|private_?key)["']\s{0,4}:\s{0,4}["'])(?<secret>[^"']{1,1000})/gi,
  },
];
