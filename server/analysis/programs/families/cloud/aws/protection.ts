/** What cannot be got back afterwards, and what watches over an account. */
import { when } from '../../../stating';
import { all, argument, flag, type Rule, resourceOf } from './request';
import { destroyingVerb } from './verbs';

const unprotecting = [
  '--no-deletion-protection',
  '--no-deletion-protection-enabled',
  '--no-enable-termination-protection',
  '--no-enable-deletion-protection',
  '--no-disable-api-termination',
];

const unprotected = /(deletion[._]protection[._]enabled|DeletionProtection)\W*(Value)?\W*=?\s*false/i;

/** Snapshots, backups, versions, protection. */
export const recovery: Rule = ({ call, operation }) => {
  const resource = resourceOf(call);
  if (/^delete-.*snapshot|^delete-snapshots?$/.test(operation))
    return [{ kind: 'recovery.destroy', what: 'snapshot', resource }];
  if (/^delete-(recovery-point|backup|backup-vault|backup-plan|.*-backup)$/.test(operation))
    return [{ kind: 'recovery.destroy', what: 'backup', resource }];
  if (operation === 'put-bucket-versioning' && /suspended/i.test(all(call)))
    return [{ kind: 'recovery.destroy', what: 'versioning', resource }];
  if (
    /^(delete-bucket-lifecycle|put-bucket-lifecycle(-configuration)?|delete-object-lock-configuration)$/.test(operation)
  )
    return [{ kind: 'recovery.destroy', what: 'retention', resource }];
  if (operation === 'update-continuous-backups' && /enabled=false/i.test(all(call)))
    return [{ kind: 'recovery.destroy', what: 'pitr', resource }];
  if (
    flag(call, ...unprotecting) ||
    unprotected.test(all(call)) ||
    argument(call, '--deletion-protection') === 'INACTIVE'
  )
    return [{ kind: 'recovery.destroy', what: 'deletion-protection', resource }];
  return undefined;
};

/** A database whose backups are kept for no day, or that the whole world may reach. */
export const databases: Rule = ({ call, service, operation }) => {
  if (service !== 'rds' || !/^(modify|create|restore)-/.test(operation)) return undefined;
  const effects = [
    ...when(argument(call, '--backup-retention-period') === '0', {
      kind: 'recovery.destroy',
      what: 'backup',
      resource: resourceOf(call),
    }),
    ...when(flag(call, '--publicly-accessible'), { kind: 'access.change', provider: 'aws', op: 'publicize' }),
  ];
  return effects.length > 0 ? effects : undefined;
};

const watchers =
  /^(guardduty|inspector2?|macie2|securityhub|detective|accessanalyzer|cloudtrail|configservice|config)$/;

export const auditing: Rule = ({ call, service, operation }) => {
  const stops =
    /^(stop-logging|delete-trail|delete-log-group|delete-log-stream|delete-flow-logs|put-retention-policy|stop-configuration-recorder)$/.test(
      operation,
    ) ||
    (watchers.test(service) && (/^(disable|stop)(-|$)/.test(operation) || destroyingVerb.test(operation))) ||
    flag(call, '--no-include-global-service-events', '--no-is-multi-region-trail', '--no-enable-log-file-validation');
  return stops ? [{ kind: 'audit.tamper', what: 'cloud-trail' }] : undefined;
};
