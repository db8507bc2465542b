/** The verdict of the shipped packs on a row, for an AI agent, in a small invented workspace. */
import { decide } from '../../server/decide';
import type { Decision } from '../../server/decision';
import type { CompiledPolicy } from '../../server/policy/compiled';
import { type Action, type Request, type Shell, type SqlDialect, sqlDialects } from '../../server/request';
import { fakeProviders } from '../support/fake-providers';
import type { Row } from './rows';

const dialectNames: Readonly<Record<string, SqlDialect>> = { mssql: 'tsql', tidb: 'mysql' };

export function judge(row: Row, policy: CompiledPolicy): Decision {
  const workspace = row.cwd ?? '/workspace/project';
  const home = row.home ?? '/home/test';
  const request: Request = {
    actions: [actionOf(row)],
    tool: 'run_in_terminal',
    title: row.command,
    actor: 'ai',
    channel: 'terminal',
    cwd: workspace,
    workspace,
    interactive: true,
  };
  return decide(request, providersFor(workspace, home), policy);
}

function actionOf(row: Row): Action {
  if (row.kind !== 'sql') return { type: 'shell', command: row.command, shell: shellOf(row) };
  return { type: 'sql', sql: row.command, dialect: dialectOf(row.dialect) };
}

function shellOf(row: Row): Shell {
  return row.shell === 'powershell' ? 'powershell' : 'bash';
}

function dialectOf(name = 'unknown'): SqlDialect {
  const known = dialectNames[name] ?? name;
  return sqlDialects.find((dialect) => dialect === known) ?? 'unknown';
}

function providersFor(workspace: string, home: string) {
  const providers = fakeProviders({
    home,
    folders: [workspace, home],
    env: { HOME: home, USER: 'test', PWD: workspace, PATH: '/usr/bin:/bin' },
    git: { root: workspace, branch: 'feature', remotes: { origin: 'git@github.com:acme/project.git' } },
  });
  // The files of a corpus do not exist, so nobody can tell whether they are committed.
  return { ...providers, git: { ...providers.git, tracked: () => undefined } };
}
