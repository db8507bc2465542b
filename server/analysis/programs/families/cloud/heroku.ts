/** Heroku: topics and commands in one word, `pg:reset`. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Call, type Command, type Does, opaque, type ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { writes } from '../../stating';
import { runsSql } from '../databases/runs-sql';
import { smallOptions } from './small-clouds';
import { evidenceOf } from './verbs';

const appDestroyed: Command = (call) => [
  {
    kind: 'infra.destroy',
    provider: 'heroku',
    service: 'app',
    stateful: true,
    all: true,
    resource: call.value('--app') ?? call.operand(0) ?? null,
    evidence: evidenceOf(call),
  },
];

const addonDestroyed: Command = (call) => [
  {
    kind: 'infra.destroy',
    provider: 'heroku',
    service: 'addon',
    stateful: true,
    resource: call.operand(0) ?? null,
    evidence: evidenceOf(call),
  },
];

const databaseReset: Command = (call) => [
  {
    kind: 'db.schema.drop',
    engine: 'postgres',
    object: 'database',
    name: call.operand(0) ?? null,
    evidence: evidenceOf(call),
  },
];

const databaseReplaced: Command = (call) => [
  { kind: 'db.exec', engine: 'postgres', what: 'script', evidence: evidenceOf(call) },
];

const configurationShown: Command = (call) => ({
  effects: [{ kind: 'secret.read', store: 'env-var', audience: call.audience }],
  output: { text: null, sources: ['secret'] },
});

const psql: Command = {
  options: '-c,--command=SQL -f,--file=F --credential=C',
  does: (call) =>
    runsSql(
      call,
      { engine: 'postgres', dialect: 'postgres', evidence: evidenceOf(call) },
      { text: ['-c'], file: ['-f'] },
    ),
};

/** The dump lands in a file beside. */
const backupDownloaded: Command = {
  options: '-o,--output=F',
  does: (call) => [
    { kind: 'db.export', engine: 'postgres', to: 'file', evidence: evidenceOf(call) },
    ...writes(call, call.words('-o'), 'overwrite'),
  ],
};

const tokenShown: Command = (call) => ({
  effects: [{ kind: 'secret.read', store: 'cloud-cred', audience: call.audience }],
  output: { text: null, sources: ['secret'] },
});

const entered: Does = (call) => [
  {
    kind: 'remote.exec',
    tool: 'other',
    host: call.value('--app') ?? null,
    resolved: false,
    evidence: evidenceOf(call),
  },
  { kind: 'code.opaque', reason: 'interactive', program: 'heroku', via: 'remote', evidence: evidenceOf(call) },
];

/** Heroku takes its own options from behind the command of a dyno, too. */
function withoutOwn(words: readonly Word[]): { readonly command: readonly Word[]; readonly app: Text | undefined } {
  const command: Word[] = [];
  let app: Text | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const text = String(word.value);
    if (/^(-a|--app|-r|--remote)$/.test(text)) app = words[++at]?.value ?? null;
    else if (/^--(app|remote)=/.test(text)) app = text.replace(/^[^=]*=/, '');
    else command.push(word);
  }
  return { command, app };
}

/** A one-off dyno; what stands behind `run` is run in it. */
const runsInDyno: Command = (call) => {
  const { command, app } = withoutOwn(call.operands);
  if (command.length === 0) return entered(call);
  const host = call.value('--app') ?? app ?? null;
  const resolved = command.every(({ value }) => typeof value === 'string');
  return {
    effects: [{ kind: 'remote.exec', tool: 'other', host, resolved, evidence: { cloudProject: host } }],
    runs: [{ type: 'argv', words: command, label: 'heroku run', via: 'remote', elsewhere: true }],
  };
};

function releases(op: EffectDraftOf<'deploy.release'>['op']): Command {
  return (call) => [{ kind: 'deploy.release', target: 'heroku', op: op ?? null, evidence: evidenceOf(call) }];
}

/** What only informs, with or without `:info` and the like. */
const reading =
  /^(access|addons|apps|auth|autocomplete|buildpacks|builds|certs|ci|clients|commands|domains|dyno|drains|features|git|help|info|keys|labs|local|login|logout|logs|maintenance|members|notifications|open|orgs|pg|pipelines|plugins|ps|redis|regions|releases|reviewapps|sessions|spaces|stacks?|status|teams|update|usage|version|webhooks|which|whoami)(:(info|list|index|open|docs|plans|services|output|diff|ps|diagnose|locks|blocking|outliers|bloat|cache-hit|index-usage|table-size|total-table-size|vacuum-stats|long-running-queries|wait|waiting|maintenance|backups|backups:info|backups:schedules|credentials|clone|remote|whoami|topology|last|debug|errors|metrics))?$/;

const changing =
  /:(create|add|remove|restart|scale|stop|resize|upgrade|enable|disable|on|off|set|promote|attach|detach|rename|transfer|join|kill|wait-?less)$|^(create|restart|scale)$/;

function changes(call: Call, verb: string): EffectDraft[] {
  if (reading.test(verb)) return [];
  if (!changing.test(verb)) return [opaque(call.invocation)];
  const op = /stop|kill|off/.test(verb) ? 'stop' : /scale/.test(verb) ? 'scale' : 'update';
  return [
    { kind: 'infra.change', provider: 'heroku', service: verb.split(':')[0] ?? null, op, evidence: evidenceOf(call) },
  ];
}

const options = `${smallOptions} --confirm=A --dyno=D --exit-code --tail --num=N --source=S --type=T --shell`;

export const heroku: ProgramSpec = {
  names: 'heroku',
  options,
  commands: {
    'apps:destroy destroy apps:delete': appDestroyed,
    'addons:destroy': addonDestroyed,
    'pg:reset': databaseReset,
    'pg:push pg:pull pg:copy pg:backups:restore': databaseReplaced,
    'pg:backups:delete': (call) => [{ kind: 'recovery.destroy', what: 'backup', resource: call.operand(0) ?? null }],
    'pg:backups:capture pg:backups:schedule': [],
    'pg:backups:download': backupDownloaded,
    // Whoever has the address may fetch the dump.
    'pg:backups:url': [{ kind: 'access.change', provider: 'heroku', op: 'publicize' }],
    'pg:killall pg:kill': (call) => [
      { kind: 'db.admin', engine: 'postgres', op: 'kill-session', evidence: evidenceOf(call) },
    ],
    'pg:credentials:rotate': [{ kind: 'secret.write', store: 'heroku', op: 'rotate' }],
    'auth:token authorizations:info': tokenShown,
    'authorizations:create': [{ kind: 'secret.write', store: 'heroku', op: 'mint' }],
    'keys:add': [{ kind: 'access.change', provider: 'heroku', op: 'key' }],
    'redis:cli ps:exec console': entered,
    'container:push': [{ kind: 'package.publish', op: 'publish', registry: 'registry.heroku.com' }],
    'container:login': [{ kind: 'secret.write', store: 'registry-cred', op: 'update' }],
    'pg:psql psql': psql,
    'config config:get pg:credentials:url': configurationShown,
    'config:set config:edit': [{ kind: 'secret.write', store: 'heroku', op: 'update' }],
    'config:unset': [{ kind: 'secret.write', store: 'heroku', op: 'delete' }],
    'run run:detached': { stopAtOperand: true, does: runsInDyno },
    'releases:rollback rollback': releases('rollback'),
    'pipelines:promote container:release': releases('promote'),
    'access:add access:remove members:add members:remove': [
      { kind: 'access.change', provider: 'heroku', op: 'member' },
    ],
  },
  otherwise: (call, verb) => changes(call.inside(options), verb),
  examples: {
    yields: {
      'heroku apps:destroy -a shop --confirm shop': 'infra.destroy{stateful=true,resource=shop}',
      'heroku pg:reset DATABASE -a shop': 'db.schema.drop{object=database}',
      'heroku config -a shop': 'secret.read{store=env-var}',
      'heroku config:set TOKEN=1 -a shop': 'secret.write{op=update}',
      'heroku pg:psql -a shop -c "DROP TABLE orders"': 'db.schema.drop{object=table,name=orders}',
      'heroku run -a shop rm -rf tmp': 'remote.exec{host=shop} + fs.delete{via=remote}',
      'heroku ps:scale web=0 -a shop': 'infra.change{op=scale}',
      'heroku run rails db:drop -a shop': 'remote.exec{host=shop,resolved=true} + db.schema.drop{via=remote}',
      'heroku ps:exec -a shop': 'remote.exec{host=shop,resolved=false} + code.opaque{reason=interactive}',
      'heroku pg:psql -a shop -c "DELETE FROM orders"': 'db.rows.delete{where=none}',
      'heroku pg:backups:download -a shop -o shop.dump': 'db.export{to=file} + fs.write',
      'heroku auth:token': 'secret.read{store=cloud-cred,audience=model}',
      'heroku maintenance:on -a shop': 'infra.change{service=maintenance}',
      'heroku rollback v12 -a shop': 'deploy.release{op=rollback}',
      'heroku frobnicate': 'code.opaque{reason=unresolved-command}',
    },
    inert: ['heroku apps', 'heroku logs --tail', 'heroku pg:info', 'heroku ps -a shop'],
  },
};
