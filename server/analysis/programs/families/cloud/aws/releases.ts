/** Changes of AWS that release something, are looked at first, or are more than an update. */
import { reads } from '../../../stating';
import { evidenceOf, filesOf, flag, type Rule } from './request';

const releasing =
  /^(deploy create-deployment|amplify start-(job|deployment)|lambda (update-function-code|publish-version|update-alias)|elasticbeanstalk update-environment|apprunner start-deployment|codepipeline start-pipeline-execution|serverlessrepo .*)$/;

export const deployments: Rule = ({ call, service, operation }) =>
  releasing.test(`${service} ${operation}`)
    ? [
        ...reads(call, filesOf(call), { shown: false }),
        { kind: 'deploy.release', target: 'aws', op: 'deploy', evidence: evidenceOf(call) },
      ]
    : undefined;

/** A change set is only looked at until it is executed. */
export const stacks: Rule = ({ call, service, operation }) => {
  if (service !== 'cloudformation') return undefined;
  if (operation === 'create-change-set' || (operation === 'deploy' && flag(call, '--no-execute-changeset'))) return [];
  const reviewed = operation === 'execute-change-set';
  return reviewed || operation === 'deploy'
    ? [{ kind: 'infra.change', provider: 'aws', service, op: 'apply', reviewed, evidence: evidenceOf(call) }]
    : undefined;
};

export const edges: Rule = ({ call, service, operation }) => {
  if (operation === 'create-invalidation')
    return [{ kind: 'saas.change', category: 'cdn', op: 'purge', vendor: 'aws', evidence: evidenceOf(call) }];
  if (/^(failover-(db|global)-cluster|promote-read-replica(-db-cluster)?|test-failover)$/.test(operation))
    return [{ kind: 'db.admin', engine: null, op: 'failover', evidence: evidenceOf(call) }];
  // A query of log lines, not of something that goes on running.
  return service === 'logs' && /^(start|stop)-query$/.test(operation) ? [] : undefined;
};

export const kubeconfig: Rule = ({ operation }) =>
  operation === 'update-kubeconfig' ? [{ kind: 'config.write', target: 'kube', executes: true }] : undefined;
