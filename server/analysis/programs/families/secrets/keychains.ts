/** Keychains of operating systems, and the environment. */
import type { Answer, Call, Does, ProgramSpec } from '../../program';
import { always, when } from '../../stating';

export const keychains: ProgramSpec = {
  names: 'security secret-tool cmdkey keyring kwallet-query',
  options: '-a=A -s=S -l=L -w -g -k=K -p=P -D=D -c=C -j=C -U -t=T -d -i -Z -f=F -T=A',
  commands: {
    'list-keychains default-keychain dump-trust-settings verify-cert find-certificate find-identity show-keychain-info list-smartcards error help search':
      (call) => (call.path.at(-1) === 'search' ? secretFound(call) : []),
    'find-generic-password find-internet-password dump-keychain export get lookup': (call) => secretFound(call),
    'add-generic-password add-internet-password import add-certificates set store create-keychain set-keychain-password set-generic-password-partition-list':
      changesEntry('update'),
    'delete-generic-password delete-internet-password delete-certificate delete-identity delete-keychain del clear':
      changesEntry('delete'),
    'unlock-keychain lock-keychain set-keychain-settings authorizationdb add-trusted-cert remove-trusted-cert trust-settings-import set-key-partition-list':
      always({ kind: 'system.configure', area: 'security-tool' }),
    cms: [],
  },
  otherwise: (_, name) =>
    name.startsWith('/list')
      ? []
      : [{ kind: 'secret.write', store: 'keychain', op: name.startsWith('/delete') ? 'delete' : 'update' }],
  examples: {
    yields: {
      'security find-generic-password -s x -w': 'secret.read{store=keychain,audience=model}',
      'secret-tool lookup a b': 'secret.read',
      'security add-generic-password -s shop -a me -w hunter2': 'secret.write{name=shop,op=update}',
      'security delete-generic-password -s shop': 'secret.write{name=shop,op=delete}',
    },
    inert: ['security list-keychains'],
  },
};

/** Under the name of the service: what stands behind `-w` is the password itself. */
function changesEntry(op: 'update' | 'delete'): Does {
  return (call) => {
    const name = call.name === 'security' ? call.value('-s', '-l') : call.operand(0);
    return [{ kind: 'secret.write', store: 'keychain', name: name ?? null, op }];
  };
}

function secretFound(call: Call): Answer {
  return {
    effects: [{ kind: 'secret.read', store: 'keychain', audience: call.audience }],
    output: { text: null, sources: ['secret'] },
  };
}

export const environment: ProgramSpec = {
  names: 'printenv',
  options: '-0,--null',
  does(call) {
    const names = call.operands.map((word) => word.value);
    const all = names.length === 0 || call.open;
    const secret = names.some(
      (name) => name === null || /KEY|TOKEN|SECRET|PASS|CRED|AUTH|DSN|DATABASE_URL/i.test(String(name)),
    );
    return {
      effects: when(all || secret, {
        kind: 'secret.read',
        store: 'env-var',
        name: names[0] ?? null,
        audience: call.audience,
      }),
      output: { text: null, sources: ['env'] },
    };
  },
  examples: {
    yields: { printenv: 'secret.read{store=env-var}', 'printenv API_TOKEN': 'secret.read' },
    inert: ['printenv HOME'],
  },
};
