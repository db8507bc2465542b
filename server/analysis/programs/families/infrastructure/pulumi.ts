/** pulumi. */
import type { ProgramSpec } from '../../program';
import { always, when } from '../../stating';
import { evidenceOf } from './terraform';

const pulumiOptions =
  '-s,--stack=S -y,--yes -C,--cwd=D -t,--target=U -p,--parallel=N -f,--skip-preview --refresh[=B] -m,--message=M -c,--config=KV --config-file=F --plan=F --diff -j,--json --non-interactive -e,--logtostderr -v=N --force --expect-no-changes --remove --preserve-config --show-secrets';

export const pulumi: ProgramSpec = {
  names: 'pulumi',
  options: pulumiOptions,
  commands: {
    'preview pre about whoami version logs schema gen-completion help': [],
    'up update watch': (call) => [
      {
        kind: 'infra.change',
        provider: 'pulumi',
        op: 'apply',
        reviewed: call.has('--plan'),
        evidence: evidenceOf(call),
      },
    ],
    'destroy down': (call) => [
      { kind: 'infra.destroy', provider: 'pulumi', all: call.words('-t').length === 0, evidence: evidenceOf(call) },
    ],
    refresh: always({ kind: 'infra.change', provider: 'pulumi', op: 'update', reviewed: true }),
    cancel: always({ kind: 'infra.state', tool: 'pulumi', op: 'cancel' }),
    import: always({ kind: 'infra.state', tool: 'pulumi', op: 'import' }),
    stack: {
      options: pulumiOptions,
      commands: {
        'ls select init history tag graph unselect': [],
        'output export': (call) =>
          when(call.has('--show-secrets'), {
            kind: 'secret.read',
            store: 'vault',
            audience: call.audience,
          }),
        rm: always({ kind: 'infra.state', tool: 'pulumi', op: 'rm' }),
        'import rename change-secrets-provider': always({ kind: 'infra.state', tool: 'pulumi', op: 'push' }),
      },
      does: always(),
    },
    state: {
      options: pulumiOptions,
      commands: {
        delete: always({ kind: 'infra.state', tool: 'pulumi', op: 'rm' }),
        'unprotect rename upgrade repair edit move protect taint': always({
          kind: 'infra.state',
          tool: 'pulumi',
          op: 'mv',
        }),
      },
    },
    config: {
      options: pulumiOptions,
      commands: {
        get: [],
        'set rm set-all rm-all refresh cp': always({ kind: 'config.write', target: 'other', executes: false }),
        env: [],
      },
      does: (call) => when(call.has('--show-secrets'), { kind: 'secret.read', store: 'vault' }),
    },
    'new plugin package install convert': always({ kind: 'net.fetch' }),
    'login logout': always({ kind: 'secret.write', store: 'pulumi', op: 'update' }),
    'env esc policy org deployment': {
      commands: { 'ls get list': [] },
      otherwise: () => [{ kind: 'infra.change', provider: 'pulumi', op: 'update' }],
    },
  },
  examples: {
    yields: {
      'pulumi up -y': 'infra.change{op=apply,reviewed=false}',
      'pulumi destroy': 'infra.destroy{all=true}',
      'pulumi stack rm dev': 'infra.state{op=rm}',
      'pulumi cancel': 'infra.state{op=cancel}',
      'pulumi -s prod destroy -y': 'infra.destroy{all=true}',
      'pulumi stack export --show-secrets': 'secret.read{store=vault,audience=model}',
    },
    inert: ['pulumi preview', 'pulumi stack ls'],
  },
};
