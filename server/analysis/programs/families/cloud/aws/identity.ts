/** Who may do what in AWS: users, roles, accounts, and what proves who one is. */
import { argument, type Rule } from './request';
import { readingVerb } from './verbs';

const credentials =
  /^get-(session-token|federation-token|login-password|authorization-token|role-credentials|credentials-for-identity|password-data|token)$/;

export const tokens: Rule = (request) => {
  const { call, operation } = request;
  const audience = request.call.audience;
  if (/^assume-role/.test(operation))
    return [
      { kind: 'privilege.escalate', how: 'assume-role', user: argument(call, '--role-arn') ?? null },
      { kind: 'secret.read', store: 'cloud-cred', audience },
    ];
  if (credentials.test(operation))
    return {
      effects: [{ kind: 'secret.read', store: 'cloud-cred', audience }],
      output: { text: null, sources: ['secret'] },
    };
  if (/^create-(access-key|login-profile|service-specific-credential|key-pair|api-key)$/.test(operation))
    return [{ kind: 'secret.write', store: 'aws', op: 'mint' }];
  return undefined;
};

export const identity: Rule = ({ call, service, operation }) => {
  if (readingVerb.test(operation) || operation === 'generate-credential-report') return [];
  if (/^(close-account|leave-organization|delete-organization|delete-user-pool|delete-identity-pool)$/.test(operation))
    return [
      {
        kind: 'infra.destroy',
        provider: 'aws',
        service,
        resource: argument(call, '--account-id', '--user-pool-id', '--identity-pool-id') ?? null,
        stateful: true,
        all: true,
      },
    ];
  const principal = argument(call, '--user-name', '--role-name', '--group-name', '--username', '--account-id') ?? null;
  return [{ kind: 'access.change', provider: 'aws', op: opOf(operation), principal }];
};

function opOf(operation: string) {
  if (/mfa/.test(operation)) return 'mfa';
  if (/access-key|password|credential/.test(operation)) return 'key';
  return /^(admin-)?(delete|detach|remove|deactivate|disable|disassociate)-/.test(operation) ? 'revoke' : 'grant';
}

export const exposure: Rule = ({ call, operation }) => {
  const given = (...names: readonly string[]) => String(argument(call, ...names) ?? '');
  const opened =
    /public-read|AllUsers|AuthenticatedUsers/i.test(
      `${given('--acl')} ${given('--grant-read', '--grant-full-control')}`,
    ) ||
    /"?Principal"?\s*:\s*(?:\{\s*"AWS"\s*:\s*)?"\*"/.test(given('--policy')) ||
    /=false/i.test(given('--public-access-block-configuration'));
  if (
    /^(put-bucket-acl|put-object-acl|put-bucket-policy|put-public-access-block|delete-bucket-policy)$/.test(operation)
  )
    return [{ kind: 'access.change', provider: 'aws', op: opened ? 'publicize' : 'policy' }];
  if (operation === 'delete-public-access-block') return [{ kind: 'access.change', provider: 'aws', op: 'publicize' }];
  if (/^(authorize|revoke)-security-group-|^(create|replace|delete)-network-acl-entry$/.test(operation))
    return [{ kind: 'access.change', provider: 'aws', op: 'firewall' }];
  if (/^modify-(snapshot|image|db-snapshot|db-cluster-snapshot)-attribute$/.test(operation)) {
    const everyone = /(^|[^\w-])all\b/.test(
      [
        given('--group-names'),
        given('--values-to-add'),
        given('--launch-permission'),
        given('--create-volume-permission'),
      ].join(' '),
    );
    return [{ kind: 'access.change', provider: 'aws', op: everyone ? 'publicize' : 'policy' }];
  }
  if (/^(add-permission|put-resource-policy|put-key-policy|set-repository-policy|put-registry-policy)$/.test(operation))
    return [{ kind: 'access.change', provider: 'aws', op: given('--principal') === '*' ? 'publicize' : 'policy' }];
  if (/^(create|update)-function-url-config$/.test(operation) && given('--auth-type') === 'NONE')
    return [{ kind: 'access.change', provider: 'aws', op: 'publicize' }];
  return undefined;
};
