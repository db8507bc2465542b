/** What the command lines of clouds have in common: groups and verbs. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, isTold, opaque } from '../../program';

export const readingVerb =
  /^(list|show|get|ls|describe|info|status|logs?|log|version|help|whoami|ps|open|metrics|usage|events|history|inspect|check|validate|diff|releases|regions|plans|apps|domains-list|top|tail|console-url|--version|list-.*|show-.*|get-.*|:info|docs|browse|view|query|what-if|test-connection|plan|preview)$/;

export const destroyingVerb =
  /^(delete|destroy|purge|remove|rm|terminate|drop|deprovision|del|unset|destroy-.*|delete-.*|uninstall|bulk-delete)$/;

export function words(call: Call): readonly string[] {
  return call.operands.map((word) => String(word.value));
}

const changingVerb =
  /^(create|update|set|start|stop|restart|add|scale|resize|deploy|power-.*|reboot|assign|grant|revoke|reset|attach|detach|enable|disable|rebuild|upgrade|import|export|upload|download.*|rotate|renew|regenerate|invoke|run|exec|ssh|connect|failover|restore|copy|move|sync|up|push|invalidate|append|save|login|target|shell|build|register|flush|poweroff|poweron|shutdown|deallocate|resume|suspend|promote|reset-.*|rename|enable-.*|disable-.*|generate-.*|upload-.*|config-.*|connection-string|cs|psql|regenerate-.*|publish|migrate|redeploy|rollback|swap|terminate-.*)$/;

/** Where the verb stands: the first one after the group, or the only word; -1 when none is known. */
export function verbOf(all: readonly string[]): number {
  const isVerb = (word: string) => readingVerb.test(word) || destroyingVerb.test(word) || changingVerb.test(word);
  const afterGroup = all.findIndex((word, at) => at > 0 && isVerb(word));
  return afterGroup < 0 && isVerb(all[0] ?? '') ? 0 : afterGroup;
}

/** Is it known what is done, the verb being at `at`? Without one all words have to be. */
export function isVerbTold(call: Call, at: number): boolean {
  return isTold(call, at < 0 ? call.operands.length : at + 1);
}

function change(call: Call, provider: string, service: string, verb: string): EffectDraft {
  const op = /^(create|add|import|copy)$/.test(verb)
    ? 'create'
    : /^(start|power-?on|enable|resume)/.test(verb)
      ? 'start'
      : /^(stop|power-?off|shutdown|deallocate|disable|suspend)/.test(verb)
        ? 'stop'
        : /scale|resize/.test(verb)
          ? 'scale'
          : 'update';
  return {
    kind: 'infra.change',
    provider,
    service: service === '' ? null : service,
    op,
    metered: op === 'create' ? null : false,
    evidence: evidenceOf(call),
  };
}

export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const project = call.words('--subscription', '-a', '--app', '--project', '--context').at(-1)?.value;
  return { cloudProject: project ?? null };
}

const statefulService =
  /sql|postgres|mysql|redis|cosmos|storage|database|\bdb|group|aks|keyvault|volume|kubernetes|cluster|addons|bucket|spaces|project|apps|disk|backup|queue|namespace|\bacr\b/i;

export function byVerb(call: Call, provider: string, service: string, verb: string, resource: Text): EffectDraft[] {
  if (verb === '') return [opaque(call.invocation)];
  if (readingVerb.test(verb)) return [];
  if (destroyingVerb.test(verb))
    return [
      {
        kind: 'infra.destroy',
        provider,
        service,
        resource,
        stateful: statefulService.test(service),
        all: service === 'group',
        evidence: evidenceOf(call),
      },
    ];
  return [change(call, provider, service, verb)];
}
