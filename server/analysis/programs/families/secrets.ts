/** Stores of secrets and keys: what is shown, changed, or taken along. */
import type { EffectDraftOf } from '../../../effects/effect';
import { type Answer, type Call, type Command, type ProgramSpec, together } from '../program';
import type { Run } from '../spec';
import { always, reads, when, writes } from '../stating';

type Store = Exclude<EffectDraftOf<'secret.read'>['store'], undefined>;
type Change = Exclude<EffectDraftOf<'secret.write'>['op'], undefined>;

function shown(call: Call): 'model' | 'process' {
  return call.invocation.outputShown ? 'model' : 'process';
}

function discloses(store: Store): Command {
  return (call) => ({
    effects: [{ kind: 'secret.read', store, name: call.operand(0) ?? null, audience: shown(call) }],
    output: { text: null, sources: ['secret'] },
  });
}

function changes(store: string, op: Change): Command {
  return (call) => [{ kind: 'secret.write', store, name: call.operand(0) ?? null, op }];
}

/** `doppler run -- CMD`: the secrets go to the command's environment. */
function runsWith(store: Store, label: string, skip = 0): Command {
  return {
    stopAtOperand: true,
    does(call) {
      const words = call.operands.slice(skip).filter((word, at) => !(at === 0 && word.value === '--'));
      const dashes = words.findIndex((word) => word.value === '--');
      const command = dashes >= 0 ? words.slice(dashes + 1) : words;
      const shell = call
        .words('--command')
        .map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label }));
      return {
        effects: [{ kind: 'secret.read', store, audience: 'process' }],
        runs: [...shell, ...(command.length > 0 ? [{ type: 'argv', words: command, label } as const] : [])],
      };
    },
  };
}

const vaultOptions =
  '-address=A -namespace,-ns=N -format=F -field=F -mount=M -version=V -versions=V -ttl=T -policy=P -method=M -path=P -ca-cert=F -tls-skip-verify -force,-f -wrap-ttl=T -no-store -id=I -accessor -mode=M -all';

const vault: ProgramSpec = {
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

const managers: ProgramSpec = {
  names:
    'op bw pass gopass doppler infisical chamber rbw lpass keepassxc-cli teller envchain aws-vault saml2aws berglas',
  options:
    '--account=A --vault=V --format=F --fields=F --session=S -p,--project=P -c,--config,--clip=C --env=E --path=P --token=T --reveal -n --plain --json --no-newline --command=CMD -e,--env-file=F --no-masking',
  commands: {
    'list ls search find whoami status account vault config version me projects environments help': [],
    'read show get item document secrets export download inject copy cp clip': (call) => secretVerb(call),
    'run exec': runsWith('vault', 'run'),
    'edit create insert add generate set write import put update move mv': changes('vault', 'update'),
    'delete rm remove': changes('vault', 'delete'),
    'login logout signin signout unlock lock init setup sync git otp': [],
  },
  otherwise: (call) => [{ kind: 'secret.read', store: 'vault', audience: shown(call) }],
  examples: {
    yields: {
      'op read op://vault/item/field': 'secret.read{store=vault,audience=model}',
      'doppler run -- rm -rf build': 'secret.read{audience=process} + fs.delete',
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
    effects: [{ kind: 'secret.read', store: 'vault', name: call.operand(0) ?? null, audience: shown(call) }],
    output: { text: null, sources: ['secret'] },
  };
}

const keychains: ProgramSpec = {
  names: 'security secret-tool cmdkey keyring kwallet-query',
  options: '-a=A -s=S -l=L -w -g -k=K -p=P -D=D -c=C -j=C -U -t=T -d -i -Z -f=F -T=A',
  commands: {
    'list-keychains default-keychain dump-trust-settings verify-cert find-certificate find-identity show-keychain-info list-smartcards error help search':
      (call) => (call.path.at(-1) === 'search' ? secretFound(call) : []),
    'find-generic-password find-internet-password dump-keychain export get lookup': (call) => secretFound(call),
    'add-generic-password add-internet-password import add-certificates set store create-keychain set-keychain-password set-generic-password-partition-list':
      changes('keychain', 'update'),
    'delete-generic-password delete-internet-password delete-certificate delete-identity delete-keychain del clear':
      changes('keychain', 'delete'),
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
    },
    inert: ['security list-keychains'],
  },
};

function secretFound(call: Call): Answer {
  return {
    effects: [{ kind: 'secret.read', store: 'keychain', audience: shown(call) }],
    output: { text: null, sources: ['secret'] },
  };
}

const gpg: ProgramSpec = {
  names: 'gpg gpg2 gpgsm',
  options:
    '-d,--decrypt -e,--encrypt -s,--sign -b,--detach-sign -c,--symmetric --clear-sign,--clearsign -k,--list-keys -K,--list-secret-keys --verify --fingerprint --export -a,--armor --export-secret-keys --export-secret-subkeys --delete-keys --delete-secret-keys --delete-secret-and-public-key --import --gen-key,--generate-key,--full-generate-key,--full-gen-key,--quick-generate-key --edit-key --recv-keys --send-keys --search-keys --refresh-keys -r,--recipient=R -u,--local-user=U -o,--output=F --batch --yes --passphrase=P --passphrase-file=F --passphrase-fd=N --pinentry-mode=M --keyserver=K --homedir=D --trust-model=M --status-fd=N --no-default-keyring --keyring=F -q --dearmor --enarmor --list-packets --print-md --version',
  does(call) {
    const output = writes(call, call.words('-o'), 'overwrite');
    const audience = call.words('-o').length > 0 ? 'process' : shown(call);
    if (call.has('--export-secret-keys', '--export-secret-subkeys') === true)
      return {
        effects: [{ kind: 'secret.read', store: 'gpg', audience }, ...output],
        output: { text: null, sources: ['secret'] },
      };
    if (call.has('--delete-secret-keys', '--delete-secret-and-public-key') === true)
      return [{ kind: 'secret.write', store: 'gpg', op: 'destroy' }];
    if (call.has('-d') === true)
      return {
        effects: [{ kind: 'secret.read', store: 'gpg', audience }, ...output],
        output: { text: null, sources: ['secret'] },
      };
    if (call.has('--gen-key') === true) return [{ kind: 'secret.write', store: 'gpg', op: 'create' }];
    if (call.has('--send-keys') === true)
      return [{ kind: 'net.upload', channel: 'http', source: 'literal', host: null }];
    if (call.has('--recv-keys', '--refresh-keys', '--search-keys') === true) return [{ kind: 'net.fetch' }];
    if (call.has('--delete-keys') === true) return [{ kind: 'secret.write', store: 'gpg', op: 'delete' }];
    return output;
  },
  examples: {
    yields: {
      'gpg -d a.gpg': 'secret.read{store=gpg,audience=model}',
      'gpg --export-secret-keys -a': 'secret.read',
      'gpg --delete-secret-keys X': 'secret.write{op=destroy}',
    },
    inert: ['gpg --verify a.sig', 'gpg --list-keys'],
  },
};

const opensslOptions =
  '-in=F -out=F -inform=F -outform=F -text -noout -pubout -pubin -passin=P -passout=P -d -e -a,-base64 -k=P -K=K -iv=V -pass=P -salt -pbkdf2 -connect=HP -servername=S -key=F -cert=F -CAfile=F -newkey=T -nodes -x509 -days=N -subj=S -new -config=F -sha256 -sha512 -md5 -hex -inkey=F -export -nokeys -nocerts -clcerts -modulus -dates -enddate -issuer -subject -fingerprint -check -verify=F -sign=F -signature=F -showcerts -algorithm=A -pkeyopt=O -rand=F -starttls=P -brief -legacy -md=M -iter=N -A -aes-256-cbc -genkey -name=N -CA=F -CAkey=F -CAcreateserial -extfile=F -extensions=E -req -traditional -topk8 -accept=P -port=P -www -WWW -dgst';

const openssl: ProgramSpec = {
  names: 'openssl libressl',
  options: opensslOptions,
  commands: {
    'version x509 verify dgst ciphers list crl ocsp asn1parse speed rand errstr prime passwd sha256 md5 sha1 sha512 dhparam ecparam nseq spkac storeutl fipsinstall help info pkcs7 s_time sess_id ts cms smime':
      {
        options: opensslOptions,
        does: (call) => [
          ...reads(call, [...call.words('-in'), ...call.operands], { shown: false }),
          ...writes(call, call.words('-out'), 'overwrite'),
        ],
      },
    'rsa pkey ec dsa pkcs12 pkcs8': { options: opensslOptions, does: (call) => keyFile(call) },
    'enc base64 aes-256-cbc': {
      options: opensslOptions,
      does: (call) => ({
        effects: [
          ...reads(call, call.words('-in'), { shown: call.words('-out').length === 0 }),
          ...writes(call, call.words('-out'), 'create'),
        ],
        ...(call.has('-d') === true && { output: { text: null, sources: ['decoded'] as const } }),
      }),
    },
    'genrsa genpkey gendsa req': {
      options: opensslOptions,
      does: (call) => writes(call, [...call.words('-out'), ...call.words('-keyout')], 'create'),
    },
    s_client: {
      options: opensslOptions,
      does: (call) => [{ kind: 'net.connect', purpose: 'raw', host: hostOnly(call) }],
    },
    s_server: always({ kind: 'net.listen', expose: 'lan' }),
    ca: always({ kind: 'secret.write', store: 'ca', op: 'mint' }),
  },
  examples: {
    yields: {
      'openssl rsa -in id_rsa -text': 'fs.read + secret.read{store=ssh}',
      'openssl s_client -connect example.com:443': 'net.connect{purpose=raw,host=example.com}',
    },
    inert: ['openssl version', 'openssl x509 -in cert.crt -noout -text', 'openssl rand -hex 16'],
  },
};

function hostOnly(call: Call) {
  const target = call.value('-connect');
  return typeof target === 'string' ? (target.split(':')[0] ?? null) : null;
}

/** The private part comes out unless only the public part, or nothing, is asked for. */
function keyFile(call: Call): Answer {
  const published = call.has('-pubout', '-pubin') === true || call.has('-noout') === true;
  const hidden = published || call.words('-out').length > 0;
  const read = reads(call, call.words('-in'), { shown: !hidden });
  const disclosed = read.some((effect) => effect.kind === 'secret.read');
  return together(
    read,
    writes(call, call.words('-out'), 'create'),
    when(!disclosed && !hidden && call.words('-in').length > 0, {
      kind: 'secret.read',
      store: 'ssh',
      audience: shown(call),
    }),
  );
}

const decrypters: ProgramSpec = {
  names: 'sops age rage git-crypt blackbox_cat transcrypt ejson eyaml',
  options:
    '-d,--decrypt -e,--encrypt -i,--in-place,--identity=F -r,--recipient=R -R=F -o,--output=F -p -a --input-type=T --output-type=T --extract=E --set=S --rotate --config=F',
  does(call) {
    const words = call.operands.map((word) => String(word.value));
    const verb = words[0] ?? '';
    const decrypts =
      call.has('-d') === true || /^(decrypt|unlock|exec-env|exec-file)$/.test(verb) || call.name === 'blackbox_cat';
    if (/^exec-(env|file)$/.test(verb))
      return {
        effects: [{ kind: 'secret.read', store: 'env-file', audience: 'process' }],
        runs: call.operands
          .slice(2)
          .map((word): Run => ({ type: 'shell', text: word.value, span: word.span, label: `sops ${verb}` })),
      };
    if (decrypts)
      return {
        effects: [
          {
            kind: 'secret.read',
            store: 'env-file',
            name: call.operands.at(-1)?.value ?? null,
            audience: call.words('-o').length > 0 ? 'process' : shown(call),
          },
          ...writes(call, call.words('-o'), 'create'),
        ],
        output: { text: null, sources: ['secret'] },
      };
    return writes(call, call.words('-o'), 'create');
  },
  examples: {
    yields: {
      'sops -d secrets.enc.yaml': 'secret.read{store=env-file,audience=model}',
      'git-crypt unlock': 'secret.read',
    },
    inert: ['git-crypt status'],
  },
};

const sshKeys: ProgramSpec = {
  names: 'ssh-keygen ssh-copy-id ssh-add ssh-agent ssh-keyscan',
  options:
    '-t=T -b=N -C=C -f=F -N=P -P=P -p -l -L -y -F=H -R=H -E=H -i=F -o=O -D -d -x -X -K -k -q -v -e -B -H -A -s=S -c -h -m=F -Y=A -n=N -I=I -O=O -V=V -T=T -a=N -u',
  does(call) {
    switch (call.name) {
      case 'ssh-keygen':
        if (call.has('-l', '-F', '-B', '-H', '-L') === true || (call.has('-y') === true && !call.maybe('-p')))
          return [];
        if (call.has('-R') === true) return [{ kind: 'config.write', target: 'ssh', executes: false }];
        return [
          { kind: 'secret.write', store: 'ssh', op: call.maybe('-p') ? 'update' : 'create' },
          ...writes(call, call.words('-f'), 'create'),
        ];
      case 'ssh-copy-id':
        return [
          { kind: 'persist.install', mechanism: 'ssh-key', op: 'add' },
          { kind: 'net.connect', purpose: 'ssh', host: call.operand(0) ?? null },
        ];
      case 'ssh-add':
        if (call.has('-l', '-L') === true) return [];
        return [{ kind: 'secret.write', store: 'ssh', op: call.has('-D', '-d') === true ? 'delete' : 'update' }];
      case 'ssh-keyscan':
        return [{ kind: 'net.fetch', host: call.operand(0) ?? null }];
      default:
        return [];
    }
  },
  examples: {
    yields: {
      'ssh-keygen -t ed25519 -f key': 'secret.write{store=ssh,op=create} + fs.write',
      'ssh-copy-id web1': 'persist.install{mechanism=ssh-key} + net.connect',
      'ssh-add -D': 'secret.write{op=delete}',
    },
    inert: ['ssh-keygen -l -f a.pub', 'ssh-add -l'],
  },
};

const environment: ProgramSpec = {
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
        audience: shown(call),
      }),
      output: { text: null, sources: ['env'] },
    };
  },
  examples: {
    yields: { printenv: 'secret.read{store=env-var}', 'printenv API_TOKEN': 'secret.read' },
    inert: ['printenv HOME'],
  },
};

export const secretStores: readonly ProgramSpec[] = [
  vault,
  managers,
  keychains,
  gpg,
  openssl,
  decrypters,
  sshKeys,
  environment,
];
