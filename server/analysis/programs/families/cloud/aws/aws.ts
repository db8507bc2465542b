/** The AWS command line: most of it follows from the verb of the operation, the rest is listed. */
import type { Answer, Call, ProgramSpec } from '../../../program';
import { when } from '../../../stating';
import { options, type Request } from './request';
import { rules } from './rules';
import { s3 } from './s3';
import { byVerb } from './verbs';

function operate(call: Call, service: string): Answer {
  const operation = call.operand(0);
  if (operation === undefined || call.operand(1) === 'help') return [];
  if (call.has('--dry-run', '--generate-cli-skeleton') === true) return [];
  if (typeof operation !== 'string') return [{ kind: 'code.opaque', reason: 'unresolved-command', program: 'aws' }];
  const request: Request = { call, service, operation };
  for (const [services, rule] of rules) {
    const answer = services.test(service) ? rule(request) : undefined;
    if (answer) return answer;
  }
  return byVerb(request);
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
        ...when(verb === 'import' || /secret|token/.test(String(call.operand(1))), {
          kind: 'secret.write',
          store: 'aws',
          op: 'update',
        }),
      ];
    },
    sso: {
      options,
      does: (call) =>
        /^(login|logout)$/.test(String(call.operand(0)))
          ? [{ kind: 'secret.write', store: 'aws', op: 'update' }]
          : operate(call, 'sso'),
    },
  },
  otherwise: (call, service) => operate(call.inside(options), service),
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
      'aws ec2 --region us-east-1 terminate-instances --instance-ids=i-1': 'infra.destroy{service=ec2,resource=i-1}',
      'aws ec2 terminate-instances --instance-ids $IDS': 'infra.destroy{resource=?,stateful=false}',
      'aws ec2 delete-volume --volume-id v': 'infra.destroy{resource=v,stateful=true}',
      'aws ec2 create-key-pair --key-name k': 'secret.write{op=mint}',
      'aws rds modify-db-instance --db-instance-identifier d --no-deletion-protection':
        'recovery.destroy{what=deletion-protection,resource=d}',
      'aws rds modify-db-instance --db-instance-identifier d --backup-retention-period 0':
        'recovery.destroy{what=backup,resource=d}',
      'aws s3api put-object --bucket b --key k --body .env': 'fs.read + secret.read + net.upload{source=secret,host=b}',
      'aws s3api get-object --bucket b --key k out.bin': 'db.export{table=b,to=file} + fs.write{path=/repo/out.bin}',
      'aws s3api delete-bucket --bucket b': 'infra.destroy{resource=b,stateful=true}',
      'aws s3api put-bucket-acl --bucket b --acl public-read': 'access.change{op=publicize}',
      'aws ec2 authorize-security-group-ingress --group-id g --cidr 0.0.0.0/0': 'access.change{op=firewall}',
      'aws ssm send-command --instance-ids i --parameters commands="rm -rf /srv"':
        'remote.exec{tool=ssm,host=i,resolved=true} + fs.delete{via=remote}',
      'aws ssm start-session --target i-1': 'remote.exec{resolved=false} + code.opaque{reason=interactive}',
      'aws dynamodb scan --table-name t': 'db.read{engine=dynamo,table=t}',
      'aws sqs send-message --queue-url u --message-body x': 'db.rows.insert{engine=queue,table=u}',
      'aws organizations leave-organization': 'infra.destroy{service=organizations,all=true}',
      'aws lambda update-function-code --function-name f --zip-file fileb://f.zip':
        'deploy.release{target=aws} + fs.read',
      'aws cloudformation deploy --template-file t.yml --stack-name s': 'infra.change{op=apply,reviewed=false}',
      'aws guardduty delete-detector --detector-id d': 'audit.tamper{what=cloud-trail}',
      'aws ecr get-login-password | docker login --password-stdin x.dkr.ecr.us-east-1.amazonaws.com':
        'secret.read{store=cloud-cred,audience=process} + secret.write',
      'aws ec2 $OPERATION': 'code.opaque{reason=unresolved-command}',
    },
    inert: [
      'aws s3 ls',
      'aws ec2 describe-instances',
      'aws sts get-caller-identity',
      'aws logs tail g --follow',
      'aws s3 rm s3://b --recursive --dryrun',
      'aws iam list-users',
      'aws ec2 terminate-instances --instance-ids i-1 --dry-run',
      "aws logs start-query --log-group-name g --query-string 'fields @message'",
      'aws kms encrypt --key-id k --plaintext fileb://x',
      'aws ec2 terminate-instances help',
    ],
  },
};
