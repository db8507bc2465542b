/** Operations of AWS that mean more than their verb says. */
import { exports, messages, objects, statements, tables } from './data';
import { exposure, identity, tokens } from './identity';
import { auditing, databases, recovery } from './protection';
import { deployments, edges, kubeconfig, stacks } from './releases';
import { remote } from './remote';
import type { Rule } from './request';
import { ciphers, secrets } from './secrets';

const everywhere = /^/;

/** The first rule of a matching service that has something to say is the answer. */
export const rules: readonly (readonly [service: RegExp, rule: Rule])[] = [
  [everywhere, kubeconfig],
  [everywhere, tokens],
  [/^(iam|sts|organizations|sso|sso-admin|sso-oidc|identitystore|cognito-idp|cognito-identity|account)$/, identity],
  [everywhere, remote],
  [/^kms$/, ciphers],
  [/^(secretsmanager|ssm|kms)$/, secrets],
  [everywhere, auditing],
  [everywhere, recovery],
  [everywhere, databases],
  [everywhere, exposure],
  [/^(dynamodb|dax)$/, tables],
  [everywhere, statements],
  [everywhere, exports],
  [/^(sqs|sns|kinesis|firehose|ses|sesv2)$/, messages],
  [/^s3api$/, objects],
  [everywhere, stacks],
  [everywhere, deployments],
  [everywhere, edges],
];
