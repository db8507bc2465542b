/** GitHub, GitLab and other forges from the command line. */
import type { ProgramSpec } from '../../program';
import { apiCall } from './api';
import { change, changes, inert, options } from './change';
import { issues, pullRequests } from './collaboration';
import { gists, releases, repositories } from './repositories';
import { authentication, settings } from './settings';

const gh: ProgramSpec = {
  names: 'gh glab hub tea',
  options,
  commands: {
    'status browse search help version completion org accessibility preview attestation user whoami check-update':
      inert,
    'pr mr pulls pull-request': pullRequests,
    'issue issues': issues,
    repo: repositories,
    'release releases': releases,
    secret: settings('secret'),
    variable: settings('variable'),
    auth: authentication,
    'login logout': { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'update' }] },
    api: { options, operandsNeeded: 1, does: apiCall },
    gist: gists,
    snippet: gists,
    workflow: {
      options,
      commands: {
        'list view': inert,
        run: changes('run', 'create'),
        enable: changes('workflow', 'update'),
        disable: changes('workflow', 'cancel'),
      },
    },
    run: {
      options,
      commands: {
        'list view watch download': inert,
        rerun: changes('run', 'create'),
        cancel: changes('run', 'cancel'),
        delete: changes('run', 'delete'),
      },
    },
    'ci pipeline job': {
      options,
      commands: {
        'list view status get trace lint config artifact': inert,
        'run retry trigger': changes('run', 'create'),
        cancel: changes('run', 'cancel'),
        delete: changes('run', 'delete'),
      },
    },
    'ssh-key gpg-key deploy-key': {
      options,
      commands: { list: inert, add: changes('key', 'create'), delete: changes('key', 'delete') },
    },
    'label milestone': {
      options,
      commands: {
        'list get': inert,
        'create clone edit update': changes('issue', 'update'),
        delete: changes('issue', 'delete'),
      },
    },
    project: {
      options,
      commands: { 'list view item-list field-list': inert, delete: changes('issue', 'delete') },
      otherwise: (call) => [change(call, 'issue', 'update')],
    },
    ruleset: { options, commands: { 'list view check': inert } },
    cache: { options, commands: { list: inert, delete: changes('run', 'delete') } },
    'codespace cs': {
      options,
      commands: {
        'list view logs ports': inert,
        ssh: { options, does: () => [{ kind: 'remote.exec', tool: 'ssh', resolved: false }] },
        delete: { options, does: () => [{ kind: 'infra.destroy', provider: 'github', service: 'codespace' }] },
      },
      otherwise: () => [{ kind: 'infra.change', provider: 'github', service: 'codespace', op: 'update' }],
    },
    'extension extensions ext': {
      options,
      commands: {
        'list search browse': inert,
        'install upgrade create': {
          options,
          does: (call) => [
            {
              kind: 'package.install',
              manager: 'gh',
              name: call.operand(0) ?? null,
              source: 'git',
              scripts: true,
              global: true,
            },
          ],
        },
        remove: inert,
        exec: {
          options,
          does: (call) => [
            { kind: 'code.exec', origin: 'foreign-file', path: call.operand(0) ?? null, resolved: false },
          ],
        },
      },
    },
    alias: {
      options,
      commands: {
        list: inert,
        'set import': { options, does: () => [{ kind: 'config.write', target: 'git', executes: true }] },
        delete: inert,
      },
    },
    config: {
      options,
      commands: {
        'get list clear-cache': inert,
        set: {
          options,
          does: (call) => [
            { kind: 'config.write', target: 'git', executes: /editor|pager|browser/.test(String(call.operand(0))) },
          ],
        },
      },
    },
    'copilot agent-task models': { options, does: () => [] },
  },
  examples: {
    yields: {
      'gh repo delete acme/shop --yes': 'forge.change{service=github,object=repo,op=delete}',
      'gh repo edit --visibility public': 'forge.change{object=visibility} + access.change{op=publicize}',
      'gh pr merge 12 --admin --squash': 'forge.change{object=pr,op=merge} + access.change{op=policy}',
      'gh pr create --title x --body "rm -rf /"': 'forge.change{object=pr,op=create} + comm.send{channel=pr}',
      'gh release delete v1': 'forge.change{object=release,op=delete}',
      'gh secret set TOKEN --body x': 'forge.change{object=secret,op=update} + secret.write',
      'gh auth token': 'secret.read{store=git-cred,audience=model}',
      'gh workflow disable ci.yml': 'forge.change{object=workflow,op=cancel}',
      'gh api -X DELETE repos/acme/shop': 'forge.change{object=repo,op=delete}',
      'gh api repos/a/b/issues -f title=x': 'forge.change{object=issue,op=create}',
      'gh gist create a.txt --public': 'net.upload{channel=paste,source=file}',
      'gh gist create -p a.txt b.txt': 'net.upload{channel=paste,source=file}',
      'cat a.txt | gh gist create': 'fs.read + net.upload{channel=http,source=file}',
      'glab mr merge 3': 'forge.change{service=gitlab,object=pr,op=merge}',
      'gh api -X PUT repos/a/b/branches/main/protection --input x.json':
        'forge.change{object=branch-protection,op=update} + access.change',
    },
    inert: [
      'gh pr list',
      'gh pr view 12',
      'gh api repos/acme/shop',
      'gh run list',
      'gh auth status',
      'gh issue view 3',
      'gh search code "rm -rf"',
    ],
  },
};

export const forges: readonly ProgramSpec[] = [gh];
