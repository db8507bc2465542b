/** Commands that AWS carries to machines and containers. */
import type { Text } from '../../../../../effects/value';
import type { Call } from '../../../program';
import type { Run } from '../../../spec';
import { argument, evidenceOf, type Rule } from './request';

export const remote: Rule = ({ call, operation }) => {
  if (!/^(send-command|execute-command|start-session)$/.test(operation)) return undefined;
  const command = argument(call, '--command');
  const host = argument(call, '--instance-ids', '--target', '--task') ?? null;
  const runs = [...(command === undefined ? [] : [command]), ...documentCommands(call)].map(
    (text): Run => ({ type: 'shell', text, label: `aws ${operation}`, via: 'remote', elsewhere: true }),
  );
  const unseen =
    operation === 'start-session' && runs.length === 0
      ? ([{ kind: 'code.opaque', reason: 'interactive', program: 'aws', via: 'remote' }] as const)
      : [];
  return {
    effects: [
      { kind: 'remote.exec', tool: 'ssm', host, resolved: runs.length > 0, evidence: evidenceOf(call) },
      ...unseen,
    ],
    runs,
  };
};

/** `--parameters commands=CMD`, `'commands=["a","b"]'` or `'{"commands":["a"]}'`. */
function documentCommands(call: Call): readonly Text[] {
  const given = argument(call, '--parameters');
  if (given === undefined) return [];
  const [, list = ''] =
    /^\s*\{?\s*"?commands?"?\s*[=:]\s*(.*?)\s*\}?\s*$/s.exec(typeof given === 'string' ? given : '') ?? [];
  if (list === '') return [null];
  if (!list.startsWith('[')) return [list.replace(/^(['"])(.*)\1$/s, '$2')];
  const quoted = [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(
    (match) => match[2] ?? (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
  return quoted.length > 0 ? quoted : list.slice(1, -1).split(',');
}
