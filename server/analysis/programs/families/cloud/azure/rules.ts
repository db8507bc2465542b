/** Groups of the Azure command line in which a verb means more than it says. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import type { Answer, Call } from '../../../program';
import { reads, sourceOfFile } from '../../../stating';
import { destroyingVerb, readingVerb } from '../verbs';

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
const audienceOf = ({ call }: Request) => (call.invocation.outputShown ? 'model' : 'process');

const tokens: Rule = (request) =>
  request.verb === 'get-access-token'
    ? [{ kind: 'secret.read', store: 'cloud-cred', audience: audienceOf(request) }]
    : undefined;

const session: Rule = (request) =>
  isReading(request) ? [] : [{ kind: 'config.write', target: 'cloud-cli', executes: false }];

const vaultItems: Rule = (request) => {
  const { verb, name } = request;
  if (/^(show|download)$/.test(verb))
    return {
      effects: [{ kind: 'secret.read', store: 'vault', name, audience: audienceOf(request) }],
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
    ? [{ kind: 'secret.read', store: 'cloud-cred', audience: audienceOf(request) }]
    : undefined;

const access: Rule = (request) => {
  if (isReading(request)) return undefined;
  const { call, group, verb } = request;
  const op = isDestroying(request) ? 'revoke' : /credential|reset/.test(`${group} ${verb}`) ? 'key' : 'grant';
  return [{ kind: 'access.change', provider: 'azure', op, principal: call.value('--assignee') ?? null }];
};

const commandsOnMachines: Rule = ({ name }) => [{ kind: 'remote.exec', tool: 'other', host: name, resolved: false }];

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

const blobs: Rule = ({ call, verb }): EffectDraft[] | undefined => {
  if (!/^(upload|sync)/.test(verb)) return undefined;
  const file = call.words('--file')[0];
  const source = file ? (sourceOfFile(call, file) ?? null) : 'tree';
  return [
    ...reads(call, call.words('--file', '--source'), { shown: false }),
    { kind: 'net.upload', channel: 'bucket', host: null, source },
  ];
};

const stored: Rule = (request) =>
  isDestroying(request)
    ? [{ kind: 'db.rows.delete', engine: 'other', where: 'key', method: 'delete', table: request.name }]
    : undefined;

const firewall: Rule = (request) =>
  isReading(request) ? undefined : [{ kind: 'access.change', provider: 'azure', op: 'firewall' }];

const auditing: Rule = (request) =>
  isDestroying(request) ? [{ kind: 'audit.tamper', what: 'cloud-trail' }] : undefined;

const deployments: Rule = ({ verb }) =>
  /^(deploy|up|deployment)/.test(verb) ? [{ kind: 'deploy.release', target: 'azure', op: 'deploy' }] : undefined;

/** The first rule of a matching group that has something to say is the answer. */
export const rules: readonly (readonly [group: RegExp, rule: Rule])[] = [
  [/^/, tokens],
  [/^(account|configure)/, session],
  [/^keyvault (secret|key|certificate)/, vaultItems],
  [/^keyvault/, vaults],
  [/keys$|^storage account keys|connection-string/, accountKeys],
  [/^(role|ad|policy assignment)/, access],
  [/^(vm|vmss) run-command/, commandsOnMachines],
  [/^repos/, repositories],
  [/snapshot|backup/, recovery],
  [/^storage blob/, blobs],
  [/^storage (blob|file|table|queue|message)/, stored],
  [/firewall-rule|nsg/, firewall],
  [/^monitor (diagnostic-settings|activity-log|log-analytics)/, auditing],
  [/^(webapp|functionapp|staticwebapp|containerapp)/, deployments],
];
