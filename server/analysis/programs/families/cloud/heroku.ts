/** Heroku. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, opaque, type ProgramSpec } from '../../program';
import { runsSql } from '../databases/runs-sql';
import { smallOptions } from './small-clouds';
import { evidenceOf } from './verbs';

export const heroku: ProgramSpec = {
  names: 'heroku',
  options: `${smallOptions} --confirm=A --dyno=D --exit-code --tail --num=N --source=S --type=T --shell`,
  stopAtOperand: false,
  commandWords: 1,
  does(call) {
    const verb = String(call.operand(0) ?? '');
    const evidence = evidenceOf(call);
    const audience = call.invocation.outputShown ? 'model' : 'process';
    switch (verb) {
      case 'apps:destroy':
      case 'destroy':
      case 'apps:delete':
        return [
          {
            kind: 'infra.destroy',
            provider: 'heroku',
            service: 'app',
            stateful: true,
            all: true,
            resource: call.value('--app') ?? call.operand(1) ?? null,
            evidence,
          },
        ];
      case 'addons:destroy':
        return [
          {
            kind: 'infra.destroy',
            provider: 'heroku',
            service: 'addon',
            stateful: true,
            resource: call.operand(1) ?? null,
            evidence,
          },
        ];
      case 'pg:reset':
        return [
          { kind: 'db.schema.drop', engine: 'postgres', object: 'database', name: call.operand(1) ?? null, evidence },
        ];
      case 'pg:backups:delete':
        return [{ kind: 'recovery.destroy', what: 'backup', resource: call.operand(1) ?? null }];
      case 'config':
      case 'config:get':
      case 'pg:credentials:url':
        return {
          effects: [{ kind: 'secret.read', store: 'env-var', audience }],
          output: { text: null, sources: ['secret'] },
        };
      case 'config:set':
      case 'config:unset':
      case 'config:edit':
        return [{ kind: 'secret.write', store: 'heroku', op: verb === 'config:unset' ? 'delete' : 'update' }];
      case 'pg:psql':
        return runsSql(call, { engine: 'postgres', dialect: 'postgres', evidence }, { text: ['-c', '--command'] });
      case 'run':
      case 'run:detached':
        return {
          effects: [
            {
              kind: 'remote.exec',
              tool: 'other',
              host: call.value('--app') ?? null,
              resolved: call.operands.length > 1,
              evidence,
            },
          ],
          runs:
            call.operands.length > 1
              ? [{ type: 'argv', words: call.operands.slice(1), label: 'heroku run', via: 'remote', elsewhere: true }]
              : [],
        };
      case 'pg:push':
      case 'pg:pull':
      case 'pg:copy':
      case 'pg:backups:restore':
        return [{ kind: 'db.exec', engine: 'postgres', what: 'script', evidence }];
      case 'pg:backups:capture':
        return [];
      case 'releases:rollback':
      case 'rollback':
        return [{ kind: 'deploy.release', target: 'heroku', op: 'rollback', evidence }];
      case 'pipelines:promote':
      case 'container:release':
        return [{ kind: 'deploy.release', target: 'heroku', op: 'promote', evidence }];
      case 'access:add':
      case 'access:remove':
      case 'members:add':
        return [{ kind: 'access.change', provider: 'heroku', op: 'member' }];
      default:
        return herokuChange(call, verb);
    }
  },
  examples: {
    yields: {
      'heroku apps:destroy -a shop --confirm shop': 'infra.destroy{stateful=true,resource=shop}',
      'heroku pg:reset DATABASE -a shop': 'db.schema.drop{object=database}',
      'heroku config -a shop': 'secret.read{store=env-var}',
    },
    inert: ['heroku apps', 'heroku logs --tail', 'heroku pg:info'],
  },
};

/** What only informs, with or without `:info` and the like. */
const reading =
  /^(access|addons|apps|auth|autocomplete|buildpacks|builds|certs|ci|clients|commands|domains|dyno|drains|features|git|help|info|keys|labs|local|login|logout|logs|maintenance|members|notifications|open|orgs|pg|pipelines|plugins|ps|redis|regions|releases|reviewapps|sessions|spaces|stacks?|status|teams|update|usage|version|webhooks|which|whoami)(:(info|list|index|open|docs|plans|services|output|diff|ps|diagnose|locks|blocking|outliers|bloat|cache-hit|index-usage|table-size|total-table-size|vacuum-stats|long-running-queries|wait|waiting|maintenance|backups|backups:info|backups:schedules|backups:url|credentials|clone|remote|whoami|topology|last|debug|errors|metrics))?$/;

function herokuChange(call: Call, verb: string): EffectDraft[] {
  if (verb === '' || reading.test(verb)) return [];
  const changes =
    /:(create|add|remove|restart|scale|stop|resize|upgrade|enable|disable|on|off|set|promote|attach|detach|rename|transfer|join|kill|wait-?less)$|^(create|restart|scale|maintenance:on)$/.test(
      verb,
    ) || /^ps:(scale|stop|restart)/.test(verb);
  if (!changes) return [opaque(call.invocation)];
  return [
    {
      kind: 'infra.change',
      provider: 'heroku',
      service: verb.split(':')[0] ?? null,
      op: /stop|kill|off/.test(verb) ? 'stop' : /scale/.test(verb) ? 'scale' : 'update',
      evidence: evidenceOf(call),
    },
  ];
}
