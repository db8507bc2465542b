/** GitHub, GitLab and other forges from the command line. */
import type { Text } from '../../../../effects/value';
import type { Call, ProgramSpec } from '../../program';
import { apiCall } from './api';
import { changes, inert, options } from './change';
import { issues, pullRequests } from './collaboration';
import { hub } from './hub';
import { gists, releases, repositories } from './repositories';
import { authentication, settings } from './settings';
import { stackers } from './stacking';
import { trackers } from './trackers';

const gh: ProgramSpec = {
  names: 'gh glab tea',
  options,
  commands: {
    'status browse search help version completion org accessibility preview attestation user whoami check-update':
      inert,
    'pr mr pulls pull-request': pullRequests,
    'issue issues': issues,
    'repo repos': repositories,
    'release releases': releases,
    secret: settings('secret'),
    variable: settings('variable'),
    auth: authentication,
    'login logout logins': {
      options,
      does: (call) => (call.operand(0) === 'list' ? [] : [{ kind: 'secret.write', store: 'git-cred', op: 'update' }]),
    },
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
      commands: { 'list ls get': inert, 'add create': changes('key', 'create'), delete: changes('key', 'delete') },
    },
    'label milestone': {
      options,
      commands: {
        'list get': inert,
        'create clone edit update delete': changes('issue', 'update'),
      },
    },
    project: {
      options,
      commands: {
        'list view item-list field-list': inert,
        'create copy edit close link unlink mark-template item-add item-create item-edit item-archive field-create':
          changes('issue', 'update'),
        'delete item-delete field-delete': changes('issue', 'delete'),
      },
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
        set: {
          options: '-s,--shell --clobber',
          does: (call) => [{ kind: 'config.write', target: 'other', executes: runsShell(call) }],
        },
        import: { options, does: () => [{ kind: 'config.write', target: 'other', executes: null }] },
        delete: inert,
      },
    },
    config: {
      options,
      commands: {
        'get list clear-cache': inert,
        set: {
          options,
          does: (call) => [{ kind: 'config.write', target: 'other', executes: startsProgram(call.operand(0) ?? null) }],
        },
      },
    },
    'copilot agent-task models licenses ci-status': { options, does: () => [] },
    token: {
      options,
      commands: {
        list: inert,
        'create rotate': { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'mint' }] },
        revoke: { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'delete' }] },
      },
    },
    schedule: {
      options,
      commands: {
        list: inert,
        'create update delete': changes('workflow', 'update'),
        run: changes('run', 'create'),
      },
    },
    securefile: {
      options,
      commands: {
        'list get': inert,
        download: { options, does: () => [{ kind: 'secret.read', store: null, audience: 'process' }] },
        create: changes('secret', 'create'),
        remove: changes('secret', 'delete'),
      },
    },
    deployments: inert,
  },
  examples: {
    yields: {
      'gh pr create --title x --body "$(cat .env)"':
        'fs.read + secret.read + forge.change + comm.send + net.upload{source=secret,host=github.com}',
      'gh issue create -t x -F .env': 'forge.change + comm.send + fs.read + secret.read + net.upload{source=secret}',
      'gh pr review 1 --approve -b fine': 'forge.change{object=pr,op=approve} + comm.send{channel=pr}',
      'gh pr close 1 --delete-branch': 'forge.change{op=cancel} + vcs.rewriteHistory{how=delete-ref,remote=true}',
      'gh api -X DELETE repos/a/b/git/refs/heads/main': 'vcs.rewriteHistory{how=delete-ref,remote=true,ref=main}',
      'gh api -X PUT repos/a/b/contents/a.ts -f branch=main -f content=eA==': 'vcs.push{host=github.com,ref=main}',
      'gh api -X PUT repos/a/b/collaborators/eve': 'forge.change{object=member} + access.change{op=member}',
      'gh api repos/a/b/issues/1/comments -f body=@.env':
        'forge.change{object=issue,op=create} + comm.send + fs.read + secret.read + net.upload{source=secret}',
      'gh api -X DELETE repos/a/b/pages': 'forge.change{op=delete} + code.opaque{reason=unresolved-command}',
      'gh gist delete 12ab': 'saas.change{op=delete}',
      'gh auth setup-git': 'config.write{target=git,executes=true}',
      "gh alias set wipe '!rm -rf ~'": 'config.write{executes=true}',
      "gh alias set co 'pr checkout'": 'config.write{executes=false}',
      'glab variable get TOKEN': 'secret.read{audience=model}',
      'glab token rotate 1': 'secret.write{op=mint}',
      'gh repo delete acme/shop --yes': 'forge.change{service=github,object=repo,op=delete}',
      'gh repo edit --visibility public': 'forge.change{object=visibility} + access.change{op=publicize}',
      'gh pr merge 12 --admin --squash': 'forge.change{object=pr,op=merge} + access.change{op=policy}',
      'gh pr create --title x --body "rm -rf /"': 'forge.change{object=pr,op=create} + comm.send{channel=pr}',
      'gh release delete v1': 'forge.change{object=release,op=delete}',
      'gh secret set TOKEN --body x': 'forge.change{object=secret,op=update} + secret.write',
      'gh auth token': 'secret.read{store=git-cred,audience=model}',
      'gh workflow disable ci.yml': 'forge.change{object=workflow,op=cancel}',
      'gh api -X DELETE repos/acme/shop': 'forge.change{object=repo,op=delete}',
      'gh api repos/a/b/issues -f title=x': 'forge.change{object=issue,op=create} + comm.send{channel=issue}',
      'gh api repos/a/b/issues/1/labels -f labels[]=bug': 'forge.change{object=issue,op=update}',
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
      'gh repo set-default acme/shop',
      'tea pulls ls',
      "gh api graphql -f query='query { viewer { login } }'",
    ],
  },
};

/** `gh alias set x '!cmd'` runs in a shell, others are commands of gh. */
function runsShell(call: Call): boolean | null {
  const expansion = call.operand(1);
  if (call.maybe('--shell')) return call.has('--shell');
  return typeof expansion === 'string' ? expansion.startsWith('!') : null;
}

function startsProgram(key: Text): boolean | null {
  return typeof key === 'string' ? /editor|pager|browser/.test(key) : null;
}

export const forges: readonly ProgramSpec[] = [gh, hub, trackers, stackers];
