/** Groups of the Azure command line in which a verb means more than it says. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import { type Answer, type Call, opaque } from '../../../program';
import type { Run } from '../../../spec';
import { reads, sourceOfFile, when, writes } from '../../../stating';
import { destroyingVerb, evidenceOf, readingVerb } from '../verbs';

/** One call: `az <group…> <verb> --name …`. */
export interface Request {
  readonly call: Call;
  readonly group: string;
  readonly verb: string;
  readonly name: Text;
}

/** `undefined` where the verb means what it says. */
export type Rule = (request: Request) => Answer | undefined;

const isReading = ({ verb }: Request) => readingVerb.test(verb);
const isDestroying = ({ verb }: Request) => destroyingVerb.test(verb);

const tokens: Rule = (request) =>
  request.verb === 'get-access-token'
    ? [{ kind: 'secret.read', store: 'cloud-cred', audience: request.call.audience }]
    : undefined;

const session: Rule = (request) =>
  isReading(request) ? [] : [{ kind: 'config.write', target: 'cloud-cli', executes: false }];

const vaultItems: Rule = (request) => {
  const { verb, name } = request;
  if (/^(show|download)$/.test(verb))
    return {
      effects: [{ kind: 'secret.read', store: 'vault', name, audience: request.call.audience }],
      output: { text: null, sources: ['secret'] },
    };
  if (isReading(request)) return undefined;
  const op = verb === 'purge' ? 'destroy' : verb === 'delete' ? 'delete' : 'update';
  return [{ kind: 'secret.write', store: 'azure', name, op }];
};

const vaults: Rule = ({ verb, name }) =>
  verb === 'purge'
    ? [
        { kind: 'recovery.destroy', what: 'trash', resource: name },
        { kind: 'infra.destroy', provider: 'azure', service: 'keyvault', resource: name, stateful: true },
      ]
    : undefined;

const accountKeys: Rule = (request) =>
  /^(list|show)/.test(request.verb)
    ? [{ kind: 'secret.read', store: 'cloud-cred', audience: request.call.audience }]
    : undefined;

const access: Rule = (request) => {
  if (isReading(request)) return undefined;
  const { call, group, verb } = request;
  const op = isDestroying(request) ? 'revoke' : /credential|reset/.test(`${group} ${verb}`) ? 'key' : 'grant';
  return [{ kind: 'access.change', provider: 'azure', op, principal: call.value('--assignee') ?? null }];
};

/** `az vm run-command invoke --scripts 'CMD'`, `az aks command invoke --command CMD`, `az containerapp exec`. */
const commandsThere: Rule = ({ call, group, verb, name }) => {
  if (!/^(invoke|exec|ssh)$/.test(verb)) return undefined;
  const runs = call.words('--scripts', '--command').map(
    ({ value, span }): Run => ({
      type: 'shell',
      text: typeof value === 'string' && value.startsWith('@') ? null : value,
      span,
      label: `az ${group} ${verb}`,
      via: 'remote',
      elsewhere: true,
    }),
  );
  const tool = group.startsWith('aks') ? 'kubectl' : 'other';
  const evidence = evidenceOf(call);
  return {
    effects: [
      { kind: 'remote.exec', tool, host: name, resolved: runs.length > 0, evidence },
      ...when(runs.length === 0, {
        kind: 'code.opaque',
        reason: 'interactive',
        program: 'az',
        via: 'remote',
        evidence,
      }),
    ],
    runs,
  };
};

const repositories: Rule = (request) => {
  if (isReading(request)) return [];
  const object = /pr/.test(request.group) ? 'pr' : 'repo';
  return [{ kind: 'forge.change', service: 'other', object, op: isDestroying(request) ? 'delete' : 'update' }];
};

const recovery: Rule = (request) => {
  if (!isDestroying(request)) return undefined;
  const what = /snapshot/.test(request.group) ? 'snapshot' : 'backup';
  return [{ kind: 'recovery.destroy', what, resource: request.name }];
};

const blobs: Rule = ({ call, verb, name }): EffectDraft[] | undefined => {
  const evidence = evidenceOf(call);
  const container = call.value('--container-name') ?? name;
  if (/^generate-sas$/.test(verb))
    return [{ kind: 'access.change', provider: 'azure', op: 'publicize', principal: container }];
  if (/^download/.test(verb))
    return [
      { kind: 'db.export', engine: 'other', table: container, to: 'file', evidence },
      ...writes(call, call.words('--file', '--destination'), 'overwrite'),
    ];
  if (!/^(upload|sync)/.test(verb)) return undefined;
  const file = call.words('--file')[0];
  const source = file ? (sourceOfFile(call, file) ?? null) : 'tree';
  return [
    ...reads(call, call.words('--file', '--source'), { shown: false }),
    { kind: 'net.upload', channel: 'bucket', host: null, source },
    ...when(verb === 'sync' && call.value('--delete-destination') === 'true', {
      kind: 'db.rows.delete',
      engine: 'other',
      table: container,
      where: 'other',
      method: 'delete',
      evidence,
    }),
  ];
};

const stored: Rule = (request) =>
  isDestroying(request)
    ? [
        {
          kind: 'db.rows.delete',
          engine: 'other',
          where: request.verb === 'delete-batch' ? 'none' : 'key',
          method: 'delete',
          table: request.name ?? request.call.value('--source') ?? null,
          evidence: evidenceOf(request.call),
        },
      ]
    : undefined;

const opened: Rule = ({ call }) =>
  call.value('--allow-blob-public-access') === 'true' ||
  /^(blob|container)$/.test(String(call.value('--public-access')))
    ? [{ kind: 'access.change', provider: 'azure', op: 'publicize' }]
    : undefined;

const keysRenewed: Rule = ({ verb, name }) =>
  /^(renew|regenerate)/.test(verb) ? [{ kind: 'secret.write', store: 'azure', name, op: 'rotate' }] : undefined;

const caches: Rule = ({ call, verb, name }) =>
  verb === 'flush'
    ? [
        {
          kind: 'db.rows.delete',
          engine: 'redis',
          table: name,
          method: 'flush',
          where: 'none',
          evidence: evidenceOf(call),
        },
      ]
    : undefined;

const copies: Rule = ({ call, verb }) => {
  const evidence = evidenceOf(call);
  if (verb === 'export') return [{ kind: 'db.export', engine: 'mssql', to: 'bucket', evidence }];
  return verb === 'import' ? [{ kind: 'db.exec', engine: 'mssql', what: 'script', evidence }] : undefined;
};

const clusterAccess: Rule = ({ verb }) =>
  verb === 'get-credentials' ? [{ kind: 'config.write', target: 'kube', executes: false }] : undefined;

const locks: Rule = (request) =>
  isDestroying(request)
    ? [{ kind: 'recovery.destroy', what: 'deletion-protection', resource: request.name }]
    : undefined;

const protections: Rule = ({ call, verb, name }) =>
  verb === 'disable' && call.value('--delete-backup-data') === 'true'
    ? [{ kind: 'recovery.destroy', what: 'backup', resource: name }]
    : undefined;

/** The settings of an application are its environment, passwords and all. */
const appSettings: Rule = (request) => {
  if (/^(list|show)$/.test(request.verb))
    return [{ kind: 'secret.read', store: 'env-var', audience: request.call.audience }];
  const op = isDestroying(request) ? 'delete' : 'update';
  return [{ kind: 'secret.write', store: 'azure', op }];
};

/** In complete mode whatever the template does not name goes. */
const templates: Rule = ({ call, group, verb }) => {
  if (verb !== 'create') return undefined;
  const evidence = evidenceOf(call);
  return [
    { kind: 'infra.change', provider: 'azure', service: group, op: 'apply', reviewed: false, evidence },
    ...when(/^complete$/i.test(String(call.value('--mode'))), {
      kind: 'infra.destroy',
      provider: 'azure',
      service: group,
      all: true,
      evidence,
    }),
  ];
};

const registries: Rule = ({ verb, name }) => {
  if (verb === 'login') return [{ kind: 'secret.write', store: 'registry-cred', op: 'update', name }];
  return verb === 'build' ? [{ kind: 'package.publish', op: 'publish', name }] : undefined;
};

/** `az rest --method delete --url …`. */
const requests: Rule = ({ call, verb }) => {
  const given = call.value('--method');
  if (given === null) return [opaque(call.invocation)];
  const method = String(given ?? verb).toLowerCase();
  const common = { provider: 'azure', service: 'rest', evidence: evidenceOf(call) } as const;
  if (/^(get|head|options|)$/.test(method)) return [];
  if (method === 'delete') return [{ kind: 'infra.destroy', ...common, resource: call.value('--url') ?? null }];
  return [{ kind: 'infra.change', ...common, op: 'update' }];
};

const extensions: Rule = ({ verb, name }) =>
  /^(add|update)$/.test(verb)
    ? [{ kind: 'package.install', manager: 'az', name, source: 'registry', global: true }]
    : undefined;

const templatesOfBicep: Rule = ({ verb }) => (verb === 'build' ? [] : undefined);

const firewall: Rule = (request) =>
  isReading(request) ? undefined : [{ kind: 'access.change', provider: 'azure', op: 'firewall' }];

const auditing: Rule = (request) =>
  isDestroying(request) ? [{ kind: 'audit.tamper', what: 'cloud-trail' }] : undefined;

const deployments: Rule = ({ verb }) =>
  /^(deploy|up|deployment|config-zip)$/.test(verb)
    ? [{ kind: 'deploy.release', target: 'azure', op: 'deploy' }]
    : undefined;

/** The first rule of a matching group that has something to say is the answer. */
export const rules: readonly (readonly [group: RegExp, rule: Rule])[] = [
  [/^/, tokens],
  [/^(account|configure)/, session],
  [/^keyvault (secret|key|certificate)/, vaultItems],
  [/^keyvault/, vaults],
  [/keys$|^storage account keys|connection-string/, accountKeys],
  [/^(role|ad|policy assignment)/, access],
  [/^((vm|vmss) run-command|aks command|webapp|containerapp)$/, commandsThere],
  [/^(webapp|functionapp|staticwebapp) (config )?appsettings/, appSettings],
  [/^(lock|resource lock)/, locks],
  [/^backup/, protections],
  [/^storage account keys|keys$/, keysRenewed],
  [/^storage (account|container)/, opened],
  [/^storage container$/, blobs],
  [/^redis/, caches],
  [/^sql (db|mi|midb)/, copies],
  [/^aks$/, clusterAccess],
  [/^deployment/, templates],
  [/^acr$/, registries],
  [/^rest$/, requests],
  [/^extension$/, extensions],
  [/^bicep$/, templatesOfBicep],
  [/^repos/, repositories],
  [/snapshot|backup/, recovery],
  [/^storage blob/, blobs],
  [/^storage (blob|file|table|queue|message)/, stored],
  [/firewall-rule|nsg/, firewall],
  [/^monitor (diagnostic-settings|activity-log|log-analytics)/, auditing],
  [/^(webapp|functionapp|staticwebapp|containerapp)/, deployments],
];
