/** Calls of services by tools that nobody described: what a tool's name and arguments say of its effects. */
import type { EffectDraft, EffectDraftOf } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import { readToolName, type ToolName } from './tool-name';

type Fields = Readonly<Record<string, unknown>>;
type Reading = (call: ToolName, input: Fields) => readonly EffectDraft[];

/** Empty when the name says nothing that could be relied on, or only that it reads. */
export function serviceEffects(tool: string, input: unknown): readonly EffectDraft[] {
  const call = readToolName(tool);
  if (call.deed === undefined || call.deed === 'read') return [];
  const fields = typeof input === 'object' && input !== null ? (input as Fields) : {};
  const [, reading] = SERVICES.find(([names]) => call.words.some((word) => names.has(word))) ?? [];
  return (reading ?? other)(call, fields);
}

function service(names: string, reading: Reading): readonly [ReadonlySet<string>, Reading] {
  return [new Set(names.split(' ')), reading];
}

/** The first one with a name among the words of a tool's name counts. */
const SERVICES: readonly (readonly [ReadonlySet<string>, Reading])[] = [
  // They act on what the agent itself made: pages, notes, plans.
  service(
    'browser playwright puppeteer chrome devtools memory todo todos thinking notebook terminal process',
    () => [],
  ),
  service('github gitlab bitbucket gitea forgejo', onForge),
  service('kubernetes kubectl k8s helm', onCluster),
  service('docker podman', onContainers),
  service('stripe paypal square braintree adyen payment payments', onMoney),
  service('slack discord teams telegram whatsapp mattermost', sends('chat')),
  service('gmail email mail outlook sendgrid mailgun smtp', sends('email')),
  service('twilio sms', sends('sms')),
  service('twitter linkedin mastodon bluesky reddit', sends('social')),
  service('mongodb mongo', onStore('mongo')),
  service('redis valkey', onStore('redis')),
  service('elasticsearch elastic opensearch', onStore('elastic')),
  service('dynamodb dynamo', onStore('dynamo')),
  service('kafka rabbitmq sqs pubsub', onStore('queue')),
  service(
    'postgres postgresql mysql mariadb sqlite mssql oracle firestore couchdb cassandra qdrant pinecone',
    onStore('other'),
  ),
  service(
    'aws azure gcp gcloud cloudflare vercel netlify digitalocean heroku railway render terraform pulumi neon supabase firebase',
    onCloud,
  ),
];

function onForge({ words, verb, deed }: ToolName, input: Fields): readonly EffectDraft[] {
  const service = (['github', 'gitlab', 'bitbucket'] as const).find((name) => words.includes(name)) ?? 'other';
  const object = FORGE_OBJECTS.find(([names]) => names.test(words.join('_')))?.[1];
  if (deed === 'send' || words.includes('comment') || words.includes('review')) {
    return [{ kind: 'comm.send', channel: object === 'pr' ? 'pr' : 'issue' }];
  }
  // A file that is written there is a commit on a branch, the default one where none is named.
  if (words.some((word) => /^files?$/.test(word)))
    return [{ kind: 'vcs.push', ref: textOf(input, 'branch', 'branch_name') ?? UNKNOWN, mirror: false }];
  const change: EffectDraft = {
    kind: 'forge.change',
    service,
    ...(object && { object }),
    op: forgeOp(verb, deed),
  };
  return object === 'pr' && deed === 'create' ? [change, { kind: 'comm.send', channel: 'pr' }] : [change];
}

type Forge = Required<EffectDraftOf<'forge.change'>>;

const FORGE_OBJECTS: readonly (readonly [RegExp, NonNullable<Forge['object']>])[] = [
  [/pull|merge_request|(^|_)pr(_|$)/, 'pr'],
  [/branch_protection|ruleset/, 'branch-protection'],
  [/issue|milestone|label/, 'issue'],
  [/release/, 'release'],
  [/secret/, 'secret'],
  [/variable/, 'variable'],
  [/workflow/, 'workflow'],
  [/(^|_)run(_|$)|pipeline|job/, 'run'],
  [/key/, 'key'],
  [/hook/, 'hook'],
  [/member|collaborator/, 'member'],
  [/visibility/, 'visibility'],
  [/(repo|repository|project)$/, 'repo'],
];

function forgeOp(verb: string | undefined, deed: ToolName['deed']): Forge['op'] {
  if (deed === 'take') return 'delete';
  if (deed === 'create') return 'create';
  if (verb === 'merge' || verb === 'approve' || verb === 'archive' || verb === 'transfer' || verb === 'cancel')
    return verb;
  return 'update';
}

function onCluster({ deed, words }: ToolName, input: Fields): readonly EffectDraft[] {
  const object = textOf(input, 'resourceType', 'resource_type', 'resource', 'kind') ?? UNKNOWN;
  const namespace = textOf(input, 'namespace');
  const where = { object, ...(namespace && { namespace }), context: textOf(input, 'context') ?? UNKNOWN };
  if (deed === 'take' || deed === 'stop') {
    return [{ kind: 'k8s.delete', ...where, name: textOf(input, 'name') ?? UNKNOWN, stateful: UNKNOWN }];
  }
  const op = (['apply', 'create', 'patch', 'scale', 'rollout'] as const).find((name) => words.includes(name));
  return [{ kind: 'k8s.change', ...where, op: op ?? UNKNOWN }];
}

function onContainers({ deed, words }: ToolName, input: Fields): readonly EffectDraft[] {
  if (deed !== 'take') return [];
  const object = (['volume', 'image', 'network', 'container', 'stack', 'system'] as const).find((name) =>
    words.includes(name),
  );
  return [
    { kind: 'container.destroy', object: object ?? UNKNOWN, name: textOf(input, 'name', 'id', 'container') ?? UNKNOWN },
  ];
}

function onMoney({ words, verb, deed }: ToolName): readonly EffectDraft[] {
  const named = (['refund', 'payout', 'transfer', 'charge'] as const).find((word) => words.includes(word));
  const pays =
    words.includes('pay') ||
    words.some((word) => /^(payment|payments|intent|invoice)$/.test(word) && verb !== 'update');
  const op =
    named ??
    (words.includes('subscription') ? (deed === 'create' ? 'subscribe' : 'cancel') : pays ? 'charge' : undefined);
  if (op !== undefined && deed !== 'take') return [{ kind: 'money.move', op }];
  return [{ kind: 'saas.change', category: 'payment', op: saasOp(deed) }];
}

function sends(channel: Required<EffectDraftOf<'comm.send'>>['channel']): Reading {
  return (call) => {
    if (call.deed === 'send') return [{ kind: 'comm.send', channel }];
    return other(call);
  };
}

type Engine = Required<EffectDraftOf<'db.rows.delete'>>['engine'];

function onStore(engine: Engine): Reading {
  return ({ words, deed }, input) => {
    if (deed !== 'take') return [];
    const object = DROPPED.find(([name]) => words.includes(name))?.[1];
    const name = textOf(input, 'collection', 'table', 'index', 'topic', 'database', 'name') ?? UNKNOWN;
    if (object !== undefined) return [{ kind: 'db.schema.drop', engine, object, name }];
    const all = words.some((word) => word.startsWith('flush')) || isEmpty(input.filter ?? input.query);
    return [{ kind: 'db.rows.delete', engine, table: name, where: all ? 'none' : 'other' }];
  };
}

const DROPPED: readonly (readonly [string, NonNullable<EffectDraftOf<'db.schema.drop'>['object']>])[] = [
  ['database', 'database'],
  ['collection', 'collection'],
  ['table', 'table'],
  ['index', 'index'],
  ['topic', 'topic'],
  ['queue', 'queue'],
];

function onCloud({ words, deed }: ToolName, input: Fields): readonly EffectDraft[] {
  const [provider] = words;
  const resource = textOf(input, 'name', 'id', 'resource', 'project', 'project_id') ?? UNKNOWN;
  if (words.includes('dns'))
    return [{ kind: 'saas.change', category: 'dns', op: saasOp(deed), ...(provider && { vendor: provider }) }];
  if (deed === 'deploy') return [{ kind: 'deploy.release', op: 'deploy' }];
  if (deed === 'take') return [{ kind: 'infra.destroy', ...(provider && { provider }), resource, stateful: UNKNOWN }];
  return [
    {
      kind: 'infra.change',
      ...(provider && { provider }),
      op: deed === 'create' ? 'create' : deed === 'stop' ? 'stop' : 'update',
    },
  ];
}

/** A service that is not known: that something of it is taken away is said by the word itself, and no more. */
function other({ deed, words }: ToolName): readonly EffectDraft[] {
  if (deed !== 'take') return [];
  const [vendor] = words;
  return [{ kind: 'saas.change', category: 'other', op: 'delete', ...(vendor && { vendor }) }];
}

function saasOp(deed: ToolName['deed']): Required<EffectDraftOf<'saas.change'>>['op'] {
  if (deed === 'take') return 'delete';
  if (deed === 'stop') return 'disable';
  return deed === 'create' ? 'create' : 'update';
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function textOf(input: Fields, ...names: readonly string[]): Text | undefined {
  return names.map((name) => input[name]).find((value) => typeof value === 'string' && value !== '') as
    | string
    | undefined;
}
