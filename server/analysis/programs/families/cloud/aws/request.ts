/** One request of the AWS command line: its options, arguments and evidence. */
import type { EffectDraft } from '../../../../../effects/effect';
import type { Text } from '../../../../../effects/value';
import type { Answer, Call } from '../../../program';
import type { Word } from '../../../spec';

export const options =
  '--profile=P --region=R --output=F --query=Q --endpoint-url=U --no-verify-ssl --no-paginate --no-sign-request --color=W --debug --cli-input-json=J --cli-input-yaml=Y --cli-read-timeout=N --cli-connect-timeout=N --no-cli-pager --page-size=N --max-items=N --starting-token=T --dry-run --generate-cli-skeleton[=S] --dryrun --recursive --delete --force --include=P --exclude=P --acl=A --sse[=S] --sse-kms-key-id=K --storage-class=C --quiet --only-show-errors --grants=G --metadata=M --content-type=T --cache-control=C --expires-in=N --no-progress --size-only --exact-timestamps --follow-symlinks --request-payer[=P] --human-readable --summarize';

export function evidenceOf(call: Call): NonNullable<EffectDraft['evidence']> {
  const profile = call.words('--profile').at(-1)?.value ?? call.invocation.variable('AWS_PROFILE');
  return profile === undefined ? {} : { awsProfile: profile };
}

export type Rule = (call: Call, operation: string, operands: readonly Word[]) => Answer | undefined;

export const flag = (call: Call, name: string): boolean => call.invocation.args.some((word) => word.value === name);

export function argument(call: Call, name: string): Text | undefined {
  const at = call.invocation.args.findIndex((word) => word.value === name || String(word.value).startsWith(`${name}=`));
  if (at < 0) return undefined;
  const word = call.invocation.args[at]!;
  return typeof word.value === 'string' && word.value.includes('=')
    ? word.value.slice(name.length + 1)
    : (call.invocation.args[at + 1]?.value ?? null);
}

export function all(call: Call): string {
  return call.invocation.args.map((word) => (typeof word.value === 'string' ? word.value : '')).join(' ');
}
