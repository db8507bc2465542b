/** Vaults and managers of passwords. */
import type { Answer, Call, ProgramSpec } from '../../program';
import { always, writes } from '../../stating';
import { changes, discloses, runsWith } from './disclosure';

const vaultOptions =
  '-address=A -namespace,-ns=N -format=F -field=F -mount=M -version=V -versions=V -ttl=T -policy=P -method=M -path=P -ca-cert=F -tls-skip-verify -force,-f -wrap-ttl=T -no-store -id=I -accessor -mode=M -all';

export const vault: ProgramSpec = {
  names: 'vault bao',
  options: vaultOptions,
  commands: {
    'status version path-help list version-history': [],
    'read unwrap': discloses('vault'),
    write: changes('vault', 'update'),
    delete: changes('vault', 'delete'),
    kv: {
      options: vaultOptions,
      commands: {
        list: [],
        get: discloses('vault'),
        'put patch rollback undelete enable-versioning': changes('vault', 'update'),
        delete: changes('vault', 'delete'),
        destroy: changes('vault', 'destroy'),
        metadata: {
          commands: { 'get list': [], 'put patch': changes('vault', 'update'), delete: changes('vault', 'destroy') },
        },
      },
    },
    token: {
      options: vaultOptions,
      commands: {
        lookup: [],
        capabilities: [],
        create: changes('vault', 'mint'),
        renew: changes('vault', 'rotate'),
        revoke: changes('vault', 'delete'),
      },
    },
    audit: {
      options: vaultOptions,
      commands: {
        list: [],
        enable: always({ kind: 'system.configure', area: 'security-tool' }),
        disable: always({ kind: 'audit.tamper', what: 'audit-rules' }),
      },
    },
    policy: {
      options: vaultOptions,
      commands: {
        'list read fmt': [],
        'write delete': always({ kind: 'access.change', provider: 'vault', op: 'policy' }),
      },
    },
    'auth secrets plugin': {
      options: vaultOptions,
      commands: {
        'list info help': [],
        'enable move tune register deregister reload': always({
          kind: 'access.change',
          provider: 'vault',
          op: 'policy',
        }),
        disable: always({ kind: 'secret.write', store: 'vault', op: 'destroy' }),
      },
    },
    login: always({ kind: 'secret.write', store: 'vault', op: 'mint' }),
    lease: { commands: { lookup: [], 'renew revoke': changes('vault', 'delete') } },
    operator: {
      commands: {
        'members diagnose usage': [],
        'seal unseal init rekey rotate step-down migrate generate-root raft': always({
          kind: 'secret.write',
          store: 'vault',
          op: 'rotate',
        }),
      },
    },
    'server agent proxy': always({ kind: 'net.listen', expose: 'loopback' }),
  },
  examples: {
    yields: {
      'vault kv get secret/db': 'secret.read{store=vault,audience=model}',
      'vault kv destroy -versions=1 secret/db': 'secret.write{op=destroy}',
      'vault token create': 'secret.write{op=mint}',
      'vault audit disable file': 'audit.tamper',
    },
    inert: ['vault status', 'vault kv list secret'],
  },
};

export const managers: ProgramSpec = {
  names:
    'op bw pass gopass doppler infisical chamber rbw lpass keepassxc-cli teller envchain aws-vault saml2aws berglas',
  options:
    '--account=A --vault=V --format=F --fields=F --session=S -p,--project=P -c,--config,--clip=C --env=E --path=P --token=T --reveal -n --plain --json --no-newline --command=CMD -e,--env-file=F --no-masking -i,--in-file=F -o,--out-file,--output=F',
  commands: {
    // Bitwarden prints items with their passwords.
    'list ls search find': (call) =>
      call.name === 'bw' && !/^(folders|collections|organizations|org-\w+)$/.test(String(call.operand(0)))
        ? secretVerb(call)
        : [],
    'whoami status config version me projects environments help': [],
    'account vault': {
      commands: { 'list ls get info': [], 'create edit add user group forget': changes('vault', 'update') },
      otherwise: (call) => [{ kind: 'secret.write', store: 'vault', name: call.operand(1) ?? null, op: 'destroy' }],
    },
    inject: (call) => ({
      effects: [
        { kind: 'secret.read', store: 'vault', audience: call.words('-o').length > 0 ? 'process' : call.audience },
        ...writes(call, call.words('-o'), 'overwrite'),
      ],
      output: { text: null, sources: ['secret'] },
    }),
    // `pass git push`
    git: {
      stopAtOperand: true,
      does(call) {
        const [place] = call.invocation.args;
        const words = place && [{ ...place, value: 'git' }, ...call.operands];
        return words ? { runs: [{ type: 'argv', words, label: 'pass git' }] } : [];
      },
    },
    'read show get item document secrets export download copy cp clip': (call) => secretVerb(call),
    'run exec': runsWith('vault', 'run'),
    'edit create insert add generate set write import put update move mv': changes('vault', 'update'),
    'delete rm remove': changes('vault', 'delete'),
    'login logout signin signout unlock lock init setup sync otp': [],
  },
  otherwise: (call) => [{ kind: 'secret.read', store: 'vault', audience: call.audience }],
  examples: {
    yields: {
      'op read op://vault/item/field': 'secret.read{store=vault,audience=model}',
      'doppler run -- rm -rf build': 'secret.read{audience=process} + fs.delete',
      'op item get shop': 'secret.read{name=shop}',
      'op inject -i a.tpl -o out.txt': 'secret.read{audience=process} + fs.write{path=/repo/out.txt}',
      'op vault delete shop': 'secret.write{op=destroy}',
      'bw list items': 'secret.read{audience=model}',
      'pass git push --force origin main': 'vcs.push + vcs.rewriteHistory{how=force-push}',
      'pass rm a': 'secret.write{op=delete}',
    },
    inert: ['op vault list', 'pass ls'],
  },
};

function secretVerb(call: Call): Answer {
  const verbs = call.operands.map((word) => String(word.value));
  if (/^(list|ls|template)$/.test(verbs[0] ?? '')) return [];
  if (/^(set|create|edit|upload)$/.test(verbs[0] ?? ''))
    return [{ kind: 'secret.write', store: 'vault', op: 'update' }];
  if (/^(delete|rm|unset)$/.test(verbs[0] ?? '')) return [{ kind: 'secret.write', store: 'vault', op: 'delete' }];
  return {
    effects: [
      { kind: 'secret.read', store: 'vault', name: call.operands.at(-1)?.value ?? null, audience: call.audience },
    ],
    output: { text: null, sources: ['secret'] },
  };
}
