/** Services that are paid for or relied upon: payments, feature flags, monitoring, search. */

import type { EffectDraftOf } from '../../../effects/effect';
import { own } from '../own';
import { opaque, type ProgramSpec } from '../program';
import { when } from '../stating';

type Op = Exclude<EffectDraftOf<'saas.change'>['op'], undefined | null>;

const readingVerb =
  /^(list|get|retrieve|show|view|status|logs?|tail|search|help|version|whoami|resources|events|config|info|describe|validate|lint|check|ls|balance|address|supply|account|open|completion|docs|samples|explain|propose-version|query|diff|schema|extract|render|convert|preview|dev|build|start|serve|watch|--version)$/;

const operations: readonly (readonly [RegExp, Op])[] = [
  [/^(delete|remove|rm|destroy|archive)/, 'delete'],
  [/^(create|add|new|upload|publish|send-event|inject-sourcemaps)/, 'create'],
  [/^(disable|toggle-off|off|mute|silence|pause)/, 'disable'],
  [/^(rotate|reset)/, 'rotate'],
  [/^(purge|clear|flush|empty)/, 'purge'],
  [
    /^(update|set|edit|patch|put|apply|sync|resend|retry|enable|toggle|on$|unmute|resume|rename|move|resolve|ack|finalize|deploy|attach|detach|cancel|confirm|capture|pay|send|void|mark|verify|close|approve|decline|reverse|expire|activate|deactivate|restart|trigger|import|install|login|logout|link|assign|invite|push)/,
    'update',
  ],
];

/** `undefined` for a verb that is not known. */
function operationOf(verb: string): Op | undefined {
  return operations.find(([pattern]) => pattern.test(verb))?.[1];
}

const paymentOptions =
  '--live --api-key=K -d,--data=D -H=H --project-name,-p=P -i --confirm,-c --amount=N --currency=C --customer=C --url=U --skip-validate --key=K --from=A --private-key=K --rpc-url=U --value=V --allow-unfunded-recipient --keypair,-k=F';

const payments: ProgramSpec = {
  names: 'stripe paypal square braintree adyen razorpay',
  options: paymentOptions,
  commandWords: 2,
  does(call) {
    const [resource, verb] = [String(call.operand(0) ?? ''), String(call.operand(1) ?? '')];
    const live = call.has('--live') === true || /^(sk|rk)_live/.test(String(call.value('--api-key')));
    const evidence = live ? { evidence: { envVars: ['STRIPE_MODE=live'] } } : {};
    const common = { vendor: call.name, ...evidence } as const;
    if (
      /^(listen|login|logout|logs|config|resources|samples|status|version|help|open|serve|completion|fixtures|trigger|get|community)$/.test(
        resource,
      ) ||
      readingVerb.test(verb) ||
      verb === ''
    )
      return resource === 'post' || resource === 'delete'
        ? [{ kind: 'saas.change', category: 'payment', op: resource === 'delete' ? 'delete' : 'create', ...common }]
        : [];
    const moves: readonly (readonly [RegExp, Exclude<EffectDraftOf<'money.move'>['op'], undefined>])[] = [
      [/^refunds?/, 'refund'],
      [/^(payouts?)/, 'payout'],
      [/^transfers?/, 'transfer'],
      [/^(charges?|payment_intents?|payments?|invoices?|orders?)/, 'charge'],
      [/^subscriptions?/, /cancel|delete/.test(verb) ? 'cancel' : 'subscribe'],
    ];
    const move = moves.find(([pattern]) => pattern.test(resource))?.[1];
    if (resource === 'post') return [{ kind: 'saas.change', category: 'payment', op: 'create', ...common }];
    const op = operationOf(verb);
    if (!op) return [opaque(call.invocation)];
    if (move) return [{ kind: 'money.move', op: move, amount: Number(call.value('--amount')) || null, ...common }];
    return [{ kind: 'saas.change', category: 'payment', op, ...common }];
  },
  examples: {
    yields: {
      'stripe refunds create --live --amount=100': 'money.move{vendor=stripe,op=refund,amount=100}',
      'stripe customers delete cus_1': 'saas.change{category=payment,op=delete}',
    },
    inert: ['stripe customers list', 'stripe listen'],
  },
};

/** What a command line of a chain only asks, encodes or works out. */
const chainReading =
  /^(account|accounts|address|addresses|abi-.*|4byte.*|age|balance|balances|block|block-.*|blocks|basefee|call|chain|chain-id|client|client.*|code|codehash|codesize|cluster-.*|completions?|compute-.*|concat-.*|config|confirm|constructor-args|create2|decode-.*|disassemble|display|epoch|epoch-info|epoch-schedule|estimate|fees|feature|find-.*|format-.*|from-.*|gas-price|genesis-hash|get.*|gossip|help|implementation|index|info|inflation|interface|keccak|keys|largest-accounts|leader-schedule|list.*|logs|lookup-.*|max-.*|min-.*|mktx|namehash|networks?|nonce|objects?|object|parse-.*|ping|pretty-.*|proof|proposals|receipt|rent|resolve-.*|selectors?|shl|shr|sig|sig-event|sign-only|slot|stake-.*|stakes|state|storage|storage-root|supply|time|to-.*|transaction-count|transaction-history|tx|tx-pool|upload-signature|validate.*|validators|verify.*|version|view.*|vote-account)$/;

const chains: ProgramSpec = {
  names: 'cast solana spl-token bitcoin-cli near aptos sui',
  options: paymentOptions,
  commandWords: 1,
  does(call) {
    const words = call.operands.map((word) => String(word.value));
    const sends = words.find((word) =>
      /^(send|transfer|sendtoaddress|sendmany|withdraw|pay|mint-to|burn|publish|sendrawtransaction)$/.test(word),
    );
    if (sends) return [{ kind: 'money.move', op: 'transfer', vendor: call.name, amount: null }];
    if (words.some((word) => /^(dumpprivkey|dumpwallet|export-key|decrypt-keystore|private-key)$/.test(word)))
      return [{ kind: 'secret.read', store: 'vault', audience: 'model' }];
    const converts = call.invocation.args.some((word) => /^--(to|from|format|abi|max|min)-/.test(String(word.value)));
    return words.length === 0 || converts || chainReading.test(words[0]!) ? [] : [opaque(call.invocation)];
  },
  examples: {
    yields: {
      'cast send 0xabc --value 1ether': 'money.move{op=transfer}',
      'solana transfer a 1': 'money.move{vendor=solana}',
    },
    inert: ['cast balance 0xabc', 'cast --to-wei 1', 'solana balance'],
  },
};

const categories: Readonly<Record<string, Exclude<EffectDraftOf<'saas.change'>['category'], undefined | null>>> = {
  ldcli: 'feature-flag',
  launchdarkly: 'feature-flag',
  unleash: 'feature-flag',
  flagsmith: 'feature-flag',
  'datadog-ci': 'monitoring',
  dog: 'monitoring',
  'sentry-cli': 'monitoring',
  pd: 'monitoring',
  grafana: 'monitoring',
  'grafana-cli': 'monitoring',
  newrelic: 'monitoring',
  honeycomb: 'monitoring',
  amtool: 'monitoring',
  algolia: 'search',
  auth0: 'auth',
  okta: 'auth',
  twilio: 'other',
  sendgrid: 'email',
  mailgun: 'email',
  circleci: 'ci',
  travis: 'ci',
  buildkite: 'ci',
  cloudflare: 'cdn',
  fastly: 'cdn',
  kong: 'api-gateway',
  deck: 'api-gateway',
  contentful: 'other',
  sanity: 'other',
  shopify: 'other',
  posthog: 'monitoring',
};

/** The verb behind the topic (`flags delete`, `messages:create`), or the only word. */
function verbIn(words: readonly string[]): string | undefined {
  const isVerb = (word: string) => readingVerb.test(word) || operationOf(word) !== undefined;
  return words.slice(1).find(isVerb) ?? words.slice(0, 1).find(isVerb);
}

const services: ProgramSpec = {
  names: Object.keys(categories).join(' '),
  commandWords: 2,
  options: '--api-key=K --token=T --org=O --project,-p=P --host=H --environment,-e=E --format=F -o=O --force --yes -y',
  does(call) {
    const words = call.operands.flatMap((word) => String(word.value).split(':'));
    const verb = verbIn(words);
    if (words.length === 0 || (verb && readingVerb.test(verb))) return [];
    const op = verb && operationOf(verb);
    if (!op) return [opaque(call.invocation)];
    const category = own(categories, call.name) ?? 'other';
    const silences = category === 'monitoring' && /mute|silence|delete|disable/.test(words.join(' '));
    return [
      ...when(call.name === 'twilio' && words.includes('messages'), { kind: 'comm.send', channel: 'sms' }),
      { kind: 'saas.change', category, op, vendor: call.name },
      ...when(silences, { kind: 'audit.tamper', what: 'telemetry' }),
    ];
  },
  examples: {
    yields: {
      'ldcli flags delete --flag x': 'saas.change{category=feature-flag,op=delete,vendor=ldcli}',
      'ldcli flags delete status': 'saas.change{op=delete}',
      'datadog-ci junit upload --service shop report.xml': 'saas.change{op=create}',
      'twilio api:core:messages:create --to 1': 'comm.send{channel=sms} + saas.change{op=create}',
      'grafana dashboards delete 1': 'saas.change{category=monitoring} + audit.tamper{what=telemetry}',
    },
    inert: [
      'sentry-cli info',
      'ldcli flags list',
      'twilio phone-numbers:list',
      'sanity build',
      'sentry-cli events list',
    ],
  },
};

export const saas: readonly ProgramSpec[] = [payments, chains, services];
