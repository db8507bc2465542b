/** The AWS command line: most of it follows from the verb of the operation, the rest is listed. */
import type { Answer, Call, ProgramSpec } from '../../../program';
import { when } from '../../../stating';
import { options } from './request';
import { identity, rules } from './rules';
import { s3 } from './s3';
import { byVerb } from './verbs';

function operate(call: Call, service: string): Answer {
  const operation = call.operand(0);
  if (operation === undefined || call.has('--dry-run') === true || call.has('--generate-cli-skeleton') === true)
    return [];
  if (typeof operation !== 'string') return [{ kind: 'code.opaque', reason: 'unresolved-command', program: 'aws' }];
  if (/^(iam|sts|organizations|sso|sso-admin|identitystore|cognito-idp)$/.test(service))
    return identity(call, operation, call.operands) ?? [];
  for (const rule of rules) {
    const answer = rule(call, operation, call.operands);
    if (answer) return answer;
  }
  return byVerb(call, service, operation);
}

export const aws: ProgramSpec = {
  names: 'aws awslocal',
  options,
  commands: {
    s3,
    'help --version': [],
    configure: (call) => {
      const verb = call.operand(0);
      if (verb === 'list' || verb === 'list-profiles') return [];
      if (verb === 'get')
        return when(/secret|token/.test(String(call.operand(1))), {
          kind: 'secret.read',
          store: 'cloud-cred',
          audience: 'model',
        });
      if (verb === 'export-credentials') return [{ kind: 'secret.read', store: 'cloud-cred', audience: 'model' }];
      return [
        { kind: 'config.write', target: 'cloud-cli', executes: /credential_process/.test(String(call.operand(1))) },
      ];
    },
    sso: (call) =>
      /^(login|logout)$/.test(String(call.operand(0)))
        ? [{ kind: 'secret.write', store: 'aws', op: 'update' }]
        : operate(call, 'sso'),
    logs: (call) => operate(call, 'logs'),
  },
  otherwise: (call, service) => operate(shifted(call), service),
  examples: {
    yields: {
      'aws s3 rm s3://b/prefix --recursive': 'db.rows.delete{engine=other,where=none,method=delete}',
      'aws s3 rb s3://b --force': 'infra.destroy{provider=aws,service=s3,stateful=true}',
      'aws s3 cp dump.sql s3://b/': 'net.upload{channel=bucket,source=file}',
      'aws s3 sync . s3://b --delete': 'net.upload + db.rows.delete',
      'aws s3 cp s3://b/x y': 'db.export{to=file} + fs.write',
      'aws ec2 terminate-instances --instance-ids i-1 --profile prod': 'infra.destroy{service=ec2,resource=i-1}',
      'aws rds delete-db-instance --db-instance-identifier db1 --skip-final-snapshot':
        'infra.destroy{stateful=true,resource=db1} + recovery.destroy{what=snapshot}',
      'aws ec2 delete-snapshot --snapshot-id s': 'recovery.destroy{what=snapshot}',
      'aws s3api put-bucket-versioning --bucket b --versioning-configuration Status=Suspended':
        'recovery.destroy{what=versioning}',
      'aws iam create-access-key --user-name x': 'secret.write{op=mint}',
      'aws iam attach-user-policy --user-name x --policy-arn y': 'access.change{op=grant}',
      'aws sts assume-role --role-arn r --role-session-name s': 'privilege.escalate{how=assume-role} + secret.read',
      'aws secretsmanager get-secret-value --secret-id db': 'secret.read{store=vault,name=db,audience=model}',
      'aws cloudtrail stop-logging --name t': 'audit.tamper{what=cloud-trail}',
      'aws logs delete-log-group --log-group-name g': 'audit.tamper',
      'aws sqs purge-queue --queue-url u': 'db.rows.delete{engine=queue,method=purge}',
      'aws ec2 run-instances --image-id i': 'infra.change{op=start,metered=true}',
      'aws dynamodb delete-table --table-name t': 'infra.destroy{service=dynamodb,stateful=true}',
      'aws cloudformation delete-stack --stack-name s': 'infra.destroy{service=cloudformation,stateful=true}',
    },
    inert: [
      'aws s3 ls',
      'aws ec2 describe-instances',
      'aws sts get-caller-identity',
      'aws logs tail g --follow',
      'aws s3 rm s3://b --recursive --dryrun',
      'aws iam list-users',
    ],
  },
};

/** The operation is the word after the service. */
function shifted(call: Call): Call {
  return call.from(1);
}
