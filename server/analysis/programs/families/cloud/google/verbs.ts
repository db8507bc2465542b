/** What a verb of gcloud says by itself. */
import type { EffectDraft, EffectDraftOf } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import type { Call } from '../../../program';
import { evidenceOf } from './storage';

export const readingVerb =
  /^(list|describe|get-.*|read|search|info|version|help|test-iam-permissions|print-settings|diagnose|tail|wait|logs?|ls|cat|stat|du|hash|lint|diff|scan|list-.*|export-help|access-approval|survey|cheat-sheet|feedback|browse|open-console|validate|verify.*|explain|quota)$/;

const verbs =
  /^(list|describe|create|delete|update|add-.*|remove-.*|set-.*|get-.*|reset.*|start|stop|restart|resume|suspend|enable|disable|deploy|cp|mv|rm|rb|rsync|sync|ls|cat|access|print-.*|ssh|scp|connect|login|logout|activate.*|revoke|configure.*|export|import|patch|promote.*|restore.*|clone|failover|submit|cancel|run|execute|call|publish|pull|purge|destroy|scale|resize|rollback|move|copy|undelete|versions|version|info|help|tail|read|write|search|tag|simulate.*|set|unset|rotate|encrypt|decrypt|asymmetric-sign|mac-.*|init|builds?|add|remove|install|reinstall|execute-sql|update-.*|sign-url|browse|open-console|seek|bulk-delete|replace|apply|rollout.*|approve|reject|ack|detach.*|attach.*|recreate.*|kill|drain|upgrade|migrate.*|renew.*|validate|verify.*|quota|explain|tail-.*|bulk-.*|terminate|refresh.*|abandon.*|simulate-.*|expand.*|failback)$/;

/** Verbs that are groups too (`gcloud run deploy`). */
const groups = /^(versions|builds|run)$/;

/** Where the verb stands: after a group if there is one; -1 when none is known. */
export function verbAt(words: readonly string[]): number {
  const isVerb = (word: string) => (verbs.test(word) || readingVerb.test(word)) && !groups.test(word);
  const afterGroup = words.findIndex((word, at) => at > 0 && isVerb(word));
  return afterGroup >= 0 ? afterGroup : words.findIndex((word) => isVerb(word) || word === 'versions');
}

const stateful =
  /\b(sql|spanner|bigtable|firestore|datastore|projects|storage|redis|filestore|alloydb|pubsub|container|disks|bq|kms|artifacts)\b/;

const operations: readonly (readonly [RegExp, Exclude<EffectDraftOf<'infra.change'>['op'], undefined>])[] = [
  [/^(create|clone|copy|undelete)$/, 'create'],
  [/^(stop|suspend|disable)$/, 'stop'],
  [/^(start|resume|enable)$/, 'start'],
  [/scale|resize/, 'scale'],
];

export function byVerb(call: Call, group: string, verb: string, resource: Text): EffectDraft[] {
  if (readingVerb.test(verb)) return [];
  const common = { provider: 'gcp', service: group, evidence: evidenceOf(call) } as const;
  if (/^(delete|destroy|purge|bulk-delete|remove|remove-.*)$/.test(verb))
    return [{ kind: 'infra.destroy', ...common, resource, stateful: stateful.test(group), all: group === 'projects' }];
  const op = operations.find(([pattern]) => pattern.test(verb))?.[1] ?? 'update';
  return [{ kind: 'infra.change', ...common, op, metered: verb === 'create' ? null : false }];
}
