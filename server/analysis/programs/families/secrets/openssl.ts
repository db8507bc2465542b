/** openssl. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Answer, type Call, opaque, type ProgramSpec, together } from '../../program';
import type { Word } from '../../spec';
import { always, reads, targetOf, when, writes } from '../../stating';

const opensslOptions =
  '-in=F -out=F -inform=F -outform=F -text -noout -pubout -pubin -passin=P -passout=P -d -e -a,-base64 -k=P -K=K -iv=V -pass=P -salt -pbkdf2 -connect=HP -servername=S -key=F -cert=F -CAfile=F -newkey=T -nodes -x509 -days=N -subj=S -new -config=F -sha256 -sha512 -md5 -hex -inkey=F -export -nokeys -nocerts -clcerts -modulus -dates -enddate -issuer -subject -fingerprint -check -verify=F -sign=F -signature=F -showcerts -algorithm=A -pkeyopt=O -rand=F -starttls=P -brief -legacy -md=M -iter=N -A -aes-256-cbc -genkey -name=N -CA=F -CAkey=F -CAcreateserial -extfile=F -extensions=E -req -traditional -topk8 -accept=P -port=P -www -WWW -dgst';

/** A new key is one more; an old one that is written over is lost. */
function writesKeys(call: Call, words: readonly Word[]): EffectDraft[] {
  const { files } = call.invocation.surroundings.providers;
  return words.flatMap((word) => {
    const { path } = targetOf(call, word);
    return writes(call, [word], typeof path === 'string' && files.kind(path) === 'absent' ? 'create' : 'overwrite');
  });
}

export const openssl: ProgramSpec = {
  names: 'openssl libressl',
  options: opensslOptions,
  commands: {
    'version x509 verify dgst ciphers list crl ocsp asn1parse speed rand errstr prime passwd sha256 md5 sha1 sha512 dhparam ecparam nseq spkac storeutl fipsinstall help info pkcs7 s_time sess_id ts cms smime':
      {
        options: opensslOptions,
        does: (call) => [
          ...reads(call, [...call.words('-in'), ...filesOf(call)], { shown: false }),
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
      does: (call) => writesKeys(call, [...call.words('-out'), ...call.words('-keyout')]),
    },
    s_client: {
      options: opensslOptions,
      does: (call) =>
        sendsNothing(call)
          ? [{ kind: 'net.fetch', scheme: 'tls', host: hostOnly(call) }]
          : [{ kind: 'net.connect', purpose: 'raw', host: hostOnly(call) }],
    },
    s_server: always({ kind: 'net.listen', expose: 'lan' }),
    ca: always({ kind: 'secret.write', store: 'ca', op: 'mint' }),
  },
  examples: {
    yields: {
      'openssl rsa -in id_rsa -text': 'fs.read + secret.read{store=ssh}',
      'openssl s_client -connect example.com:443': 'net.connect{purpose=raw,host=example.com}',
      'echo | openssl s_client -connect example.com:443': 'net.fetch{host=example.com}',
      'cat a.txt | openssl s_client -connect example.com:443': 'net.connect{purpose=raw}',
    },
    inert: ['openssl version', 'openssl x509 -in cert.crt -noout -text', 'openssl rand -hex 16'],
  },
};

/** A number or a word is no file. */
function filesOf(call: Call): readonly Word[] {
  return /^(rand|prime|passwd|ciphers|speed|errstr|version|list|help|info)$/.test(call.path.at(-1) ?? '')
    ? []
    : call.operands;
}

/** `echo | openssl s_client …` and `</dev/null`: only the certificate is looked at. */
function sendsNothing({ invocation: { stdin } }: Call): boolean {
  if (stdin?.file?.value === '/dev/null') return true;
  return typeof stdin?.text === 'string' && /^\s*Q?\s*$/.test(stdin.text);
}

function hostOnly(call: Call) {
  const target = call.value('-connect');
  return typeof target === 'string' ? (target.split(':')[0] ?? null) : null;
}

/** The private part comes out unless only the public part, or nothing, is asked for. */
function keyFile(call: Call): Answer {
  if (call.open && call.words('-in').length === 0) return [opaque(call.invocation)];
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
      audience: call.audience,
    }),
  );
}
