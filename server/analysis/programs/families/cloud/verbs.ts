/** What the command lines of clouds have in common: groups and verbs. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call } from '../../program';

export const readingVerb =
  /^(list|show|get|ls|describe|info|status|logs?|log|version|help|whoami|ps|open|metrics|usage|events|history|inspect|check|validate|diff|releases|regions|plans|apps|domains-list|top|tail|console-url|--version|list-.*|show-.*|get-.*|:info|docs|browse|view)$/;

export const destroyingVerb =
  /^(delete|destroy|purge|remove|rm|terminate|drop|deprovision|del|unset|destroy-.*|delete-.*|uninstall)$/;

export function words(call: Call): readonly string[] {
  return call.operands.map((word) => String(word.value));
}

/** The verb is the last word of the group that is one. */
export function verbOf(all: readonly string[]): number {
  return all.findIndex(
    (word, at) =>
      at > 0 &&
      (readingVerb.test(word) ||
        destroyingVerb.test(word) ||
        /^(create|update|set|start|stop|restart|add|scale|resize|deploy|power-.*|reboot|assign|grant|revoke|reset|attach|detach|enable|disable|rebuild|upgrade|import|export|upload|download.*|rotate|renew|regenerate|invoke|run|exec|ssh|connect|failover|restore|copy|move|sync)$/.test(
          word,
        )),
  );
}

function change(call: Call, provider: string, service: string, verb: string): EffectDraft {
  const op = /^(create|add|import|copy)$/.test(verb)
    ? 'create'
    : /^(start|power-on|enable|resume)/.test(verb)
      ? 'start'
      : /^(stop|power-off|shutdown|deallocate|disable|suspend)/.test(verb)
        ? 'stop'
        : /scale|resize/.test(verb)
          ? 'scale'
          : 'update';
  return { kind: 'infra.change', provider, service, op, metered: op === 'create', evidence: evidenceOf(call) };
}

export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const project = call.words('--subscription', '-a', '--app', '--project', '--context').at(-1)?.value;
  return project === undefined ? {} : { cloudProject: project };
}

const statefulService =
  /sql|postgres|mysql|redis|cosmos|storage|database|\bdb|group|aks|keyvault|volume|kubernetes|cluster|addons|bucket|spaces|project|apps|disk|backup|queue|namespace/i;

export function byVerb(call: Call, provider: string, service: string, verb: string, resource: Text): EffectDraft[] {
  if (verb === '' || readingVerb.test(verb)) return [];
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
