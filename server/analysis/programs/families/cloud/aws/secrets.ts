/** Secrets and keys that AWS keeps. */
import { argument, flag, type Rule } from './request';

export const secrets: Rule = (request) => {
  const { call, operation } = request;
  const name = argument(call, '--secret-id', '--name', '--names', '--key-id') ?? null;
  if (
    /^(get-secret-value|batch-get-secret-value|decrypt|generate-data-key(-pair)?)$/.test(operation) ||
    (/^get-parameters?(-by-path|-history)?$/.test(operation) && flag(call, '--with-decryption'))
  )
    return {
      effects: [{ kind: 'secret.read', store: 'vault', name, audience: request.call.audience }],
      output: { text: null, sources: ['secret'] },
    };
  const op = writingOp(operation, flag(call, '--force-delete-without-recovery'));
  return op && [{ kind: 'secret.write', store: /key/.test(operation) ? 'kms' : 'aws', name, op }];
};

function writingOp(operation: string, forced: boolean) {
  if (/^(schedule-key-deletion|disable-key)$/.test(operation)) return 'destroy';
  if (/^delete-(secret|parameters?)$/.test(operation)) return forced ? 'destroy' : 'delete';
  if (operation === 'rotate-secret') return 'rotate';
  if (operation === 'create-secret') return 'create';
  return /^(put-secret-value|update-secret|put-parameter)$/.test(operation) ? 'update' : undefined;
}

/** These work out something and change nothing. */
export const ciphers: Rule = ({ operation }) =>
  /^(encrypt|sign|verify|re-encrypt|generate-(random|mac)|generate-.*-without-plaintext)/.test(operation)
    ? []
    : undefined;
