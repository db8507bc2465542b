/**
 * The closed catalogue of effects: every kind of thing a command can do, its impact and its attributes.
 *
 * This list is the vocabulary of the whole product. Analysis yields effects of these kinds and no others, policies
 * are checked against it, and the audit log records it. A kind or value is added here and nowhere else.
 */

export const zones = [
  'workspace',
  'workspace-trusted',
  'sibling',
  'temp',
  'home',
  'system',
  'device',
  'outside',
] as const;
export const fileClasses = [
  'source',
  'config',
  'secret',
  'key',
  'vcs-meta',
  'ci',
  'lockfile',
  'data',
  'log',
  'history',
  'guard',
  'other',
] as const;
export const engines = [
  'postgres',
  'mysql',
  'sqlite',
  'mssql',
  'oracle',
  'mongo',
  'redis',
  'elastic',
  'dynamo',
  'snowflake',
  'bigquery',
  'queue',
  'other',
] as const;
export const environments = ['local', 'dev', 'staging', 'prod'] as const;
export const whereForms = ['none', 'tautology', 'key', 'range', 'other'] as const;
export const audiences = ['process', 'model', 'remote'] as const;

/** What kind of harm a kind of effect can do. Constant per kind; defaults are chosen by it. */
export const impacts = ['observe', 'modify', 'destroy', 'execute', 'disclose', 'grant', 'control'] as const;
export type Impact = (typeof impacts)[number];

/**
 * Attributes that policies write as `kind`, by the name they have on effects, where `kind` is the effect's own.
 */
export const kindAttributes = {
  'net.connect': 'purpose',
  'k8s.change': 'object',
  'k8s.delete': 'object',
} as const;

/** The type of an attribute: a closed list of words, or one of four open types. */
export type AttributeType = readonly string[] | 'str' | 'path' | 'host' | 'bool' | 'num';

export interface KindSpec {
  readonly impact: Impact;
  readonly attributes: Readonly<Record<string, AttributeType>>;
}

/** Facets that every effect has, whatever its kind. */
export const commonFacets = {
  extent: ['single', 'bounded', 'unbounded'],
  undo: ['none-needed', 'trivial', 'recoverable', 'effortful', 'irreversible'],
  authority: ['user', 'elevated'],
  via: ['direct', 'script', 'inline-code', 'remote', 'container', 'scheduled', 'tool'],
  certainty: ['certain', 'possible'],
} as const satisfies Record<string, readonly string[]>;

export const catalogue = {
  'fs.read': {
    impact: 'observe',
    attributes: {
      path: 'path',
      zone: zones,
      class: fileClasses,
      audience: audiences,
    },
  },
  'fs.write': {
    impact: 'modify',
    attributes: {
      path: 'path',
      zone: zones,
      class: fileClasses,
      mode: ['create', 'overwrite', 'append', 'truncate', 'link'],
    },
  },
  'fs.delete': {
    impact: 'destroy',
    attributes: {
      path: 'path',
      zone: zones,
      class: fileClasses,
      recursive: 'bool',
      root: ['none', 'workspace', 'home', 'filesystem'],
      tracked: ['clean', 'dirty', 'untracked', 'none'],
    },
  },
  'fs.perms': {
    impact: 'control',
    attributes: {
      path: 'path',
      zone: zones,
      class: fileClasses,
      recursive: 'bool',
      change: ['world-writable', 'setid', 'owner', 'acl', 'immutable', 'other'],
    },
  },
  'disk.destroy': {
    impact: 'destroy',
    attributes: {
      device: 'str',
      how: ['format', 'overwrite', 'partition', 'volume', 'unmount', 'secure-erase'],
    },
  },
  'vcs.discard': {
    impact: 'destroy',
    attributes: {
      what: ['worktree', 'index', 'untracked', 'stash', 'branch', 'tag', 'metadata'],
      all: 'bool',
      dirty: ['yes', 'no'],
    },
  },
  'vcs.rewriteHistory': {
    impact: 'destroy',
    attributes: {
      ref: 'str',
      remote: 'bool',
      protectedRef: 'bool',
      how: ['reset', 'rebase', 'amend', 'filter', 'force-push', 'force-with-lease', 'delete-ref', 'expire'],
    },
  },
  'vcs.push': {
    impact: 'disclose',
    attributes: {
      remote: 'str',
      host: 'host',
      known: 'bool',
      ref: 'str',
      protectedRef: 'bool',
      mirror: 'bool',
    },
  },
  'vcs.commit': {
    impact: 'modify',
    attributes: {
      skipHooks: 'bool',
      all: 'bool',
    },
  },
  'forge.change': {
    impact: 'modify',
    attributes: {
      service: ['github', 'gitlab', 'bitbucket', 'other'],
      object: [
        'repo',
        'release',
        'branch-protection',
        'secret',
        'variable',
        'workflow',
        'run',
        'pr',
        'issue',
        'key',
        'hook',
        'member',
        'visibility',
      ],
      op: ['create', 'update', 'delete', 'merge', 'archive', 'transfer', 'cancel', 'approve'],
    },
  },
  'db.read': {
    impact: 'observe',
    attributes: {
      engine: engines,
      env: environments,
      table: 'str',
      column: 'str',
      where: whereForms,
      rows: 'num',
      limited: 'bool',
    },
  },
  'db.export': {
    impact: 'disclose',
    attributes: {
      engine: engines,
      env: environments,
      table: 'str',
      to: ['stdout', 'file', 'remote', 'bucket', 'program'],
      rows: 'num',
    },
  },
  'db.rows.insert': {
    impact: 'modify',
    attributes: {
      engine: engines,
      env: environments,
      table: 'str',
      column: 'str',
      rows: 'num',
      upsert: 'bool',
    },
  },
  'db.rows.update': {
    impact: 'modify',
    attributes: {
      engine: engines,
      env: environments,
      table: 'str',
      column: 'str',
      where: whereForms,
      rows: 'num',
    },
  },
  'db.rows.delete': {
    impact: 'destroy',
    attributes: {
      engine: engines,
      env: environments,
      table: 'str',
      where: whereForms,
      rows: 'num',
      method: ['delete', 'truncate', 'flush', 'purge', 'expire'],
      cascade: 'bool',
    },
  },
  'db.schema.create': {
    impact: 'modify',
    attributes: {
      engine: engines,
      env: environments,
      object: 'str',
      name: 'str',
    },
  },
  'db.schema.alter': {
    impact: 'modify',
    attributes: {
      engine: engines,
      env: environments,
      object: ['table', 'view', 'index', 'type', 'sequence', 'schema', 'policy', 'trigger', 'function', 'database'],
      name: 'str',
      column: 'str',
      change: [
        'add-column',
        'drop-column',
        'rename',
        'change-type',
        'add-constraint',
        'drop-constraint',
        'nullability',
        'default',
        'disable-rls',
        'disable-trigger',
        'owner',
        'other',
      ],
      lossy: ['yes', 'no'],
    },
  },
  'db.schema.drop': {
    impact: 'destroy',
    attributes: {
      engine: engines,
      env: environments,
      object: [
        'table',
        'schema',
        'database',
        'view',
        'index',
        'column',
        'function',
        'type',
        'sequence',
        'trigger',
        'policy',
        'collection',
        'queue',
        'topic',
        'stream',
        'user',
      ],
      name: 'str',
      cascade: 'bool',
    },
  },
  'db.grant': {
    impact: 'grant',
    attributes: {
      engine: engines,
      env: environments,
      op: ['grant', 'revoke', 'create-role', 'alter-role', 'drop-role', 'password', 'superuser', 'bypass-rls'],
      object: 'str',
      grantee: 'str',
    },
  },
  'db.exec': {
    impact: 'execute',
    attributes: {
      engine: engines,
      env: environments,
      what: ['procedure', 'block', 'prepared', 'function', 'os-program', 'file-io', 'extension', 'script', 'dynamic'],
      name: 'str',
    },
  },
  'db.admin': {
    impact: 'control',
    attributes: {
      engine: engines,
      env: environments,
      op: [
        'shutdown',
        'kill-session',
        'config',
        'replication',
        'restore',
        'failover',
        'lock',
        'vacuum',
        'reset-log',
        'debug',
      ],
    },
  },
  'db.migrate': {
    impact: 'modify',
    attributes: {
      env: environments,
      tool: 'str',
      direction: ['up', 'down', 'reset', 'push', 'repair', 'seed'],
      destructive: ['yes', 'no'],
    },
  },
  'net.fetch': {
    impact: 'observe',
    attributes: {
      host: 'host',
      scheme: 'str',
      metadata: 'bool',
    },
  },
  'net.upload': {
    impact: 'disclose',
    attributes: {
      host: 'host',
      known: 'bool',
      source: ['literal', 'file', 'stdin', 'secret', 'db', 'env', 'archive', 'tree', 'clipboard'],
      channel: ['http', 'scp', 'rsync', 'ftp', 'bucket', 'dns', 'socket', 'clipboard', 'paste', 'p2p'],
    },
  },
  'net.listen': {
    impact: 'control',
    attributes: {
      expose: ['loopback', 'lan', 'public', 'tunnel'],
      port: 'num',
    },
  },
  'net.connect': {
    impact: 'control',
    attributes: {
      host: 'host',
      purpose: ['db', 'ssh', 'proxy', 'scan', 'raw', 'remote-shell'],
    },
  },
  'comm.send': {
    impact: 'disclose',
    attributes: {
      channel: ['email', 'chat', 'webhook', 'issue', 'pr', 'social', 'sms'],
      host: 'host',
    },
  },
  'code.exec': {
    impact: 'execute',
    attributes: {
      origin: ['inline', 'workspace-file', 'foreign-file', 'project-config', 'network', 'decoded', 'registry', 'stdin'],
      lang: 'str',
      path: 'path',
      resolved: 'bool',
    },
  },
  'code.opaque': {
    impact: 'execute',
    attributes: {
      reason: [
        'unparsed',
        'unresolved-command',
        'dynamic-eval',
        'encoded',
        'unknown-program',
        'interactive',
        'depth-limit',
        'dynamic-target',
      ],
      program: 'str',
    },
  },
  'remote.exec': {
    impact: 'execute',
    attributes: {
      host: 'host',
      tool: ['ssh', 'kubectl', 'docker', 'ssm', 'ansible', 'winrm', 'other'],
      resolved: 'bool',
    },
  },
  'process.signal': {
    impact: 'control',
    attributes: {
      target: 'str',
      scope: ['own', 'other', 'all', 'init'],
      force: 'bool',
    },
  },
  'service.control': {
    impact: 'control',
    attributes: {
      unit: 'str',
      op: ['start', 'stop', 'restart', 'enable', 'disable', 'mask'],
    },
  },
  'system.power': {
    impact: 'control',
    attributes: {
      op: ['shutdown', 'reboot', 'suspend', 'logout'],
    },
  },
  'system.configure': {
    impact: 'control',
    attributes: {
      area: [
        'kernel',
        'firewall',
        'network',
        'dns',
        'time',
        'account',
        'sudoers',
        'mount',
        'security-tool',
        'package-repo',
        'registry',
        'limits',
      ],
    },
  },
  'persist.install': {
    impact: 'control',
    attributes: {
      mechanism: [
        'cron',
        'at',
        'systemd',
        'launchd',
        'login-item',
        'shell-rc',
        'git-hook',
        'ci-workflow',
        'ide-task',
        'ssh-key',
        'registry-run',
        'package-script',
      ],
      op: ['add', 'remove'],
    },
  },
  'config.write': {
    impact: 'control',
    attributes: {
      target: [
        'git',
        'package-manager',
        'ssh',
        'editor',
        'agent',
        'cloud-cli',
        'kube',
        'path',
        'env',
        'hosts',
        'other',
      ],
      executes: 'bool',
    },
  },
  'package.install': {
    impact: 'execute',
    attributes: {
      manager: 'str',
      name: 'str',
      source: ['lockfile', 'registry', 'git', 'url', 'file'],
      pinned: 'bool',
      scripts: 'bool',
      global: 'bool',
    },
  },
  'package.remove': {
    impact: 'destroy',
    attributes: {
      manager: 'str',
      name: 'str',
      global: 'bool',
    },
  },
  'package.publish': {
    impact: 'disclose',
    attributes: {
      registry: 'str',
      name: 'str',
      op: ['publish', 'unpublish', 'yank', 'deprecate', 'tag', 'owner'],
      public: 'bool',
    },
  },
  'infra.change': {
    impact: 'modify',
    attributes: {
      provider: 'str',
      service: 'str',
      env: environments,
      op: ['create', 'update', 'apply', 'scale', 'stop', 'start'],
      reviewed: 'bool',
      metered: 'bool',
    },
  },
  'infra.destroy': {
    impact: 'destroy',
    attributes: {
      provider: 'str',
      service: 'str',
      env: environments,
      resource: 'str',
      stateful: 'bool',
      all: 'bool',
    },
  },
  'infra.state': {
    impact: 'control',
    attributes: {
      tool: 'str',
      op: ['rm', 'mv', 'import', 'taint', 'unlock', 'workspace-delete', 'cancel', 'push'],
    },
  },
  'recovery.destroy': {
    impact: 'destroy',
    attributes: {
      what: [
        'backup',
        'snapshot',
        'versioning',
        'retention',
        'pitr',
        'reflog',
        'trash',
        'replica',
        'deletion-protection',
      ],
      resource: 'str',
    },
  },
  'access.change': {
    impact: 'grant',
    attributes: {
      provider: 'str',
      op: ['grant', 'revoke', 'publicize', 'firewall', 'policy', 'key', 'member', 'mfa'],
      principal: 'str',
    },
  },
  'deploy.release': {
    impact: 'modify',
    attributes: {
      target: 'str',
      env: environments,
      op: ['deploy', 'rollback', 'promote', 'remove'],
    },
  },
  'saas.change': {
    impact: 'modify',
    attributes: {
      category: [
        'dns',
        'cdn',
        'email',
        'payment',
        'feature-flag',
        'monitoring',
        'api-gateway',
        'load-balancer',
        'search',
        'ci',
        'auth',
        'other',
      ],
      op: ['create', 'update', 'delete', 'disable', 'rotate', 'purge'],
      vendor: 'str',
    },
  },
  'money.move': {
    impact: 'disclose',
    attributes: {
      vendor: 'str',
      op: ['charge', 'refund', 'payout', 'subscribe', 'cancel', 'transfer'],
      amount: 'num',
    },
  },
  'container.run': {
    impact: 'execute',
    attributes: {
      image: 'str',
      privileged: 'bool',
      mounts: ['none', 'workspace', 'home', 'system', 'socket'],
      network: ['none', 'default', 'host'],
    },
  },
  'container.destroy': {
    impact: 'destroy',
    attributes: {
      object: ['container', 'image', 'volume', 'network', 'stack', 'builder', 'system'],
      name: 'str',
      all: 'bool',
      force: 'bool',
    },
  },
  'k8s.change': {
    impact: 'modify',
    attributes: {
      op: [
        'apply',
        'create',
        'patch',
        'scale',
        'rollout',
        'drain',
        'cordon',
        'taint',
        'label',
        'helm-upgrade',
        'helm-rollback',
      ],
      object: 'str',
      namespace: 'str',
      context: 'str',
      pinned: 'bool',
      env: environments,
    },
  },
  'k8s.delete': {
    impact: 'destroy',
    attributes: {
      object: 'str',
      name: 'str',
      namespace: 'str',
      context: 'str',
      pinned: 'bool',
      all: 'bool',
      force: 'bool',
      stateful: 'bool',
      env: environments,
    },
  },
  'secret.read': {
    impact: 'disclose',
    attributes: {
      store: [
        'env-file',
        'env-var',
        'ssh',
        'gpg',
        'cloud-cred',
        'keychain',
        'vault',
        'k8s',
        'git-cred',
        'registry-cred',
        'browser',
        'db-cred',
        'process',
        'metadata-service',
      ],
      name: 'str',
      audience: audiences,
    },
  },
  'secret.write': {
    impact: 'control',
    attributes: {
      store: 'str',
      name: 'str',
      op: ['create', 'update', 'rotate', 'delete', 'destroy', 'mint'],
    },
  },
  'privilege.escalate': {
    impact: 'grant',
    attributes: {
      how: ['sudo', 'su', 'doas', 'setuid', 'caps', 'runas', 'namespace', 'assume-role', 'impersonate'],
      user: 'str',
    },
  },
  'guard.tamper': {
    impact: 'control',
    attributes: {
      what: ['policy', 'hook', 'settings', 'binary', 'trust', 'extension', 'bypass-flag', 'lock'],
      agent: 'str',
    },
  },
  'audit.tamper': {
    impact: 'destroy',
    attributes: {
      what: ['guard-log', 'shell-history', 'system-log', 'audit-rules', 'cloud-trail', 'telemetry'],
    },
  },
} as const satisfies Record<string, KindSpec>;

export type EffectKind = keyof typeof catalogue;

/** Every kind, in catalogue order. */
export const effectKinds = Object.keys(catalogue) as readonly EffectKind[];

export function isEffectKind(text: string): text is EffectKind {
  return Object.hasOwn(catalogue, text);
}

export function impactOf(kind: EffectKind): Impact {
  return catalogue[kind].impact;
}

export type Zone = (typeof zones)[number];
export type FileClass = (typeof fileClasses)[number];
export type Engine = (typeof engines)[number];
export type Environment = (typeof environments)[number];
export type WhereForm = (typeof whereForms)[number];
export type Audience = (typeof audiences)[number];

/** What a policy may ask about the circumstances of an effect, besides the effect itself. */
export const contextAttributes = {
  actor: ['human', 'ai', 'ci'],
  agent: 'str',
  subagent: 'bool',
  interactive: 'bool',
  channel: ['terminal', 'task', 'debug', 'chat-tool', 'mcp', 'hook', 'openai-call', 'anthropic-tool-use', 'notebook'],
  env: environments,
  branch: 'str',
  protectedBranch: 'bool',
  repo: 'str',
  host: 'host',
  cwd: 'path',
  dirty: 'bool',
  remote: ['local', 'ssh', 'container', 'wsl', 'codespace'],
  sandbox: ['none', 'fs', 'fs+net'],
  workTime: 'bool',
  freeze: 'bool',
  'intent.match': ['consistent', 'understated', 'contradictory', 'absent'],
  'intent.scope': ['none', 'read', 'edit', 'test', 'migrate', 'deploy'],
  'taint.secret': 'bool',
  'taint.untrusted': 'bool',
  'taint.prodData': 'bool',
  'recent.denied': 'num',
  'recent.respelled': 'bool',
  'session.count': 'num',
} as const satisfies Record<string, AttributeType>;

export type ContextAttribute = keyof typeof contextAttributes;

/**
 * Effects that carry others inside: when a policy speaks about an entailed kind, an unresolved carrier may be one.
 * `*` stands for every kind, `db.*` for a family.
 */
export interface Carrier {
  readonly kind: EffectKind;
  readonly when?: Readonly<Record<string, boolean>>;
  readonly entails: readonly string[];
}

export const carriers: readonly Carrier[] = [
  { kind: 'code.opaque', entails: ['*'] },
  { kind: 'code.exec', when: { resolved: false }, entails: ['*'] },
  { kind: 'remote.exec', when: { resolved: false }, entails: ['*'] },
  { kind: 'container.run', entails: ['*'] },
  { kind: 'package.install', when: { scripts: true }, entails: ['*'] },
  { kind: 'persist.install', entails: ['*'] },
  { kind: 'deploy.release', entails: ['*'] },
  { kind: 'db.exec', entails: ['db.*'] },
  { kind: 'db.migrate', entails: ['db.schema.*', 'db.rows.*', 'db.grant'] },
  {
    kind: 'infra.change',
    when: { reviewed: false },
    entails: ['infra.destroy', 'db.schema.drop', 'db.rows.delete', 'recovery.destroy'],
  },
  { kind: 'infra.destroy', when: { stateful: true }, entails: ['db.schema.drop', 'db.rows.delete'] },
  { kind: 'k8s.delete', when: { stateful: true }, entails: ['db.schema.drop', 'db.rows.delete'] },
  { kind: 'fs.delete', entails: ['db.schema.drop', 'vcs.discard'] },
];
