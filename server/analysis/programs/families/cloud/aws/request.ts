/** One request of the AWS command line: its options, arguments and evidence. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import type { Answer, Call } from '../../../program';
import type { Word } from '../../../spec';
import { hostOf } from '../../../urls';

export const options =
  '--profile=P --region=R --output=F --query=Q --endpoint-url=U --no-verify-ssl --no-paginate --no-sign-request --color=W --debug --cli-input-json=J --cli-input-yaml=Y --cli-read-timeout=N --cli-connect-timeout=N --cli-binary-format=F --ca-bundle=F --cli-auto-prompt --no-cli-auto-prompt --no-cli-pager --page-size=N --max-items=N --starting-token=T --dry-run --generate-cli-skeleton[=S] --dryrun --recursive --delete --force --include=P --exclude=P --acl=A --sse[=S] --sse-kms-key-id=K --storage-class=C --quiet --only-show-errors --grants=G --metadata=M --content-type=T --cache-control=C --expires-in=N --no-progress --size-only --exact-timestamps --follow-symlinks --request-payer[=P] --human-readable --summarize';

/** `aws <service> <operation> --…`. */
export interface Request {
  readonly call: Call;
  readonly service: string;
  readonly operation: string;
}

/** `undefined` where the operation means what its verb says. */
export type Rule = (request: Request) => Answer | undefined;

/** The account that is meant, or the machine that stands in for the cloud. */
export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const endpoint = call.words('--endpoint-url').at(-1)?.value ?? call.invocation.variable('AWS_ENDPOINT_URL');
  if (endpoint !== undefined) return { host: hostOf(endpoint) ?? null };
  if (call.name === 'awslocal') return { host: 'localhost' };
  const profile = call.words('--profile').at(-1)?.value ?? call.invocation.variable('AWS_PROFILE');
  return { awsProfile: profile ?? null };
}

export const flag = (call: Call, ...names: readonly string[]): boolean =>
  call.invocation.args.some(({ value }) => typeof value === 'string' && names.includes(value));

/** The value of one of the operation's own options, `--name value` or `--name=value`. */
export function argumentWord(call: Call, ...names: readonly string[]): Word | undefined {
  const { args } = call.invocation;
  for (const [at, word] of args.entries()) {
    if (typeof word.value !== 'string') continue;
    const name = names.find((each) => word.value === each || String(word.value).startsWith(`${each}=`));
    if (name === undefined) continue;
    if (word.value !== name) return { ...word, value: word.value.slice(name.length + 1) };
    return args[at + 1] ?? { ...word, value: null };
  }
  return undefined;
}

export function argument(call: Call, ...names: readonly string[]): Text | undefined {
  return argumentWord(call, ...names)?.value;
}

const naming = /^--(?:[\w-]+-)?(?:id|ids|name|names|identifier|arn|arns|bucket|cluster|service|url|resources?)(?==|$)/;

/** What the request is about: the first argument that names something. */
export function resourceOf(call: Call): Text {
  const option = call.invocation.args
    .map(({ value }) => naming.exec(String(value))?.[0])
    .find((name) => name !== undefined);
  return option === undefined ? null : (argument(call, option) ?? null);
}

export function all(call: Call): string {
  return call.invocation.args.map((word) => (typeof word.value === 'string' ? word.value : '')).join(' ');
}

/** Files of this machine that go along: `file://policy.json`, `fileb://code.zip`. */
export function filesOf(call: Call): readonly Word[] {
  return call.invocation.args.flatMap((word) => {
    const path = typeof word.value === 'string' ? /(?:^|=)fileb?:\/\/(.+)/.exec(word.value)?.[1] : undefined;
    return path === undefined ? [] : [{ ...word, value: path }];
  });
}
