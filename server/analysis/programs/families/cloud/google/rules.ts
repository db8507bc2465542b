/** Groups of gcloud in which a verb means more than it says. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import type { Answer, Call } from '../../../program';
import type { Run } from '../../../spec';
import { evidenceOf, storageEffects } from './storage';
import { readingVerb } from './verbs';

/** One call: `gcloud <group…> <verb> <operand…>`. */
export interface Request {
  readonly call: Call;
  readonly group: string;
  readonly verb: string;
  /** Where the verb stands among the operands. */
  readonly at: number;
}

/** `undefined` where the verb means what it says. */
export type Rule = (request: Request) => Answer | undefined;

const reads = ({ verb }: Request) => readingVerb.test(verb);
const nameOf = ({ call, at }: Request): Text => call.operands[at + 1]?.value ?? null;
const audienceOf = ({ call }: Request) => (call.invocation.outputShown ? 'model' : 'process');

/** What comes out of it is a secret. */
function discloses(request: Request, name?: Text): Answer {
  const named = name === undefined ? {} : { name };
  return {
    effects: [{ kind: 'secret.read', store: 'cloud-cred', ...named, audience: audienceOf(request) }],
    output: { text: null, sources: ['secret'] },
  };
}

const authentication: Rule = (request) => {
  if (request.verb.startsWith('print-')) return discloses(request);
  return request.verb === 'list' ? [] : [{ kind: 'secret.write', store: 'gcloud', op: 'update' }];
};

const configuration: Rule = ({ verb }) =>
  /^(set|unset|create|activate|delete)/.test(verb)
    ? [{ kind: 'config.write', target: 'cloud-cli', executes: false }]
    : [];

const secrets: Rule = (request) => {
  if (request.verb === 'access') return discloses(request, request.call.value('--secret') ?? nameOf(request));
  if (reads(request)) return undefined;
  const op = request.verb === 'delete' ? 'delete' : request.verb === 'destroy' ? 'destroy' : 'update';
  return [{ kind: 'secret.write', store: 'gcloud', name: nameOf(request), op }];
};

const policyBindings: Rule = ({ call, verb, at }) => {
  if (!/-iam-policy(-binding)?$/.test(verb) || verb.startsWith('get')) return undefined;
  const member = call.value('--member');
  const words = [member, ...call.operands.slice(at + 1).map((word) => word.value)].map(String);
  const everyone = words.some((word) => /allUsers|allAuthenticatedUsers/.test(word));
  const op = everyone ? 'publicize' : verb.startsWith('remove') ? 'revoke' : 'grant';
  return [{ kind: 'access.change', provider: 'gcp', op, principal: member ?? null }];
};

const accounts: Rule = (request) => {
  const { group, verb } = request;
  if (/^iam service-accounts keys/.test(group) && verb === 'create')
    return [{ kind: 'secret.write', store: 'gcloud', op: 'mint' }];
  if (reads(request)) return undefined;
  return [{ kind: 'access.change', provider: 'gcp', op: verb === 'delete' || verb === 'disable' ? 'revoke' : 'grant' }];
};

const firewall: Rule = (request) =>
  reads(request) ? undefined : [{ kind: 'access.change', provider: 'gcp', op: 'firewall' }];

const recovery: Rule = (request) => {
  if (request.verb !== 'delete') return undefined;
  const what = /snapshots$/.test(request.group) ? 'snapshot' : 'backup';
  return [{ kind: 'recovery.destroy', what, resource: nameOf(request) }];
};

const auditing: Rule = ({ verb }) => (verb === 'delete' ? [{ kind: 'audit.tamper', what: 'cloud-trail' }] : undefined);

const keys: Rule = ({ verb }) =>
  verb === 'destroy' ? [{ kind: 'secret.write', store: 'kms', op: 'destroy' }] : undefined;

const shells: Rule = (request) => {
  const { verb, group } = request;
  if (verb === 'scp') return [{ kind: 'net.upload', channel: 'scp', source: 'file', host: null }];
  return verb === 'ssh' || (verb === 'connect' && /sql/.test(group)) ? entersMachine(request) : undefined;
};

function entersMachine(request: Request): Answer {
  const host = nameOf(request);
  const command = request.call.words('--command').at(-1);
  const runs: Run[] = command
    ? [{ type: 'shell', text: command.value, span: command.span, label: 'gcloud ssh', via: 'remote', elsewhere: true }]
    : [];
  return {
    effects: [
      { kind: 'net.connect', purpose: 'ssh', host },
      { kind: 'remote.exec', tool: 'ssh', host, resolved: runs.length > 0, evidence: { host } },
    ],
    runs,
  };
}

const objects: Rule = ({ call, verb, at }) => storageEffects(call, verb, call.operands.slice(at + 1));

const deployments: Rule = ({ verb }) =>
  /^(deploy|submit|promote)$/.test(verb) ? [{ kind: 'deploy.release', target: 'gcp', op: 'deploy' }] : undefined;

const clusters: Rule = ({ verb }) =>
  verb === 'get-credentials' ? [{ kind: 'config.write', target: 'kube', executes: false }] : undefined;

const components: Rule = (request): EffectDraft[] => {
  if (reads(request)) return [];
  const name = nameOf(request);
  return [{ kind: 'package.install', manager: 'gcloud', name, source: 'registry', global: true }];
};

const databases: Rule = ({ call, verb }) =>
  verb === 'export' ? [{ kind: 'db.export', engine: 'other', to: 'bucket', evidence: evidenceOf(call) }] : undefined;

/** The first rule of a matching group that has something to say is the answer. */
export const rules: readonly (readonly [group: RegExp, rule: Rule])[] = [
  [/^auth/, authentication],
  [/^config/, configuration],
  [/^secrets/, secrets],
  [/^/, policyBindings],
  [/^iam/, accounts],
  [/firewall-rules/, firewall],
  [/(snapshots|backups|backup-runs)$/, recovery],
  [/^logging/, auditing],
  [/^kms/, keys],
  [/^/, shells],
  [/^storage/, objects],
  [/^(app|functions|run|builds|deploy)/, deployments],
  [/^container clusters/, clusters],
  [/^components/, components],
  [/sql/, databases],
];
