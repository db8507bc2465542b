/** gcloud: a group path, a verb, and what the verb is about. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import { type Answer, type Call, opaque, type ProgramSpec } from '../../../program';
import type { Run } from '../../../spec';
import { isVerbTold } from '../verbs';
import { evidenceOf, options, storageEffects } from './storage';

export const stateful =
  /\b(sql|spanner|bigtable|firestore|datastore|projects|storage|redis|filestore|alloydb|pubsub|container|disks|bq|kms|artifacts)\b/;

const readingVerb =
  /^(list|describe|get-.*|read|search|info|version|help|test-iam-permissions|print-settings|diagnose|tail|wait|logs?|ls|cat|stat|du|hash|lint|diff|scan|list-.*|export-help|access-approval|survey|cheat-sheet|feedback)$/;

function gcloudEffects(call: Call): Answer {
  if (call.operands.length === 0) return [];
  const words = call.operands.map((word) => String(word.value));
  if (/^(alpha|beta|preview)$/.test(words[0] ?? '')) return gcloudEffects(call.from(1));
  const at = verbAt(words);
  if (at < 0 || !isVerbTold(call, at)) return [opaque(call.invocation)];
  const [verb, group] = [words[at]!, words.slice(0, at).join(' ')];
  const special = specialEffects(call, group, verb, words.slice(at + 1), at);
  if (special) return special;
  return byVerb(call, group, verb, call.operands[at + 1]?.value);
}

const verbs =
  /^(list|describe|create|delete|update|add-.*|remove-.*|set-.*|get-.*|reset.*|start|stop|restart|resume|suspend|enable|disable|deploy|cp|mv|rm|rb|rsync|sync|ls|cat|access|print-.*|ssh|scp|connect|login|logout|activate.*|revoke|configure.*|export|import|patch|promote.*|restore.*|clone|failover|submit|cancel|run|execute|call|publish|pull|purge|destroy|scale|resize|rollback|move|copy|undelete|versions|version|info|help|tail|read|write|search|tag|simulate.*|set|unset|rotate|encrypt|decrypt|init|builds?)$/;

function verbAt(words: readonly string[]): number {
  const at = words.findIndex(
    (word, index) => index > 0 && verbs.test(word) && word !== 'versions' && word !== 'builds' && word !== 'run',
  );
  return at >= 0 ? at : words.findIndex((word) => verbs.test(word) && word !== 'run' && word !== 'builds');
}

function specialEffects(
  call: Call,
  group: string,
  verb: string,
  rest: readonly string[],
  at: number,
): Answer | undefined {
  const audience = call.invocation.outputShown ? 'model' : 'process';
  const name: Text = call.operands[at + 1]?.value ?? null;
  if (/^auth/.test(group)) {
    if (/^print-/.test(verb))
      return {
        effects: [{ kind: 'secret.read', store: 'cloud-cred', audience }],
        output: { text: null, sources: ['secret'] },
      };
    return verb === 'list' ? [] : [{ kind: 'secret.write', store: 'gcloud', op: 'update' }];
  }
  if (/^config/.test(group))
    return /^(set|unset|create|activate|delete)/.test(verb)
      ? [{ kind: 'config.write', target: 'cloud-cli', executes: false }]
      : [];
  if (/^secrets/.test(group)) {
    if (verb === 'access')
      return {
        effects: [{ kind: 'secret.read', store: 'cloud-cred', name: call.value('--secret') ?? name, audience }],
        output: { text: null, sources: ['secret'] },
      };
    if (!readingVerb.test(verb))
      return [
        {
          kind: 'secret.write',
          store: 'gcloud',
          name,
          op: verb === 'delete' ? 'delete' : verb === 'destroy' ? 'destroy' : 'update',
        },
      ];
  }
  if (/-iam-policy(-binding)?$/.test(verb) && !/^get/.test(verb)) {
    const member = call.value('--member');
    const everyone = /allUsers|allAuthenticatedUsers/.test(`${String(member)} ${rest.join(' ')}`);
    return [
      {
        kind: 'access.change',
        provider: 'gcp',
        op: everyone ? 'publicize' : verb.startsWith('remove') ? 'revoke' : 'grant',
        principal: member ?? null,
      },
    ];
  }
  if (/^iam service-accounts keys/.test(group) && verb === 'create')
    return [{ kind: 'secret.write', store: 'gcloud', op: 'mint' }];
  if (/^iam/.test(group) && !readingVerb.test(verb))
    return [
      { kind: 'access.change', provider: 'gcp', op: verb === 'delete' || verb === 'disable' ? 'revoke' : 'grant' },
    ];
  if (/firewall-rules/.test(group) && !readingVerb.test(verb))
    return [{ kind: 'access.change', provider: 'gcp', op: 'firewall' }];
  if (/(snapshots|backups|backup-runs)$/.test(group) && verb === 'delete')
    return [{ kind: 'recovery.destroy', what: /snapshots/.test(group) ? 'snapshot' : 'backup', resource: name }];
  if (/^logging/.test(group) && verb === 'delete') return [{ kind: 'audit.tamper', what: 'cloud-trail' }];
  if (/^kms/.test(group) && verb === 'destroy') return [{ kind: 'secret.write', store: 'kms', op: 'destroy' }];
  if (verb === 'ssh' || (verb === 'connect' && /sql/.test(group))) return sshEffects(call, name);
  if (verb === 'scp') return [{ kind: 'net.upload', channel: 'scp', source: 'file', host: null }];
  if (/^storage/.test(group)) return storageEffects(call, verb, call.operands.slice(at + 1));
  if (/^(app|functions|run|builds|deploy)/.test(group) && /^(deploy|submit|promote)$/.test(verb))
    return [{ kind: 'deploy.release', target: 'gcp', op: 'deploy' }];
  if (/^builds/.test(group) && verb === 'submit') return [{ kind: 'deploy.release', target: 'gcp', op: 'deploy' }];
  if (/^(container clusters|components)/.test(group) && /^get-credentials$/.test(verb))
    return [{ kind: 'config.write', target: 'kube', executes: false }];
  if (/^components/.test(group))
    return readingVerb.test(verb)
      ? []
      : [{ kind: 'package.install', manager: 'gcloud', name, source: 'registry', global: true }];
  if (verb === 'export' && /sql/.test(group))
    return [{ kind: 'db.export', engine: 'other', to: 'bucket', evidence: evidenceOf(call) }];
  return undefined;
}

function sshEffects(call: Call, host: Text): Answer {
  const command = call.words('--command').at(-1);
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

function byVerb(call: Call, group: string, verb: string, resource: Text | undefined): EffectDraft[] {
  if (readingVerb.test(verb)) return [];
  const common = { provider: 'gcp', service: group, evidence: evidenceOf(call) } as const;
  if (/^(delete|destroy|purge|remove-.*)$/.test(verb))
    return [
      {
        kind: 'infra.destroy',
        ...common,
        resource: resource ?? null,
        stateful: stateful.test(group),
        all: group === 'projects',
      },
    ];
  if (verb === 'undelete') return [{ kind: 'infra.change', ...common, op: 'create' }];
  return [
    {
      kind: 'infra.change',
      ...common,
      op: /^(create|clone|copy)$/.test(verb)
        ? 'create'
        : /^(stop|suspend|disable)$/.test(verb)
          ? 'stop'
          : /^(start|resume|enable)$/.test(verb)
            ? 'start'
            : /scale|resize/.test(verb)
              ? 'scale'
              : 'update',
      metered: verb === 'create',
    },
  ];
}

export const gcloud: ProgramSpec = {
  names: 'gcloud',
  options,
  does: gcloudEffects,
  examples: {
    yields: {
      'gcloud projects delete shop': 'infra.destroy{provider=gcp,all=true,resource=shop,stateful=true}',
      'gcloud sql instances delete db1 -q --project prod':
        'infra.destroy{service=sql instances,resource=db1,stateful=true}',
      'gcloud compute instances delete vm1': 'infra.destroy{stateful=false}',
      'gcloud auth print-access-token': 'secret.read{store=cloud-cred,audience=model}',
      'gcloud secrets versions access latest --secret=db': 'secret.read{store=cloud-cred}',
      'gcloud projects add-iam-policy-binding p --member=user:a@b --role=roles/owner': 'access.change{op=grant}',
      'gcloud run services add-iam-policy-binding s --member=allUsers --role=r': 'access.change{op=publicize}',
      'gcloud storage rm -r gs://b/x': 'db.rows.delete{where=none}',
      'gcloud run deploy web': 'deploy.release{op=deploy}',
      'gcloud compute instances create vm': 'infra.change{op=create}',
    },
    inert: ['gcloud compute instances list', 'gcloud config list', 'gcloud projects describe p', 'gcloud auth list'],
  },
};
