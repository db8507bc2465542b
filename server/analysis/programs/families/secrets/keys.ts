/** Keys: GnuPG, ssh, and files that are kept encrypted. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, opaque, type ProgramSpec } from '../../program';
import type { Run } from '../../spec';
import { writes } from '../../stating';
import { sshHost } from '../network/ssh';

/** What gpg does that discloses and loses nothing. Only one mode can be chosen. */
const harmlessModes = [
  '-e',
  '-s',
  '-b',
  '-c',
  '--clear-sign',
  '-k',
  '-K',
  '--verify',
  '--fingerprint',
  '--export',
  '--import',
  '--dearmor',
  '--enarmor',
  '--list-packets',
  '--print-md',
];

export const gpg: ProgramSpec = {
  names: 'gpg gpg2 gpgsm',
  options:
    '-d,--decrypt -e,--encrypt -s,--sign -b,--detach-sign -c,--symmetric --clear-sign,--clearsign -k,--list-keys -K,--list-secret-keys --verify --fingerprint --export -a,--armor --export-secret-keys --export-secret-subkeys --delete-keys --delete-secret-keys --delete-secret-and-public-key --import --gen-key,--generate-key,--full-generate-key,--full-gen-key,--quick-generate-key --edit-key --recv-keys --send-keys --search-keys --refresh-keys -r,--recipient=R -u,--local-user=U -o,--output=F --batch --yes --passphrase=P --passphrase-file=F --passphrase-fd=N --pinentry-mode=M --keyserver=K --homedir=D --trust-model=M --status-fd=N --no-default-keyring --keyring=F -q --dearmor --enarmor --list-packets --print-md --version',
  does(call) {
    const output = writes(call, call.words('-o'), 'overwrite');
    const audience = call.words('-o').length > 0 ? 'process' : call.audience;
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
        output: { text: null, sources: ['secret', 'decoded'] },
      };
    if (call.has('--gen-key') === true) return [{ kind: 'secret.write', store: 'gpg', op: 'create' }];
    if (call.has('--send-keys') === true)
      return [{ kind: 'net.upload', channel: 'http', source: 'literal', host: null }];
    if (call.has('--recv-keys', '--refresh-keys', '--search-keys') === true) return [{ kind: 'net.fetch' }];
    if (call.has('--delete-keys') === true) return [{ kind: 'secret.write', store: 'gpg', op: 'delete' }];
    return call.open && call.has(...harmlessModes) !== true ? [opaque(call.invocation)] : output;
  },
  examples: {
    yields: {
      'gpg -d a.gpg': 'secret.read{store=gpg,audience=model}',
      'gpg -d a.gpg | sh': 'secret.read{audience=process} + code.exec{origin=decoded,resolved=false}',
      'gpg --export-secret-keys -a': 'secret.read',
      'gpg --delete-secret-keys X': 'secret.write{op=destroy}',
    },
    inert: ['gpg --verify a.sig', 'gpg --list-keys'],
  },
};

export const decrypters: ProgramSpec = {
  names: 'sops age rage git-crypt blackbox_cat transcrypt ejson eyaml',
  options:
    '-d,--decrypt -e,--encrypt --identity=F -i,--in-place -r,--recipient=R -R=F -o,--output=F -p -a --input-type=T --output-type=T --extract=E --set=S --rotate --config=F',
  does(call) {
    const words = call.operands.map((word) => String(word.value));
    const verb = words[0] ?? '';
    const decrypts =
      call.has('-d') === true || /^(decrypt|unlock|exec-env|exec-file)$/.test(verb) || call.name === 'blackbox_cat';
    const inPlace = call.name === 'sops' && call.has('--in-place') === true;
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
            audience: call.words('-o').length > 0 || inPlace ? 'process' : call.audience,
          },
          ...writes(call, call.words('-o'), 'create'),
          ...(inPlace ? writes(call, call.operands.slice(-1), 'overwrite') : []),
        ],
        output: { text: null, sources: ['secret', 'decoded'] },
      };
    if (
      call.name === 'git-crypt' &&
      !/^(|init|status|lock|add-gpg-user|ls-gpg-users|export-key|keygen|help|version)$/.test(verb)
    )
      return [opaque(call.invocation)];
    if (
      call.open &&
      call.has('-e', '--rotate', '--set') !== true &&
      !/^(encrypt|edit|updatekeys|rotate|status|init)$/.test(verb)
    )
      return [opaque(call.invocation)];
    return writes(call, call.words('-o'), 'create');
  },
  examples: {
    yields: {
      'sops -d secrets.enc.yaml': 'secret.read{store=env-file,audience=model}',
      'sops -d -i a.yaml': 'secret.read{audience=process} + fs.write{path=/repo/a.yaml,mode=overwrite}',
      'git-crypt unlock': 'secret.read',
    },
    inert: ['git-crypt status'],
  },
};

export const sshKeys: ProgramSpec = {
  names: 'ssh-keygen ssh-copy-id ssh-add ssh-keyscan',
  options:
    '-t=T -b=N -C=C -f=F -N=P -P=P -p -l -L -y -F=H -R=H -E=H -i=F -o=O -D -d -x -X -K -k -q -v -e -B -H -A -s=S -c -h -m=F -Y=A -n=N -I=I -O=O -V=V -T=T -a=N -u',
  does(call) {
    switch (call.name) {
      case 'ssh-keygen':
        return generatesKey(call);
      case 'ssh-copy-id':
        return [
          { kind: 'persist.install', mechanism: 'ssh-key', op: 'add' },
          { kind: 'net.connect', purpose: 'ssh', host: sshHost(call.operand(0) ?? null) },
        ];
      case 'ssh-add':
        if (call.has('-l', '-L') === true) return [];
        return [{ kind: 'secret.write', store: 'ssh', op: call.has('-D', '-d') === true ? 'delete' : 'update' }];
      case 'ssh-keyscan':
        return call.operands.map((word): EffectDraft => ({ kind: 'net.fetch', host: sshHost(word.value) }));
      default:
        return [];
    }
  },
  examples: {
    yields: {
      'ssh-keygen -t ed25519 -f key': 'secret.write{store=ssh,op=create} + fs.write',
      'ssh-keygen -s ca -I eve id.pub': 'secret.write{store=ssh,op=mint}',
      'ssh-keygen -p -f .env': 'secret.write{op=update} + fs.write{mode=overwrite}',
      'ssh-copy-id me@web1': 'persist.install{mechanism=ssh-key} + net.connect{host=web1}',
      'ssh-keyscan github.com': 'net.fetch{host=github.com}',
      'ssh-add -D': 'secret.write{op=delete}',
    },
    inert: ['ssh-keygen -l -f a.pub', 'ssh-add -l', 'ssh-keygen -y -f a.pub'],
  },
};

function generatesKey(call: Call): EffectDraft[] {
  if (call.has('-l', '-F', '-B', '-H', '-L', '-Y', '-e') === true) return [];
  if (call.has('-y') === true && !call.maybe('-p')) return [];
  if (call.has('-R') === true) return [{ kind: 'config.write', target: 'ssh', executes: false }];
  // Signs with the key of an authority.
  if (call.words('-s').length > 0) return [{ kind: 'secret.write', store: 'ssh', op: 'mint' }];
  const changes = call.maybe('-p');
  return [
    { kind: 'secret.write', store: 'ssh', op: changes ? 'update' : 'create' },
    ...writes(call, call.words('-f'), changes ? 'overwrite' : 'create'),
  ];
}

export const sshAgent: ProgramSpec = {
  names: 'ssh-agent',
  options: '-a=SOCKET -E=H -t=LIFE -P=P -O=O -c -s -D -d -k',
  stopAtOperand: true,
  does: (call) =>
    call.operands.length > 0 ? { runs: [{ type: 'argv', words: call.operands, label: 'ssh-agent' }] } : [],
  examples: { yields: { 'ssh-agent rm -rf build': 'fs.delete{path=/repo/build}' }, inert: ['ssh-agent -s'] },
};
